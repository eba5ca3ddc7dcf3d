"""From a row to a message: rendered at sending, in the reader's language and zone, and stored nowhere."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import get_template
from django.utils import timezone, translation

from smallwins.notifications import registry
from smallwins.notifications.links import absolute, unsubscribe_url
from smallwins.notifications.models import Delivery

SETTINGS_PATH = "/settings/mail/"


def compose(delivery: Delivery) -> EmailMultiAlternatives:
    """The message of one delivery; raises whatever its kind raises."""
    with translation.override(delivery.readers_language), timezone.override(delivery.readers_zone):
        kind = registry.kind(delivery.kind)
        mail = kind.compose(delivery)
        context = _context(delivery, kind) | mail.context
        message = EmailMultiAlternatives(
            subject=" ".join(_text(f"{mail.template}_subject.txt", context).split()),
            body=_text(f"{mail.template}.txt", context).strip() + "\n",
            to=[delivery.destination],
            reply_to=[mail.reply_to or settings.SMALLWINS_REPLY_TO],
            headers=_headers(delivery, context),
        )
        message.attach_alternative(get_template(f"{mail.template}.html").render(context), "text/html")
    for content, mime_type in mail.alternatives:
        message.attach_alternative(content, mime_type)
    for attachment in mail.attachments:
        message.attach(attachment)
    return message


def message_id(delivery: Delivery) -> str:
    """The same for every attempt (RFC 5322 §3.6.4)."""
    return f"<{delivery.pk}@{_domain()}>"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _context(delivery: Delivery, kind: registry.MailKind) -> dict[str, Any]:
    recipient = delivery.recipient
    return {
        "recipient": recipient,
        "name": recipient.first_name if recipient else "",
        "language": delivery.readers_language,
        "kind": kind,
        "base_url": settings.SMALLWINS_BASE_URL,
        "settings_url": absolute(SETTINGS_PATH) if recipient else "",
        "unsubscribe_url": unsubscribe_url(user_id=recipient.pk, kind=kind.name)
        if kind.optional and recipient
        else "",
    }


def _headers(delivery: Delivery, context: dict[str, Any]) -> dict[str, str]:
    """Automatic (RFC 3834); what can be switched off says how (RFC 2369, RFC 8058, RFC 2919)."""
    headers = {"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"}
    if context["unsubscribe_url"]:
        headers |= {
            "List-Unsubscribe": f"<{context['unsubscribe_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<{delivery.kind}.{_domain()}>",
        }
    return headers


def _text(template: str, context: dict[str, Any]) -> str:
    """Plain text knows no HTML escapes."""
    return Engine.get_default().get_template(template).render(Context(context, autoescape=False))
