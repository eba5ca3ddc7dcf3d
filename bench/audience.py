"""People in teams in sessions, for as many reminders as a line needs."""

import datetime as dt
import uuid

from django.db import connection, transaction

from sessions.models import LearningSession, SessionState
from smallwins.accounts.models import User
from trajectories.models import Membership, Organisation, Team, Trajectory
from trajectories.roles import Role

PREFIX = "bench-"
TEAM, SESSION = 10, 10  # people in a team, teams in a session


@transaction.atomic
def invite(people: int, *, now: dt.datetime, starts_in: dt.timedelta) -> None:
    """Open sessions for new people, each to be reminded a day before the start."""
    organisation = Organisation.objects.create(name="Bench")
    trajectory = Trajectory.objects.create(name="Bench", organisation=organisation, starts_on=now.date())
    batch = uuid.uuid4().hex
    users = [User(email=f"{PREFIX}{batch}-{number}@example.org", name="B") for number in range(people)]
    teams = [Team(trajectory=trajectory, name=f"{number}") for number in range(people // TEAM)]
    User.objects.bulk_create(users)
    Team.objects.bulk_create(teams)
    Membership.objects.bulk_create(
        Membership(user=user, team=teams[number // TEAM], role=Role.PROFESSIONAL, starts_on=now.date())
        for number, user in enumerate(users)
    )
    sessions = [
        LearningSession(
            trajectory=trajectory,
            title="Bench",
            state=SessionState.OPEN,
            starts_at=now + starts_in,
            scheduled_at=now - dt.timedelta(hours=1),
            reminder_offsets=[24 * 60],
        )
        for _ in range(len(teams) // SESSION)
    ]
    LearningSession.objects.bulk_create(sessions)
    through = LearningSession.teams.through
    through.objects.bulk_create(
        through(learningsession=sessions[number // SESSION], team=team) for number, team in enumerate(teams)
    )


def analyse() -> None:
    """Let PostgreSQL know what it holds now, as it would a minute later by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
