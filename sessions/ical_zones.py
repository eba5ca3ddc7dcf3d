"""Time zones as calendar programs want them: one VTIMEZONE whose changes of the clock are yearly rules.

Exchange reads yearly rules (MS-OXCICAL, RRULE), so what keeps to one is written as one, and what follows
the moon as a list. The library's own ``Timezone.from_tzid`` knows lists alone, gives the hour after a change
where RFC 5545 §3.6.5 asks for the one before, and leaves out changes of Africa/Casablanca.
"""

import calendar
import datetime as dt
import zoneinfo
from dataclasses import dataclass
from functools import lru_cache

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.cal import Component

#: Years looked at: enough to tell "the last Sunday" from "the fourth".
YEARS = 12
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """The offset from UTC ``before`` and ``after`` a change of the clock, and the name of what begins."""

    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


def add_zones(cal: Calendar, *, first_year: int) -> None:
    """Put the zones that the events of ``cal`` name in front of them."""
    for name in sorted(cal.get_used_tzids(), reverse=True):
        cal.subcomponents.insert(0, vtimezone(name, first_year=first_year))


def vtimezone(name: str, *, first_year: int) -> Timezone:
    """The zone with this IANA name, right from ``first_year`` on."""
    zone = Timezone()
    zone.add("TZID", name)
    start = dt.datetime(first_year - 1, 1, 1, tzinfo=dt.UTC)
    onsets = onsets_of(name, start)
    parts = [_component(change, moments) for change, moments in onsets.items()]
    if not parts or any("RRULE" not in part for part in parts):
        parts.insert(0, _component(_seen(zoneinfo.ZoneInfo(name), start), [start.replace(tzinfo=None)]))
    for part in parts:
        zone.add_component(part)
    return zone


@lru_cache(maxsize=64)
def onsets_of(name: str, start: dt.datetime) -> dict[Change, list[dt.datetime]]:
    """When the clock changes in ``YEARS`` years, each moment on the clock as it was until then."""
    zone = zoneinfo.ZoneInfo(name)
    found: dict[Change, list[dt.datetime]] = {}
    day, end = start, start.replace(year=start.year + YEARS)
    while day < end:
        if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset():
            moment = _between(zone, day, day + _DAY)
            change = _seen(zone, moment)
            found.setdefault(change, []).append((moment + change.before).replace(tzinfo=None))
        day += _DAY
    return found


def _between(zone: zoneinfo.ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The first second with the new offset."""
    old = before.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = before + dt.timedelta(seconds=(after - before) // dt.timedelta(seconds=2))
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after


def _seen(zone: zoneinfo.ZoneInfo, moment: dt.datetime) -> Change:
    """What changes at this moment; nothing does at the start of a list."""
    local, earlier = moment.astimezone(zone), (moment - dt.timedelta(seconds=1)).astimezone(zone)
    before, after = earlier.utcoffset() or dt.timedelta(0), local.utcoffset() or dt.timedelta(0)
    return Change(before, after, local.tzname() or "", bool(local.dst()))


def _component(change: Change, onsets: list[dt.datetime]) -> Component:
    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("DTSTART", onsets[0])
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    part.add("TZNAME", change.name)
    rule = _rule(onsets)
    if rule:
        part.add("RRULE", rule)
    elif onsets[1:]:
        part.add("RDATE", onsets[1:])
    return part


def _rule(days: list[dt.datetime]) -> dict[str, object]:
    """Yearly in one month, on one weekday of one week, at one time; empty when they keep to none."""
    last = all(day.day + 7 > calendar.monthrange(day.year, day.month)[1] for day in days)
    kept = {(day.month, day.weekday(), day.time(), -1 if last else (day.day + 6) // 7) for day in days}
    if len(days) < YEARS or len(kept) > 1:
        return {}
    month, weekday, _time, week = kept.pop()
    name = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    return {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{week}{name}"}
