"""What one win's page reads: readings, verdict, barriers and links, as far as the reader may see."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from smallwins.accounts.models import User
from wins.models import BarrierLink, LensReading, Win, WinLink
from wins.verdict import Proposal, propose


def basis_of(win: Win, readings: Iterable[LensReading]) -> LensReading | None:
    """The reading that feeds the proposal: the joint one, else the author's."""
    readings = list(readings)
    joint = next((r for r in readings if r.is_joint), None)
    return joint or next((r for r in readings if r.reader_id == win.author_id), None)


def proposal_for(win: Win, readings: Iterable[LensReading]) -> Proposal:
    """What the rule says of this win."""
    basis = basis_of(win, readings)
    return propose(basis.answers if basis else {}, is_setback=win.is_setback)


@dataclass(frozen=True)
class LinkedWin:
    """One link as seen from a win. ``other`` is None for a withdrawn win: an empty node."""

    kind: str
    why: str
    adapted: str
    is_later: bool
    other: Win | None


def links_of(win: Win, user: User, *, today: dt.date) -> list[LinkedWin]:
    """Links from and to this win whose other end the reader may read; a withdrawn end stays as empty."""
    rows = (
        WinLink.objects.filter(Q(later=win) | Q(earlier=win))
        .filter(Q(accepted_at__isnull=False) | Q(later__team=win.team_id, earlier__team=win.team_id))
        .select_related("later__team", "earlier__team")
        .order_by("created_at")
    )
    rows = list(rows)
    others = {row.earlier_id if row.later_id == win.pk else row.later_id for row in rows}
    readable = set(Win.objects.visible_to(user, today).filter(pk__in=others).values_list("pk", flat=True))
    found = []
    for row in rows:
        is_later = row.later_id == win.pk
        other = row.earlier if is_later else row.later
        if other.is_withdrawn and not other.is_draft:
            found.append(LinkedWin(row.kind, "", "", is_later, None))
        elif other.pk in readable:
            found.append(LinkedWin(row.kind, row.why, row.adapted, is_later, other))
    return found


def readings_of(win: Win) -> QuerySet[LensReading]:
    """Everybody's readings, the joint one first."""
    return win.readings.select_related("reader")


def barriers_of(win: Win) -> QuerySet[BarrierLink]:
    """What this win met, bypassed or broke."""
    return win.barrier_links.select_related("barrier").order_by("barrier__name")
