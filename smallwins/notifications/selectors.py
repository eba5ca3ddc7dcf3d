"""What is in the ledger, for homes, for the outbox and for health."""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import Now, RowNumber

from smallwins.accounts.models import User
from smallwins.notifications import registry
from smallwins.notifications.links import read_unsubscribe_token
from smallwins.notifications.models import Delivery, Heartbeat, MailPreference, MailServerState, State
from smallwins.notifications.models.delivery import WAITING

#: Refusals in a row after which an address is taken for a wrong one.
REFUSALS = 3

#: Without planning for so long nothing delivers: the period is a minute.
SILENCE = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Health:
    """Whether mail progresses; the age is in seconds, today is a day of UTC."""

    oldest_due_seconds: float
    ambiguous: int
    dead: int
    uncertain: int
    planned_today: int
    sent_today: int
    server_paused: bool


def waiting(subject_id: uuid.UUID | None = None) -> QuerySet[Delivery]:
    """Mails that are still to go, of one subject or of all, the earliest first."""
    rows = Delivery.objects.filter(state__in=WAITING).order_by("due_at", "pk")
    return rows if subject_id is None else rows.filter(subject_id=subject_id)


def next_for(subject_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Delivery]:
    """The earliest waiting mail of each subject that has one, in one query."""
    rows = Delivery.objects.filter(state__in=WAITING, subject_id__in=list(subject_ids))
    earliest = rows.order_by("subject_id", "due_at", "pk").distinct("subject_id")
    return {delivery.subject_id: delivery for delivery in earliest}


def told(subject_id: uuid.UUID) -> QuerySet[Delivery]:
    """Mails about a subject that arrived, or may have: their readers must hear of a change."""
    may_have = Q(state__in=[State.SENT, State.HANDOVER, State.UNCERTAIN]) | Q(ambiguous__gt=0)
    return Delivery.objects.filter(may_have, subject_id=subject_id)


def about(
    subject_ids: Iterable[uuid.UUID], *, kinds: Iterable[str]
) -> set[tuple[uuid.UUID, uuid.UUID | None]]:
    """(subject, person) of every mail of these kinds that went out or was meant to; one query."""
    rows = Delivery.objects.filter(subject_id__in=list(subject_ids), kind__in=list(kinds))
    return set(rows.exclude(state=State.CANCELLED).values_list("subject_id", "recipient_id"))


def superseded(delivery: Delivery, now: dt.datetime) -> bool:
    """True when a later mail of the series to the same person is due too: of several only the last goes."""
    series = Delivery.objects.filter(
        kind=delivery.kind,
        subject_id=delivery.subject_id,
        occurrence=delivery.occurrence,
        recipient_key=delivery.recipient_key,
    )
    return series.filter(due_at__gt=delivery.due_at, due_at__lte=now).exists()


def counts_by_state(now: dt.datetime) -> dict[str, int]:
    """Every state with its number of rows due so far, zeros included."""
    rows = Delivery.objects.filter(due_at__lte=now).values_list("state").annotate(Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(rows.order_by())


def health(now: dt.datetime) -> Health:
    """The figures to watch: alarm when the oldest due mail waits more than 120 seconds."""
    midnight = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    oldest = waiting().filter(due_at__lte=now).aggregate(oldest=Min("due_at"))["oldest"]
    figures = Delivery.objects.aggregate(
        ambiguous=Count("pk", filter=Q(ambiguous__gt=0)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
        uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
        planned_today=Count("pk", filter=Q(due_at__gte=midnight, due_at__lte=now)),
        sent_today=Count("pk", filter=Q(state=State.SENT, due_at__gte=midnight, due_at__lte=now)),
    )
    return Health(
        oldest_due_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        server_paused=server_is_paused(),
        **figures,
    )


def is_planning() -> bool:
    """False when mails were planned once, and not in the last five minutes: no worker, or no beat."""
    return not Heartbeat.objects.filter(planned_at__lte=Now() - SILENCE).exists()


def server_is_paused() -> bool:
    """True while the mail server as a whole rests after a failure."""
    return MailServerState.objects.filter(paused_until__gt=Now()).exists()


def preferences(user: User) -> dict[str, bool]:
    """Each optional kind, and whether the person gets it."""
    off = set(MailPreference.objects.filter(user=user, enabled=False).values_list("kind", flat=True))
    return {kind.name: kind.name not in off for kind in registry.kinds() if kind.optional}


def wants(user: User, kind: str) -> bool:
    """False when the person switched this kind off."""
    return not MailPreference.objects.filter(user=user, kind=kind, enabled=False).exists()


def who_switched_off(kind: str) -> set[uuid.UUID]:
    """Everybody who gets no mails of this kind."""
    return set(MailPreference.objects.filter(kind=kind, enabled=False).values_list("user_id", flat=True))


def is_paused(user: User, now: dt.datetime) -> bool:
    """True before the day, in the person's own zone, on which mail resumes."""
    resumes = user.mail_paused_until
    return resumes is not None and now.astimezone(zoneinfo.ZoneInfo(user.time_zone)).date() < resumes


def subscription(token: str) -> tuple[User, registry.MailKind]:
    """Whom and what an unsubscribe link is about; raises BadSignature or LookupError."""
    user_id, name = read_unsubscribe_token(token)
    kind, user = registry.kind(name), User.objects.filter(pk=user_id).first()
    if user is None:
        raise LookupError("the account is gone")
    return user, kind


def unreachable(people: QuerySet[User]) -> list[User]:
    """Those of ``people`` whose last three mails to their present address were all refused for good, by name.

    A mail that arrives, or another address, takes somebody off the list. One query.
    """
    ended = Delivery.objects.filter(
        recipient__in=people, address=F("recipient__email"), state__in=[State.SENT, State.BOUNCED]
    )
    place = Window(RowNumber(), partition_by="recipient", order_by=F("due_at").desc())
    last = ended.annotate(place=place).filter(place__lte=REFUSALS).values("recipient", "state", "place")
    refused = {row["recipient"] for row in last if row["place"] == REFUSALS} - {
        row["recipient"] for row in last if row["state"] == State.SENT
    }
    return list(User.objects.filter(pk__in=refused).order_by("name")) if refused else []
