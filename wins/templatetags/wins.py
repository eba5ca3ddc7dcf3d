"""Words of the method for templates (a builtin library): verdicts, proposals, names."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from trajectories.grants import grants_of
from trajectories.roles import Role
from wins.models import LensReading, Win
from wins.verdict import Answer, Kind, Proposal
from wins.words import QUESTIONS, proposal_sentence, rule_sentence

register = template.Library()


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
    """The proposal as a sentence."""
    return proposal_sentence(proposal)


@register.filter
def rule_words(proposal: Proposal) -> str:
    """The rule behind the proposal."""
    return rule_sentence(proposal)


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
    """The author's name for the team; readers outside it see what the author chose."""
    if win.author is None:
        return _("former participant")
    own = grants_of(reader, timezone.localdate()).teams(Role.PROFESSIONAL)
    if win.show_name or win.team_id in own or win.author_id == reader.pk:
        return win.author.name
    return _("Someone from Team %(team)s") % {"team": win.team.name}
