"""The circuit breaker: while the mail server as a whole fails, nobody claims and no attempt is burnt."""

import datetime as dt

from django.conf import settings
from django.db.models.functions import Now

from smallwins.notifications.models import MailServerState


def pause_server(*, reason: str) -> None:
    """Let the mail server rest for ``SMALLWINS_BREAKER_SECONDS``; short, as a try costs one connection."""
    until = Now() + dt.timedelta(seconds=settings.SMALLWINS_BREAKER_SECONDS)
    MailServerState.objects.update_or_create(id=1, defaults={"paused_until": until, "reason": reason[:120]})
