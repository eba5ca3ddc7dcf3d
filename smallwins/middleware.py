"""What every request passes: an id, headers, the reader's language and zone."""

import re
import uuid
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from smallwins import logs

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id that its log lines and its answer carry."""

    def middleware(request: HttpRequest) -> HttpResponse:
        value = uuid.uuid4().hex
        token = logs.request_id.set(value)
        try:
            response = get_response(request)
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = value
        return response

    return middleware


def security_headers(get_response: GetResponse) -> GetResponse:
    """Permissions policy on every answer, static files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        return response

    return middleware


def sign_in_not_read(get_response: GetResponse) -> GetResponse:
    """Where the address itself proves who asks, the sign-in cookie is not looked at, nor its rows."""
    addresses = re.compile(settings.SIGN_IN_NOT_READ)

    def middleware(request: HttpRequest) -> HttpResponse:
        if addresses.match(request.path_info):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return middleware


def readers_language_and_zone(get_response: GetResponse) -> GetResponse:
    """A person's own language and time zone win over browser and default."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = settings.READERS_TIME_ZONE
        if request.user.is_authenticated:
            zone = request.user.time_zone
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return get_response(request)

    return middleware


def no_store_behind_sign_in(get_response: GetResponse) -> GetResponse:
    """Pages of a signed-in person stay out of every cache (trust.md, Browser and sign-in)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware
