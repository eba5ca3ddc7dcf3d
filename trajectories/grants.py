"""What one person was granted today, read once per request."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import Membership, Team
from trajectories.roles import Role


@dataclass(frozen=True)
class Grant:
    """One active membership: a role and the ids of its scope and of what lies around it."""

    role: str
    organisation: uuid.UUID | None = None
    trajectory: uuid.UUID | None = None
    team: uuid.UUID | None = None


@dataclass(frozen=True)
class Grants:
    """All active memberships of one person. A team's grant also names the team's trajectory."""

    items: tuple[Grant, ...] = field(default=())

    def organisations(self, *roles: str) -> set[uuid.UUID]:
        return {g.organisation for g in self.items if g.organisation and g.role in (roles or Role.values)}

    def trajectories(self, *roles: str) -> set[uuid.UUID]:
        return {g.trajectory for g in self.items if g.trajectory and g.role in (roles or Role.values)}

    def teams(self, *roles: str) -> set[uuid.UUID]:
        return {g.team for g in self.items if g.team and g.role in (roles or Role.values)}

    def roles(self) -> set[str]:
        return {g.role for g in self.items}

    def roles_in_trajectory(self, trajectory_id: uuid.UUID) -> set[str]:
        return {g.role for g in self.items if g.trajectory == trajectory_id}

    def roles_for_team(self, team_id: uuid.UUID, trajectory_id: uuid.UUID) -> set[str]:
        """Roles of the team itself, and those of its trajectory that are not another team's."""
        return {
            g.role for g in self.items if g.team == team_id or (g.trajectory == trajectory_id and not g.team)
        }


def _day(today: dt.date) -> dt.date:
    """A reader whose own day is still yesterday gains and loses rights with everybody else."""
    return max(today, house_day(timezone.now()))


#: ``Membership.objects.active()`` in SQL: every request asks it, and writing it costs more than asking.
_ACTIVE = f"""
    SELECT user_id, role, organisation_id, coalesce(membership.trajectory_id, team.trajectory_id), team_id
    FROM {Membership._meta.db_table} AS membership
    LEFT JOIN {Team._meta.db_table} AS team ON team.id = team_id
    WHERE user_id = ANY(%(users)s::uuid[]) AND starts_on <= %(today)s
        AND (ends_on IS NULL OR ends_on > %(today)s)
"""  # noqa: S608 - the names of our own tables, the values are parameters


def keep_grants_of(users: Iterable[User], today: dt.date) -> None:
    """Read the active memberships of many people in one query, for ``grants_of`` to find."""
    today, users = _day(today), list(users)
    found: dict[uuid.UUID, list[Grant]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVE, {"users": [str(user.pk) for user in users], "today": today})
        for user_id, role, organisation, trajectory, team in cursor.fetchall():
            found[user_id].append(Grant(role, organisation, trajectory, team))
    for user in users:
        user.__dict__.setdefault("_grants", {})[today] = Grants(tuple(found[user.pk]))


def grants_of(user: User, today: dt.date) -> Grants:
    """Active memberships of ``user``: one query, kept on the user object of this request."""
    if _day(today) not in user.__dict__.setdefault("_grants", {}):
        keep_grants_of([user], today)
    kept: dict[dt.date, Grants] = user.__dict__["_grants"]
    return kept[_day(today)]
