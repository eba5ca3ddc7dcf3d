"""What a person wants to receive."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from smallwins.accounts.models import DigestRhythm, User
from smallwins.notifications import registry
from smallwins.notifications.models import MailPreference


def set_preference(*, user: User, kind: str, enabled: bool) -> None:
    """Switch one optional kind of mail on or off; raises ValueError for service mail."""
    if not registry.kind(kind).optional:
        raise ValueError(f"{kind} is service mail")
    MailPreference.objects.update_or_create(user=user, kind=kind, defaults={"enabled": enabled})


@transaction.atomic
def set_mail_settings(
    *,
    user: User,
    enabled: Collection[str],
    rhythm: str | None,
    hour: int,
    paused_until: dt.date | None,
) -> None:
    """What the page of settings says: optional kinds that are on, the digest's rhythm, a pause.

    Without a ``rhythm`` it stays as it was. ``hour`` counts from 0 to 23 on the person's own clock;
    ``paused_until`` is the first day with mail again.
    """
    for kind in registry.kinds():
        if kind.optional:
            set_preference(user=user, kind=kind.name, enabled=kind.name in enabled)
    user.digest_rhythm = DigestRhythm(rhythm or user.digest_rhythm)
    user.digest_hour, user.mail_paused_until = hour, paused_until
    user.save(update_fields=["digest_rhythm", "digest_hour", "mail_paused_until"])
