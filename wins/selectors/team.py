"""What a team's page says beside its path: lens profile, barriers, threads."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smallwins.accounts.models import User
from trajectories.models import Team
from wins.models import Barrier, BarrierState, LensReading, Visibility, Win, WinLink
from wins.selectors.readable import is_readable, shared_wins
from wins.verdict import CHARACTERISTICS, Answer

#: Below this many different writers a count would point at a person (docs/trust.md).
FEWEST_WRITERS = 3
LINKS = 60

_SEEN = (Answer.YES, Answer.LITTLE)
LENS_LABELS = {
    "C1": gettext_lazy("goal"),
    "C2": gettext_lazy("result"),
    "C3": gettext_lazy("depth"),
    "C4": gettext_lazy("friction"),
    "C5": gettext_lazy("content and relation"),
    "C6": gettext_lazy("energy"),
    "C7": gettext_lazy("what comes next"),
}


@dataclass(frozen=True)
class LensRow:
    """At how many wins somebody saw this characteristic."""

    label: str
    count: int


def lens_profile(team: Team, user: User, *, today: dt.date) -> list[LensRow]:
    """Per characteristic: wins the viewer may read with at least one "yes" or "a little". One query."""
    readable = shared_wins(team, user, today=today)
    counts = LensReading.objects.filter(win__in=readable).aggregate(
        **{c: Count("win", distinct=True, filter=Q(**{f"{c.lower()}__in": _SEEN})) for c in CHARACTERISTICS}
    )
    return [LensRow(str(LENS_LABELS[c]), counts[c]) for c in CHARACTERISTICS]


@dataclass(frozen=True)
class BarrierGroup:
    """The team's barriers that are in one state now."""

    state: str
    label: str
    barriers: list[Barrier]


def barriers_by_state(team: Team) -> list[BarrierGroup]:
    """Barriers the team named, or its shared wins touched, by their state now. One query."""
    touched = Q(namings__team=team) | Q(
        win_links__win__team=team,
        win_links__win__withdrawn_at__isnull=True,
        win_links__win__visibility=Visibility.TRAJECTORY,
    )
    ids = Barrier.objects.filter(touched, trajectory=team.trajectory_id).values("pk")
    groups: dict[str, list[Barrier]] = defaultdict(list)
    for barrier in Barrier.objects.filter(pk__in=ids).with_state():
        groups[barrier.state or BarrierState.MET].append(barrier)
    return [
        BarrierGroup(state.value, str(state.label), groups[state.value])
        for state in BarrierState
        if groups[state.value]
    ]


@dataclass(frozen=True)
class Edge:
    """A later win that grew out of an earlier one; an end is None when it was withdrawn."""

    kind: str
    why: str
    later: Win | None
    earlier: Win | None


@dataclass(frozen=True)
class Thread:
    """A connected chain of wins, as its links in order of time."""

    edges: list[Edge]


_SHOWN_OF_A_WIN = (
    "kind",
    "title",
    "story",
    "visibility",
    "withdrawn_at",
    "author",
    "team__name",
    "team__trajectory",
)


def threads_of(team: Team, user: User, *, today: dt.date) -> list[Thread]:
    """Threads that touch the team: connected chains of readable links. One query."""
    # A union, because PostgreSQL answers "or" over two joins by reading every link there is.
    touching = WinLink.objects.filter(later__team=team).values("pk")
    touching = touching.union(WinLink.objects.filter(earlier__team=team).values("pk"))
    links = list(
        WinLink.objects.filter(pk__in=touching)
        .filter(Q(accepted_at__isnull=False) | Q(later__team=team, earlier__team=team))
        .select_related("later__team", "earlier__team")
        .only("kind", "why", *(f"{end}__{name}" for end in ("later", "earlier") for name in _SHOWN_OF_A_WIN))
        .order_by("-later__happened_on", "-created_at")[:LINKS]
    )
    wins = {win.pk: win for link in links for win in (link.later, link.earlier)}
    readable = {pk for pk, win in wins.items() if is_readable(win, user, today=today)}
    shown = [
        link
        for link in reversed(links)
        if all(
            win.pk in readable or (win.is_withdrawn and not win.is_draft)
            for win in (link.later, link.earlier)
        )
    ]
    return [
        Thread(
            [
                Edge(
                    link.kind,
                    link.why,
                    link.later if link.later_id in readable else None,
                    link.earlier if link.earlier_id in readable else None,
                )
                for link in chain
            ]
        )
        for chain in connected(shown)
    ]


def connected(links: list[WinLink]) -> list[list[WinLink]]:
    """Group links that share a win, directly or through others; order is kept."""
    group_of: dict[uuid.UUID, list[WinLink]] = {}
    for link in links:
        mine = group_of.get(link.later_id, [])
        other = group_of.get(link.earlier_id, [])
        merged = mine if mine is other else mine + other
        merged.append(link)
        for member in merged:
            group_of[member.later_id] = group_of[member.earlier_id] = merged
    unique = {id(group): group for group in group_of.values()}
    position = {link.pk: place for place, link in enumerate(links)}
    return [sorted(group, key=lambda link: position[link.pk]) for group in unique.values()]


def hidden_count(team: Team) -> int | None:
    """Wins at *team*, for a coordinator: one figure, and only from three writers up. One query."""
    counts = (
        Win.objects.alive()
        .filter(team=team, visibility=Visibility.TEAM)
        .aggregate(wins=Count("pk"), writers=Count("author", distinct=True))
    )
    return counts["wins"] if counts["writers"] >= FEWEST_WRITERS else None


def lens_sentence(rows: list[LensRow]) -> str:
    """The profile's conclusion in one sentence."""
    most = max(rows, key=lambda row: row.count)
    least = min(rows, key=lambda row: row.count)
    if most.count == 0:
        return _("Nobody has looked through the lens yet.")
    if most.count == least.count:
        return _("Every characteristic was seen as often as the others.")
    return _("Seen most often: %(most)s. Seen least often: %(least)s.") % {
        "most": most.label,
        "least": least.label,
    }
