"""What one person was granted today, read once per request."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import Membership
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


def grants_of(user: User, today: dt.date) -> Grants:
    """Active memberships of ``user``: one query, kept on the user object of this request.

    A reader whose own day is still yesterday gains and loses rights with everybody else.
    """
    today = max(today, house_day(timezone.now()))
    kept: dict[dt.date, Grants] = user.__dict__.setdefault("_grants", {})
    if today not in kept:
        rows = (
            Membership.objects.filter(user=user)
            .active(today)
            .values_list("role", "organisation_id", "trajectory_id", "team_id", "team__trajectory_id")
        )
        kept[today] = Grants(
            tuple(
                Grant(role, org, trajectory or of_team, team) for role, org, trajectory, team, of_team in rows
            )
        )
    return kept[today]
