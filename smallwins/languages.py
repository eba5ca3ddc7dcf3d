"""The language of a page that somebody opens from a mail, often without an account."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def speak(request: HttpRequest, language: str) -> None:
    """Go on in the language of the mail, unless this reader chose one in the footer."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
