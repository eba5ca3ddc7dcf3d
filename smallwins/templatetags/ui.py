"""Components of the look: what templates use beside plain markup (a builtin library, nothing to load).

| In a template                                      | Gives                                                 |
|----------------------------------------------------|-------------------------------------------------------|
| ``{% icon "house" %}``                             | a decorative icon of static/icons/sprite.svg          |
| ``{% status_tag "taken" label %}``                 | a small tag: colour and line by kind, the words       |
| ``{% link_tag "deepens" %}``                       | the type of a link between wins, told by its line too |
| ``{% stones rows %}``                              | the ``<li>`` of ``<ol class="path">``                 |
| ``{% timeline moments %}``                         | the ``<li>`` of ``<ol class="timeline">``             |
| ``{% lens_bars rows caption %}``                   | table of dots; rows: ``label``, ``count``, ``url``    |
| ``{% error_summary form formset … %}``             | linked list of errors, above the form                 |
| ``{% pagination page %}``                          | previous and next; other parameters stay              |
| ``{{ text|paragraphs }}``                          | people's text: paragraphs, line breaks, https links   |
| ``{{ value|bidi }}``                               | people's short text, isolated in ``<bdi>``            |
| ``{{ form|has_errors }}``                          | whether the page's title starts with Error:           |
| ``{% include "components/_….html" with … only %}`` | notice, empty, confirmation, comment, control |
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from smallwins.forms import errors_of

register = template.Library()

STEP_STATES = {
    "taken": _("Step taken"),
    "trying": _("Busy with it now"),
    "next": _("Next step"),
    "dropped": _("Let go"),
}
LINK_TYPES = {
    "follows": _("follows"),
    "deepens": _("deepens"),
    "broadens": _("broadens"),
    "spreads": _("spreads"),
}
# More dots say no more than the number beside them, and make the page heavy.
MOST_DOTS = 60

_LINK = re.compile(r"https://[^\s<>\"'`{}|\\^\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_AFTER_A_LINK = ".,;:!?)]…"


@register.simple_tag
@cache  # the address of the sprite is the same for the life of the process
def icon(name: str) -> SafeString:
    """Draw a decorative icon; words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def status_tag(kind: str, label: Any) -> SafeString:
    """Show a state in words; ``kind`` gives colour and line.

    Kinds: taken, trying, next, dropped, friction, win, draft, ok, info, warn, error.
    """
    return format_html('<span class="tag tag-{}">{}</span>', kind, label)


@register.simple_tag
def link_tag(kind: str, label: Any = None) -> SafeString:
    """Name the type of a link; the line is solid, dashed, dotted or thin as in the graph."""
    return format_html('<span class="tag tag-{}">{}</span>', kind, label or LINK_TYPES[kind])


@register.simple_tag
def stones(rows: Sequence[Any]) -> SafeString:
    """Write a team's path: ``text``, ``kind`` (step, friction), ``state``, ``state_reason``, ``stories``.

    The figure in a stone is its place, never a count. A story has ``title``, ``url`` and ``is_setback``;
    ``more`` are not shown. In Python, as ``timeline``.
    """
    return format_html_join(
        "\n",
        '<li class="path-step"><span class="stone stone-{}{}" aria-hidden="true">{}</span>'
        '<div class="path-text"><span class="visually-hidden">{}</span>'
        '<strong class="path-title">{}<bdi>{}</bdi></strong> '
        '<span class="path-meta">{}{}</span>{}</div></li>',
        (
            (
                one.state,
                " stone-friction" if one.kind == "friction" else "",
                "!" if one.kind == "friction" else place if one.state in ("taken", "trying") else "",
                gettext("Step %(place)s of %(total)s:") % {"place": place, "total": len(rows)},
                gettext("Friction:") + " " if one.kind == "friction" else "",
                one.text,
                STEP_STATES[one.state],
                f" · {one.state_reason}" if one.state_reason else "",
                _stories(one),
            )
            for place, one in enumerate(rows, start=1)
        ),
    )


