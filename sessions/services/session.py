"""What changes about a session, and who is told. Each change writes its mails in its own transaction."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from sessions.access import refuse_when_closed
from sessions.models import SCHEDULE, LearningSession, SessionState
from sessions.selectors.people import recipients_of
from sessions.services.agenda_rows import write_agenda
from sessions.services.telling import (
    CANCELLED,
    HOLD,
    INVITATION,
    MOVED,
    REMINDER,
    UNINVITED,
    Circle,
    invited,
    raise_schedule_version,
    remember,
    tell,
    tell_all,
    tell_of_change,
)
from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from trajectories.models import Team, Trajectory

__all__ = [
    "CANCELLED",
    "EDITABLE",
    "HOLD",
    "INVITATION",
    "MOVED",
    "REMINDER",
    "SCHEDULE",
    "UNINVITED",
    "SessionIsOver",
    "cancel_session",
    "create_session",
    "edit_session",
    "open_session",
    "save_change",
]

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
    "reminder_subject",
    "reminder_note",
)


class SessionIsOver(Exception):
    """What has ended or was cancelled is not opened, moved or cancelled any more."""


def _refuse_when_closed(session: LearningSession) -> None:
    """As the trajectory stands now, not as the page found it; raises PermissionDenied."""
    refuse_when_closed(Trajectory.objects.get(pk=session.trajectory_id))


def create_session(
    *,
    learning_session: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple],
    author: User,
) -> LearningSession:
    """Keep a draft, which mails nobody; ``agenda`` as AgendaRow or (title, minutes).

    The same ``client_uuid`` again gives the same row.
    """
    _refuse_when_closed(learning_session)
    learning_session.created_by = author
    try:
        with transaction.atomic():
            learning_session.full_clean(validate_unique=False, validate_constraints=False)
            learning_session.save()
            learning_session.teams.set(teams)
            write_agenda(learning_session, agenda)
    except IntegrityError:
        return LearningSession.objects.get(
            client_uuid=learning_session.client_uuid, trajectory=learning_session.trajectory
        )
    return learning_session


@transaction.atomic
def open_session(*, learning_session: LearningSession, now: dt.datetime) -> int:
    """Put a draft on everybody's calendar; returns how many people are told. Raises SessionIsOver."""
    locked = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    _refuse_when_closed(locked)
    if locked.state == SessionState.CANCELLED or locked.starts_at <= now:
        raise SessionIsOver
    if locked.state == SessionState.OPEN:
        return 0
    LearningSession.objects.filter(pk=locked.pk).update(state=SessionState.OPEN, scheduled_at=now)
    remember(locked)
    people = recipients_of(locked, now=now)
    return tell_all(locked, people, known=invited(locked.pk), due_at=now + HOLD)


@transaction.atomic
def edit_session(
    *,
    learning_session: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple],
    version: int,
    notify: bool,
    now: dt.datetime,
) -> int:
    """Save changes; returns how many people are told, after the hold. Raises StaleVersion, RowsInUse.

    A new time or place replaces the mails of the old one: whoever was still to hear of the session, does.
    """
    before = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    _refuse_when_closed(before)
    return save_change(
        before=before,
        after=learning_session,
        teams=teams,
        agenda=agenda,
        version=version,
        notify=notify,
        now=now,
    )


def save_change(
    *,
    before: LearningSession,
    after: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple] | None,
    version: int,
    notify: bool,
    now: dt.datetime,
) -> int:
    """Write one edited session over its locked row ``before``, and its mails; without ``agenda`` that stays.

    Returns how many people are told.
    """
    after.full_clean(validate_constraints=False)
    save_if_unchanged(after, version=version, fields=EDITABLE)
    circle = Circle.of(before, now=now)
    after.teams.set(teams)
    if agenda is not None:
        write_agenda(after, agenda)
    if before.state != SessionState.OPEN:
        return 0
    moved = any(getattr(before, name) != getattr(after, name) for name in SCHEDULE)
    return tell_of_change(after, circle=circle, moved=moved, notify=notify, now=now)


@transaction.atomic
def cancel_session(*, learning_session: LearningSession, reason: str, now: dt.datetime) -> int:
    """Cancel with a reason; whoever was told is told at once. Returns how many. Raises SessionIsOver."""
    locked = LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    if locked.state == SessionState.CANCELLED or locked.ends_at <= now:
        raise SessionIsOver
    LearningSession.objects.filter(pk=locked.pk).update(
        state=SessionState.CANCELLED, cancel_reason=reason, version=F("version") + 1
    )
    raise_schedule_version(locked, now)
    # Read after the waiting mails were taken back: nobody enters handover in between.
    people = User.objects.filter(pk__in=invited(locked.pk), is_active=True)
    return tell(locked, people, kind=CANCELLED, due_at=now)
