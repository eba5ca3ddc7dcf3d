"""Words of the method for templates (a builtin library): verdicts, proposals, names."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from smallwins.addresses import address_of
from smallwins.templatetags.ui import link_tag
from smallwins.when import date_in_words
from trajectories.grants import grants_of
from trajectories.roles import Role
from wins.charts.months import Month
from wins.models import Barrier, LensReading, PublishedWin, ReplyCheck, Win
from wins.selectors.threads import Edge, End
from wins.verdict import Answer, Kind, Proposal
from wins.words import QUESTIONS, confirmed_in_words, kept_in_words, proposal_sentence, rule_sentence

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
    if win.show_name or win.author_id == reader.pk or _is_in(win.team_id, reader):
        return win.author.name
    return _("Someone from Team %(team)s") % {"team": win.team.name}


@register.simple_tag
def person_name(person: User | None, win: Win, reader: User) -> str:
    """Who said something about a win; its own author under the name chosen for it."""
    if person is None:
        return _("former participant")
    return author_name(win, reader) if person.pk == win.author_id else person.name


@register.filter
def reader_name(reading: LensReading, reader: User) -> str:
    """Who looked through the lens: the name for the own team, outside it what this person chose."""
    if reading.show_name or reading.reader is None or reading.reader_id == reader.pk:
        return person_name(reading.reader, reading.win, reader)
    if _is_in(reading.team_id, reader):
        return reading.reader.name
    if reading.team_name is None:
        return _("Someone from this trajectory")
    return _("Someone from Team %(team)s") % {"team": reading.team_name}


def _is_in(team_id: uuid.UUID | None, person: User) -> bool:
    return team_id in grants_of(person, timezone.localdate()).teams(Role.PROFESSIONAL)


@register.simple_tag
def months_stones(month: Month) -> SafeString:
    """Draw the stones of a month: round for wins, square for setbacks; in Python, as there are many."""
    parts = (
        f'<circle class="months-win" cx="{one.x}" cy="{one.y}" r="5"/>'
        if one.kind == "win"
        else f'<rect class="months-setback" x="{one.x - 5}" y="{one.y - 5}" width="10" height="10" rx="2"/>'
        for one in month.stones
    )
    return mark_safe("".join(parts))  # noqa: S308 - figures of ours


@register.simple_tag
def edges(rows: Sequence[Edge]) -> SafeString:
    """Write the links of a thread as seen from its team: later story, kind, earlier story."""
    withdrawn = format_html('<span class="muted">{}</span>', _("withdrawn story"))
    tags = {kind: link_tag(kind) for kind in {one.kind for one in rows}}

    def end(win: End | None) -> SafeString:
        if win is None:
            return withdrawn
        link = format_html('<a href="{}"><bdi>{}</bdi></a>', win.url, win.title)
        return (
            format_html('{} <span class="muted">(<bdi>{}</bdi>)</span>', link, win.team) if win.team else link
        )

    return format_html_join(
        "\n",
        "<li><span>{} {} {}</span></li>",
        ((end(one.later), tags[one.kind], end(one.earlier)) for one in rows),
    )


@register.simple_tag
def barriers(rows: Iterable[Barrier]) -> SafeString:
    """Write barriers of ``selectors.team.barriers_by_state``, each with what policy last said."""
    return format_html_join(
        "\n",
        '<li><div><a class="row-title" href="{}"><bdi>{}</bdi></a> '
        '<span class="muted">{}</span>{}</div></li>',
        ((one.get_absolute_url(), one.name, _about(one), _policy(one)) for one in rows),
    )


def _about(barrier: Barrier) -> str:
    parts = [barrier.get_kind_display()]
    if barrier.state_since:
        parts.append(_("since %(day)s") % {"day": date_in_words(barrier.state_since)})
    if barrier.addressee:
        parts.append(_("passed on to %(who)s") % {"who": barrier.addressee})
    return " · ".join(parts)


def _policy(barrier: Barrier) -> SafeString | str:
    if not barrier.message_id:
        return ""
    if barrier.answer:
        said = format_html(
            '<strong>{}</strong> <span class="muted">{}</span><br><bdi>{}</bdi>',
            barrier.answer_label,
            date_in_words(barrier.answered_on),
            Truncator(barrier.answer_text).chars(200),
        )
    else:
        words = _("asked on %(day)s, no answer yet") % {"day": date_in_words(barrier.sent_on)}
        said = format_html('<span class="muted">{}</span>', words)
    address = address_of("wins:message", barrier.message_id)
    return format_html('<p><a href="{}">{}</a> {}</p>', address, _("Policy:"), said)


@register.filter
def confirmed(copy: PublishedWin) -> str:
    """Who stands behind a text for policy, in words."""
    return confirmed_in_words(copy)


@register.filter
def kept(check: ReplyCheck) -> str:
    """What became of an answer, in words."""
    return kept_in_words(check)
