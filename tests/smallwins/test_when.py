"""Wall clocks, their two bad hours a year, and zones in words."""

import datetime as dt
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from smallwins import when

AMSTERDAM = "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("date", "time", "zone", "expected"),
    [
        ((2027, 6, 1), (14, 0), AMSTERDAM, "2027-06-01T12:00"),
        ((2027, 12, 1), (14, 0), AMSTERDAM, "2027-12-01T13:00"),
        ((2027, 3, 28), (1, 59), AMSTERDAM, "2027-03-28T00:59"),
        ((2027, 3, 28), (3, 0), AMSTERDAM, "2027-03-28T01:00"),
        ((2027, 10, 31), (1, 59), AMSTERDAM, "2027-10-30T23:59"),
        ((2027, 10, 31), (3, 0), AMSTERDAM, "2027-10-31T02:00"),
        ((2026, 10, 24), (10, 0), AMSTERDAM, "2026-10-24T08:00"),
        ((2026, 10, 26), (10, 0), AMSTERDAM, "2026-10-26T09:00"),
        ((2027, 3, 28), (2, 30), "America/Paramaribo", "2027-03-28T05:30"),
        ((2027, 1, 1), (0, 30), "Asia/Kathmandu", "2026-12-31T18:45"),
    ],
)
def test_a_wall_clock_names_one_moment(date, time, zone, expected):
    moment = when.from_wall_clock(dt.date(*date), dt.time(*time), zone)
    assert moment.isoformat() == f"{expected}:00+00:00"
    assert f"{moment.astimezone(zoneinfo.ZoneInfo(zone)):%H:%M}" == "{:02}:{:02}".format(*time)


@pytest.mark.parametrize("time", [(2, 0), (2, 30), (2, 59)])
def test_a_time_the_clock_skips_is_refused(time):
    with pytest.raises(when.NonExistentTime):
        when.from_wall_clock(dt.date(2027, 3, 28), dt.time(*time), AMSTERDAM)


@pytest.mark.parametrize(
    ("date", "time", "zone"),
    [
        ((2026, 10, 25), (2, 30), AMSTERDAM),
        ((2027, 10, 31), (2, 0), AMSTERDAM),
        ((2027, 11, 7), (1, 30), "America/New_York"),
    ],
)
def test_a_time_that_comes_twice_is_refused(date, time, zone):
    with pytest.raises(when.DoubledTime):
        when.from_wall_clock(dt.date(*date), dt.time(*time), zone)


@pytest.mark.parametrize("name", ["Europe/Amsterdam", "America/Paramaribo", "UTC"])
def test_zones_of_the_list_are_valid(name):
    assert name in dict(when.zone_choices())
    when.validate_zone(name)


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../../etc/passwd", "europe/amsterdam", "Europe/Amsterdam\x00"]
)
def test_other_names_are_no_zones(name):
    with pytest.raises(ValidationError):
        when.validate_zone(name)


@pytest.mark.parametrize(
    ("language", "zone", "words"),
    [
        ("en", AMSTERDAM, "Dutch time"),
        ("nl", AMSTERDAM, "Nederlandse tijd"),
        ("en", "America/New_York", "time in New York"),
        ("en", "America/Argentina/Buenos_Aires", "time in Buenos Aires"),
    ],
)
def test_a_zone_in_words(language, zone, words):
    with translation.override(language):
        assert when.zone_in_words(zone) == words


def test_a_moment_is_told_in_the_readers_zone_unless_another_is_named():
    moment = dt.datetime(2031, 6, 3, 12, 0, tzinfo=dt.UTC)
    with translation.override("en"), timezone.override(AMSTERDAM):
        assert when.moment_in_words(moment) == "Tuesday 3 June 2031, 14:00 (Dutch time)"
        there = when.moment_in_words(moment, "America/Paramaribo")
    assert there == "Tuesday 3 June 2031, 09:00 (Surinamese time)"


def test_this_year_is_not_said(time_machine):
    time_machine.move_to("2027-02-01")
    with translation.override("nl"):
        assert when.date_in_words(dt.date(2027, 6, 1)) == "dinsdag 1 juni"
        assert when.date_in_words(dt.date(2028, 6, 1)) == "donderdag 1 juni 2028"
