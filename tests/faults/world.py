"""The people, teams and sessions of a campaign; the reminders about them are planned by the real planner."""

import datetime as dt
import time
from dataclasses import dataclass

from django.db import OperationalError, connection

from sessions.models import LearningSession, SessionState
from smallwins.accounts.models import User
from smallwins.notifications.models import MailServerState
from tests.faults.checker import Mail, Row
from trajectories.models import Membership, Organisation, Team, Trajectory, Wording
from trajectories.roles import Role

#: Long enough ago for everything.
SINCE = dt.date(2026, 1, 5)
#: Minutes before the start.
TWO_HOURS, WEEK = 120, 7 * 24 * 60


def forget() -> None:
    """Empty the tables of earlier runs. The programs go on looking at them: when locks cross, again."""
    tables = [model._meta.db_table for model in (User, Organisation, MailServerState)]
    for _ in range(10):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        except OperationalError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the tables of the last run could not be emptied")


@dataclass(frozen=True)
class World:
    """One trajectory with one team."""

    trajectory: Trajectory
    team: Team
    people: list[User]

    @classmethod
    def with_people(
        cls, number: int, *, zones: tuple[str, ...] = ("Europe/Amsterdam",), name: str = "p"
    ) -> "World":
        """Make so many professionals; they live in turn in these zones, and read English."""
        organisation = Organisation.objects.create(name="Faults")
        trajectory = Trajectory.objects.create(name="Faults", organisation=organisation, starts_on=SINCE)
        Wording.objects.create(trajectory=trajectory, kind="question", text="What breaks?")
        team = Team.objects.create(trajectory=trajectory, name="Team")
        people = User.objects.bulk_create(
            User(email=f"{name}{n}@example.org", name=name, language="en", time_zone=zones[n % len(zones)])
            for n in range(number)
        )
        Membership.objects.bulk_create(
            Membership(user=user, team=team, role=Role.PROFESSIONAL, starts_on=SINCE) for user in people
        )
        return cls(trajectory, team, people)

    def plan_session(
        self, number: int, *, starts_at: dt.datetime, offsets: tuple[int, ...] = (TWO_HOURS,)
    ) -> LearningSession:
        """Make the open session "Round <number>", planned so long ago that no reminder was past by then."""
        session = LearningSession.objects.create(
            trajectory=self.trajectory,
            title=f"Round {number}",
            state=SessionState.OPEN,
            starts_at=starts_at,
            scheduled_at=starts_at - dt.timedelta(days=60),
            reminder_offsets=list(offsets),
        )
        session.teams.add(self.team)
        return session

    def reminders(self, session: LearningSession) -> list[Mail]:
        """One reminder of a session to each."""
        return [(user.email, f"reminder {session.title}") for user in self.people]


def visited_session(now: dt.datetime) -> tuple[User, LearningSession]:
    """Somebody with a session in ten days, about which no reminder goes out."""
    world = World.with_people(5, name="visitor")
    return world.people[0], world.plan_session(0, starts_at=now + dt.timedelta(days=10), offsets=())


#: What the subject says is the title; a summary is about no session.
_ROWS = """
    SELECT message_id, address,
           coalesce(replace(kind, 'session_', '') || ' ' || title, 'summary'), d.state, ambiguous
    FROM notifications_delivery d
    LEFT JOIN learning_sessions_learningsession s ON s.id = d.subject_id
"""
_DUE = """
    SELECT count(*), count(*) FILTER (WHERE state IN ('queued', 'leased', 'handover')
                                      AND (state <> 'queued' OR due_at <= %s))
    FROM notifications_delivery
"""


def ledger_rows() -> list[Row]:
    """The whole ledger, past its code."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        return [Row(*row) for row in cursor.fetchall()]


def planned_and_waiting(now: dt.datetime) -> tuple[int, int]:
    """How many rows there are, and how many of those that are due have not come to an end."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now])
        return cursor.fetchone()
