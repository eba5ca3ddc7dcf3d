"""One sending run: claim, check, write, hand over, SMTP, mark."""

import datetime as dt
import logging
import time

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

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
#: These are about the machine, not about the mail: whoever holds the lease will find out.
_NOT_THE_MAILS_FAULT = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


def send_now(*, now: dt.datetime, limit: int = BATCH, seconds: float = RUN) -> int:
    """Send what is due until nothing is, the time is up or the server fails; returns how many were sent."""
    ledger.sweep(now=now)
    stop = time.monotonic() + seconds
    sent = 0
    with MailServer() as mail_server:
        while time.monotonic() < stop and not selectors.server_is_paused():
            batch = ledger.claim(now=now, limit=limit)
            for position, delivery in enumerate(batch):
                result = _deliver(delivery, mail_server=mail_server, now=now)
                sent += result is Result.SENT
                if result is Result.SERVER or time.monotonic() >= stop:
                    ledger.release(batch[position + 1 :])
                    break
            if len(batch) < limit:
                break
    return sent


def _deliver(delivery: Delivery, *, mail_server: MailServer, now: dt.datetime) -> Result | None:
    """One mail; None when it was not handed over."""
    try:
        refusal = _refusal(delivery, now)
        letter = None if refusal else envelope(compose.compose(delivery))
    except _NOT_THE_MAILS_FAULT:
        raise
    except Exception as error:  # whatever is wrong with one mail, the others pass
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
