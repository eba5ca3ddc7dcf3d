"""What a calendar feed reads."""

import datetime as dt
import hashlib

from django.db.models import QuerySet

from sessions.models import CalendarFeed, LearningSession
from smallwins.accounts.models import User

#: How long a session stays in the feed.
KEPT = dt.timedelta(days=366)


def hash_of(token: str) -> str:
    """SHA-256, as stored: the token has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user).first()


def owner_of(token: str) -> User | None:
    """Whose feed this is; None for a wrong or revoked token and for somebody who left."""
    found = CalendarFeed.objects.select_related("user").filter(
        token_hash=hash_of(token), user__is_active=True
    )
    feed = found.first()
    return feed.user if feed else None


def sessions_of_feed(user: User, *, now: dt.datetime, today: dt.date) -> QuerySet[LearningSession]:
    """What this person may see today, cancelled ones too, drafts never."""
    visible = LearningSession.objects.visible_to(user, today).not_draft()
    return visible.filter(starts_at__gt=now - KEPT).order_by("starts_at", "pk")
