"""What becomes of a note: once, by whom it may, with its origin, and undone while nothing was built on it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import BoardNote, Step
from tests import factories
from tests.wins import boards
from tests.wins.pages import links, words
from trajectories.models import PartialSolution, Wording
from wins.models import Barrier, BarrierNaming, LearningQuestion, Win

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def board(cast):
    made = boards.build(cast, starts_at=timezone.now() - dt.timedelta(days=1))
    boards.shown(made.plain)
    return made


@pytest.fixture
def hers(board, cast):
    return boards.note(board.plain, cast.samira, "Niemand nam op.")


def became():
    return BoardNote.objects.values_list("became", "became_id").get()


def test_who_makes_what(board, hers, cast, browser_of):
    kinds = ("win", "barrier", "question", "solution", "step")
    people = {
        "samira": cast.samira,
        "mehmet": cast.mehmet,
        "marit": cast.marit,
        "ruben": cast.ruben,
        "oona": board.oona,
        "otto": cast.otto,
    }

    got = {
        name: [browser_of(person).get(boards.on(hers, kind)).status_code for kind in kinds]
        for name, person in people.items()
    }

    assert got == {
        "samira": [200, 200, 200, 403, 200],
        "mehmet": [403, 200, 200, 403, 200],
        "marit": [403, 200, 200, 200, 200],
        "ruben": [403] * 5,
        "oona": [403] * 5,
        "otto": [404] * 5,
    }
    for name in ("samira", "mehmet", "marit"):
        found = links(browser_of(people[name]).get(board.url))
        offered = [200 if boards.on(hers, kind) in found else 403 for kind in kinds]
        assert offered == got[name], name


def test_story_is_its_authors_draft_and_nobody_elses(board, hers, cast, browser_of):
    samira = browser_of(cast.samira)

    answer = boards.make(samira, hers, "win")

    win = Win.objects.get()
    assert (win.author, win.team, win.visibility) == (cast.samira, cast.noord, "draft")
    assert (win.story, win.learning_session) == ("Niemand nam op.", board.session)
    assert win.happened_on == factories.days(-1)
    assert became() == ("win", win.pk)
    assert "Kept as a draft. Only you see it." in words(samira.get(answer.url))
    assert win.get_absolute_url() in links(samira.get("/"))
    assert win.get_absolute_url() in links(samira.get(board.url))
    assert "Sessie twee" in words(samira.get(win.get_absolute_url()))
    for person in (cast.marit, cast.joost, cast.ruben):
        client = browser_of(person)
        assert client.get(win.get_absolute_url()).status_code == 404
        assert win.get_absolute_url() not in client.get(board.url).content.decode()
    assert "Taken up" in boards.read(browser_of(cast.marit), board)

    Win.objects.update(visibility="team", shared_at=timezone.now())
    assert win.get_absolute_url() in links(browser_of(cast.marit).get(board.url))
    assert win.get_absolute_url() not in links(browser_of(cast.mehmet).get(board.url))


def test_barrier_is_named_for_a_team_in_this_session(board, hers, cast, browser_of):
    answer = boards.make(browser_of(cast.mehmet), hers, "barrier", name="Geen bereik", kind="routine")

    barrier, naming = Barrier.objects.get(), BarrierNaming.objects.get()
    assert answer.url.endswith(f"#note-{hers.pk}")
    assert (barrier.name, barrier.kind, barrier.trajectory) == ("Geen bereik", "routine", cast.trajectory)
    assert (naming.team, naming.learning_session, naming.named_on) == (
        cast.zuid,
        board.session,
        factories.days(-1),
    )
    assert became() == ("barrier", barrier.pk)
    assert barrier.get_absolute_url() in links(browser_of(cast.joost).get(board.url))
    assert "Sessie twee" in words(browser_of(cast.joost).get(barrier.get_absolute_url()))


def test_a_known_barrier_is_picked_whatever_its_capitals(board, hers, cast, browser_of):
    known = Barrier.objects.create(trajectory=cast.trajectory, name="Geen bereik", kind="rule")

    page = browser_of(cast.marit).get(boards.on(hers, "barrier"))
    assert '<option value="Geen bereik">' in page.content.decode()
    refused = boards.make(browser_of(cast.marit), hers, "barrier", name="Iets nieuws", team=cast.noord.pk)
    assert refused.status_code == 422
    boards.make(browser_of(cast.marit), hers, "barrier", name="geen BEREIK", team=cast.noord.pk)

    assert list(Barrier.objects.all()) == [known]
    assert became() == ("barrier", known.pk)


def test_question_keeps_its_writer_or_nobody(board, hers, cast, browser_of):
    nobodys = boards.note(boards.shown(board.unnamed), None, "Wanneer bellen we terug?")

    boards.make(browser_of(cast.marit), nobodys, "question")
    boards.make(browser_of(cast.marit), hers, "question", text="Wie neemt op?")

    found = LearningQuestion.objects.values_list("wordings__text", "wordings__author", "learning_session")
    assert sorted(found) == [
        ("Wanneer bellen we terug?", None, board.session.pk),
        ("Wie neemt op?", cast.marit.pk, board.session.pk),
    ]


def test_partial_solution_and_step_carry_the_note_on(board, hers, cast, browser_of):
    other = boards.note(board.plain, cast.mehmet, "Elke week bellen.")
    marit = browser_of(cast.marit)

    assert boards.make(marit, hers, "solution", name="Bereikbaar zijn").status_code == 302
    assert boards.make(browser_of(cast.mehmet), other, "step").status_code == 302

    solution, step = PartialSolution.objects.get(), Step.objects.get()
    assert (solution.name, solution.trajectory) == ("Bereikbaar zijn", cast.trajectory)
    assert (step.text, step.team, step.learning_session, step.state, step.person) == (
        "Elke week bellen.",
        cast.zuid,
        board.session,
        "next",
        None,
    )
    assert {note.became for note in BoardNote.objects.all()} == {"solution", "step"}
    page = marit.get(board.url)
    assert cast.zuid.get_absolute_url() in links(page)
    assert "Became a partial solution" in words(page)
    mehmet = browser_of(cast.mehmet)
    assert "Sessie twee" in words(mehmet.get(reverse("sessions:step_edit", args=[step.pk])))


def test_a_team_of_another_session_or_anothers_team_is_no_choice(board, hers, cast, browser_of):
    for client, team in ((browser_of(cast.mehmet), cast.noord), (browser_of(cast.marit), board.oost)):
        answer = client.post(boards.on(hers, "step"), {"text": "Bellen", "team": team.pk})
        assert answer.status_code == 422
        assert "Choose the team" in words(answer)
    assert not Step.objects.exists()


def test_long_words_are_to_be_shortened_not_cut(board, cast, browser_of):
    long = boards.note(board.plain, cast.samira, "Bellen en nog eens bellen. " * 5)

    answer = boards.make(browser_of(cast.samira), long, "step")

    assert answer.status_code == 422
    assert "Shorten your text by" in words(answer)


def test_privacy_is_asked_before_others_read_what_it_became(board, hers, cast, browser_of):
    for kind, name in (("barrier", "name"), ("question", "text"), ("step", "text")):
        fields = {name: "Mevrouw Jansen wil niet", "kind": "rule", "team": cast.noord.pk}
        answer = browser_of(cast.samira).post(boards.on(hers, kind), fields)
        assert "Could someone recognise a resident from this?" in words(answer), kind
    assert became() == ("", None)


def test_ambition_round_ends_in_a_new_wording(board, cast, browser_of):
    Wording.objects.create(
        trajectory=cast.trajectory, kind="ambition", text="Niemand alleen.", author=cast.marit
    )
    boards.note(boards.shown(board.ambition), cast.samira, "Iedereen een buur.")
    address = reverse("wins:board_ambition", args=[board.session.pk, board.ambition.pk])
    for person in (cast.samira, cast.ruben):
        assert browser_of(person).get(address).status_code == 403
    plain = reverse("wins:board_ambition", args=[board.session.pk, board.plain.pk])
    marit = browser_of(cast.marit)
    assert marit.get(plain).status_code == 404

    page = marit.get(address)
    assert "Iedereen een buur." in words(page)
    assert "Niemand alleen." in page.content.decode()
    seen = Wording.objects.get(kind="ambition").pk
    assert marit.post(address, {"text": "Iedereen een buur.", "version": seen}).status_code == 302
    late = marit.post(address, {"text": "Andere woorden.", "version": seen})

    assert late.status_code == 409
    found = Wording.objects.filter(kind="ambition").values_list("text", flat=True)
    assert list(found) == ["Iedereen een buur.", "Niemand alleen."]
    assert "Iedereen een buur." in boards.read(browser_of(cast.mehmet), board)
    assert "Niemand alleen." in words(browser_of(cast.mehmet).get(cast.trajectory.get_absolute_url()))
