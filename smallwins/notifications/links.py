"""Links in mails: absolute, and signed at sending, so that no secret is stored."""

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

_UNSUBSCRIBE = "unsubscribe"


def absolute(path: str) -> str:
    """The full address of a path of ours."""
    return f"{settings.SMALLWINS_BASE_URL}{path}"


def unsubscribe_url(*, user_id: uuid.UUID, kind: str) -> str:
    """Where one person switches one kind of mail off; never expires, as mails are kept (RFC 8058)."""
    token = signing.dumps([str(user_id), kind], salt=_UNSUBSCRIBE)
    return absolute(reverse("notifications:unsubscribe", args=[token]))


def read_unsubscribe_token(token: str) -> tuple[uuid.UUID, str]:
    """The person and the kind; raises ``signing.BadSignature`` for a token that is not ours."""
    user_id, kind = signing.loads(token, salt=_UNSUBSCRIBE)
    return uuid.UUID(user_id), kind
