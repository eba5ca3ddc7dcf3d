"""The lens rule as a pure function of answers (docs/method.md §3). It proposes; the team decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CORE = ("C1", "C2", "C3", "C4", "C5")
OUTLOOK = ("C6", "C7")
CHARACTERISTICS = CORE + OUTLOOK


class Answer(models.TextChoices):
    """One of the four answers to a lens question; no answer at all is the empty string."""

    YES = "yes", _("yes, because…")
    LITTLE = "little", _("a little")
    NO = "no", pgettext_lazy("answer", "no")
    UNKNOWN = "unknown", _("don't know")


class Kind(models.TextChoices):
    """What a story may be called."""

    SMALL_WIN = "small_win", _("small win")
    SEEDLING = "seedling", _("seedling")
    QUICK_WIN = "quick_win", _("quick win")
    ACTIVITY = "activity", _("activity")
    SETBACK = "setback", _("setback")
    OPEN = "open", _("still open")


@dataclass(frozen=True)
class Proposal:
    """What the rule says, and why.

    ``open``: core questions without an answer, in order. ``unmet``: for a seedling the first core
    condition that is not met. ``rubbed``: a quick win that met friction while the practice stayed.
    """

    kind: Kind
    open: tuple[str, ...] = ()
    unmet: str = ""
    rubbed: bool = False


def _unanswered(answer: str) -> bool:
    return answer in ("", Answer.UNKNOWN)


def propose(answers: Mapping[str, str], *, is_setback: bool = False) -> Proposal:
    """First match wins; a missing characteristic and "don't know" count as unanswered, never as a no."""
    if is_setback:
        return Proposal(Kind.SETBACK)
    unanswered = tuple(c for c in CORE if _unanswered(answers.get(c, "")))
    if unanswered:
        return Proposal(Kind.OPEN, open=unanswered)
    if answers["C2"] == Answer.NO:
        return Proposal(Kind.ACTIVITY)
    if answers["C3"] == Answer.NO:
        return Proposal(Kind.QUICK_WIN, rubbed=answers["C4"] != Answer.NO)
    for characteristic in ("C2", "C3"):
        if answers[characteristic] != Answer.YES:
            return Proposal(Kind.SEEDLING, unmet=characteristic)
    for characteristic in ("C1", "C4", "C5"):
        if answers[characteristic] == Answer.NO:
            return Proposal(Kind.SEEDLING, unmet=characteristic)
    return Proposal(Kind.SMALL_WIN)