def _stories(stone: Any) -> SafeString | str:
    """The stories below a stone."""
    if not stone.stories:
        return ""
    told = format_html_join(
        "",
        '<li>{}<a href="{}"><bdi>{}</bdi></a></li>',
        ((gettext("Setback:") + " " if one.is_setback else "", one.url, one.title) for one in stone.stories),
    )
    more = ngettext("and %(more)s more", "and %(more)s more", stone.more) % {"more": stone.more}
    rest = format_html('<li class="muted">{}</li>', more) if stone.more else ""
    return format_html('<ul class="path-stories">{}{}</ul>', told, rest)


@register.simple_tag
def timeline(moments: Iterable[Any]) -> SafeString:
    """Write a line of time: ``kind``, ``when``, ``word``, ``title``, ``url``, ``text`` and ``is_cancelled``.

    In Python, because there are twenty on a page and a template takes five times as long for each.
    """
    cancelled = format_html('<p class="muted">{}</p>', _("cancelled"))
    return format_html_join(
        "\n",
        '<li class="moment moment-{}"><span class="moment-mark" aria-hidden="true"></span>'
        '<p class="moment-head">{} · {}</p>'
        '<h3 class="moment-title"><a href="{}"><bdi>{}</bdi></a></h3>{}{}</li>',
        (
            (
                one.kind,
                one.when,
                one.word,
                one.url,
                one.title,
                format_html('<p class="clamp user-text" dir="auto">{}</p>', one.text) if one.text else "",
                cancelled if one.is_cancelled else "",
            )
            for one in moments
        ),
    )


@register.inclusion_tag("components/_lens_bars.html")
def lens_bars(rows: list[Any], caption: Any) -> dict[str, Any]:
    """Draw one dot per win for each question of the lens; ``rows`` have ``label``, ``count``, ``url``."""
    return {"rows": rows, "caption": caption}


@register.filter
def dots(count: int) -> SafeString:
    """Return that many dots, at most MOST_DOTS."""
    return mark_safe("<i></i>" * min(int(count), MOST_DOTS))  # noqa: S308 - no text in it


@register.inclusion_tag("components/_error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """List the errors of all forms and formsets of the page, each linked to its control."""
    return {"errors": [error for form in forms if form is not None for error in errors_of(form)]}


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page, parameter: str = "page") -> dict[str, Any]:
    """Link to the pages around this one; the rest of the query string stays."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.filter
def notice_kind(level_tag: str) -> str:
    """Translate a level of django.contrib.messages into a kind of notice."""
    return {"success": "ok", "warning": "warn", "error": "error"}.get(level_tag, "info")


@register.filter
def has_errors(form: Any) -> bool:
    """Say whether a form or formset (or nothing) was sent with errors; for the page's title."""
    return bool(form) and bool(errors_of(form))


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Turn people's plain text into escaped paragraphs with line breaks and https links."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n"))]
    lines = ((_with_links(block),) for block in blocks if block.strip())
    return format_html_join("\n", '<p dir="auto">{}</p>', lines)


@register.filter
def bidi(value: Any) -> SafeString:
    """Isolate people's short text, so that its direction cannot turn the words around it."""
    return format_html("<bdi>{}</bdi>", conditional_escape(value))


def _with_links(text: str) -> SafeString:
    """Escape a paragraph, link its https addresses, keep its line breaks."""
    parts: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        address = match[0].rstrip(_AFTER_A_LINK)
        if address == "https://":
            continue
        parts += [escape(text[end : match.start()]), _anchor(address)]
        end = match.start() + len(address)
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))  # noqa: S308 - every part is escaped above


def _anchor(address: str) -> str:
    return format_html('<a href="{0}" rel="nofollow noopener noreferrer ugc" dir="ltr">{0}</a>', address)
