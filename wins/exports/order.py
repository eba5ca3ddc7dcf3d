"""What somebody asks for: everything a file is made of."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Self

from django.utils import timezone
from django.utils.text import slugify

from smallwins.accounts.models import User
from trajectories.access import can
from trajectories.models import Team, Trajectory
from trajectories.roles import Capability
from wins.models import Export, ExportKind

#: Up to this many rows a file is made while its reader waits; above it a worker makes it.
AT_ONCE = 5_000


def may_export(user: User, trajectory: Trajectory) -> bool:
    """Facilitators and coordinators take files from their trajectory."""
    return any(can(user, trajectory, right) for right in (Capability.MANAGE, Capability.OVERSEE))


@dataclass(frozen=True)
class Order:
    """Which rows, for whom, and in which shape. ``team`` and the period (both days included): wins alone."""

    reader: User
    trajectory: Trajectory
    kind: str
    format: str
    language: str
    now: dt.datetime
    team: Team | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def of(cls, export: Export, *, now: dt.datetime) -> Self:
        """What was asked when this export was."""
        return cls(
            reader=export.owner,
            trajectory=export.trajectory,
            kind=export.kind,
            format=export.format,
            language=export.language,
            now=now,
            team=export.team,
            since=export.since,
            until=export.until,
        )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.reader.time_zone)

    @property
    def today(self) -> dt.date:
        """The reader's own day."""
        return timezone.localdate(self.now, self.zone)

    @property
    def has_names(self) -> bool:
        """Only the facilitator's attendance has names."""
        return can(self.reader, self.trajectory, Capability.MANAGE)

    @property
    def file_name(self) -> str:
        """For instance ``thuis-in-oeverhoek-verhalen-2026-09-14.csv``, in the language that is active."""
        name, kind = slugify(self.trajectory.name)[:40], slugify(ExportKind(self.kind).label)
        return f"{name}-{kind}-{self.today}.{self.format}".lstrip("-")
