"""Times for people: the reader's wall clock, with the zone in words. Zones carry their IANA names."""

import datetime as dt
import functools
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

#: Zones people here live in, in words. Others are named after their city.
_ZONE_WORDS = {
    "Europe/Amsterdam": gettext_lazy("Dutch time"),
    "Europe/Brussels": gettext_lazy("Belgian time"),
    "Europe/Berlin": gettext_lazy("German time"),
    "Europe/London": gettext_lazy("British time"),
    "America/Paramaribo": gettext_lazy("Surinamese time"),
    "America/Curacao": gettext_lazy("Curaçao time"),
    "UTC": gettext_lazy("universal time, UTC"),
}
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


class NonExistentTime(ValueError):
    """The clock skips this wall time (spring)."""


class DoubledTime(ValueError):
    """The clock shows this wall time twice (autumn)."""


@functools.cache
def _zones() -> frozenset[str]:
    """The zones this machine knows; the library reads them from the disk each time it is asked."""
    return frozenset(zoneinfo.available_timezones())


def zone_choices() -> list[tuple[str, str]]:
    """All IANA zones, those with words of their own first."""
    named = [(name, str(words)) for name, words in _ZONE_WORDS.items()]
    others = sorted(_zones() - set(_ZONE_WORDS))
    return named + [(name, name) for name in others if "/" in name and not name.startswith("Etc/")]


def is_zone(name: str) -> bool:
    return name in _zones()


def validate_zone(name: str) -> None:
    """Refuse a name that is no IANA zone."""
    if not is_zone(name):
        raise ValidationError(_("Choose a time zone from the list"), code="zone")


def zone_in_words(name: str) -> str:
    """For instance ``Dutch time``, or ``time in New York``."""
    if name in _ZONE_WORDS:
        return str(_ZONE_WORDS[name])
    city = name.rsplit("/", 1)[-1].replace("_", " ")
    return _("time in %(city)s") % {"city": city}


def from_wall_clock(date: dt.date, time: dt.time, zone: str, *, fold: int | None = None) -> dt.datetime:
    """The moment a wall clock in ``zone`` shows ``date`` and ``time``; aware, in UTC.

    ``fold`` says which of the two when the clock shows it twice: 0 the first, 1 the second. Raises
    NonExistentTime, and DoubledTime without a ``fold``: people are asked, never guessed for.
    """
    tz = zoneinfo.ZoneInfo(zone)
    first = dt.datetime.combine(date, time, tzinfo=tz)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        exists = first.astimezone(dt.UTC).astimezone(tz).replace(tzinfo=None) == first.replace(tzinfo=None)
        if not exists:
            raise NonExistentTime
        if fold is None:
            raise DoubledTime
    return (second if fold else first).astimezone(dt.UTC)


def date_in_words(date: dt.date) -> str:
    """For instance ``Tuesday 1 June`` or, in another year than now's, ``Tuesday 1 June 2027``."""
    style = "l j F" if date.year == timezone.localdate().year else "l j F Y"
    return written(date, style)


def written(date: dt.date, style: str) -> str:
    """The same as ``formats.date_format``, which is slow: a page has the same few days many times."""
    return _written(date, style, get_language())


@functools.lru_cache(maxsize=2_000)
def _written(date: dt.date, style: str, language: str) -> str:
    return formats.date_format(date, style)


def moment_in_words(moment: dt.datetime, zone: str | None = None) -> str:
    """For instance ``Tuesday 1 June, 14:00 (Dutch time)``; the reader's zone unless another is named."""
    name = zone or timezone.get_current_timezone_name()
    local = moment.astimezone(zoneinfo.ZoneInfo(name))
    return _("%(date)s, %(time)s (%(zone)s)") % {
        "date": date_in_words(local.date()),
        "time": formats.time_format(local.time(), "H:i"),
        "zone": zone_in_words(name),
    }


def house_day(now: dt.datetime) -> dt.date:
    """The day in the zone of this installation: rights begin and end by it, wherever their owner is."""
    return timezone.localdate(now, zoneinfo.ZoneInfo(settings.READERS_TIME_ZONE))


def local_date(moment: dt.datetime) -> dt.date:
    """The day a moment falls on in the reader's zone."""
    return timezone.localdate(moment)
