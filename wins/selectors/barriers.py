"""Barriers by state, and what helped against them elsewhere, as far as the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from smallwins.accounts.models import User
from trajectories.models import Team, Trajectory
from wins.models import Barrier, BarrierEffect, BarrierLink, BarrierState, Win


@dataclass(frozen=True)
class BarrierGroup:
    """The barriers that are in one state now."""

    state: str
    label: str
    barriers: list[Barrier]


def grouped(barriers: Iterable[Barrier]) -> list[BarrierGroup]:
    """Group barriers (from ``with_state()``) by their state, in the order of the method."""
    groups: dict[str, list[Barrier]] = defaultdict(list)
    for barrier in barriers:
        groups[barrier.state or BarrierState.MET].append(barrier)
    return [
        BarrierGroup(state.value, str(state.label), groups[state.value])
        for state in BarrierState
        if groups[state.value]
    ]


def by_state(trajectory: Trajectory) -> list[BarrierGroup]:
    """All barriers of a trajectory; two queries. Teams that named them in ``barrier.team_names``."""
    rows = list(Barrier.objects.filter(trajectory=trajectory).with_state().prefetch_related("namings__team"))
    for barrier in rows:
        barrier.team_names = sorted({naming.team.name for naming in barrier.namings.all()})
    return grouped(rows)


def _links(barrier: Barrier, user: User, today: dt.date, effects: list[str]) -> QuerySet[BarrierLink]:
    readable = Win.objects.visible_to(user, today).shared()
    return (
        BarrierLink.objects.filter(barrier=barrier, effect__in=effects, win__in=readable)
        .select_related("win__team", "win__author")
        .order_by("-win__happened_on")
    )


def what_helped(barrier: Barrier, user: User, *, today: dt.date) -> QuerySet[BarrierLink]:
    """Readable wins that bypassed or broke it, the latest first."""
    return _links(barrier, user, today, [BarrierEffect.BYPASSED, BarrierEffect.BROKE])


def met_in(barrier: Barrier, user: User, *, today: dt.date) -> QuerySet[BarrierLink]:
    """Readable stories in which it rubbed."""
    return _links(barrier, user, today, [BarrierEffect.MET])


def helped_elsewhere(
    barriers: Iterable[Barrier], team: Team, user: User, *, today: dt.date
) -> dict[object, Win]:
    """Per barrier the latest readable win of another team that got past it; one query."""
    readable = Win.objects.visible_to(user, today).shared()
    links = (
        BarrierLink.objects.filter(
            barrier__in=list(barriers),
            effect__in=[BarrierEffect.BYPASSED, BarrierEffect.BROKE],
            win__in=readable,
        )
        .exclude(win__team=team)
        .select_related("win__team")
        .order_by("win__happened_on")
    )
    return {link.barrier_id: link.win for link in links}
