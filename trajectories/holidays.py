"""Dutch public and school holidays: shown beside a date, never a reason to move it by itself."""

import datetime as dt
import functools
from collections.abc import Iterable

import holidays
from django.utils.translation import get_language

from trajectories.models import SchoolRegion

#: The languages of the library for ours.
_LANGUAGES = {"nl": "nl", "en": "en_US"}
_SUMMER = "Zomervakantie"
#: Far enough ahead to find the last school year the library knows.
_YEARS_AHEAD = range(2026, 2060)


@functools.lru_cache(maxsize=64)
def _year(year: int, region: str, language: str) -> dict[dt.date, str]:
    found = holidays.country_holidays(
        "NL",
        subdiv=region,
        years=year,
        categories=(holidays.PUBLIC, holidays.SCHOOL),
        language=language,
    )
    return {day: name.replace("; ", ", ") for day, name in found.items()}


def days_off(days: Iterable[dt.date], *, region: str) -> dict[dt.date, str]:
    """The holidays among ``days``, named in the reader's language; raises ValueError for no region.

    Without a region the library leaves the school holidays out and says nothing. After ``known_until``
    only public holidays are found: see ``beyond_known``.
    """
    known, language = SchoolRegion(region).value, _LANGUAGES[(get_language() or "nl")[:2]]
    return {
        day: name
        for day in sorted(set(days))
        if (name := _year(day.year, known, language).get(day)) is not None
    }


@functools.cache
def known_until(*, region: str) -> dt.date:
    """The last day for which the library knows every school holiday: the end of a summer."""
    known = SchoolRegion(region).value
    return max(
        day for year in _YEARS_AHEAD for day, name in _year(year, known, "nl").items() if name == _SUMMER
    )


def beyond_known(days: Iterable[dt.date], *, region: str) -> list[dt.date]:
    """The days whose school holidays are not published yet: people look these up themselves."""
    last = known_until(region=region)
    return sorted({day for day in days if day > last})
