"""The learning agenda: how old each question is, and what was answered, as far as the reader may see."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.when import date_in_words
from trajectories.models import Trajectory
from wins.models import LearningAnswer, LearningQuestion, QuestionState, QuestionWording, Win

#: Open longer than this, a question often points at a persistent problem (docs/method.md §4).
PERSISTENT = dt.timedelta(days=60)
#: Up to this many days an age is said in days, from there on in weeks.
IN_DAYS = 14


def age_in_words(opened_on: dt.date, today: dt.date) -> str:
    """For instance ``3 days`` or ``8 weeks``."""
    days = max((today - opened_on).days, 0)
    if days < IN_DAYS:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}


def asked_in_words(question: LearningQuestion, today: dt.date) -> str:
    """For instance ``Asked on Tuesday 1 June, 3 days ago``."""
    if question.opened_on >= today:
        return _("Asked today")
    return _("Asked on %(day)s, %(age)s ago") % {
        "day": date_in_words(question.opened_on),
        "age": age_in_words(question.opened_on, today),
    }


@dataclass(frozen=True)
class Question:
    """One question as it is put now; ``session`` only when the reader may see where it was asked."""

    row: LearningQuestion
    text: str
    answer: str
    asked: str
    is_persistent: bool
    session: LearningSession | None


@dataclass(frozen=True)
class LearningAgenda:
    """The questions of a trajectory, the oldest first."""

    open: list[Question]
    answered: list[Question]
    closed: list[Question]


def is_persistent(question: LearningQuestion, *, today: dt.date) -> bool:
    """True when it is open for longer than sixty days; closing it ends that at once."""
    return question.state == QuestionState.OPEN and today - question.opened_on > PERSISTENT


def with_words(questions: QuerySet[LearningQuestion]) -> QuerySet[LearningQuestion]:
    """Add ``text``, how it is put now, and ``last_answer``."""
    wordings = QuestionWording.objects.filter(question=OuterRef("pk")).order_by("-worded_on", "-pk")
    answers = LearningAnswer.objects.filter(question=OuterRef("pk")).order_by("-answered_on", "-pk")
    return questions.annotate(
        text=Subquery(wordings.values("text")[:1]), last_answer=Subquery(answers.values("text")[:1])
    )


def shown(question: LearningQuestion, sessions: dict[Any, LearningSession], *, today: dt.date) -> Question:
    """A row of ``with_words`` for a reader who may see these ``sessions``, by id."""
    return Question(
        question,
        question.text or "",
        question.last_answer or "",
        asked_in_words(question, today),
        is_persistent(question, today=today),
        sessions.get(question.learning_session_id),
    )


def sessions_for(trajectory: Trajectory, user: User, *, today: dt.date) -> dict[Any, LearningSession]:
    """Sessions of the trajectory this person may see, by id, in order of time; one query."""
    rows = LearningSession.objects.visible_to(user, today).filter(trajectory=trajectory)
    return {row.pk: row for row in rows.only("title", "starts_at", "state").order_by("starts_at")}


def learning_agenda(
    trajectory: Trajectory, sessions: dict[Any, LearningSession], *, today: dt.date
) -> LearningAgenda:
    """All questions by how they stand; one query."""
    rows = with_words(trajectory.learning_questions.all())
    questions = [shown(row, sessions, today=today) for row in rows]
    by_state = {state: [one for one in questions if one.row.state == state] for state in QuestionState}
    return LearningAgenda(
        by_state[QuestionState.OPEN], by_state[QuestionState.PROVISIONAL], by_state[QuestionState.CLOSED]
    )


def linkable_wins(trajectory: Trajectory, user: User, *, today: dt.date) -> QuerySet[Win]:
    """Stories an answer can point at: what this person may read and others may too, the latest first."""
    wins = Win.objects.visible_to(user, today).shared().filter(team__trajectory=trajectory)
    return wins.select_related("team").order_by("-happened_on", "-created_at")


def answers_of(question: LearningQuestion, user: User, *, today: dt.date) -> QuerySet[LearningAnswer]:
    """All answers in order; ``win`` is a story only when this person may read it. Two queries."""
    readable = Win.objects.visible_to(user, today).shared()
    rows = question.answers.select_related("author")
    return rows.prefetch_related(Prefetch("win", queryset=readable))
