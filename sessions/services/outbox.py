"""What a facilitator does with the mails of a session: hold them back, send them now, send some again."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from sessions.models import LearningSession, SessionState
from sessions.selectors.outbox import held
from sessions.services.session import SessionIsOver
from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from smallwins.notifications.models import State


@transaction.atomic
def hold_back(*, learning_session: LearningSession, now: dt.datetime) -> int:
    """Take back what still rests in its five minutes; returns how many mails."""
    rows = held(learning_session.pk, now=now)
    return rows.update(state=State.CANCELLED, last_error="held back")


@transaction.atomic
def send_held_now(*, learning_session: LearningSession, now: dt.datetime) -> int:
    """Do not wait for the five minutes; returns how many mails."""
    count = held(learning_session.pk, now=now).update(due_at=now, next_attempt_at=now)
    if count:
        notifications.kick()
    return count


@transaction.atomic
def send_again(
    *, learning_session: LearningSession, kind: str, people: Iterable[User], number: int, now: dt.datetime
) -> int:
    """An invitation or a reminder once more to these people; returns how many are new. Raises SessionIsOver.

    ``number`` (-1, -2 …) is the round that the page offered, part of the ledger's key: the same round twice
    sends nothing twice, and no offset of a reminder is ever negative.
    """
    session = LearningSession.objects.select_related("trajectory").get(pk=learning_session.pk)
    if session.state != SessionState.OPEN or session.starts_at <= now or session.trajectory.is_closed:
        raise SessionIsOver
    made = [
        notifications.queue(
            kind=kind,
            subject_id=session.pk,
            occurrence=str(session.schedule_version),
            offset_minutes=number,
            recipient=person,
            due_at=now,
            expires_at=session.starts_at,
        )
        for person in people
    ]
    return sum(row is not None for row in made)
