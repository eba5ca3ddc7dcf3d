"""The whole trajectory as JSON: everything in its place, nothing of a person."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests import factories
from tests.wins.exporting import asked, data_of
from trajectories.models import Wording
from wins.models import (
    Barrier,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    LearningAnswer,
    LensReading,
    MechanismNote,
    PolicyMessage,
    PolicyResponse,
    PublishedWin,
    ReplyCheck,
    Verdict,
    WinLink,
)
from wins.services import questions

DAY = dt.date(2026, 9, 14)


def told(team, author, title, visibility="trajectory", **fields):
    return factories.win(team, author, title=title, visibility=visibility, happened_on=DAY, **fields)


@pytest.fixture
def whole(cast, browser_of):
    """A function that gives the file of a reader."""
    return lambda person: data_of(asked(browser_of(person), cast.trajectory, "trajectory", "json"))


def ids(rows):
    return [row["id"] for row in rows]


def test_the_file_has_every_section_in_order(cast, whole):
    data = whole(cast.ruben)
    assert list(data) == [
        *[
            "name",
            "neighbourhood",
            "starts_on",
            "ends_on",
            "made_on",
            "wordings",
            "partial_solutions",
            "teams",
        ],
        *["sessions", "wins", "barriers", "learning_questions", "mechanism_notes", "published_wins"],
        "policy_messages",
    ]
    assert (data["name"], data["made_on"]) == ("Thuis in Oeverhoek", str(factories.days(0)))


def test_the_trajectory_its_teams_and_its_sessions(cast, whole):
    Wording.objects.create(
        trajectory=cast.trajectory,
        kind="ambition",
        text="Iedereen thuis",
        author=cast.marit,
        written_at=dt.datetime(2026, 9, 14, 22, 30, tzinfo=dt.UTC),
    )
    solution = factories.partial_solution(cast.trajectory, "Welkom", question="Hoe?")
    factories.step(cast.noord, "Bellen", partial_solution=solution, created_by=cast.samira)
    factories.step(cast.noord, "Voornemen", person=cast.samira)
    session = factories.learning_session(
        cast.trajectory, cast.noord, title="Oogst", starts_at="2026-09-14T08:00Z"
    )
    item = factories.agenda_item(session, "Welkom")
    type(item).objects.update(notes="Besproken", outcome="Afspraak", instructions="Voor de begeleider")

    data = whole(cast.ruben)

    assert data["wordings"][0] == {
        "kind": "ambition",
        "text": "Iedereen thuis",
        "written_on": "2026-09-15",  # half past midnight in the Netherlands
    }
    assert data["partial_solutions"] == [
        {"id": str(solution.pk), "name": "Welkom", "question": "Hoe?", "is_closed": False}
    ]
    noord = data["teams"][0]
    assert [(step["text"], step["partial_solution"]) for step in noord["steps"]] == [
        ("Bellen", str(solution.pk))
    ]
    assert data["sessions"][0] == {
        "id": str(session.pk),
        "title": "Oogst",
        "purpose": "",
        "starts_at": "2026-09-14T08:00:00+00:00",
        "time_zone": "Europe/Amsterdam",
        "minutes": 90,
        "place": "",
        "state": "open",
        "teams": [noord["id"]],
        "agenda": [
            {"title": "Welkom", "minutes": 10, "reading": "", "notes": "Besproken", "outcome": "Afspraak"}
        ],
    }


def test_a_story_carries_readings_verdicts_barriers_and_where_it_came_from(cast, whole):
    later, earlier = (told(cast.noord, cast.samira, title) for title in ("Later", "Eerder"))
    LensReading.objects.create(win=later, reader=cast.joost, c1="yes", evidence={"C1": "Gezien"}, remark="Ja")
    Verdict.objects.create(
        win=later, verdict="seedling", proposal="quick_win", reason="Buren spraken", author=cast.samira
    )
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Sleutelbeleid", kind="rule")
    BarrierLink.objects.create(win=later, barrier=barrier, effect="bypassed", author=cast.samira)
    WinLink.objects.create(later=later, earlier=earlier, kind="deepens", why="Daarna", author=cast.samira)

    story = next(win for win in whole(cast.ruben)["wins"] if win["title"] == "Later")

    assert (story["month"], story["kind"], story["team"]) == ("2026-09", "win", str(cast.noord.pk))
    answers = {f"C{number}": "" for number in range(1, 8)} | {"C1": "yes"}
    assert story["readings"] == [
        {"is_joint": False, "answers": answers, "evidence": {"C1": "Gezien"}, "remark": "Ja"}
    ]
    assert [(one["verdict"], one["proposal"], one["reason"]) for one in story["verdicts"]] == [
        ("seedling", "quick_win", "Buren spraken")
    ]
    assert story["barriers"] == [{"barrier": str(barrier.pk), "effect": "bypassed"}]
    assert story["grew_out_of"] == [
        {"win": str(earlier.pk), "kind": "deepens", "why": "Daarna", "adapted": ""}
    ]


@pytest.mark.parametrize(
    "hidden", [{"visibility": "team"}, {"visibility": "draft"}, {"withdrawn_at": timezone.now()}]
)
def test_nothing_points_at_a_story_the_reader_may_not_read(hidden, cast, whole):
    shown = told(cast.noord, cast.samira, "Open")
    secret = told(cast.noord, cast.samira, "Dicht", **hidden)
    WinLink.objects.create(later=shown, earlier=secret, why="kanarie-waarom")
    question = questions.ask(
        trajectory=cast.trajectory, text="Hoe?", author=cast.samira, on=DAY, client_uuid=uuid.uuid4()
    )
    for win in (shown, secret):
        LearningAnswer.objects.create(question=question, text="Zo", answered_on=DAY, win=win)
    note = MechanismNote.objects.create(
        trajectory=cast.trajectory, mechanism="coupling", text="kanarie-mechanisme", noted_on=DAY
    )
    note.wins.set([secret])
    message = PolicyMessage.objects.create(
        trajectory=cast.trajectory, addressee="Wethouder", text="Graag", sent_on=DAY
    )
    message.wins.set([shown, secret])

    data = whole(cast.ruben)

    assert ids(data["wins"]) == [str(shown.pk)]
    assert data["wins"][0]["grew_out_of"] == []
    assert [answer["win"] for answer in data["learning_questions"][0]["answers"]] == [str(shown.pk), None]
    assert data["mechanism_notes"] == []
    assert data["policy_messages"][0]["wins"] == [str(shown.pk)]


def test_a_link_across_teams_counts_from_their_yes(cast, whole):
    later, earlier = told(cast.noord, cast.samira, "Noord"), told(cast.zuid, cast.mehmet, "Zuid")
    link = WinLink.objects.create(later=later, earlier=earlier, kind="spreads", why="Ook hier")

    def grown():
        return [len(win["grew_out_of"]) for win in whole(cast.ruben)["wins"] if win["title"] == "Noord"]

    assert grown() == [0]
    WinLink.objects.filter(pk=link.pk).update(accepted_at=timezone.now())
    assert grown() == [1]


def test_a_note_names_the_stories_its_reader_may_read(cast, whole):
    one, two = told(cast.noord, cast.samira, "Eén"), told(cast.noord, cast.samira, "Twee", visibility="team")
    note = MechanismNote.objects.create(
        trajectory=cast.trajectory, mechanism="coupling", text="Samen", author=cast.marit, noted_on=DAY
    )
    note.wins.set([one, two])

    def notes(person):
        return [(row["text"], row["month"], set(row["wins"])) for row in whole(person)["mechanism_notes"]]

    assert notes(cast.ruben) == [("Samen", "2026-09", {str(one.pk)})]
    assert notes(cast.marit) == [("Samen", "2026-09", {str(one.pk), str(two.pk)})]


def test_barriers_with_their_history(cast, whole):
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Tijd", kind="time")
    BarrierStand.objects.create(barrier=barrier, state="met", since=DAY, author=cast.samira)
    BarrierNaming.objects.create(barrier=barrier, team=cast.zuid, named_on=DAY)

    assert whole(cast.ruben)["barriers"] == [
        {
            "id": str(barrier.pk),
            "name": "Tijd",
            "kind": "time",
            "stands": [{"state": "met", "addressee": "", "since": "2026-09"}],
            "named_by": [{"team": str(cast.zuid.pk), "month": "2026-09"}],
        }
    ]


def copied(cast, title, **fields):
    read = {"read_on": DAY, "recognisable": True, "is_true": True, "is_honest": True, "approved_on": DAY}
    usual = {"trajectory": cast.trajectory, "asked_on": DAY, "author": cast.samira, "text": "Herschreven"}
    return PublishedWin.objects.create(title=title, **usual | read | fields)


def test_only_published_copies_and_no_address_of_a_message(cast, whole):
    copied(cast, "Gepubliceerd", remark="kanarie-opmerking", second_reader=cast.mehmet)
    copied(cast, "kanarie-teruggenomen", withdrawn_on=DAY)
    copied(cast, "kanarie-ongelezen", approved_on=None)
    message = PolicyMessage.objects.create(
        trajectory=cast.trajectory,
        addressee="Wethouder wonen",
        text="Graag een besluit",
        sent_on=DAY,
        author=cast.ruben,
        address="wethouder@example.org",
    )
    answer = PolicyResponse.objects.create(
        message=message, kind="doing", text="Komt eraan", answered_on=DAY, author=cast.ruben
    )
    ReplyCheck.objects.create(
        response=answer, answer="partly", text="Half", author=cast.ruben, checked_on=DAY
    )

    data = whole(cast.ruben)

    assert [copy["title"] for copy in data["published_wins"]] == ["Gepubliceerd"]
    assert "kanarie" not in str(data)
    assert "wethouder@example.org" not in str(data)
    assert data["policy_messages"][0]["responses"] == [
        {
            "kind": "doing",
            "text": "Komt eraan",
            "answered_by": "",
            "answered_on": "2026-09-14",
            "checks": [{"answer": "partly", "text": "Half", "checked_on": "2026-09-14"}],
        }
    ]
