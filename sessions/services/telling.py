"""Who hears what of a session: every change writes its mails in its own transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from sessions.models import SCHEDULE, LearningSession, ScheduleVersion
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User
from smallwins.notifications import selectors as deliveries
from smallwins.notifications import services as notifications
from smallwins.notifications.models import State

INVITATION, MOVED, CANCELLED, UNINVITED, REMINDER = (
    "session_invitation",
    "session_moved",
    "session_cancelled",
    "session_uninvited",
    "session_reminder",
)
#: What takes a session out of somebody's calendar.
OFF = (CANCELLED, UNINVITED)
#: In which further edits replace the mails (docs/architecture.md, a reminder).
HOLD = dt.timedelta(minutes=5)


def invited(session_id: uuid.UUID) -> set[uuid.UUID]:
    """Who has this session in a calendar, or may have: told, and not told since that it is off for them."""
    rows = deliveries.told(session_id).filter(kind__in=[INVITATION, MOVED, REMINDER, CANCELLED, UNINVITED])
    last: dict[uuid.UUID, tuple[int, bool]] = {}
    for person, kind, occurrence in rows.values_list("recipient_id", "kind", "occurrence"):
        last[person] = max(last.get(person, (0, False)), (int(occurrence), kind in OFF))
    return {person for person, (_occurrence, off) in last.items() if person is not None and not off}


def tell(session: LearningSession, people: Iterable[User], *, kind: str, due_at: dt.datetime) -> int:
    """Queue one mail about the session as it now stands for each; returns how many.

    News of a session is worthless once it has begun, its end in a calendar is not before it is over.
    """
    people = list(people)
    for person in people:
        notifications.queue(
            kind=kind,
            subject_id=session.pk,
            occurrence=str(session.schedule_version),
            recipient=person,
            due_at=due_at,
            expires_at=session.ends_at if kind in OFF else session.starts_at,
        )
    return len(people)


def tell_all(
    session: LearningSession, people: Iterable[User], *, known: set[uuid.UUID], due_at: dt.datetime
) -> int:
    """An invitation for whom none went out, news of the change for the others; returns how many."""
    people = list(people)
    new = [person for person in people if person.pk not in known]
    others = [person for person in people if person.pk in known]
    return tell(session, new, kind=INVITATION, due_at=due_at) + tell(
        session, others, kind=MOVED, due_at=due_at
    )


def remember(session: LearningSession) -> None:
    """Keep the schedule of this version, for mails that say what was."""
    schedule = {name: getattr(session, name) for name in SCHEDULE}
    ScheduleVersion.objects.get_or_create(
        learning_session=session, version=session.schedule_version, defaults=schedule
    )


def raise_schedule_version(session: LearningSession, now: dt.datetime) -> None:
    """What was planned for the former version is not mailed any more."""
    LearningSession.objects.filter(pk=session.pk).update(
        schedule_version=F("schedule_version") + 1, scheduled_at=now
    )
    session.refresh_from_db(fields=["schedule_version", "scheduled_at"])
    remember(session)
    notifications.cancel(subject_id=session.pk, keep_occurrence=str(session.schedule_version), reason="moved")


@dataclass(frozen=True)
class Circle:
    """Whom an open session concerned before a change, fixed before anything is changed."""

    people: dict[uuid.UUID, User]
    #: Whose news is still held back, and whether any mail of the former version is on its way.
    held: set[uuid.UUID]
    news: bool
    #: Who dropped out in an earlier change and was still to hear of it.
    parting: dict[uuid.UUID, User]

    @classmethod
    def of(cls, session: LearningSession, *, now: dt.datetime) -> "Circle":
        waiting = deliveries.waiting(session.pk).select_related("recipient")
        rows = [row for row in waiting if row.kind in (INVITATION, MOVED)]
        leaving = [row.recipient for row in waiting if row.kind == UNINVITED and row.recipient]
        return cls(
            people={person.pk: person for person in recipients_of(session, now=now)},
            held={row.recipient_id for row in rows if row.state != State.HANDOVER},
            news=bool(rows),
            parting={person.pk: person for person in leaving},
        )


def tell_of_change(
    session: LearningSession, *, circle: Circle, moved: bool, notify: bool, now: dt.datetime
) -> int:
    """Mail whom a saved change concerns, after the hold; returns how many people.

    A move replaces mails of the old time that were still held back. Whoever joins with a team is invited,
    whoever drops out with one is told, the others hear of it only when asked for: nobody gets two.
    """
    people = {person.pk: person for person in recipients_of(session, now=now)}
    joined, left = people.keys() - circle.people.keys(), circle.people.keys() - people.keys()
    if not (moved or notify or joined or left):
        return 0
    raise_schedule_version(session, now)
    # Read after the waiting mails were taken back: nobody enters handover in between.
    known = invited(session.pk)
    everybody = notify or (moved and circle.news)
    concerned = people.keys() if everybody else circle.held | joined
    told = [person for pk, person in people.items() if pk in concerned]
    dropped = circle.parting | {pk: circle.people[pk] for pk in left}
    parted = [person for pk, person in dropped.items() if pk in known and pk not in people]
    due_at = now + HOLD
    return tell_all(session, told, known=known, due_at=due_at) + tell(
        session, parted, kind=UNINVITED, due_at=due_at
    )
