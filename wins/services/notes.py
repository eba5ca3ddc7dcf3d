"""What becomes of a note of the board: a story, a barrier, a learning question, a partial solution, a step.

Of each note one thing is made, once: its row is held meanwhile. What nothing was built on can be undone.
"""

import datetime as dt
import uuid
from collections.abc import Callable

from django.db import transaction

from sessions.models import Became, BoardNote, LearningSession, Step, StepState
from sessions.selectors.board import Seat
from sessions.services.board import free, hold, mark
from sessions.services.steps import add_step
from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import PartialSolution, Team
from trajectories.services.trajectory import save_partial_solution
from wins.models import Barrier, LearningQuestion, QuestionState, Visibility, Win
from wins.services.barriers import find_or_make, name_barrier
from wins.services.questions import ask
from wins.services.win import capture_win


class NotUndoable(Exception):
    """Others went on with it, or it is another person's."""


def day_of(session: LearningSession, now: dt.datetime) -> dt.date:
    """The day of the session, or today when it is still to come."""
    return house_day(min(session.starts_at, now))


@transaction.atomic
def make_story(*, note: BoardNote, team: Team, author: User, now: dt.datetime) -> Win:
    """A draft with the note's words, which its author alone reads and may share. Raises AlreadyBecame."""
    held = hold(note)
    session = note.learning_session
    win = Win(team=team, story=held.text, happened_on=day_of(session, now), learning_session=session)
    made = capture_win(win=win, author=author, client_uuid=uuid.uuid4(), visibility=Visibility.DRAFT, now=now)
    mark(note=note, became=Became.WIN, became_id=made.pk)
    return made


@transaction.atomic
def make_barrier(
    *, note: BoardNote, name: str, kind: str, team: Team, author: User, now: dt.datetime
) -> Barrier:
    """A team names it in this session: one that is known, or a new one. Raises AlreadyBecame."""
    hold(note)
    session = note.learning_session
    barrier = find_or_make(trajectory=session.trajectory, name=name, kind=kind)
    name_barrier(barrier=barrier, team=team, author=author, on=day_of(session, now), session=session)
    mark(note=note, became=Became.BARRIER, became_id=barrier.pk)
    return barrier


@transaction.atomic
def make_question(*, note: BoardNote, text: str, author: User, now: dt.datetime) -> LearningQuestion:
    """A question of the learning agenda. Unchanged words stay their writer's, or nobody's.

    Raises AlreadyBecame.
    """
    held = hold(note)
    session = note.learning_session
    made = ask(
        trajectory=session.trajectory,
        text=text,
        author=note.author if text == held.text else author,
        on=day_of(session, now),
        client_uuid=uuid.uuid4(),
        session=session,
    )
    mark(note=note, became=Became.QUESTION, became_id=made.pk)
    return made


@transaction.atomic
def make_solution(*, note: BoardNote, name: str, author: User, now: dt.datetime) -> PartialSolution:
    """One more slice of the trajectory's question; ``author`` and ``now`` leave no trace in it.

    Raises AlreadyBecame.
    """
    hold(note)
    made = PartialSolution(trajectory=note.learning_session.trajectory, name=name)
    save_partial_solution(partial_solution=made, version=None)
    mark(note=note, became=Became.SOLUTION, became_id=made.pk)
    return made


@transaction.atomic
def make_step(*, note: BoardNote, text: str, team: Team, author: User, now: dt.datetime) -> Step:
    """What a team will try, at the end of its path. Raises AlreadyBecame."""
    hold(note)
    step = Step(team=team, text=text, learning_session=note.learning_session)
    made = add_step(step=step, author=author, client_uuid=uuid.uuid4(), now=now)
    mark(note=note, became=Became.STEP, became_id=made.pk)
    return made


@transaction.atomic
def undo(*, note: BoardNote, seat: Seat) -> None:
    """Take back what a note became, while nothing was built on it; then something else can be made of it.

    Raises NotUndoable. Undoing twice changes nothing.
    """
    held = BoardNote.objects.select_for_update().filter(pk=note.pk).exclude(became="").first()
    if held is None:
        return
    if not seat.may_make(held.became, held):
        raise NotUndoable
    _UNDO[held.became](held, seat)
    free(note=held)


def _remove(row: Win | Step | LearningQuestion | PartialSolution | None, *built: str) -> None:
    """Delete a row that is still as it was made, unless one of these relations holds something."""
    if row is None or any(getattr(row, name).exists() for name in built):
        raise NotUndoable
    row.delete()


def _undo_story(note: BoardNote, seat: Seat) -> None:
    drafts = Win.objects.alive().select_for_update(of=("self",)).filter(visibility=Visibility.DRAFT)
    _remove(drafts.filter(pk=note.became_id, author=seat.reader, version=1).first())


def _undo_step(note: BoardNote, seat: Seat) -> None:
    steps = Step.objects.select_for_update(of=("self",)).filter(team__in=seat.speaks_for)
    found = steps.filter(pk=note.became_id, version=1, state=StepState.NEXT).first()
    _remove(found, "wins", "intentions", "not_yets")


def _undo_question(note: BoardNote, _seat: Seat) -> None:
    rows = LearningQuestion.objects.select_for_update().filter(version=1, state=QuestionState.OPEN)
    _remove(rows.filter(pk=note.became_id).first(), "answers")


def _undo_solution(note: BoardNote, _seat: Seat) -> None:
    rows = PartialSolution.objects.select_for_update().filter(version=1, closed_at__isnull=True)
    _remove(rows.filter(pk=note.became_id).first(), "wins", "steps")


def _undo_barrier(note: BoardNote, seat: Seat) -> None:
    """Takes back the naming; the barrier itself goes when this was all there was of it."""
    barrier = Barrier.objects.select_for_update().filter(pk=note.became_id).first()
    if barrier is None:
        raise NotUndoable
    namings = list(barrier.namings.filter(learning_session=note.learning_session_id))
    also = BoardNote.objects.filter(became=Became.BARRIER, became_id=barrier.pk).exclude(pk=note.pk)
    if len(namings) != 1 or namings[0].team not in seat.speaks_for or also.exists():
        raise NotUndoable
    namings[0].delete()
    untouched = not barrier.win_links.exists() and not barrier.policy_messages.exists()
    if untouched and not barrier.namings.exists() and barrier.stands.count() <= 1:
        barrier.delete()


_UNDO: dict[str, Callable[[BoardNote, Seat], None]] = {
    Became.WIN: _undo_story,
    Became.STEP: _undo_step,
    Became.QUESTION: _undo_question,
    Became.SOLUTION: _undo_solution,
    Became.BARRIER: _undo_barrier,
}
