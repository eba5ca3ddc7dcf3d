"""Programmes to choose from: the one that comes with Small Wins, and those an organisation saved."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Programme, Trajectory
from trajectories.programmes.plan import Plan, plan_from
from trajectories.programmes.shipped import SIX_SESSIONS, shipped
from trajectories.roles import Role


@dataclass(frozen=True)
class Offered:
    """A programme with the key that addresses and forms carry; ``saved`` is its row, if it has one."""

    key: str
    plan: Plan
    saved: Programme | None = None

    def get_absolute_url(self) -> str:
        return reverse("trajectories:programme", args=[self.key])


def of_the_app() -> Offered:
    """The six sessions, in the reader's language."""
    return Offered(SIX_SESSIONS, shipped(SIX_SESSIONS, (get_language() or "nl")[:2]))


def of_row(programme: Programme) -> Offered:
    """A saved one; its name is that of the row, which can be renamed."""
    return Offered(
        str(programme.pk), replace(plan_from(programme.plan), name=programme.name), saved=programme
    )


def offered_to(user: User, *, today: dt.date) -> list[Offered]:
    """What this facilitator can plan from, the app's own first; one query."""
    saved = Programme.objects.visible_to(user, today)
    return [of_the_app(), *(of_row(row) for row in saved)]


def plan_for(user: User, key: str, *, today: dt.date) -> Plan | None:
    """The plan behind a key, if this person may use it."""
    if key == SIX_SESSIONS:
        return of_the_app().plan
    try:
        pk = uuid.UUID(key)
    except ValueError:
        return None
    row = Programme.objects.visible_to(user, today).filter(pk=pk).first()
    return of_row(row).plan if row else None


def to_plan_in(user: User, *, today: dt.date) -> QuerySet[Trajectory]:
    """Open trajectories this person facilitates."""
    facilitated = grants_of(user, today).trajectories(Role.FACILITATOR)
    return Trajectory.objects.filter(pk__in=facilitated).open()
