"""The preparation sheet: what happened since last time."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sessions.models import AgendaItem, Attendance, LearningSession, SessionState, Step
from smallwins.accounts.models import User
from smallwins.when import local_date
from tests import factories
from tests.counting import statements_of
from tests.wins.pages import links, words
from tests.wins.preparing import DAY, at, lines, meetings, named, sheet_of
from trajectories.roles import Role
from wins.demo.data import demo_id, email_of
from wins.demo.load import load_demo
from wins.models import Barrier, BarrierNaming, LensReading, Visibility, WinKind
from wins.selectors import path, preparation, team
from wins.services import questions

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def held(cast):
    return meetings(cast)[0]


@pytest.fixture
def coming(cast, held):
    return LearningSession.objects.get(title="Komende keer")


def seen_through(win):
    return LensReading.objects.create(
        win=win, reader=win.author, **dict.fromkeys(("c1", "c2", "c3", "c4", "c5"), "yes")
    )


# What stands on it


def test_stories_and_setbacks_shared_since_last_time_stand_there(cast, coming, held):
    for title, fields in {
        "Oud": {"shared_at": held.starts_at - DAY},
        "Nieuw": {},
        "Klad": {"visibility": Visibility.DRAFT},
        "Weg": {"withdrawn_at": timezone.now()},
        "Mis": {"kind": WinKind.SETBACK},
    }.items():
        win = factories.win(cast.noord, cast.samira, title=title, **fields)
        seen_through(win)
    factories.win(cast.their_team, cast.otto, title="Van Otto", visibility="trajectory")

    assert lines(coming, cast.marit, "wins") == ["Nieuw"]
    assert lines(coming, cast.marit, "setbacks") == ["Mis"]


def test_lens_questions_stay_until_all_five_are_answered(cast, coming, held):
    old = factories.win(cast.noord, cast.samira, title="Oud", shared_at=held.starts_at - DAY)
    factories.win(cast.noord, cast.samira, title="Tegenslag", kind=WinKind.SETBACK)
    assert lines(coming, cast.marit, "lens") == ["Oud"]
    seen_through(old)
    assert lines(coming, cast.marit, "lens") == []


def test_barriers_of_two_teams_or_two_sessions_are_candidates_for_policy(cast, coming, held):
    named(cast, "Eén keer", (cast.noord, held))
    named(cast, "Twee teams", (cast.noord, None), (cast.zuid, None))
    named(cast, "Twee sessies", (cast.noord, held), (cast.noord, coming))
    named(cast, "Doorgegeven", (cast.noord, None), (cast.zuid, None), state="escalated")

    assert lines(coming, cast.marit, "barriers") == ["Twee sessies", "Twee teams"]


def test_quiet_teams_are_asked_about(cast, coming, browser_of):
    factories.win(cast.noord, cast.samira)
    factories.win(cast.zuid, cast.mehmet, shared_at=timezone.now() - 22 * DAY)
    assert lines(coming, cast.marit, "quiet") == ["Zuid"]
    assert "Maybe call?" in words(browser_of(cast.marit).get(at(coming)))


def test_steps_and_their_state_stand_there_and_everybodys_own(cast, coming, held, browser_of):
    before = held.starts_at - DAY
    for text, fields in {
        "Nu": {"state": "trying", "state_set_at": before},
        "Straks": {"state": "next", "state_set_at": before},
        "Net gezet": {"state": "taken"},
        "Lang gezet": {"state": "taken", "state_set_at": before},
    }.items():
        factories.step(cast.noord, text, **fields)
    own = {"person": cast.samira, "learning_session": held}
    factories.step(cast.noord, "Eerder van Samira", **own, state_set_at=before)
    factories.step(cast.noord, "Van Samira", **own)
    factories.step(cast.their_team, "Van Otto")

    assert set(lines(coming, cast.marit, "steps")) == {"Nu", "Straks", "Net gezet"}
    assert lines(coming, cast.marit, "own-steps") == ["Van Samira"]
    assert "Van Samira Samira Yilmaz · Noord Next step" in words(browser_of(cast.marit).get(at(coming)))


def test_open_questions_stand_there_and_the_old_ones_are_persistent(cast, coming, browser_of):
    for text, days in (("Jong?", 3), ("Oud?", 61), ("Dicht?", 90)):
        question = questions.ask(
            trajectory=cast.trajectory,
            text=text,
            author=cast.samira,
            on=factories.days(-days),
            client_uuid=uuid.uuid4(),
        )
    questions.set_state(question=question, state="closed")
    assert set(lines(coming, cast.marit, "questions")) == {"Jong?", "Oud?"}
    page = words(browser_of(cast.marit).get(at(coming)))
    assert ", 8 weeks ago persistent" in page
    assert page.count("persistent") == 1


def test_items_somebody_moved_on_stand_there_and_the_others_do_not(cast, coming, held, browser_of):
    left = factories.agenda_item(held, "Niet af", position=1)
    factories.agenda_item(held, "Zonder notities", position=2)
    AgendaItem.objects.create(
        learning_session=coming, title="Niet af", position=1, minutes=10, moved_from=left
    )
    page = words(browser_of(cast.marit).get(at(coming)))
    assert "Niet af from “Vorige keer” On the agenda" in page
    assert "Zonder notities" not in page


def test_who_answered_stands_there(cast, coming, browser_of):
    Attendance.objects.create(learning_session=coming, user=cast.samira, rsvp="yes")
    assert "Samira Yilmaz" in words(browser_of(cast.marit).get(at(coming)))


def test_the_first_session_says_so(cast, browser_of):
    first = factories.learning_session(cast.trajectory, cast.noord)
    factories.win(cast.noord, cast.samira, title="Verhaal vooraf")
    page = words(browser_of(cast.marit).get(at(first)))
    assert "This is the first session of these teams." in page
    assert "Verhaal vooraf" not in page


def test_last_time_is_the_last_open_session_of_any_of_its_teams(cast, coming, held):
    later = timezone.now() - 2 * DAY
    shared = factories.learning_session(cast.trajectory, cast.zuid, starts_at=timezone.now() - 7 * DAY)
    factories.learning_session(
        cast.trajectory, cast.noord, starts_at=later, state="cancelled", cancel_reason="Ziek"
    )
    factories.learning_session(cast.trajectory, cast.noord, starts_at=later, state=SessionState.DRAFT)
    other = factories.team(cast.trajectory, "Oost")
    factories.learning_session(cast.trajectory, other, starts_at=later)
    factories.learning_session(cast.trajectory, cast.noord, starts_at=timezone.now() + DAY)
    assert sheet_of(coming, cast.marit).previous == shared
    assert sheet_of(shared, cast.marit).previous == held


# The same as the team's page


def test_the_demo_says_the_same_as_the_pages_of_its_teams(db):
    now = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)
    load_demo(today=now.date(), now=now)
    marit = User.objects.get(email=email_of("marit"))
    session = LearningSession.objects.get(pk=demo_id("session", "S5"))
    both = [demo_id("team", "N"), demo_id("team", "D")]
    barrier = Barrier.objects.get(pk=demo_id("barrier", "B3"))
    for pk in both:
        BarrierNaming.objects.get_or_create(barrier=barrier, team_id=pk, named_on=now.date())

    sheet = preparation.sheet_for(session, marit, now=now, today=now.date())

    assert sheet.previous.pk == demo_id("session", "S4")
    found = {section.name: section.lines for section in sheet.sections}
    told, stones, barriers = set(), set(), set()
    for one in session.teams.select_related("trajectory"):
        told |= {
            (moment.kind, moment.url)
            for moment in path.moments_of(one, marit, now=now, today=now.date())
            if moment.kind in ("win", "setback") and moment.on >= local_date(sheet.previous.starts_at)
        }
        stones |= {
            (stone.text, stone.state)
            for stone in path.stones_of(one, marit, today=now.date())
            if stone.state in ("next", "trying")
            or Step.objects.get(pk=stone.pk).state_set_at >= sheet.previous.starts_at
        }
        barriers |= {
            barrier.name
            for group in team.barriers_by_state(one)
            for barrier in group.barriers
            if group.state in ("met", "bypassed")
        }
    assert len(told) > 1
    assert {("win", line.url) for line in found["wins"]} | {
        ("setback", line.url) for line in found["setbacks"]
    } == told
    assert {(line.text, line.tag[0]) for line in found["steps"]} == stones
    assert {line.text for line in found["barriers"]} == barriers == {"Er moet altijd een begeleider bij zijn"}
    assert {line.tag for line in found["questions"] if line.text.startswith("Hoe delen")} != {None}
    assert len(found["own-steps"]) > 1


def test_as_many_queries_for_thirty_of_everything_as_for_three(cast, coming, held, browser_of):
    def grow(first, last):
        for n in range(first, last):
            person = factories.user(f"Collega{n} Veld")
            factories.member(person, Role.PROFESSIONAL, cast.noord)
            Attendance.objects.create(learning_session=coming, user=person, rsvp="yes")
            factories.win(cast.noord, person, title=f"Verhaal {n}")
            factories.win(cast.zuid, cast.mehmet, title=f"Mis {n}", kind=WinKind.SETBACK)
            factories.step(cast.noord, f"Stap {n}", order=n)
            factories.step(cast.noord, f"Eigen {n}", person=person, learning_session=held)
            named(cast, f"Drempel {n}", (cast.noord, None), (cast.zuid, None))
            questions.ask(
                trajectory=cast.trajectory,
                text=f"Vraag {n}",
                author=person,
                on=factories.days(0),
                client_uuid=uuid.uuid4(),
            )
            left = factories.agenda_item(held, f"Punt {n}", position=n + 1)
            AgendaItem.objects.create(
                learning_session=coming, title="Punt", position=n + 1, minutes=5, moved_from=left
            )
            quiet = factories.team(cast.trajectory, f"Stil {n}")
            coming.teams.add(quiet)

    client = browser_of(cast.marit)
    grow(0, 3)
    few = statements_of(client, at(coming))
    grow(3, 30)
    assert statements_of(client, at(coming)) == few <= 12
    assert "Drempel 29" in words(client.get(at(coming)))
    assert at(coming) not in links(client.get(at(coming)))
