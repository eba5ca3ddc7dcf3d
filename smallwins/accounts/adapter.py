"""How django-allauth behaves here: nobody signs up, people are invited."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by a mailed code only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Check the code, or ask for a new one")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """As our template says, without the name of a host in front."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's own language, whatever the browser speaks.

        A mail server that is away looks like an unknown address: the page says the same to everybody.
        """
        user = User.objects.filter(email__iexact=email).first()
        with translation.override(user.language if user else translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except (OSError, SMTPException) as error:
                logger.error("sign-in mail not sent: %s", type(error).__name__)
