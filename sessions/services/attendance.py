"""Answering an invitation, from the page or by the links in a mail."""

import datetime as dt

from django.core import signing
from django.db import transaction

from sessions.models import Attendance, LearningSession
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User

_SALT = "session_rsvp"


class AnswerRefused(Exception):
    """The link is not ours, the session is over or cancelled, or this person no longer takes part."""


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
