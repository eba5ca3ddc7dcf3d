"""What stands in the pictures of a trajectory's threads: places, words that fit, names to be read out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import formats
from django.utils.translation import gettext as _

from smallwins.templatetags.ui import LINK_TYPES
from smallwins.when import date_in_words
from wins.charts.graph import WIDTH, Box, Drawing, Edge, Key, Line, Node, draw
from wins.charts.labels import lines_of, width_of
from wins.models import Barrier, BarrierLink, Win
from wins.selectors import graph as selectors

#: Size of the letters, room beside them, room for the mark before the first line, and the step between lines.
LETTERS, INDENT, MARK, STEP = 14, 8, 22, 17
#: The first line, the first line of the title, and what stays below the last one.
CAPTION, TITLE, BELOW = 20, 39, 11
MOST_LINES, ROOM = 3, WIDTH - 2 * INDENT


@dataclass(frozen=True)
class Row:
    """One line of words in a node."""

    y: int
    text: str


@dataclass(frozen=True)
class Shape:
    """A node. ``look``: win, setback, barrier or withdrawn; ``name``: everything that is known of it."""

    look: str
    url: str
    name: str
    caption: str
    rows: list[Row]


@dataclass(frozen=True)
class Stroke:
    """A line. ``look``: the kind of its link, or barrier; ``crosses``: it joins two teams."""

    look: str
    name: str
    crosses: bool
    line: Line


@dataclass(frozen=True)
class Head:
    """When the stories of a column happened."""

    x: int
    text: str


@dataclass(frozen=True)
class Picture:
    """One picture; ``thread`` only when it shows no more than that. Sizes in CSS pixels."""

    drawing: Drawing
    heads: list[Head]
    shapes: list[tuple[Box, Shape]]
    strokes: list[Stroke]
    thread: selectors.Thread | None = None

    @property
    def width(self) -> str:
        """In a unit that grows with the reader's letters."""
        return f"{self.drawing.width / 16:g}rem"

    @property
    def height(self) -> str:
        return f"{self.drawing.height / 16:g}rem"


@dataclass
class _Contents:
    """What a picture shows, gathered: nodes, and lines with their look and name."""

    days: dict[Key, dt.date | None] = field(default_factory=dict)
    wins: dict[Key, Win] = field(default_factory=dict)
    barriers: dict[Key, Barrier] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    lines: list[tuple[str, str, bool]] = field(default_factory=list)

    def add_thread(self, thread: selectors.Thread) -> None:
        self.days |= thread.days
        self.wins |= {win.pk: win for win in thread.wins}
        for edge in thread.edges:
            name = f"“{_title(edge.later)}” {LINK_TYPES[edge.kind]} “{_title(edge.earlier)}”"
            self.edges.append(Edge(edge.earlier_id, edge.later_id))
            self.lines.append((edge.kind, name, edge.crosses))
        self.add_touches(thread.touches)

    def add_alone(self, alone: selectors.Alone) -> None:
        self.days[alone.win.pk] = alone.win.happened_on
        self.wins[alone.win.pk] = alone.win
        self.add_touches(alone.touches)

    def add_touches(self, touches: Iterable[BarrierLink]) -> None:
        """Barriers have no date: they take their place just before the first story that touched them."""
        for touch in touches:
            self.days[touch.barrier_id] = None
            self.barriers[touch.barrier_id] = touch.barrier
            name = f"“{touch.win.display_title}” {touch.get_effect_display()} “{touch.barrier.name}”"
            self.edges.append(Edge(touch.barrier_id, touch.win_id, has_arrow=False))
            self.lines.append(("barrier", name, False))

    def picture(self, *, today: dt.date, thread: selectors.Thread | None = None) -> Picture:
        shapes = {key: self._shape(key) for key in self.days}
        nodes = [Node(key, day, _height(shapes[key])) for key, day in _by_day(self.days)]
        drawing = draw(nodes, self.edges)
        placed = [(drawing.boxes[key], shapes[key]) for _x, column in drawing.columns for key in column]
        strokes = [Stroke(*look, line) for look, line in zip(self.lines, drawing.lines, strict=True)]
        heads = [
            Head(x, _span([day for key in column if (day := self.days[key])], today))
            for x, column in drawing.columns
        ]
        return Picture(drawing, heads, placed, strokes, thread)

    def _shape(self, key: Key) -> Shape:
        if barrier := self.barriers.get(key):
            label = _("barrier")
            name = f"{barrier.name}, {label}"
            return _shape("barrier", barrier.get_absolute_url(), name, label, barrier.name)
        win = self.wins.get(key)
        if win is None:
            return _shape("withdrawn", "", _title(None), _("withdrawn"), "")
        setback = _("setback") if win.is_setback else ""
        team = _("Team %(team)s") % {"team": win.team.name}
        words = [win.display_title, setback, team, date_in_words(win.happened_on)]
        caption = _caption(setback, win.team.name)
        look = "setback" if setback else "win"
        return _shape(
            look, win.get_absolute_url(), ", ".join(filter(None, words)), caption, win.display_title
        )


def pictures_of(graph: selectors.TrajectoryGraph, *, today: dt.date) -> list[Picture]:
    """One picture of everything; of a large graph one picture for each thread, without what stands alone."""
    if graph.is_large:
        pictures = []
        for thread in graph.threads:
            contents = _Contents()
            contents.add_thread(thread)
            pictures.append(contents.picture(today=today, thread=thread))
        return pictures
    contents = _Contents()
    for thread in graph.threads:
        contents.add_thread(thread)
    for alone in graph.alone:
        contents.add_alone(alone)
    return [contents.picture(today=today)] if contents.days else []


def _by_day(days: dict[Key, dt.date | None]) -> list[tuple[Key, dt.date | None]]:
    """In order of time; what has no date comes last."""
    return sorted(days.items(), key=lambda item: item[1] or dt.date.max)


def _title(win: Win | None) -> str:
    return win.display_title if win else _("withdrawn story")


def _caption(setback: str, team: str) -> str:
    """The team; that it is a setback goes first, and alone when both do not fit."""
    both = f"{setback} · {team}"
    if not setback:
        return team
    return both if width_of(both, LETTERS) <= ROOM - MARK else setback


def _shape(look: str, url: str, name: str, caption: str, title: str) -> Shape:
    """A node with its words cut to fit."""
    cut = lines_of(caption, width=ROOM - MARK, size=LETTERS, most=1)
    lines = lines_of(title, width=ROOM, size=LETTERS, most=MOST_LINES)
    rows = [Row(TITLE + STEP * number, line) for number, line in enumerate(lines)]
    return Shape(look, url, name, "".join(cut), rows)


def _height(shape: Shape) -> int:
    return (shape.rows[-1].y if shape.rows else CAPTION) + BELOW


def _span(days: Sequence[dt.date], today: dt.date) -> str:
    """For instance ``6 – 15 January``; in another year than now's the months alone, and that year."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return _day(last, "j F" if last.year == today.year else "j F Y")
    if first.year != today.year:
        months = dict.fromkeys((_day(first, "F"), _day(last, "F")))
        return f"{' – '.join(months)} {last.year}"
    if first.month == last.month:
        return f"{first.day} – {_day(last, 'j F')}"
    return f"{_day(first, 'j F')} – {_day(last, 'j F')}"


def _day(day: dt.date, style: str) -> str:
    return str(formats.date_format(day, style))
