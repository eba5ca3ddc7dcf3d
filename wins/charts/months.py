"""Stories over the last twelve months: stacked stones, where they lie, and what they say (docs/design.md §6).

Pure: months in, coordinates in pixels out.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from dateutil.relativedelta import relativedelta
from django.utils.translation import ngettext

from smallwins.when import written

MONTHS = 12
#: Stones on top of each other at most; above that one stone stands for several stories.
STACK = 10
COLUMN, STONE, GAP, FLOOR = 28, 10, 4, 22


@dataclass(frozen=True)
class Stone:
    """One stone; ``kind`` is win or setback."""

    x: int
    y: int
    kind: str


@dataclass(frozen=True)
class Month:
    """A month with its figures; ``x`` is the middle of its column."""

    label: str
    short: str
    wins: int
    setbacks: int
    x: int
    stones: list[Stone]


@dataclass(frozen=True)
class Picture:
    """The drawing with its sentence; ``per_stone`` stories stand behind one stone. Empty: no months."""

    months: list[Month]
    width: int
    height: int
    per_stone: int
    sentence: str

    @property
    def base(self) -> int:
        """Where the stones stand."""
        return self.height - FLOOR


def first_month(today: dt.date) -> dt.date:
    """The first day of the first month that is drawn."""
    return today.replace(day=1) - relativedelta(months=MONTHS - 1)


def picture_of(told: Mapping[str, tuple[int, int]], *, today: dt.date) -> Picture:
    """Draw ``{"2026-09": (wins, setbacks)}`` from the first month with a story up to now; empty ones stay."""
    days = [first_month(today) + relativedelta(months=number) for number in range(MONTHS)]
    figures = [(day, *told.get(f"{day:%Y-%m}", (0, 0))) for day in days]
    while figures and not any(figures[0][1:]):
        figures.pop(0)
    most = max((wins + setbacks for _day, wins, setbacks in figures), default=0)
    per_stone = max(1, ceil(most / STACK))
    rows = max(
        (_stones(wins, per_stone) + _stones(setbacks, per_stone) for _d, wins, setbacks in figures), default=0
    )
    height = rows * (STONE + GAP) + GAP + FLOOR
    months = [
        _month(day, wins, setbacks, per_stone, x=COLUMN * place + COLUMN // 2, base=height - FLOOR)
        for place, (day, wins, setbacks) in enumerate(figures)
    ]
    return Picture(months, COLUMN * len(months), height, per_stone, _sentence(figures))


def _stones(stories: int, per_stone: int) -> int:
    return ceil(stories / per_stone)


def _month(day: dt.date, wins: int, setbacks: int, per_stone: int, *, x: int, base: int) -> Month:
    kinds = ["win"] * _stones(wins, per_stone) + ["setback"] * _stones(setbacks, per_stone)
    stones = [
        Stone(x, base - place * (STONE + GAP) - GAP - STONE // 2, kind) for place, kind in enumerate(kinds)
    ]
    label = written(day, "F Y")
    return Month(label, written(day, "M")[:1], wins, setbacks, x, stones)


def _sentence(figures: list[tuple[dt.date, int, int]]) -> str:
    told = [day for day, wins, setbacks in figures if wins + setbacks]
    if not told:
        return ""
    words = ngettext(
        "Something was told in %(told)s of the last %(count)d month; the latest in %(month)s.",
        "Something was told in %(told)s of the last %(count)d months; the latest in %(month)s.",
        len(figures),
    )
    return words % {"told": len(told), "count": len(figures), "month": written(told[-1], "F")}
