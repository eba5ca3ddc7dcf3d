"""Searching the stories somebody may read, and where in a story the words stand.

PostgreSQL searches a text without accents (``wins_plain``), and its ``ts_headline`` would show that text too.
We let it mark every word it finds there and carry the marks over to the text as it was written, which is as
long. So the same stems count here and there, and people read their own words with accents and capitals.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from smallwins.accounts.models import User
from trajectories.models import Team, Trajectory
from wins.models import Win
from wins.querysets import ASKED

#: More than these are not counted, nor shown.
MOST = 1000
#: Characters of an excerpt, and of those at most before the first word that was found.
EXCERPT, LEAD = 180, 60

_TEXTS = ("title", "story", "friction", "next_step", "expected", "why", "differently")
# No text of ours holds control characters (``smallwins.text``).
_START, _STOP, _BETWEEN = "\x02", "\x03", "\x1f"
_MARKED = f"""ts_headline(
    'pg_catalog.dutch',
    wins_plain(concat_ws(%s, {", ".join(f"wins_win.{name}" for name in _TEXTS)})),
    {ASKED},
    %s
)"""
_HOW = f'HighlightAll=true, StartSel="{_START}", StopSel="{_STOP}"'

#: A text in pieces, each with whether it was searched for; joined again they are the text.
Pieces = list[tuple[str, bool]]
Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """The newest wins that fit, at most ``MOST``, and whether there are more."""

    pks: list[uuid.UUID] = field(default_factory=list)
    has_more: bool = False

    @property
    def count(self) -> int:
        return len(self.pks)


@dataclass(frozen=True)
class Hit:
    """One win of the results; ``label`` names the question its excerpt answers, unless that is the story."""

    win: Win
    title: Pieces
    label: str
    excerpt: Pieces


def trajectories_of(user: User, *, today: dt.date) -> list[Trajectory]:
    """Where this person can search, with what one can choose from. Four queries."""
    mine = Trajectory.objects.visible_to(user, today).order_by("name", "pk")
    return list(mine.prefetch_related("teams", "partial_solutions", "barriers"))


def readable(user: User, trajectories: Sequence[Trajectory], *, today: dt.date) -> QuerySet[Win]:
    """The shared wins this person may read; ``trajectories`` of ``trajectories_of``.

    Saying which teams and author these come from changes nothing in what is found (a test holds it), but lets
    PostgreSQL start from the indexes instead of from all wins there are.
    """
    teams = [team.pk for one in trajectories for team in one.teams.all()]
    within = Q(team__in=teams) | Q(author=user)
    return Win.objects.visible_to(user, today).shared().filter(within)


def wins_of(team: Team, user: User, *, today: dt.date) -> QuerySet[Win]:
    """The team's shared wins this person may read, with ``verdict``, newest first."""
    wins = Win.objects.visible_to(user, today).filter(team=team).shared().with_verdict()
    return _by_date(wins.select_related("author", "team"))


def newest(wins: QuerySet[Win]) -> Found:
    """The newest of these. One query."""
    pks = list(_by_date(wins).values_list("pk", flat=True)[: MOST + 1])
    return Found(pks[:MOST], len(pks) > MOST)


def _by_date(wins: QuerySet[Win]) -> QuerySet[Win]:
    return wins.order_by("-happened_on", "-created_at", "-pk")


def hits_of(
    pks: Sequence[uuid.UUID], words: str, user: User, trajectories: Sequence[Trajectory], *, today: dt.date
) -> list[Hit]:
    """One page of what was found, in its order, with excerpts. One query."""
    wins = _by_date(readable(user, trajectories, today=today).filter(pk__in=pks)).with_verdict()
    marked = RawSQL(_MARKED, [_BETWEEN, words, _HOW])  # noqa: S611 - names of columns; the values are parameters
    return [_hit(win) for win in wins.select_related("team__trajectory").annotate(marked=marked)]


def _hit(win: Win) -> Hit:
    marked = dict(zip(_TEXTS, win.marked.split(_BETWEEN), strict=False))
    found = {name: _spans(marked.get(name, ""), getattr(win, name)) for name in _TEXTS}
    title = _pieces(win.title, found["title"]) if win.title else [(win.display_title, False)]
    name = next((name for name in _TEXTS[1:] if found[name]), "story")
    label = "" if name == "story" else str(Win._meta.get_field(name).verbose_name).capitalize()
    if win.display_title == win.story and not found["story"]:
        return Hit(win, title, label, [])  # the title says it all
    return Hit(win, title, label, _excerpt(getattr(win, name), found[name]))


def _spans(marked: str, text: str) -> list[Span]:
    """Where the marks stand; nowhere when a text changed its length on losing accents and capitals."""
    spans, begin, place = [], 0, 0
    for char in marked:
        if char == _START:
            begin = place
        elif char == _STOP:
            spans.append((begin, place))
        else:
            place += 1
    return spans if place == len(text) else []


def _pieces(text: str, spans: Sequence[Span]) -> Pieces:
    pieces, place = [], 0
    for begin, end in spans:
        pieces += [(text[place:begin], False), (text[begin:end], True)]
        place = end
    return [piece for piece in [*pieces, (text[place:], False)] if piece[0]]


def _excerpt(text: str, spans: Sequence[Span]) -> Pieces:
    """The words around the first that was found, cut between words."""
    text = "".join(" " if char.isspace() else char for char in text)
    first, last = spans[0] if spans else (0, 0)
    begin = max(0, first - LEAD)
    if begin:
        begin = text.find(" ", begin, first) + 1 or first
    end = max(begin + EXCERPT, last)
    if end < len(text):
        end = max(text.rfind(" ", begin, end + 1), last)
    inside = [(start - begin, stop - begin) for start, stop in spans if stop <= end]
    cut = _pieces(text[begin:end], inside)
    return [("… ", False)] * (begin > 0) + cut + [(" …", False)] * (end < len(text))
