"""One sending run: claim, check, write, hand over, SMTP, mark."""

import datetime as dt
import logging
import time

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

from smallwins.notifications import compose, registry, selectors
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Refusal
from smallwins.notifications.services import ledger
from smallwins.notifications.services.server import pause_server
from smallwins.notifications.transport import MailServer, Result, envelope

logger = logging.getLogger(__name__)

#: Rows per claim: few enough that a killed worker holds little up.
BATCH = 20
#: Seconds of one run; well below the task's time limit and the lease.
RUN = 60


def send_now(*, now: dt.datetime, limit: int = BATCH, seconds: float = RUN) -> int:
    """Send what is due until nothing is, the time is up or the server fails; returns how many were sent."""
    ledger.sweep(now=now)
    began = time.monotonic()
    stop = began + seconds
    sent = 0
    with MailServer() as mail_server:
        while time.monotonic() < stop and not selectors.server_is_paused():
            moment = now + dt.timedelta(seconds=time.monotonic() - began)
            batch = ledger.claim(now=moment, limit=limit)
            if not batch:
                break
            sent += _send(batch, mail_server=mail_server, now=moment, stop=stop)
    return sent


def _send(batch: list[Delivery], *, mail_server: MailServer, now: dt.datetime, stop: float) -> int:
    """Send what was claimed, and give back in good time what a slow server left no time for."""
    stop = min(stop, time.monotonic() + settings.SMALLWINS_LEASE_SECONDS / 2)
    sent = 0
    for position, delivery in enumerate(batch):
        result = _deliver(delivery, mail_server=mail_server, now=now)
        sent += result is Result.SENT
        if result is Result.SERVER or time.monotonic() >= stop:
            ledger.release(batch[position + 1 :])
            break
    return sent


def _deliver(delivery: Delivery, *, mail_server: MailServer, now: dt.datetime) -> Result | None:
    """One mail; None when it was not handed over."""
    try:
        refusal = _refusal(delivery, now)
        letter = None if refusal else envelope(compose.compose(delivery))
    except Exception as error:  # whatever is wrong with one mail, the others pass
        if _is_the_machines(error):
            raise
        logger.exception("mail %s could not be written", delivery.pk)
        ledger.render_failed(delivery, now=now, error=type(error).__name__)
        return None
    if refusal:
        ledger.refuse(delivery, refusal=refusal)
        return None
    if letter is None or not ledger.hand_over(delivery):
        return None
    outcome = mail_server.send(letter)
    match outcome.result:
        case Result.SENT:
            ledger.mark_sent(delivery, now=now)
        case Result.LATER:
            ledger.retry_later(delivery, now=now, error=outcome.reply)
        case Result.BOUNCED:
            ledger.bounce(delivery, error=outcome.reply)
        case Result.LOST:
            ledger.lose(delivery, now=now, error=outcome.reply)
        case Result.SERVER:
            pause_server(reason=outcome.reply)
            ledger.release([delivery])
    return outcome.result


def _is_the_machines(error: Exception) -> bool:
    """Not about the mail: it waits until its lease is over. Postgres that goes in mid-answer has no class."""
    lost = isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError
    return lost or isinstance(error, SoftTimeLimitExceeded)


def _refusal(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """What holds for every mail first, then what its own kind says."""
    kind = registry.kind(delivery.kind)
    if delivery.expires_at <= now:
        return Refusal.expired("late")
    if delivery.recipient and not delivery.recipient.is_active:
        return Refusal.suppressed("account closed")
    if kind.optional and delivery.recipient:
        if not selectors.wants(delivery.recipient, kind.name):
            return Refusal.suppressed("switched off")
        if selectors.is_paused(delivery.recipient, now):
            return Refusal.suppressed("paused")
    return kind.still_needed(delivery, now)
