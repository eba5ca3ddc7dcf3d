"""Words of the method for templates (a builtin library): verdicts, proposals, moments."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wins.models import LensReading, Win
from wins.verdict import Answer, Kind, Proposal

register = template.Library()

QUESTIONS = {
    "C1": gettext_lazy("Which piece of our question does this touch?"),
    "C2": gettext_lazy("Who notices, and by what?"),
    "C3": gettext_lazy("What do we truly do or think differently?"),
    "C4": gettext_lazy("What rubbed, and what did you do then?"),
    "C5": gettext_lazy("What changed in approach and between people?"),
    "C6": gettext_lazy("Who wants to continue?"),
    "C7": gettext_lazy("Deeper, wider, elsewhere: what is next?"),
}
_SAYS = {
    Kind.SMALL_WIN: gettext_lazy("This looks like a small win: small, tangible, truly different."),
    Kind.QUICK_WIN: gettext_lazy(
        "This looks like a quick win: it helps at once, and the practice stayed the same."
    ),
    Kind.ACTIVITY: gettext_lazy("This was done. Who will notice?"),
    Kind.SETBACK: gettext_lazy("A setback. What will you do differently next time?"),
}
_UNMET = {
    "C1": gettext_lazy("A seedling. Which piece of the question does it belong to?"),
    "C2": gettext_lazy("A seedling. Who notices already, and by what?"),
    "C3": gettext_lazy("A seedling. What do you do truly differently now?"),
    "C4": gettext_lazy("A seedling. What rubbed?"),
    "C5": gettext_lazy("A seedling. What changed in approach, and between people?"),
}


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key that is itself a variable."""
    return mapping.get(key)


@register.filter
def verdict_label(value: str) -> str:
    """What the team calls a story, in words."""
    return str(Kind(value).label)


@register.filter
def proposal_words(proposal: Proposal) -> str:
    """The proposal as a sentence about the story, never about a person (docs/method.md §3)."""
    if proposal.kind == Kind.OPEN:
        numbers = [c.removeprefix("C") for c in proposal.open]
        listed = (
            numbers[0]
            if len(numbers) == 1
            else _("%(first)s and %(last)s")
            % {
                "first": ", ".join(numbers[:-1]),
                "last": numbers[-1],
            }
        )
        text = ngettext("Question %(numbers)s is open.", "Questions %(numbers)s are open.", len(numbers))
        return text % {"numbers": listed}
    if proposal.kind == Kind.SEEDLING:
        return str(_UNMET[proposal.unmet])
    words = str(_SAYS[proposal.kind])
    if proposal.rubbed:
        words += " " + _("It rubbed, but the practice stayed the same: is there a barrier to name?")
    return words


@register.filter
def answers(reading: LensReading) -> list[dict[str, str]]:
    """The seven questions with one reader's answer and line of evidence."""
    return [
        {
            "question": str(QUESTIONS[c]),
            "answer": str(Answer(value).label) if value else _("not answered"),
            "evidence": reading.evidence.get(c, ""),
        }
        for c, value in reading.answers.items()
    ]


@register.filter
def author_name(win: Win, reader: Any) -> str:
    """The name a reader sees: its own for the team, outside it what the author chose."""
    if win.author is None:
        return _("former participant")
    if win.show_name or win.author_id == reader.pk:
        return win.author.name
    return _("Someone from Team %(team)s") % {"team": win.team.name}
