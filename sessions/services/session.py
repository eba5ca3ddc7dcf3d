"""What changes about a session, and who is told. Each change writes its mails in its own transaction."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from sessions.models import AgendaItem, LearningSession, SessionState
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User
from smallwins.notifications import selectors as deliveries
from smallwins.notifications import services as notifications
from smallwins.versions import save_if_unchanged
from trajectories.models import Team

INVITATION, MOVED, CANCELLED, REMINDER = (
    "session_invitation",
    "session_moved",
    "session_cancelled",
    "session_reminder",
)
#: In which further edits replace the mails (docs/architecture.md, a reminder).
HOLD = dt.timedelta(minutes=5)

EDITABLE = (
    "title",
    "purpose",
    "starts_at",
    "duration_minutes",
    "time_zone",
    "video_url",
    "place",
    "preparation",
    "preparation_minutes",
    "reminder_offsets",
)
#: What people have in their calendar; a change of these is a new schedule version.
SCHEDULE = ("starts_at", "duration_minutes", "time_zone", "video_url", "place")


class SessionIsOver(Exception):
    """What has ended or was cancelled is not opened, moved or cancelled any more."""


def _write_agenda(session: LearningSession, agenda: Sequence[tuple[str, int]]) -> None:
    """Replace the agenda by (title, minutes) pairs, keeping the rows whose place stays."""
    rows = list(session.agenda_items.order_by("position"))
    for position, (title, minutes) in enumerate(agenda, start=1):
        row = rows[position - 1] if position <= len(rows) else AgendaItem(learning_session=session)
        row.position, row.title, row.minutes = position, title, minutes
        row.full_clean(validate_constraints=False)
        row.save()
    for surplus in rows[len(agenda) :]:
        surplus.delete()


def create_session(
    *,
    learning_session: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple[str, int]],
    author: User,
) -> LearningSession:
    """Keep a draft, which mails nobody. The same ``client_uuid`` again gives the same row."""
    learning_session.created_by = author
    try:
        with transaction.atomic():
            learning_session.full_clean(validate_unique=False, validate_constraints=False)
            learning_session.save()
            learning_session.teams.set(teams)
            _write_agenda(learning_session, agenda)
    except IntegrityError:
        return LearningSession.objects.get(
            client_uuid=learning_session.client_uuid, trajectory=learning_session.trajectory
        )
    return learning_session


def _tell(session: LearningSession, *, now: dt.datetime, hold: dt.timedelta) -> int:
    """Queue an invitation for whom none went out, and news of the change for the others."""
    told = set(deliveries.told(session.pk).values_list("recipient_id", flat=True))
    people = list(recipients_of(session, now=now))
    for person in people:
        notifications.queue(
            kind=MOVED if person.pk in told else INVITATION,
            subject_id=session.pk,
            occurrence=str(session.schedule_version),
            recipient=person,
            due_at=now + hold,
            expires_at=session.starts_at,
        )
    return len(people)


@transaction.atomic
def open_session(*, learning_session: LearningSession, now: dt.datetime) -> int:
    """Put a draft on everybody's calendar; returns how many people are told. Raises SessionIsOver."""
    locked = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    if locked.state == SessionState.CANCELLED or locked.starts_at <= now:
        raise SessionIsOver
    if locked.state == SessionState.OPEN:
        return 0
    LearningSession.objects.filter(pk=locked.pk).update(state=SessionState.OPEN, scheduled_at=now)
    return _tell(locked, now=now, hold=HOLD)


@transaction.atomic
def edit_session(
    *,
    learning_session: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple[str, int]],
    version: int,
    notify: bool,
    now: dt.datetime,
) -> int:
    """Save changes; returns how many people are told, after the hold. Raises StaleVersion.

    A new time or place replaces the mails of the old one: whoever was still to hear of the session, does.
    """
    before = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    learning_session.full_clean(validate_constraints=False)
    save_if_unchanged(learning_session, version=version, fields=EDITABLE)
    learning_session.teams.set(teams)
    _write_agenda(learning_session, agenda)
    if before.state != SessionState.OPEN:
        return 0
    moved = any(getattr(before, name) != getattr(learning_session, name) for name in SCHEDULE)
    if not moved and not notify:
        return 0
    news = deliveries.waiting(before.pk).filter(kind__in=(INVITATION, MOVED))
    tell = notify or news.exists()
    _raise_schedule_version(learning_session, now)
    return _tell(learning_session, now=now, hold=HOLD) if tell else 0


def _raise_schedule_version(session: LearningSession, now: dt.datetime) -> None:
    LearningSession.objects.filter(pk=session.pk).update(
        schedule_version=F("schedule_version") + 1, scheduled_at=now
    )
    session.refresh_from_db(fields=["schedule_version", "scheduled_at"])
    notifications.cancel(subject_id=session.pk, keep_occurrence=str(session.schedule_version), reason="moved")


@transaction.atomic
def cancel_session(*, learning_session: LearningSession, reason: str, now: dt.datetime) -> int:
    """Cancel with a reason; whoever was told is told at once. Returns how many. Raises SessionIsOver."""
    locked = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    if locked.state == SessionState.CANCELLED or locked.ends_at <= now:
        raise SessionIsOver
    told = set(deliveries.told(locked.pk).values_list("recipient_id", flat=True))
    LearningSession.objects.filter(pk=locked.pk).update(
        state=SessionState.CANCELLED, cancel_reason=reason, version=F("version") + 1
    )
    _raise_schedule_version(locked, now)
    for person in User.objects.filter(pk__in=told - {None}, is_active=True):
        notifications.queue(
            kind=CANCELLED,
            subject_id=locked.pk,
            occurrence=str(locked.schedule_version),
            recipient=person,
            due_at=now,
            expires_at=locked.ends_at,
        )
    return len(told)
