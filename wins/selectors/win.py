"""What one win's page reads: readings, verdict, barriers and links, as far as the reader may see."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Membership
from trajectories.roles import Role
from wins.models import BarrierLink, LensReading, Win, WinLink
from wins.selectors.readable import within_reach
from wins.verdict import Proposal, propose


def basis_of(win: Win, readings: Iterable[LensReading]) -> LensReading | None:
    """The reading that feeds the proposal: the joint one, else the author's."""
    readings = list(readings)
    joint = next((r for r in readings if r.is_joint), None)
    if joint or win.author_id is None:
        return joint
    return next((r for r in readings if r.reader_id == win.author_id), None)


def proposal_for(win: Win, readings: Iterable[LensReading]) -> Proposal:
    """What the rule says of this win."""
    basis = basis_of(win, readings)
    return propose(basis.answers if basis else {}, is_setback=win.is_setback)


@dataclass(frozen=True)
class LinkedWin:
    """One link as seen from a win. ``other`` is None for a withdrawn win: an empty node."""

    pk: uuid.UUID
    kind: str
    why: str
    adapted: str
    is_later: bool
    other: Win | None


@dataclass(frozen=True)
class Links:
    """Links of a win: those that hold, and those that await a team's yes (shown to both teams)."""

    made: list[LinkedWin]
    awaiting: list[WinLink]


def links_of(win: Win, user: User, *, today: dt.date) -> Links:
    """Links whose other end the reader may read; a withdrawn end stays as an empty place. One query.

    ``is_asked`` on an awaiting link: this reader's team is the one that answers.
    """
    own_teams = grants_of(user, today).teams(Role.PROFESSIONAL)
    rows = (
        WinLink.objects.filter(Q(later=win) | Q(earlier=win))
        .select_related("later__team", "earlier__team")
        .order_by("created_at")
    )
    found = Links([], [])
    for row in rows:
        is_later = row.later_id == win.pk
        other = row.earlier if is_later else row.later
        if not within_reach(other, user, today=today):
            continue
        if row.accepted_at is None and row.later.team_id != row.earlier.team_id:
            row.is_asked = row.earlier.team_id in own_teams
            if not other.is_withdrawn and {row.later.team_id, row.earlier.team_id} & own_teams:
                found.awaiting.append(row)
        elif not other.is_withdrawn:
            found.made.append(LinkedWin(row.pk, row.kind, row.why, row.adapted, is_later, other))
        elif not other.is_draft:
            found.made.append(LinkedWin(row.pk, row.kind, "", "", is_later, None))
    return found


def readings_of(win: Win) -> QuerySet[LensReading]:
    """Everybody's readings, the joint one first, with each reader's ``team_id`` and ``team_name`` if any."""
    membership = Membership.objects.filter(
        user=OuterRef("reader"), role=Role.PROFESSIONAL, team__trajectory=win.team.trajectory_id
    ).order_by("-starts_on", "team__name")
    return win.readings.select_related("reader").annotate(
        team_id=Subquery(membership.values("team")[:1]),
        team_name=Subquery(membership.values("team__name")[:1]),
    )


def barriers_of(win: Win) -> QuerySet[BarrierLink]:
    """What this win met, bypassed or broke."""
    return win.barrier_links.select_related("barrier").order_by("barrier__name")
