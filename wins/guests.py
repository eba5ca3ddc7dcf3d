"""The guest's link: one message, until it is revoked or its time is over; no account (docs/delivery.md)."""

import datetime as dt

from django.core import signing
from django.core.exceptions import ValidationError

from wins.models import PolicyMessage

_SALT = "policy_message"


class LinkRefused(Exception):
    """Not our link, revoked, or its time is over."""


def token_for(message: PolicyMessage) -> str:
    """The signed value in the mail: the message and the version of its link, nothing else."""
    return signing.dumps([str(message.pk), message.link_version], salt=_SALT)


def message_behind(token: str, *, now: dt.datetime) -> PolicyMessage:
    """The message of a link that still answers; raises LinkRefused."""
    try:
        message_id, version = signing.loads(token, salt=_SALT)
        message = PolicyMessage.objects.select_related("trajectory", "barrier").get(
            pk=message_id, link_version=version, link_expires_at__gt=now
        )
    except (signing.BadSignature, ValueError, TypeError, ValidationError, PolicyMessage.DoesNotExist):
        raise LinkRefused from None
    return message
