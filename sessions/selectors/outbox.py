"""The mails about one session, for its facilitator: what waits, what went, what failed, and why."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from sessions.selectors.people import recipients_of
from sessions.services.telling import INVITATION, MOVED
from smallwins.accounts.models import User
from smallwins.notifications import registry
from smallwins.notifications.models import Delivery, State

#: What the ledger notes when a mail is not sent, in words for the facilitator.
REASONS = {
    "session moved": _("the session was moved since"),
    "moved": _("the session was moved since"),
    "session not open": _("the session is not open"),
    "session not cancelled": _("the session goes on after all"),
    "takes part again": _("takes part again"),
    "trajectory closed": _("the trajectory is closed"),
    "session started": _("the session had begun"),
    "late": _("it was too late"),
    "a later reminder is due": _("a later reminder went instead"),
    "no longer a member": _("no longer takes part"),
    "is not coming": _("said not to come"),
    "switched off": _("does not want this kind of mail"),
    "paused": _("has paused all mail"),
    "account closed": _("the account is closed"),
    "logged a story since": _("logged a story since"),
    "was not there": _("was not there"),
    "held back": _("you held it back"),
    "cancelled": _("no longer needed"),
}
FAILED = (State.BOUNCED, State.DEAD)
DROPPED = (State.CANCELLED, State.EXPIRED, State.SUPPRESSED)


@dataclass(frozen=True)
class Row:
    """One mail: ``why`` is empty when there is nothing to say; ``at`` is when it went, or is due.

    ``is_readable``: its kind can be read as its recipient gets it.
    """

    delivery: Delivery
    label: str
    why: str
    at: dt.datetime
    is_readable: bool

    @property
    def name(self) -> str:
        recipient = self.delivery.recipient
        return recipient.name if recipient else self.delivery.address

    @property
    def mark(self) -> str:
        """The kind of status tag."""
        state = self.delivery.state
        if state == State.SENT:
            return "ok"
        if state in FAILED:
            return "error"
        if state == State.UNCERTAIN:
            return "warn"
        return "draft" if state in DROPPED else "info"


def mails_of(session_id: uuid.UUID) -> QuerySet[Delivery]:
    """Every mail about the session, the latest first."""
    rows = Delivery.objects.filter(subject_id=session_id).select_related("recipient")
    return rows.order_by("-due_at", "recipient__name", "pk")


def readers_of(session: LearningSession, *, now: dt.datetime) -> list[User]:
    """Who is mailed about the session, and who was, by name."""
    told = Delivery.objects.filter(subject_id=session.pk).values("recipient")
    takes_part = recipients_of(session, now=now).values("pk")
    return list(User.objects.filter(Q(pk__in=takes_part) | Q(pk__in=told)).order_by("name", "pk"))


def row_of(delivery: Delivery) -> Row:
    """The same in words."""
    error = delivery.last_error
    # What a mail server answered stands as it came.
    why = str(REASONS.get(error, error)) if delivery.state != State.SENT else ""
    kind = registry.kind(delivery.kind)
    return Row(delivery, str(kind.label), why, delivery.sent_at or delivery.due_at, kind.previewable)


def held(session_id: uuid.UUID, *, now: dt.datetime) -> QuerySet[Delivery]:
    """News of the session that still rests in its five minutes."""
    return Delivery.objects.filter(
        subject_id=session_id, kind__in=[INVITATION, MOVED], state=State.QUEUED, due_at__gt=now
    )


def next_round(session: LearningSession) -> int:
    """The place in the ledger's key of mails sent again: -1, then -2, and so on (see ``services.outbox``)."""
    again = Delivery.objects.filter(
        subject_id=session.pk, occurrence=str(session.schedule_version), offset_minutes__lt=0
    )
    return (again.aggregate(last=Min("offset_minutes"))["last"] or 0) - 1
