"""Whoever joins a team after its sessions were planned gets them in the calendar, too.

A facilitator plans first and invites people then: at that moment nobody was there to be told. Like the
reminders this is planned over and over, so that a run that was missed is made good by the next one.
"""

import datetime as dt
import uuid
import zoneinfo

from django.conf import settings
from django.db.models import F
from django.db.models.functions import TruncDate

from sessions.models import LearningSession
from sessions.services.telling import HOLD, INVITATION, MOVED
from smallwins.accounts.models import User
from smallwins.notifications import selectors as deliveries
from smallwins.notifications import services as notifications
from smallwins.notifications.registry import register_planner
from smallwins.when import house_day
from trajectories.models import Membership
from trajectories.roles import Role


def _joined_since(now: dt.datetime) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(session, person): who joined on or after the day an open session to come was planned."""
    sessions = LearningSession.objects.open().filter(starts_at__gt=now, trajectory__closed_at__isnull=True)
    zone = zoneinfo.ZoneInfo(settings.READERS_TIME_ZONE)
    rows = (
        Membership.objects.active(house_day(now))
        .filter(role=Role.PROFESSIONAL, user__is_active=True, team__learning_sessions__in=sessions)
        .annotate(session=F("team__learning_sessions"))
        .annotate(planned_on=TruncDate("team__learning_sessions__scheduled_at", tzinfo=zone))
        .filter(starts_on__gte=F("planned_on"))
    )
    return list(rows.values_list("session", "user").distinct())


def plan(now: dt.datetime) -> int:
    """Invite them to every such session once; returns the number of new rows. Four statements at most."""
    joined = _joined_since(now)
    if not joined:
        return 0
    told = deliveries.about({session for session, _user in joined}, kinds=(INVITATION, MOVED))
    sessions = LearningSession.objects.in_bulk({session for session, _user in joined})
    people = User.objects.in_bulk({user for _session, user in joined})
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=INVITATION,
            subject_id=session,
            occurrence=str(sessions[session].schedule_version),
            recipient=people[user],
            due_at=now + HOLD,
            expires_at=sessions[session].starts_at,
        )
        for session, user in joined
        if (session, user) not in told
    )


def register() -> None:
    register_planner("session_newcomers", plan)
