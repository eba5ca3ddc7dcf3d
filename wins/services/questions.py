"""The learning agenda: questions that are reworded, answered for now, and carried on (docs/method.md §2)."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from trajectories.models import Trajectory
from wins.models import LearningAnswer, LearningQuestion, QuestionState, QuestionWording, Win


def ask(
    *,
    trajectory: Trajectory,
    text: str,
    author: User | None,
    on: dt.date,
    client_uuid: uuid.UUID,
    session: LearningSession | None = None,
) -> LearningQuestion:
    """Put a challenge as a question. The same ``client_uuid`` again gives the same row.

    ``session``: where it was asked first. ``author`` is None for words that nobody signed.
    """
    question = LearningQuestion(
        trajectory=trajectory, opened_on=on, learning_session=session, client_uuid=client_uuid
    )
    try:
        with transaction.atomic():
            question.full_clean(validate_unique=False, validate_constraints=False)
            question.save()
            _word(question, text, author, on)
    except IntegrityError:
        return LearningQuestion.objects.get(trajectory=trajectory, client_uuid=client_uuid)
    return question


def _word(question: LearningQuestion, text: str, author: User | None, on: dt.date) -> None:
    wording = QuestionWording(question=question, text=text, author=author, worded_on=on)
    wording.full_clean()
    wording.save()


@transaction.atomic
def reword(*, question: LearningQuestion, text: str, author: User, version: int, on: dt.date) -> None:
    """Put it in other words; the earlier ones stay. The same words again change nothing.

    Raises StaleVersion when somebody else reworded it first.
    """
    LearningQuestion.objects.select_for_update().get(pk=question.pk)
    latest = question.wordings.last()
    if latest and latest.text == text:
        return
    save_if_unchanged(question, version=version, fields=())
    _word(question, text, author, on)


@transaction.atomic
def answer(
    *,
    question: LearningQuestion,
    text: str,
    author: User,
    on: dt.date,
    state: str = QuestionState.PROVISIONAL,
    win: Win | None = None,
) -> LearningAnswer:
    """Give an answer for now, perhaps with the story it came from; one that is sent twice is kept once."""
    LearningQuestion.objects.select_for_update().get(pk=question.pk)
    said = {"question": question, "text": text, "author": author, "answered_on": on, "win": win}
    if same := LearningAnswer.objects.filter(**said).first():
        return same
    row = LearningAnswer(**said)
    row.full_clean()
    row.save()
    set_state(question=question, state=state)
    return row


@transaction.atomic
def set_state(*, question: LearningQuestion, state: str) -> None:
    """Close it, or open it again; saying so twice changes nothing. Raises ValidationError."""
    question.state = state
    question.full_clean(validate_unique=False, validate_constraints=False)
    LearningQuestion.objects.filter(pk=question.pk).update(state=state)
