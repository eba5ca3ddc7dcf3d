"""Holidays beside a date: by region, in the reader's language, and silent about nothing."""

import datetime as dt

import pytest
from django.utils import translation

from trajectories.holidays import beyond_known, days_off, known_until
from trajectories.models import SchoolRegion

BREAKS = {"Voorjaarsvakantie", "Meivakantie", "Zomervakantie", "Herfstvakantie", "Kerstvakantie"}


def days_of(year):
    return [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366)]


def names_in(year, region):
    with translation.override("nl"):
        found = days_off(days_of(year), region=region)
    return {part for day, name in found.items() if day.year == year for part in name.split(", ")}


@pytest.mark.parametrize("region", SchoolRegion.values)
def test_every_region_has_its_school_holidays_in_the_years_to_come(region):
    """An upgrade that empties the set, or a year the library stops at earlier, turns this red."""
    assert known_until(region=region) >= dt.date(2030, 8, 1)
    for year in range(2026, known_until(region=region).year):
        assert names_in(year, region) >= BREAKS | {"Koningsdag", "Eerste kerstdag"}, year


def test_regions_have_weeks_of_their_own():
    days = [dt.date(2027, 2, 16)]
    with translation.override("nl"):
        assert days_off(days, region="Zuid") == {days[0]: "Voorjaarsvakantie"}
        assert days_off(days, region="Noord") == {}


def test_a_holiday_is_named_in_the_language_of_its_reader():
    day = dt.date(2026, 12, 25)
    with translation.override("nl"):
        assert days_off([day, dt.date(2026, 12, 8)], region="Noord") == {
            day: "Eerste kerstdag, Kerstvakantie"
        }
    with translation.override("en"):
        assert days_off([day], region="Noord") == {day: "Christmas Break, Christmas Day"}


@pytest.mark.parametrize("region", ["", "Oost"])
def test_no_region_is_an_error_and_not_an_empty_year(region):
    with pytest.raises(ValueError, match="not a valid SchoolRegion"):
        days_off([dt.date(2027, 7, 20)], region=region)


def test_days_after_the_last_published_summer_are_named():
    last = known_until(region="Noord")
    after = last + dt.timedelta(days=1)
    assert beyond_known([after, last, after], region="Noord") == [after]
    christmas = dt.date(last.year + 5, 12, 25)
    with translation.override("nl"):
        assert days_off([christmas], region="Noord") == {christmas: "Eerste kerstdag"}
