"""What a person wants to receive."""

from smallwins.accounts.models import User
from smallwins.notifications import registry
from smallwins.notifications.models import MailPreference


def set_preference(*, user: User, kind: str, enabled: bool) -> None:
    """Switch one optional kind of mail on or off; raises ValueError for service mail."""
    if not registry.kind(kind).optional:
        raise ValueError(f"{kind} is service mail")
    MailPreference.objects.update_or_create(user=user, kind=kind, defaults={"enabled": enabled})
