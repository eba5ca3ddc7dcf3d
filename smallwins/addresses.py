"""Addresses that every page has many of; the resolver is slow for each."""

import uuid
from functools import cache

from django.conf import settings
from django.urls import reverse

_NOBODY = str(uuid.UUID(int=0))


@cache
def _around(name: str, urlconf: str) -> tuple[str, str]:
    """What stands before and after the id in this address."""
    before, after = reverse(name, urlconf=urlconf, args=[_NOBODY]).split(_NOBODY)
    return before, after


@cache
def _plain(name: str, urlconf: str) -> str:
    return reverse(name, urlconf=urlconf)


def address(name: str) -> str:
    """The same as ``reverse(name)``, for an address without arguments."""
    return _plain(name, settings.ROOT_URLCONF)


def address_of(name: str, pk: uuid.UUID | str) -> str:
    """The same as ``reverse(name, args=[pk])``, for an address whose one argument is a UUID."""
    before, after = _around(name, settings.ROOT_URLCONF)
    return f"{before}{pk}{after}"
