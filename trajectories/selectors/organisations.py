"""What an admin needs to know: who is in, and until when things are kept."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Membership, Organisation, Trajectory
from trajectories.roles import Role


@dataclass(frozen=True)
class Retention:
    """One trajectory and the day its wins, readings, comments and notes are deleted."""

    trajectory: Trajectory
    months: int
    deletes_on: dt.date | None
    is_due: bool


def people_of_organisation(organisation_id: uuid.UUID, *, today: dt.date) -> QuerySet[Membership]:
    """Everybody with a role in the organisation or in one of its trajectories, by name."""
    return (
        Membership.objects.active(today)
        .filter(
            Q(organisation=organisation_id)
            | Q(trajectory__organisation=organisation_id)
            | Q(team__trajectory__organisation=organisation_id)
        )
        .select_related("user", "team", "trajectory", "organisation", "works_for")
        .order_by("user__name", "role")
    )


def retention_of(trajectories: Iterable[Trajectory], *, today: dt.date) -> list[Retention]:
    """Counts from closing; an open trajectory has no day yet."""
    found = []
    for trajectory in trajectories:
        closed = trajectory.closed_at
        day = closed.date() + relativedelta(months=trajectory.retention_months) if closed else None
        found.append(Retention(trajectory, trajectory.retention_months, day, bool(day and day <= today)))
    return found


def owner_for(user: User, *, today: dt.date) -> Organisation | None:
    """Whose a new trajectory of this person becomes: where they are admin or facilitate already."""
    grants = grants_of(user, today)
    owns = Q(pk__in=grants.organisations(Role.ADMIN))
    facilitates = Q(trajectories__in=grants.trajectories(Role.FACILITATOR))
    return Organisation.objects.filter(owns | facilitates).distinct().order_by("name").first()
