"""Planning the reminders of ten thousand people."""

import datetime as dt
import time

from django.db import connection, transaction
from django.utils import timezone

from bench.lines import Line
from bench.queries import counted
from sessions import reminders
from sessions.models import LearningSession, SessionState
from smallwins.accounts.models import User
from trajectories.models import Membership, Organisation, Team, Trajectory
from trajectories.roles import Role

RECIPIENTS = 10_000
TEAM, SESSION = 10, 10  # people in a team, teams in a session
BOUND = 5  # seconds


def planning_line() -> Line:
    """Measure one run of the planner with a day's reminder for ten thousand people due this week."""
    now = timezone.now()
    with transaction.atomic():
        _invite(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    began = time.perf_counter()
    with transaction.atomic():
        planned = reminders.plan(now)
    seconds = time.perf_counter() - began
    assert planned >= RECIPIENTS, f"only {planned} reminders were planned"
    note = f"{planned} rows; a second run: {counted(lambda: reminders.plan(now))} statements"
    return Line("planning 10,000 reminders", seconds, "s", bound=BOUND, note=note)


def _invite(now: dt.datetime) -> None:
    organisation = Organisation.objects.create(name="Bench")
    trajectory = Trajectory.objects.create(name="Bench", organisation=organisation, starts_on=now.date())
    people = [User(email=f"bench-{number}@example.org", name="B") for number in range(RECIPIENTS)]
    teams = [Team(trajectory=trajectory, name=f"{number}") for number in range(RECIPIENTS // TEAM)]
    User.objects.bulk_create(people)
    Team.objects.bulk_create(teams)
    Membership.objects.bulk_create(
        Membership(user=user, team=teams[number // TEAM], role=Role.PROFESSIONAL, starts_on=now.date())
        for number, user in enumerate(people)
    )
    sessions = [
        LearningSession(
            trajectory=trajectory,
            title="Bench",
            state=SessionState.OPEN,
            starts_at=now + dt.timedelta(days=3),
            scheduled_at=now,
            reminder_offsets=[24 * 60],
        )
        for _ in range(len(teams) // SESSION)
    ]
    LearningSession.objects.bulk_create(sessions)
    through = LearningSession.teams.through
    through.objects.bulk_create(
        through(learningsession=sessions[number // SESSION], team=team) for number, team in enumerate(teams)
    )
