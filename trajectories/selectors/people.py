"""Who is in, and who reads what somebody shares."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from smallwins.accounts.models import User
from trajectories.models import Invitation, Membership, Team
from trajectories.roles import Role


@dataclass(frozen=True)
class Readers:
    """Who reads what is shared with a team: how many colleagues, the facilitators by first name."""

    people: int
    facilitators: tuple[str, ...]


def readers_of(teams: Iterable[Team], *, today: dt.date) -> dict[uuid.UUID, Readers]:
    """Readers per team; one query."""
    teams = list(teams)
    trajectories = [team.trajectory_id for team in teams]
    rows = (
        Membership.objects.active(today)
        .filter(Q(team__in=teams) | Q(trajectory__in=trajectories, role=Role.FACILITATOR))
        .values_list("team_id", "trajectory_id", "user_id", "user__name")
    )
    people: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    facilitators: dict[uuid.UUID, set[str]] = defaultdict(set)
    for team_id, trajectory_id, user_id, name in rows:
        if team_id:
            people[team_id].add(user_id)
        else:
            facilitators[trajectory_id].add(name.split(" ", 1)[0])
    return {
        team.pk: Readers(len(people[team.pk]), tuple(sorted(facilitators[team.trajectory_id])))
        for team in teams
    }


def people_of_trajectory(trajectory_id: uuid.UUID, *, today: dt.date) -> QuerySet[Membership]:
    """Everybody who takes part today, by name."""
    return (
        Membership.objects.active(today)
        .of_trajectory(trajectory_id)
        .select_related("user", "team", "works_for")
        .order_by("user__name", "role")
    )


def people_now_and_soon(trajectory_id: uuid.UUID, *, today: dt.date) -> QuerySet[Membership]:
    """Everybody who takes part today or will, by name."""
    return (
        Membership.objects.of_trajectory(trajectory_id)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
        .select_related("user", "team", "works_for")
        .order_by("user__name", "role")
    )


def is_alone(trajectory_id: uuid.UUID, *, today: dt.date) -> bool:
    """Whether nobody takes part beside its facilitators, and nobody was invited."""
    others = Membership.objects.active(today).of_trajectory(trajectory_id).exclude(role=Role.FACILITATOR)
    return not (others.exists() or Invitation.objects.of_trajectory(trajectory_id).pending().exists())


def members_of_teams(team_ids: Iterable[uuid.UUID], *, today: dt.date) -> QuerySet[User]:
    """Active professionals of these teams, each once."""
    memberships = Membership.objects.active(today).filter(team__in=list(team_ids), user__is_active=True)
    return User.objects.filter(pk__in=memberships.values("user")).order_by("name")


def facilitators_of(trajectory_id: uuid.UUID, *, today: dt.date) -> QuerySet[User]:
    """Active facilitators of a trajectory."""
    memberships = Membership.objects.active(today).filter(
        trajectory=trajectory_id, role=Role.FACILITATOR, user__is_active=True
    )
    return User.objects.filter(pk__in=memberships.values("user")).order_by("name")


def invitations_of(trajectory_id: uuid.UUID) -> QuerySet[Invitation]:
    """Invitations of a trajectory and its teams that wait for an answer, expired ones included."""
    return Invitation.objects.of_trajectory(trajectory_id).pending().select_related("team")


def account_of(email: str) -> User | None:
    """Who signs in with this address, if anybody."""
    return User.objects.filter(email__iexact=email).first()
