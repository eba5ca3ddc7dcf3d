"""One thing is made of a note, also by several people at once; undone while nothing was built on it."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import BoardNote, Step
from tests import factories
from tests.wins import boards
from tests.wins.looking import together
from tests.wins.pages import words
from trajectories.models import PartialSolution
from wins.models import Barrier, BarrierNaming, LearningAnswer, LearningQuestion, Win

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


@pytest.mark.parametrize("kind", ["win", "barrier", "question", "solution", "step"])
def test_once_and_undone(kind, board, hers, cast, browser_of):
    maker = browser_of(cast.marit if kind == "solution" else cast.samira)
    rows = {
        "win": Win,
        "barrier": Barrier,
        "question": LearningQuestion,
        "solution": PartialSolution,
        "step": Step,
    }
    typed = {"barrier": {"kind": "rule"}}.get(kind, {})

    boards.make(maker, hers, kind, **typed)
    first = became()
    again = maker.post(boards.on(hers, "question"), {"text": "Nog iets?"})
    assert again.status_code == 302
    assert became() == first
    assert "Something was made of this note before." in words(maker.get(again.url))
    assert rows[kind].objects.count() == 1

    answer = maker.post(boards.on(hers, "undo"))

    assert became() == ("", None)
    assert not rows[kind].objects.exists()
    assert "Undone." in words(maker.get(answer.url))
    assert boards.make(maker, hers, kind, **typed).status_code == 302
    assert rows[kind].objects.count() == 1


def build_on(kind, cast):
    """Somebody goes on with what was made."""
    if kind == "win":
        Win.objects.update(visibility="team", shared_at=timezone.now())
    elif kind == "barrier":
        BarrierNaming.objects.create(
            barrier=Barrier.objects.get(),
            team=cast.zuid,
            named_on=factories.days(0),
            learning_session=BoardNote.objects.get().learning_session,
        )
    elif kind == "question":
        LearningAnswer.objects.create(
            question=LearningQuestion.objects.get(), text="Zo.", answered_on=factories.days(0)
        )
    elif kind == "solution":
        factories.win(cast.noord, cast.samira).partial_solutions.add(PartialSolution.objects.get())
    else:
        factories.win(cast.noord, cast.samira, step=Step.objects.get())


@pytest.mark.parametrize("kind", ["win", "barrier", "question", "solution", "step"])
def test_what_somebody_went_on_with_stays(kind, board, hers, cast, browser_of):
    maker = browser_of(cast.marit if kind == "solution" else cast.samira)
    boards.make(maker, hers, kind, **({"kind": "rule"} if kind == "barrier" else {}))
    before = became()
    build_on(kind, cast)

    answer = maker.post(boards.on(hers, "undo"))

    assert became() == before
    assert "This stays: somebody went on with it." in words(maker.get(answer.url))


def test_a_barrier_that_was_there_before_outlives_the_undo(board, hers, cast, browser_of):
    known = Barrier.objects.create(trajectory=cast.trajectory, name="Geld", kind="money")
    BarrierNaming.objects.create(barrier=known, team=cast.zuid, named_on=factories.days(-30))
    client = browser_of(cast.samira)
    boards.make(client, hers, "barrier", name="Geld")
    assert known.namings.count() == 2

    client.post(boards.on(hers, "undo"))

    assert became() == ("", None)
    assert known.namings.count() == 1


def test_another_team_undoes_nothing_of_ours(board, hers, cast, browser_of):
    boards.make(browser_of(cast.samira), hers, "step")

    browser_of(cast.mehmet).post(boards.on(hers, "undo"))
    assert browser_of(cast.ruben).post(boards.on(hers, "undo")).status_code == 403

    assert became() == ("step", Step.objects.get().pk)


@pytest.mark.parametrize(("kind", "typed"), [("step", {}), ("barrier", {"kind": "rule"})])
def test_undo_is_offered_to_who_can_do_it(kind, typed, board, hers, cast, browser_of):
    boards.make(browser_of(cast.samira), hers, kind, **typed)
    people = (cast.samira, cast.joost, cast.marit, cast.mehmet, cast.ruben)

    pages = [browser_of(person).get(board.url).content.decode() for person in people]
    offered = [boards.on(hers, "undo") in page for page in pages]

    assert offered == [True, True, True, False, False]


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_thing(cast, browser_of):
    board = boards.build(cast)
    one = boards.note(boards.shown(board.plain), cast.samira)
    posts = [
        (lambda client=client, kind=kind, fields=fields: client.post(boards.on(one, kind), fields))
        for client, kind, fields in (
            (browser_of(cast.marit), "question", {"text": "Wie belt?"}),
            (browser_of(cast.joost), "step", {"text": "Bellen", "team": cast.noord.pk}),
            (browser_of(cast.samira), "win", {"team": cast.noord.pk}),
        )
    ]

    together(*posts)

    made = [LearningQuestion.objects.count(), Step.objects.count(), Win.objects.count()]
    assert sum(made) == 1
    assert BoardNote.objects.get().became


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_both_stay(cast, browser_of):
    board = boards.build(cast)
    people = {person: browser_of(person) for person in (cast.samira, cast.mehmet)}
    posts = [
        (lambda client=client, text=f"{person.name} {place}": boards.write(client, board, board.plain, text))
        for place in range(5)
        for person, client in people.items()
    ]

    answers = together(*posts)

    assert {answer.status_code for answer in answers} == {302}
    assert BoardNote.objects.count() == 10
