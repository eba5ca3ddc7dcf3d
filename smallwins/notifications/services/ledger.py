"""The state machine of docs/architecture.md, one step each.

Every step is a conditional update on (id, token, state): who lost its lease changes nothing. Leases are
compared with Postgres' clock, due times with the ``now`` that is passed in.
"""

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from smallwins.notifications.models import Delivery, State
from smallwins.notifications.models.delivery import MOST_AMBIGUOUS, MOST_RENDER_FAILURES
from smallwins.notifications.registry import Refusal


@transaction.atomic
def claim(*, now: dt.datetime, limit: int, lease: dt.timedelta | None = None) -> list[Delivery]:
    """Take up to ``limit`` due rows nobody else holds, the longest waiting first.

    A row that did not come out of its last writing goes alone and after the others: it may kill whoever
    writes it.
    """
    due = Delivery.objects.filter(state=State.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at")
    rows = _locked(due.filter(render_failures=0)[:limit])
    taken = {
        "state": State.LEASED,
        "attempts": F("attempts") + 1,
        "token": F("token") + 1,
        "lease_until": Now() + (lease or _lease()),
    }
    if not rows.update(**taken):
        rows = _locked(due.filter(render_failures__gt=0)[:1])
        rows.update(**taken)
    return list(rows.select_related("recipient").order_by("next_attempt_at"))


def hand_over(delivery: Delivery) -> bool:
    """Commit that SMTP is about to start; False when the lease is gone or the row was taken back.

    It is written, so earlier failures to write it count no more. The lease starts anew, so that the last of a
    batch has as long as the first.
    """
    rows = _held(delivery, State.LEASED).filter(lease_until__gt=Now())
    return _changed(
        rows.update(
            state=State.HANDOVER,
            address=delivery.destination,
            render_failures=0,
            lease_until=Now() + _lease(),
        )
    )


def mark_sent(delivery: Delivery, *, now: dt.datetime) -> bool:
    """The server said 250. Our own lease may have run out meanwhile, as long as nobody claimed since."""
    rows = _held(delivery, State.HANDOVER, State.QUEUED)
    return _changed(rows.update(state=State.SENT, sent_at=now, lease_until=None, last_error=""))


def retry_later(delivery: Delivery, *, now: dt.datetime, error: str) -> bool:
    """Refused for the moment: again after the next backoff."""
    return _back_to_queue(delivery, State.HANDOVER, now=now, error=error)


def bounce(delivery: Delivery, *, error: str) -> bool:
    """Refused for good."""
    return _end(delivery, State.HANDOVER, state=State.BOUNCED, error=error)


def lose(delivery: Delivery, *, now: dt.datetime, error: str) -> bool:
    """The connection broke after DATA: it may have arrived (RFC 1047). Again, flagged; three at most."""
    if delivery.ambiguous + 1 >= MOST_AMBIGUOUS:
        return _end(
            delivery, State.HANDOVER, state=State.UNCERTAIN, error=error, ambiguous=F("ambiguous") + 1
        )
    return _back_to_queue(delivery, State.HANDOVER, now=now, error=error, ambiguous=F("ambiguous") + 1)


def refuse(delivery: Delivery, *, refusal: Refusal) -> bool:
    """Not needed any more: cancelled, expired or suppressed."""
    return _end(delivery, State.LEASED, state=refusal.state, error=refusal.reason)


def render_failed(delivery: Delivery, *, now: dt.datetime, error: str) -> bool:
    """It could not be written; given up after five times, so that it stops nobody else."""
    failures = F("render_failures") + 1
    if delivery.render_failures + 1 >= MOST_RENDER_FAILURES:
        return _end(delivery, State.LEASED, state=State.DEAD, error=error, render_failures=failures)
    return _back_to_queue(delivery, State.LEASED, now=now, error=error, render_failures=failures)


def release(deliveries: Iterable[Delivery]) -> None:
    """Give rows back untried: the server as a whole failed, or time is up. No attempt is burnt."""
    for delivery in deliveries:
        rows = _held(delivery, State.LEASED, State.HANDOVER)
        rows.update(state=State.QUEUED, lease_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def sweep(*, now: dt.datetime) -> int:
    """Take back what a dead worker held and end what is too late; returns how many rows changed.

    A worker that dies before the handover may have died of the mail: that counts as a failure to write it.
    """
    dead = _locked(Delivery.objects.filter(lease_until__lte=Now()))
    unwritten = dead.filter(state=State.LEASED)
    failed = {"render_failures": F("render_failures") + 1, "lease_until": None}
    poison = unwritten.filter(render_failures__gte=MOST_RENDER_FAILURES - 1).update(
        state=State.DEAD, last_error="worker died", **failed
    )
    safe = unwritten.update(state=State.QUEUED, **failed)
    unknown = dead.filter(state=State.HANDOVER)
    hopeless = Q(ambiguous__gte=MOST_AMBIGUOUS - 1) | Q(expires_at__lte=now)
    flagged = {"ambiguous": F("ambiguous") + 1, "lease_until": None, "last_error": "lease expired"}
    uncertain = unknown.filter(hopeless).update(state=State.UNCERTAIN, **flagged)
    again = unknown.update(state=State.QUEUED, next_attempt_at=now, **flagged)
    late = _locked(Delivery.objects.filter(state=State.QUEUED, expires_at__lte=now))
    late = late.filter(state=State.QUEUED)
    lost = late.filter(ambiguous__gt=0).update(state=State.UNCERTAIN)
    expired = late.update(state=State.EXPIRED, last_error="late")
    return poison + safe + uncertain + again + lost + expired


def _lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.SMALLWINS_LEASE_SECONDS)


def _backoff(attempts: int) -> dt.timedelta:
    """1, 2, 5, 15, 30, then 60 minutes, give or take a fifth, so that retries do not march in step."""
    steps = settings.SMALLWINS_BACKOFF_SECONDS
    step = steps[min(max(attempts, 1), len(steps)) - 1]
    return dt.timedelta(seconds=step * random.uniform(0.8, 1.2))  # noqa: S311 no secret


def _locked(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Those rows nobody else works on, locked until the transaction ends: nobody waits, nobody deadlocks."""
    locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True)
    return Delivery.objects.filter(pk__in=list(locked))


def _held(delivery: Delivery, *states: State) -> Any:
    """The row, as long as it is what we hold."""
    return Delivery.objects.filter(pk=delivery.pk, token=delivery.token, state__in=states)


def _back_to_queue(delivery: Delivery, held: State, *, now: dt.datetime, error: str, **counters: Any) -> bool:
    return _changed(
        _held(delivery, held).update(
            state=State.QUEUED,
            lease_until=None,
            next_attempt_at=now + _backoff(delivery.attempts),
            last_error=error[:120],
            **counters,
        )
    )


def _end(delivery: Delivery, held: State, *, state: State, error: str, **counters: Any) -> bool:
    rows = _held(delivery, held)
    return _changed(rows.update(state=state, lease_until=None, last_error=error[:120], **counters))


def _changed(rows: int) -> bool:
    return rows == 1
