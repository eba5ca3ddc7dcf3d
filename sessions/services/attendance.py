"""Answering an invitation."""

import datetime as dt

from django.db import transaction

from sessions.models import Attendance, LearningSession
from smallwins.accounts.models import User


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
