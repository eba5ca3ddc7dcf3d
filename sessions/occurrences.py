"""The dates of a series and the moments they are: what is kept is the time on a wall clock.

So ten o'clock stays ten o'clock across both changes of the clock (docs/product.md, F4).
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from sessions.models import LearningSession, SessionState
from smallwins import when

#: The longest series.
MOST = 60


@dataclass(frozen=True)
class Wall:
    """What a wall clock shows."""

    date: dt.date
    time: dt.time
    zone: str


class WrongClock(ValueError):
    """Dates on which the clock skips a time, or shows it twice while nobody said which."""

    def __init__(self, *, skipped: list[Wall], doubled: list[Wall]) -> None:
        super().__init__(f"skipped: {skipped}, doubled: {doubled}")
        self.skipped, self.doubled = skipped, doubled


def moments_of(walls: Iterable[Wall], *, fold: int | None = None) -> list[dt.datetime]:
    """The moments in UTC, in order; raises WrongClock with every date that has none or two."""
    moments: list[dt.datetime] = []
    skipped: list[Wall] = []
    doubled: list[Wall] = []
    for wall in walls:
        try:
            moments.append(when.from_wall_clock(wall.date, wall.time, wall.zone, fold=fold))
        except when.NonExistentTime:
            skipped.append(wall)
        except when.DoubledTime:
            doubled.append(wall)
    if skipped or doubled:
        raise WrongClock(skipped=skipped, doubled=doubled)
    return moments


def dates_of(
    first: dt.date, *, every_weeks: int, count: int | None = None, until: dt.date | None = None
) -> list[dt.date]:
    """Every so many weeks from ``first`` on; at most MOST + 1, so that too many can be told."""
    dates = [first + dt.timedelta(weeks=every_weeks * number) for number in range(MOST + 1)]
    if until is not None:
        dates = [date for date in dates if date <= until]
    return dates if count is None else dates[:count]


def local_start(session: LearningSession) -> dt.datetime:
    """The start on the wall clock of the session's own zone."""
    return session.starts_at.astimezone(zoneinfo.ZoneInfo(session.time_zone))


def wall_of(session: LearningSession) -> Wall:
    local = local_start(session)
    return Wall(local.date(), local.time(), session.time_zone)


@dataclass(frozen=True)
class Shift:
    """How one occurrence was moved: by whole days, and to another time or zone where these changed."""

    days: int
    time: dt.time | None
    zone: str | None

    @classmethod
    def between(cls, before: Wall, after: Wall) -> "Shift":
        return cls(
            days=(after.date - before.date).days,
            time=after.time if after.time != before.time else None,
            zone=after.zone if after.zone != before.zone else None,
        )

    def __bool__(self) -> bool:
        return bool(self.days) or self.time is not None or self.zone is not None

    def of(self, wall: Wall) -> Wall:
        """The same move made by another occurrence, which keeps what was not moved."""
        return Wall(wall.date + dt.timedelta(days=self.days), self.time or wall.time, self.zone or wall.zone)


def later_of(
    occurrences: Iterable[LearningSession], one: LearningSession, *, now: dt.datetime
) -> list[LearningSession]:
    """What follows ``one`` in its series and can still change: not begun, not cancelled; in order."""
    later = [
        other
        for other in occurrences
        if other.starts_at > max(one.starts_at, now) and other.state != SessionState.CANCELLED
    ]
    return sorted(later, key=lambda other: other.starts_at)
