"""Time zones as calendar programs want them: one VTIMEZONE whose changes of the clock are yearly rules.

The library lists each change by its date. Exchange reads yearly rules (MS-OXCICAL §2.1.3.1.1.19.2), so what
keeps to a rule is written as one; what follows the moon stays a list.
"""

import calendar
import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Timezone
from icalendar.cal import Component

#: Years looked at: enough to tell "the last Sunday" from "the fourth".
YEARS = 12


def add_zones(cal: Calendar, *, first_year: int) -> None:
    """Put the zones that the events of ``cal`` name in front of them."""
    for name in sorted(cal.get_used_tzids()):
        cal.subcomponents.insert(0, vtimezone(name, first_year=first_year))


def vtimezone(name: str, *, first_year: int) -> Timezone:
    """The zone with this IANA name, right from ``first_year`` on."""
    start = dt.date(first_year - 1, 1, 1)
    zone = Timezone.from_tzid(name, first_date=start, last_date=start.replace(year=first_year + YEARS))
    zone.pop("COMMENT", None)
    before, *changes = zone.subcomponents
    ruled = [_as_rule(change) for change in changes]
    if ruled and all(ruled):
        zone.subcomponents.remove(before)
    return zone


def _as_rule(change: Component) -> bool:
    """Write the dates of one change of the clock as a yearly rule; False when they keep to none."""
    days = [change["DTSTART"].dt, *_listed(change)]
    months, weekdays = {day.month for day in days}, {day.weekday() for day in days}
    clocks, weeks = {day.time() for day in days}, _week_of_month(days)
    if len(days) < YEARS or not weeks or any(len(same) > 1 for same in (months, weekdays, clocks)):
        return False
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekdays.pop()]
    change.pop("RDATE", None)
    change.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": months.pop(), "BYDAY": f"{weeks}{weekday}"})
    return True


def _listed(change: Component) -> list[dt.datetime]:
    found = change.get("RDATE", [])
    lists = found if isinstance(found, list) else [found]
    return [each.dt for dates in lists for each in dates.dts]


def _week_of_month(days: Iterable[dt.datetime]) -> int:
    """-1 for the last one of the month, 1 to 4 for the first to the fourth, 0 for no rule."""
    days = list(days)
    if all(day.day + 7 > calendar.monthrange(day.year, day.month)[1] for day in days):
        return -1
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    return weeks.pop() if len(weeks) == 1 else 0
