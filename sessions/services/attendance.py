"""Answering an invitation, from the page or by the links in a mail; and who was there."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.core import signing
from django.db import transaction

from sessions.models import Attendance, LearningSession, Presence, SessionState
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User

_SALT = "session_rsvp"
#: Around the start, between which people check in themselves.
CHECK_IN_EARLY, CHECK_IN_UNTIL = dt.timedelta(minutes=15), dt.timedelta(minutes=30)
#: After the start, from when somebody is late.
LATE_AFTER = dt.timedelta(minutes=10)


class AnswerRefused(Exception):
    """The link is not ours, the session is over or cancelled, or this person no longer takes part."""


class CheckInClosed(Exception):
    """Too early, too late, or no planned session."""


def token_for(*, learning_session: LearningSession, user: User) -> str:
    """The signed value in a mail: it names the session and the person, nothing else."""
    return signing.dumps([str(learning_session.pk), str(user.pk)], salt=_SALT)


def asked_by(token: str, *, now: dt.datetime) -> tuple[LearningSession, User]:
    """The session and the person behind a link, until the session ends; raises AnswerRefused."""
    try:
        session_id, user_id = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise AnswerRefused from None
    session = (
        LearningSession.objects.open()
        .not_over(now)
        .filter(pk=session_id, trajectory__closed_at__isnull=True)
        .select_related("trajectory")
        .first()
    )
    user = recipients_of(session, now=now).filter(pk=user_id).first() if session else None
    if session is None or user is None:
        raise AnswerRefused
    return session, user


@transaction.atomic
def answer(
    *, learning_session: LearningSession, user: User, rsvp: str, reason: str, now: dt.datetime
) -> Attendance:
    """Keep somebody's answer; the last one stands."""
    row = Attendance(
        learning_session=learning_session,
        user=user,
        rsvp=rsvp,
        rsvp_reason=reason,
        rsvp_at=now,
        updated_at=now,
    )
    row.full_clean(validate_unique=False, validate_constraints=False)
    kept, _created = Attendance.objects.update_or_create(
        learning_session=learning_session,
        user=user,
        defaults={"rsvp": row.rsvp, "rsvp_reason": row.rsvp_reason, "rsvp_at": now, "updated_at": now},
    )
    return kept


def can_check_in(learning_session: LearningSession, *, now: dt.datetime) -> bool:
    """True from 15 minutes before the start until 30 minutes after it."""
    starts_at = learning_session.starts_at
    in_time = starts_at - CHECK_IN_EARLY <= now <= starts_at + CHECK_IN_UNTIL
    return in_time and learning_session.state == SessionState.OPEN


@transaction.atomic
def check_in(*, learning_session: LearningSession, user: User, now: dt.datetime) -> Attendance:
    """Note that somebody is there, and since when; what was filled in before stays. Raises CheckInClosed."""
    if not can_check_in(learning_session, now=now):
        raise CheckInClosed
    is_late = now > learning_session.starts_at + LATE_AFTER
    row, _created = Attendance.objects.get_or_create(learning_session=learning_session, user=user)
    mine = Attendance.objects.filter(pk=row.pk)
    mine.filter(checked_in_at__isnull=True).update(checked_in_at=now, updated_at=now)
    mine.filter(presence="").update(presence=Presence.LATE if is_late else Presence.PRESENT)
    row.refresh_from_db()
    return row


@transaction.atomic
def fill_in(
    *, learning_session: LearningSession, chosen: Mapping[uuid.UUID, tuple[str, str]], now: dt.datetime
) -> dict[uuid.UUID, str]:
    """Save presence by person: what the page showed and what was chosen, ``""`` for not filled in.

    A row that somebody else changed meanwhile to something else stays; returns these with what they hold.
    """
    rows = [Attendance(learning_session=learning_session, user_id=person) for person in chosen]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    stands = {}
    for person, (was, presence) in chosen.items():
        row = Attendance.objects.filter(learning_session=learning_session, user=person)
        if not row.filter(presence__in=(was, presence)).update(presence=presence, updated_at=now):
            stands[person] = row.values_list("presence", flat=True).get()
    return stands
