"""The heartbeat, and the circuit breaker: while the server fails, nobody claims and no attempt is burnt."""

import datetime as dt

from django.conf import settings
from django.db.models.functions import Now

from smallwins.notifications.models import Heartbeat, MailServerState


def pause_server(*, reason: str) -> None:
    """Let the mail server rest for ``SMALLWINS_BREAKER_SECONDS``; short, as a try costs one connection."""
    until = Now() + dt.timedelta(seconds=settings.SMALLWINS_BREAKER_SECONDS)
    MailServerState.objects.update_or_create(id=1, defaults={"paused_until": until, "reason": reason[:120]})


def beat() -> None:
    """Note that mails were planned just now: the worker lives, and beat wakes it."""
    Heartbeat.objects.update_or_create(id=1, defaults={"planned_at": Now()})
