"""Plans the reminders of open sessions into the ledger (docs/architecture.md, a reminder).

Looks over a window, never at "today": a run that was missed is made good by the next one.
"""

import datetime as dt

from sessions.models import LearningSession
from sessions.selectors.people import recipients_of_each
from sessions.services.session import REMINDER
from smallwins.notifications import services as notifications
from smallwins.notifications.registry import register_planner

#: How far ahead rows are made, and how long a missed one is still caught up with.
WINDOW = dt.timedelta(days=8)
_LONGEST_OFFSET = dt.timedelta(days=60)


def due_moments(session: LearningSession, *, now: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """(offset in minutes, moment) to plan now: inside the window, and not past when it was scheduled."""
    found = []
    for offset in session.offsets():
        due_at = session.starts_at - dt.timedelta(minutes=offset)
        if session.scheduled_at <= due_at <= now + WINDOW and due_at >= now - WINDOW:
            found.append((offset, due_at))
    return found


def plan(now: dt.datetime) -> int:
    """Plan every reminder of the window; returns the number of new rows. Four statements, however many."""
    sessions = list(
        LearningSession.objects.open()
        .filter(starts_at__gt=now, starts_at__lt=now + WINDOW + _LONGEST_OFFSET)
        .filter(trajectory__closed_at__isnull=True)
        .select_related("trajectory")
        .prefetch_related("teams")
    )
    members = recipients_of_each(sessions, now=now)
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=REMINDER,
            subject_id=session.pk,
            occurrence=str(session.schedule_version),
            offset_minutes=offset,
            recipient=user,
            due_at=due_at,
            expires_at=session.starts_at,
        )
        for session in sessions
        for offset, due_at in due_moments(session, now=now)
        for user in members[session.pk]
    )


def register() -> None:
    register_planner("session_reminders", plan)
