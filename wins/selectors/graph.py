"""The threads of a whole trajectory, and what its stories did to barriers, as far as the reader may see."""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q

from smallwins.accounts.models import User
from trajectories.models import Trajectory
from wins.models import BarrierLink, Visibility, Win, WinLink
from wins.selectors.readable import is_readable, within_reach
from wins.selectors.threads import connected

#: Links that are read, the latest; what stood before stays readable on the pages of teams and stories.
LINKS = 500
#: Nodes in one picture; above it each thread has a picture of its own (docs/design.md §6).
MOST_NODES = 30
_OF_A_WIN = ("kind", "title", "story", "visibility", "withdrawn_at", "author", "happened_on")
_OF_ITS_TEAM = ("name", "trajectory")


@dataclass(frozen=True)
class Edge:
    """A later story that grew out of an earlier one; an end is None when it was withdrawn."""

    pk: uuid.UUID
    kind: str
    why: str
    adapted: str
    later_id: uuid.UUID
    earlier_id: uuid.UUID
    later_on: dt.date
    earlier_on: dt.date
    later: Win | None
    earlier: Win | None

    @property
    def crosses(self) -> bool:
        """It goes from one team to another, and both may be read."""
        return bool(self.later and self.earlier and self.later.team_id != self.earlier.team_id)


@dataclass(frozen=True)
class Thread:
    """A connected chain of stories, as its links in order of time, and the barriers they touched."""

    edges: list[Edge]
    touches: list[BarrierLink]

    @cached_property
    def days(self) -> dict[uuid.UUID, dt.date]:
        """The day of every story in it, withdrawn or not."""
        days = {edge.earlier_id: edge.earlier_on for edge in self.edges}
        return days | {edge.later_id: edge.later_on for edge in self.edges}

    @cached_property
    def wins(self) -> list[Win]:
        """What can be read, in order of time."""
        ends = [win for edge in self.edges for win in (edge.earlier, edge.later) if win]
        return sorted({win.pk: win for win in ends}.values(), key=lambda win: win.happened_on)

    @cached_property
    def ends(self) -> set[uuid.UUID]:
        """Stories that nothing grew out of, as far as can be read."""
        return set(self.days) - {edge.earlier_id for edge in self.edges}

    @cached_property
    def team_names(self) -> list[str]:
        return sorted({win.team.name for win in self.wins})


@dataclass(frozen=True)
class Alone:
    """A story that hangs on no other, and the barriers it touched."""

    win: Win
    touches: list[BarrierLink]


@dataclass(frozen=True)
class TrajectoryGraph:
    """Threads, the earliest first, and stories that stand alone.

    ``recent``: the latest readable stories, one more than fit in a picture. ``is_cut``: there are more links.
    """

    threads: list[Thread]
    alone: list[Alone]
    recent: list[Win]
    is_cut: bool

    @cached_property
    def is_large(self) -> bool:
        """Too many nodes for one picture."""
        barriers = {touch.barrier_id for one in [*self.threads, *self.alone] for touch in one.touches}
        stories = sum(len(thread.days) for thread in self.threads) + len(self.alone)
        return len(self.recent) > MOST_NODES or stories + len(barriers) > MOST_NODES

    @cached_property
    def longest(self) -> Thread | None:
        """The thread with the most stories; of equals the latest."""
        return max(self.threads, key=lambda one: (len(one.wins), max(one.days.values())), default=None)

    @cached_property
    def crossing(self) -> int:
        """How many links go from team to team."""
        return sum(edge.crosses for thread in self.threads for edge in thread.edges)

    @property
    def listed(self) -> list[Alone]:
        """Stories that stand alone: all of them, of a large graph those that touched a barrier."""
        return [one for one in self.alone if one.touches or not self.is_large]

    @property
    def notable(self) -> list[Win]:
        """The latest stories that everybody in the trajectory reads."""
        return [win for win in self.recent if win.visibility == Visibility.TRAJECTORY][:MOST_NODES]


def graph_of(trajectory: Trajectory, user: User, *, today: dt.date) -> TrajectoryGraph:
    """What this person may read of it; three queries."""
    edges, is_cut = _edges(trajectory, user, today)
    readable = Win.objects.visible_to(user, today).shared().filter(team__trajectory=trajectory)
    recent = list(readable.select_related("team").order_by("-happened_on", "-created_at")[: MOST_NODES + 1])
    touches = list(
        BarrierLink.objects.filter(win__in=readable)
        .select_related("barrier", "win__team")
        .order_by("-win__happened_on", "-created_at")[:LINKS]
    )[::-1]
    threads = []
    for chain in connected(edges):
        mine = {pk for edge in chain for pk in (edge.later_id, edge.earlier_id)}
        threads.append(Thread(chain, [touch for touch in touches if touch.win_id in mine]))
    threads.sort(key=lambda thread: min(thread.days.values()))
    return TrajectoryGraph(threads, _alone(threads, recent, touches), recent, is_cut)


def _edges(trajectory: Trajectory, user: User, today: dt.date) -> tuple[list[Edge], bool]:
    """Links of which both ends may be read or were withdrawn, in order of time; whether there are more."""
    links = (
        WinLink.objects.filter(later__team__trajectory=trajectory)
        .filter(Q(accepted_at__isnull=False) | Q(later__team=F("earlier__team")))
        .exclude(later__visibility=Visibility.DRAFT)
        .exclude(earlier__visibility=Visibility.DRAFT)
        .select_related("later__team", "earlier__team")
        .only(
            *("kind", "why", "adapted"),
            *(f"{end}__{name}" for end in ("later", "earlier") for name in _OF_A_WIN),
            *(f"{end}__team__{name}" for end in ("later", "earlier") for name in _OF_ITS_TEAM),
        )
        .order_by("-later__happened_on", "-created_at")[: LINKS + 1]
    )
    shown = [_edge(link, user, today) for link in links]
    return [edge for edge in reversed(shown[:LINKS]) if edge], len(shown) > LINKS


def _edge(link: WinLink, user: User, today: dt.date) -> Edge | None:
    """The link for this reader; None when an end is not theirs to read."""
    if not all(within_reach(win, user, today=today) for win in (link.later, link.earlier)):
        return None
    later, earlier = (
        win if is_readable(win, user, today=today) else None for win in (link.later, link.earlier)
    )
    words = (link.why, link.adapted) if later and earlier else ("", "")
    return Edge(
        link.pk,
        link.kind,
        *words,
        link.later_id,
        link.earlier_id,
        link.later.happened_on,
        link.earlier.happened_on,
        later,
        earlier,
    )


def _alone(threads: list[Thread], recent: list[Win], touches: list[BarrierLink]) -> list[Alone]:
    """Readable stories outside every thread, in order of time."""
    joined = {pk for thread in threads for pk in thread.days}
    wins = {win.pk: win for win in [*recent, *(touch.win for touch in touches)] if win.pk not in joined}
    return [
        Alone(win, [touch for touch in touches if touch.win_id == win.pk])
        for win in sorted(wins.values(), key=lambda win: win.happened_on)
    ]
