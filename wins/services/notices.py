"""One event, one person, one notice; the digest mail collects them."""

import datetime as dt
import uuid

from smallwins.accounts.models import User
from wins.models import Notice, Win


def tell(*, recipient: User, kind: str, win: Win, object_id: uuid.UUID, now: dt.datetime) -> None:
    """Note an event for somebody's digest; the same event again changes nothing."""
    Notice.objects.bulk_create(
        [Notice(recipient=recipient, kind=kind, win=win, object_id=object_id, created_at=now)],
        ignore_conflicts=True,
    )
