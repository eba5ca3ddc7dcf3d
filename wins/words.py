"""The method in sentences (docs/method.md §3, docs/design.md §5): questions, proposals, definitions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from smallwins.when import date_in_words
from wins.models import LinkKind, PublishedWin, ReplyCheck
from wins.verdict import Kind, Proposal

QUESTIONS = {
    "C1": gettext_lazy("Which piece of our question does this touch?"),
    "C2": gettext_lazy("Who notices, and by what?"),
    "C3": gettext_lazy("What do we truly do or think differently?"),
    "C4": gettext_lazy("What rubbed, and what did you do then?"),
    "C5": gettext_lazy("What changed in approach and between people?"),
    "C6": gettext_lazy("Who wants to continue?"),
    "C7": gettext_lazy("Deeper, wider, elsewhere: what is next?"),
}
HINTS = {
    "C1": gettext_lazy("Yes: you can name the piece and the direction. A little: a vague link."),
    "C2": gettext_lazy("Yes: somebody outside the team notices a difference. A little: only we do."),
    "C3": gettext_lazy("Yes: a practice, a role or a value changed. A little: the same, but better."),
    "C4": gettext_lazy("Yes: you can name the barrier and got past it. A little: it is still open."),
    "C5": gettext_lazy("Yes: both, and connected. A little: only one of the two."),
    "C6": gettext_lazy("Yes: you can name a role and a next try. A little: people find it interesting."),
    "C7": gettext_lazy("Yes: there is a direction and a first step. A little: there is hope."),
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
#: Which rule of the method spoke, for whoever wants to know.
_RULES = {
    Kind.OPEN: gettext_lazy("Rule: while one of the first five questions is open, there is no proposal."),
    Kind.ACTIVITY: gettext_lazy("Rule: nobody involved notices anything yet (question 2: no)."),
    Kind.QUICK_WIN: gettext_lazy("Rule: there is a result; the practice stayed the same (question 3: no)."),
    Kind.SMALL_WIN: gettext_lazy(
        "Rule: somebody notices and something truly changed (questions 2 and 3: yes);"
        " none of 1, 4 and 5 is a no."
    ),
    Kind.SEEDLING: gettext_lazy("Rule: promising, and not yet all five conditions are met."),
    Kind.SETBACK: gettext_lazy("Rule: a setback does not pass the lens."),
}
DEFINITIONS = {
    LinkKind.FOLLOWS: gettext_lazy("Follows: came after."),
    LinkKind.DEEPENS: gettext_lazy("Deepens: same approach, more far-reaching."),
    LinkKind.BROADENS: gettext_lazy("Broadens: a subject or partner joined."),
    LinkKind.SPREADS: gettext_lazy("Spreads: elsewhere too, in its own way."),
}


def proposal_sentence(proposal: Proposal) -> str:
    """The proposal as a sentence about the story, never about a person."""
    if proposal.kind == Kind.OPEN:
        return _open_questions(proposal.open)
    if proposal.kind == Kind.SEEDLING:
        return str(_UNMET[proposal.unmet])
    words = str(_SAYS[proposal.kind])
    if proposal.rubbed:
        words += " " + _("It rubbed, but the practice stayed the same: is there a barrier to name?")
    return words


def rule_sentence(proposal: Proposal) -> str:
    """Which rule gave the proposal."""
    return str(_RULES[proposal.kind])


def _open_questions(characteristics: tuple[str, ...]) -> str:
    numbers = [c.removeprefix("C") for c in characteristics]
    listed = numbers[0]
    if len(numbers) > 1:
        listed = _("%(first)s and %(last)s") % {"first": ", ".join(numbers[:-1]), "last": numbers[-1]}
    text = ngettext("Question %(numbers)s is open.", "Questions %(numbers)s are open.", len(numbers))
    return text % {"numbers": listed}


def confirmed_in_words(copy: PublishedWin) -> str:
    """Who stands behind a policy copy, by role and day; empty when nobody was asked."""
    if not (copy.confirmed_by_role and copy.confirmed_on and copy.confirmed_answer):
        return ""
    return _("%(who)s, %(day)s: %(answer)s") % {
        "who": copy.confirmed_by_role,
        "day": date_in_words(copy.confirmed_on),
        "answer": copy.get_confirmed_answer_display(),
    }


def kept_in_words(check: ReplyCheck) -> str:
    """What became of an answer: yes, partly or not yet, with its sentence and day."""
    words = f"{check.get_answer_display()}. {check.text}".rstrip(". ")
    return _("%(words)s (%(day)s)") % {"words": words, "day": date_in_words(check.checked_on)}
