"""Plans the reminders of open sessions into the ledger (docs/architecture.md, a reminder).

Looks over a window, never at "today": a run that was missed is made good by the next one.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from sessions.selectors.people import recipients_of_each
from sessions.services.telling import REMINDER
from smallwins.notifications import selectors as deliveries
from smallwins.notifications import services as notifications
from smallwins.notifications.registry import register_planner

#: Minutes before the start, and how people say it.
OFFSETS = [
    (7 * 24 * 60, _("7 days before")),
    (2 * 24 * 60, _("2 days before")),
    (24 * 60, _("1 day before")),
    (2 * 60, _("2 hours before")),
]
#: How far ahead rows are made, and how long a missed one is still caught up with.
WINDOW = dt.timedelta(days=8)
_LONGEST_OFFSET = dt.timedelta(days=60)


def moments_of(session: LearningSession, *, scheduled_at: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """(offset in minutes, moment) of all its reminders; what was past when it was scheduled falls away."""
    found = [(offset, session.starts_at - dt.timedelta(minutes=offset)) for offset in session.offsets()]
    return [(offset, due_at) for offset, due_at in found if due_at >= scheduled_at]


def due_moments(session: LearningSession, *, now: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """Those of them that fall in the window around ``now``."""
    return [
        (offset, due_at)
        for offset, due_at in moments_of(session, scheduled_at=session.scheduled_at)
        if now - WINDOW <= due_at <= now + WINDOW
    ]


@transaction.atomic
def plan(now: dt.datetime) -> int:
    """Plan every reminder of the window; returns the number of new rows. Five statements, however many.

    Whoever switched reminders off gets no row; who does so later is passed over at sending. A session that
    is being changed at this moment is left to the next run: a row with its old facts would escape the change.
    """
    sessions = list(
        LearningSession.objects.open()
        .filter(starts_at__gt=now, starts_at__lt=now + WINDOW + _LONGEST_OFFSET)
        .filter(trajectory__closed_at__isnull=True)
        .select_related("trajectory")
        .prefetch_related("teams")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
    )
    members, unwanted = recipients_of_each(sessions, now=now), deliveries.who_switched_off(REMINDER)
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
        if user.pk not in unwanted
    )


def register() -> None:
    register_planner("session_reminders", plan)
