"""A series: every so many weeks, a number of times or until a day; what is kept is local time."""

import datetime as dt
import uuid

import pytest

from sessions.models import LearningSession
from smallwins.notifications.models import Delivery
from tests.sessions.typed import session_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def post(browser, cast, **typed):
    rhythm = {"mode": "series", "repeat_every_weeks": "1", "repeat_count": "", "repeat_until": ""}
    fields = session_form(cast.noord, cast.zuid) | rhythm | typed
    return browser.post(f"/trajectories/{cast.trajectory.pk}/schedule/", fields)


def moments():
    return [f"{one:%d %b %H:%M}" for one in LearningSession.objects.values_list("starts_at", flat=True)]


def test_a_number_of_times_makes_drafts_alike_and_mails_nobody(marits, cast):
    answer = post(marits, cast, repeat_every_weeks="2", repeat_count="3", starts_at_date="2027-06-01")
    assert answer.url == f"/trajectories/{cast.trajectory.pk}/schedule/check/"
    made = list(LearningSession.objects.all())
    assert moments() == ["01 Jun 12:00", "15 Jun 12:00", "29 Jun 12:00"]
    assert {one.title for one in made} == {"Leersessie zeven"}
    assert len({one.series for one in made}) == 1
    assert made[0].series is not None
    assert len({one.client_uuid for one in made}) == 3
    for one in made:
        assert {team.name for team in one.teams.all()} == {"Noord", "Zuid"}
        assert list(one.agenda_items.values_list("title", "minutes")) == [("Inchecken", 10)]
        assert (one.state, one.created_by, one.reminder_offsets) == ("draft", cast.marit, [10080, 120])
    assert Delivery.objects.count() == 0


def test_until_a_day_takes_that_day_along(marits, cast):
    post(marits, cast, repeat_until="2027-06-22", starts_at_date="2027-06-01")
    assert moments() == ["01 Jun 12:00", "08 Jun 12:00", "15 Jun 12:00", "22 Jun 12:00"]


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        ("2027-03-21", "3", ["21 Mar 09:00", "28 Mar 08:00", "04 Apr 08:00"]),
        ("2027-10-24", "3", ["24 Oct 08:00", "31 Oct 09:00", "07 Nov 09:00"]),
        ("2028-02-22", "3", ["22 Feb 09:00", "29 Feb 09:00", "07 Mar 09:00"]),
    ],
)
def test_ten_oclock_stays_ten_oclock_across_changes_of_the_clock_and_leap_day(
    marits, cast, first, count, expected
):
    post(marits, cast, starts_at_date=first, starts_at_time="10:00", repeat_count=count)
    assert moments() == expected


def test_from_one_change_of_the_clock_over_the_other(marits, cast):
    post(marits, cast, starts_at_date="2027-03-21", starts_at_time="10:00", repeat_until="2027-11-07")
    hours = [
        one.astimezone(dt.UTC).hour for one in LearningSession.objects.values_list("starts_at", flat=True)
    ]
    assert hours == [9] + [8] * 31 + [9] * 2


def test_a_date_without_that_time_is_named_and_nothing_is_made(marits, cast):
    answer = post(marits, cast, starts_at_date="2027-03-14", starts_at_time="02:30", repeat_count="4")
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)
    assert "zondag 28 maart 2027" in answer.content.decode()
    assert "14 maart" not in answer.content.decode()


def test_a_date_with_that_time_twice_is_asked_about_once_for_all(marits, cast):
    typed = {"starts_at_date": "2027-10-24", "starts_at_time": "02:30", "repeat_count": "3"}
    answer = post(marits, cast, **typed)
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)
    assert "zondag 31 oktober 2027" in answer.content.decode()
    post(marits, cast, **typed, starts_at_fold="1")
    assert moments() == ["24 Oct 00:30", "31 Oct 01:30", "07 Nov 01:30"]


WRONG = [
    ({}, "repeat_count"),
    ({"repeat_count": "3", "repeat_until": "2027-09-01"}, "repeat_until"),
    ({"repeat_count": "61"}, "repeat_count"),
    ({"repeat_count": "0"}, "repeat_count"),
    ({"repeat_count": "-1"}, "repeat_count"),
    ({"repeat_count": "9" * 5000}, "repeat_count"),
    ({"repeat_count": "veel"}, "repeat_count"),
    ({"repeat_until": "2028-08-01"}, "repeat_until"),
    ({"repeat_until": "2027-05-31"}, "repeat_until"),
    ({"repeat_until": "9999-12-31"}, "repeat_until"),
    ({"repeat_until": "\x00"}, "repeat_until"),
    ({"repeat_count": "3", "repeat_every_weeks": "0"}, "repeat_every_weeks"),
    ({"repeat_count": "3", "repeat_every_weeks": "53"}, "repeat_every_weeks"),
    ({"repeat_count": "3", "repeat_every_weeks": ""}, "repeat_every_weeks"),
    ({"repeat_count": "60", "repeat_every_weeks": "52", "starts_at_date": "2090-01-03"}, "repeat_count"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_a_wrong_rhythm_is_said_at_its_field_and_makes_nothing(marits, cast, typed, field):
    answer = post(marits, cast, **{"starts_at_date": "2027-06-01"} | typed)
    body = answer.content.decode()
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)
    assert f'id="id_{field}_error"' in body
    assert "Elkaars stappen zien" in body


def test_sixty_are_made_and_posting_again_makes_nothing_new(marits, cast):
    typed = {"repeat_count": "60", "starts_at_date": "2027-06-01", "client_uuid": str(uuid.uuid4())}
    for _ in range(2):
        post(marits, cast, **typed)
    assert LearningSession.objects.count() == 60


def test_what_another_mode_asks_is_never_judged(marits, cast):
    junk = {"repeat_every_weeks": "x", "repeat_count": "9", "repeat_until": "morgen", "programme": "\x00"}
    post(marits, cast, **junk, mode="single")
    assert LearningSession.objects.get().series is None


@pytest.mark.parametrize("mode", ["", "alles", "\x00"])
def test_without_a_mode_it_asks_for_one_and_nothing_else(marits, cast, mode):
    answer = post(marits, cast, mode=mode, title="", repeat_every_weeks="x")
    body = answer.content.decode()
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)
    assert body.count("_error") == body.count("id_mode_error") > 0
