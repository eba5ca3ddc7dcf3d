"""Who takes part in a session, what they answered and whether they were there."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from sessions.models import Attendance, LearningSession
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User


@dataclass(frozen=True)
class Participant:
    """One person; ``attendance`` is an empty row when nothing is known yet."""

    user: User
    attendance: Attendance


def participants_of(session: LearningSession, *, now: dt.datetime) -> list[Participant]:
    """Whom the session is for, and who was there but left the team since; by name, two queries."""
    known = {row.user_id: row for row in session.attendances.all()}
    were_there = [user for user, row in known.items() if row.presence]
    today = recipients_of(session, now=now)
    people = User.objects.filter(Q(pk__in=today.values("pk")) | Q(pk__in=were_there)).order_by("name", "pk")
    return [
        Participant(user, known.get(user.pk) or Attendance(learning_session=session, user=user))
        for user in people
    ]
