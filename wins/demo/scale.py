"""Synthetic trajectories for measuring: invented teams in bulk, apart from the demo trajectory."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from smallwins.accounts.models import User
from trajectories.models import Membership, Organisation, Trajectory
from trajectories.roles import Role
from wins.demo import scale_house, scale_wins
from wins.demo.data import Calendar, demo_id
from wins.models import Barrier, LensReading, Verdict, Win, WinLink

#: Teams of one trajectory, and trajectories of the one coordinator.
TEAMS_PER_TRAJECTORY = 20
COORDINATED = 5


@dataclass(frozen=True)
class Scale:
    name: str
    teams: int
    wins: int

    @property
    def organisation_id(self) -> uuid.UUID:
        return demo_id("scale", self.name)

    @property
    def wins_per_team(self) -> int:
        return self.wins // self.teams

    @property
    def trajectories(self) -> int:
        return -(-self.teams // TEAMS_PER_TRAJECTORY)

    def teams_of(self, number: int) -> int:
        """Teams in the trajectory with this number, from 0."""
        return min(TEAMS_PER_TRAJECTORY, self.teams - number * TEAMS_PER_TRAJECTORY)


SCALES = {
    scale.name: scale
    for scale in (Scale("small", 3, 60), Scale("medium", 100, 20_000), Scale("large", 2_000, 1_000_000))
}


def load_scale(*, name: str, today: dt.date, now: dt.datetime) -> Iterator[tuple[int, int]]:
    """Add what is not there yet of a scale; yields (teams so far, teams in all) after each trajectory.

    Each trajectory is a transaction of its own: after an interruption the next run goes on. Nobody of these
    people gets mail, and their sessions lie in the past.
    """
    scale = SCALES[name]
    calendar = Calendar(today=today, now=now)
    _owner(scale, calendar)
    added = False
    for number in range(scale.trajectories):
        added |= _load_trajectory(scale, number, calendar)
        yield number * TEAMS_PER_TRAJECTORY + scale.teams_of(number), scale.teams
    _coordinator(scale, calendar)
    if added:
        _analyse()


@transaction.atomic
def _load_trajectory(scale: Scale, number: int, calendar: Calendar) -> bool:
    """Add one trajectory with everything in it; False when it was there."""
    pk = demo_id("scale", scale.name, number)
    if Trajectory.objects.filter(pk=pk).exists():
        return False
    dice = random.Random(f"{scale.name}/{number}")  # noqa: S311 - invented data, the same on every run
    with connection.cursor() as cursor:
        # Foreign keys are checked after each COPY, so that the list of rows to check stays short.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    trajectory = Trajectory(
        pk=pk,
        organisation_id=scale.organisation_id,
        name=f"Schaalproef {scale.name} {number + 1}",
        starts_on=calendar.date(0),
        client_uuid=pk,
        created_at=calendar.noted(-7, "10:00"),
    )
    trajectory.save(force_insert=True)
    house = scale_house.build(trajectory, teams=scale.teams_of(number), calendar=calendar, dice=dice)
    scale_wins.copy(house, per_team=scale.wins_per_team, calendar=calendar, dice=dice)
    return True


def _owner(scale: Scale, calendar: Calendar) -> None:
    """The organisation that owns this scale, with an admin."""
    Organisation.objects.get_or_create(
        pk=scale.organisation_id, defaults={"name": f"Schaalproef ({scale.name})"}
    )
    admin = _person(scale, "admin", calendar)
    _member(admin, Role.ADMIN, calendar, organisation_id=scale.organisation_id)


def _coordinator(scale: Scale, calendar: Calendar) -> None:
    """One person coordinates a hundred teams, or as many as there are."""
    coordinator = _person(scale, "coordinator", calendar)
    for number in range(min(COORDINATED, scale.trajectories)):
        trajectory = demo_id("scale", scale.name, number)
        _member(coordinator, Role.COORDINATOR, calendar, trajectory_id=trajectory)


def _person(scale: Scale, what: str, calendar: Calendar) -> User:
    pk = demo_id("scale", scale.name, what)
    User.objects.bulk_create(
        [scale_house.person(pk, f"{what}-{scale.name}", calendar)], ignore_conflicts=True
    )
    return User.objects.get(pk=pk)


def _member(user: User, role: Role, calendar: Calendar, **scope: uuid.UUID) -> None:
    membership = Membership(
        pk=demo_id("scale-member", user.pk, *scope.values()),
        user=user,
        role=role,
        starts_on=calendar.date(-7),
        **scope,
    )
    Membership.objects.bulk_create([membership], ignore_conflicts=True)


def _analyse() -> None:
    """Tell the planner of PostgreSQL how much there is now."""
    models = [User, Membership, Trajectory, Win, LensReading, Verdict, WinLink, Barrier]
    models.append(Win.partial_solutions.through)
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
