"""Making and revoking the secret address of a calendar feed."""

import datetime as dt
import secrets

from sessions.models import CalendarFeed
from sessions.selectors.calendar import hash_of
from smallwins.accounts.models import User


def make_feed(*, user: User, now: dt.datetime) -> str:
    """A new token, shown once; the earlier one stops working."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": hash_of(token), "made_at": now})
    return token


def revoke_feed(*, user: User) -> None:
    """The address stops working at once."""
    CalendarFeed.objects.filter(user=user).delete()
