"""Intending mails, and taking the intention back."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.core.validators import validate_email
from django.db import connection, transaction

from smallwins.accounts.models import Language, User
from smallwins.celery import app
from smallwins.notifications import compose, registry
from smallwins.notifications.models import Delivery, State

logger = logging.getLogger(__name__)

#: Rows per statement: bounds memory, not correctness.
CHUNK = 10_000


@dataclass(frozen=True)
class PlannedMail:
    """One intended mail to a person with an account. Without an expiry the lifetime of its kind holds."""

    kind: str
    subject_id: uuid.UUID
    occurrence: str
    due_at: dt.datetime
    recipient: User
    offset_minutes: int = 0
    expires_at: dt.datetime | None = None


def queue(
    *,
    kind: str,
    subject_id: uuid.UUID,
    occurrence: str,
    due_at: dt.datetime,
    offset_minutes: int = 0,
    recipient: User | None = None,
    address: str | None = None,
    language: str | None = None,
    expires_at: dt.datetime | None = None,
) -> Delivery | None:
    """Intend one mail, in the transaction of the change that causes it; None when its key exists already.

    Raises ValueError without exactly one of ``recipient`` and ``address``, ValidationError for a bad address.
    """
    if (recipient is None) == (address is None):
        raise ValueError("a mail goes either to a person or to an address")
    if address is not None:
        validate_email(address)
        if registry.kind(kind).optional:
            raise ValueError("optional mail needs a person who can switch it off")
    delivery = _delivery(
        kind=kind,
        subject_id=subject_id,
        occurrence=occurrence,
        due_at=due_at,
        offset_minutes=offset_minutes,
        recipient=recipient,
        address=address,
        language=language,
        expires_at=expires_at,
    )
    if not _insert([delivery]):
        return None
    kick()
    return delivery


def plan_rows(rows: Iterable[PlannedMail]) -> int:
    """Intend many mails, one statement per 10,000; returns how many are new."""
    deliveries = (
        _delivery(
            kind=row.kind,
            subject_id=row.subject_id,
            occurrence=row.occurrence,
            due_at=row.due_at,
            offset_minutes=row.offset_minutes,
            recipient=row.recipient,
            expires_at=row.expires_at,
        )
        for row in rows
    )
    return sum(_insert(chunk) for chunk in _chunks(deliveries))


def plan(*, now: dt.datetime) -> dict[str, int]:
    """Run every planner once; returns the new rows of each. Raises ExceptionGroup after all have run."""
    planned, failures = {}, []
    for name, planner in registry.planners().items():
        try:
            with transaction.atomic():
                planned[name] = planner(now)
        except Exception as error:  # noqa: BLE001 one broken planner must not stop the others
            failures.append(error)
    if failures:
        raise ExceptionGroup("planners failed", failures)
    return planned


def cancel(
    *,
    subject_id: uuid.UUID,
    kind: str | None = None,
    occurrence: str | None = None,
    keep_occurrence: str | None = None,
    reason: str = "cancelled",
) -> int:
    """Take back the mails about a subject that have not reached handover; returns how many.

    Call it in the transaction of the change: after its commit no mail with the old facts enters handover.
    """
    held_back = Delivery.objects.filter(subject_id=subject_id, state__in=[State.QUEUED, State.LEASED])
    if kind is not None:
        held_back = held_back.filter(kind=kind)
    if occurrence is not None:
        held_back = held_back.filter(occurrence=occurrence)
    if keep_occurrence is not None:
        held_back = held_back.exclude(occurrence=keep_occurrence)
    return held_back.update(state=State.CANCELLED, lease_until=None, last_error=reason)


def kick() -> None:
    """Wake a worker once the transaction is in; nothing depends on it: a broker that is down is no error."""
    if not any(entry[1] is _publish for entry in connection.run_on_commit):
        transaction.on_commit(_publish)


def _publish() -> None:
    try:
        app.send_task("notifications.send_due", expires=10)
    except Exception as error:  # noqa: BLE001 beat finds the row within its period
        logger.warning("no kick: %s", type(error).__name__)


def _delivery(
    *,
    kind: str,
    due_at: dt.datetime,
    recipient: User | None,
    expires_at: dt.datetime | None,
    address: str | None = None,
    language: str | None = None,
    **key: object,
) -> Delivery:
    delivery = Delivery(
        kind=kind,
        recipient_id=recipient.pk if recipient else None,
        recipient_key=str(recipient.pk) if recipient else str(address).lower(),
        address=recipient.email if recipient else str(address),
        language=language or (recipient.language if recipient else Language.DUTCH),
        due_at=due_at,
        next_attempt_at=due_at,
        expires_at=expires_at or due_at + registry.kind(kind).lifetime,
        **key,
    )
    delivery.message_id = compose.message_id(delivery)
    return delivery


def _chunks(deliveries: Iterator[Delivery]) -> Iterator[list[Delivery]]:
    while chunk := list(islice(deliveries, CHUNK)):
        yield chunk


_COLUMNS = {
    "id": "uuid",
    "kind": "text",
    "subject_id": "uuid",
    "occurrence": "text",
    "offset_minutes": "integer",
    "recipient_id": "uuid",
    "recipient_key": "text",
    "address": "text",
    "language": "text",
    "due_at": "timestamptz",
    "expires_at": "timestamptz",
    "next_attempt_at": "timestamptz",
    "message_id": "text",
}
# Django's bulk_create(ignore_conflicts=True) does not say how many rows are new.
_INSERT = f"""
    INSERT INTO {Delivery._meta.db_table}
        ({", ".join(_COLUMNS)},
         state, attempts, render_failures, ambiguous, token, last_error, created_at)
    SELECT planned.*, '{State.QUEUED.value}', 0, 0, 0, 0, '', statement_timestamp()
    FROM unnest({", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())}) AS planned
    ON CONFLICT (kind, subject_id, occurrence, offset_minutes, recipient_key) DO NOTHING
"""  # noqa: S608 every part is ours, the values are parameters


def _insert(deliveries: list[Delivery]) -> int:
    """Put the rows whose key is new into the ledger; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [[_value(row, name) for row in deliveries] for name in _COLUMNS])
        return cursor.rowcount


def _value(delivery: Delivery, name: str) -> object:
    value = getattr(delivery, name)
    return str(value) if isinstance(value, uuid.UUID) else value
