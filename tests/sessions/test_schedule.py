"""Planning a session: what is kept, and every wrong time, zone, link, text and team."""

import re

import pytest

from sessions.models import LearningSession
from smallwins.notifications.models import Delivery
from tests.sessions.typed import session_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def url_for(trajectory):
    return f"/trajectories/{trajectory.pk}/schedule/"


def post(browser, cast, **typed):
    return browser.post(url_for(cast.trajectory), session_form(cast.noord, cast.zuid) | typed)


def test_what_was_typed_is_kept_as_a_draft_that_mails_nobody(marits, cast):
    response = post(
        marits, cast, starts_at_date="2027-06-01", preparation="Lees dit", preparation_minutes="15"
    )
    made = LearningSession.objects.get()
    assert response.url == f"{url_for(cast.trajectory)}check/"
    assert (made.state, made.title, made.created_by) == ("draft", "Leersessie zeven", cast.marit)
    assert (made.starts_at.isoformat(), made.time_zone) == ("2027-06-01T12:00:00+00:00", "Europe/Amsterdam")
    assert (made.duration_minutes, made.preparation_minutes, made.reminder_offsets) == (90, 15, [10080, 120])
    assert {team.name for team in made.teams.all()} == {"Noord", "Zuid"}
    assert list(made.agenda_items.values_list("position", "title", "minutes")) == [(1, "Inchecken", 10)]
    assert Delivery.objects.count() == 0


def test_ten_oclock_stays_ten_oclock_across_the_change_of_the_clock(marits, cast):
    for day in ("2027-10-30", "2027-11-01"):
        post(marits, cast, starts_at_date=day, starts_at_time="10:00", title=day)
    moments = dict(LearningSession.objects.values_list("title", "starts_at"))
    assert {day: moment.hour for day, moment in moments.items()} == {"2027-10-30": 8, "2027-11-01": 9}


def test_sent_twice_it_is_made_once(marits, cast):
    typed = session_form(cast.noord)
    first, second = (marits.post(url_for(cast.trajectory), typed) for _ in range(2))
    assert first.url == second.url
    assert LearningSession.objects.count() == 1


def test_the_key_of_another_trajectorys_session_does_no_harm(marits, browser_of, cast):
    theirs = session_form(cast.their_team)
    browser_of(cast.otto).post(url_for(cast.elsewhere), theirs)
    response = post(marits, cast, client_uuid=theirs["client_uuid"])
    assert response.status_code == 302
    assert sorted(LearningSession.objects.values_list("trajectory__name", flat=True)) == [
        "Samen Elders",
        "Thuis in Oeverhoek",
    ]


def test_a_link_may_be_empty_and_reminders_may_be_none(marits, cast):
    post(marits, cast, video_url="", reminder_offsets=[])
    made = LearningSession.objects.get()
    assert (made.video_url, made.reminder_offsets, made.offsets()) == ("", [], [])


WRONG = [
    ("title", ""),
    ("title", "x" * 81),
    ("title", "a\x00b"),
    ("title", "\x07"),
    ("purpose", "x" * 1001),
    ("purpose", "a\x1bb"),
    ("place", "x" * 201),
    ("preparation", "x" * 1001),
    ("preparation_minutes", "-1"),
    ("preparation_minutes", "9" * 30),
    ("starts_at_date", ""),
    ("starts_at_date", "2020-01-01"),
    ("starts_at_date", "9999-12-31"),
    ("starts_at_date", "0001-01-01"),
    ("starts_at_date", "2027-02-30"),
    ("starts_at_date", "morgen"),
    ("starts_at_date", "\x00"),
    ("starts_at_time", ""),
    ("starts_at_time", "25:00"),
    ("starts_at_time", "14:00+02:00"),
    ("starts_at_time", "\x00"),
    ("duration_minutes", "0"),
    ("duration_minutes", "-90"),
    ("duration_minutes", "601"),
    ("duration_minutes", "9" * 5000),
    ("duration_minutes", "veel"),
    ("time_zone", "Mars/Base"),
    ("time_zone", "../../etc/passwd"),
    ("time_zone", ""),
    ("time_zone", "\x00"),
    ("video_url", "http://meet.example.org"),
    ("video_url", "javascript:alert(1)"),
    ("video_url", "https://example.org/\r\nX: y"),
    ("video_url", "https://" + "x" * 600 + ".nl"),
    ("video_url", "\x00"),
    ("teams", []),
    ("teams", ["x"]),
    ("teams", ["\x00"]),
    ("reminder_offsets", ["1"]),
    ("reminder_offsets", ["9" * 40]),
    ("client_uuid", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_wrong_input_answers_422_at_its_field_and_keeps_the_words(marits, cast, field, value):
    response = post(marits, cast, **{field: value})
    body = response.content.decode()
    assert (response.status_code, LearningSession.objects.count()) == (422, 0)
    assert field in ("client_uuid",) or f'id="id_{field}_error"' in body
    kept = "Elkaars stappen zien" if field != "purpose" else "Leersessie zeven"
    assert kept in body
    assert marits.get("/sessions/").status_code == 200


def error_at(response, field):
    found = re.search(rf'id="id_{field}_error".*?</div>', response.content.decode(), re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize(
    ("day", "time", "zone", "words"),
    [
        ("2027-03-28", "02:30", "Europe/Amsterdam", ("02:30", "zondag 28 maart 2027", "Nederlandse tijd")),
        ("2027-03-28", "02:00", "Europe/Amsterdam", ("02:00", "zondag 28 maart 2027", "Nederlandse tijd")),
        ("2027-03-14", "02:15", "America/New_York", ("02:15", "zondag 14 maart 2027", "New York")),
    ],
)
def test_a_time_that_does_not_exist_is_asked_again_and_its_date_named(marits, cast, day, time, zone, words):
    response = post(marits, cast, starts_at_date=day, starts_at_time=time, time_zone=zone)
    assert (response.status_code, LearningSession.objects.count()) == (422, 0)
    assert [part for part in words if part not in error_at(response, "starts_at_time")] == []
    assert 'name="starts_at_fold"' not in response.content.decode()


DOUBLED = [
    ("2027-10-31", "02:30", "Europe/Amsterdam", "Nederlandse tijd", ("00:30", "01:30")),
    ("2027-11-07", "01:15", "America/New_York", "New York", ("05:15", "06:15")),
]


@pytest.mark.parametrize(("day", "time", "zone", "words", "moments"), DOUBLED)
def test_a_time_that_comes_twice_is_asked_and_the_answer_kept(marits, cast, day, time, zone, words, moments):
    typed = {"starts_at_date": day, "starts_at_time": time, "time_zone": zone, "place": "De Hoeksteen"}
    asked = post(marits, cast, **typed)
    assert (asked.status_code, LearningSession.objects.count()) == (422, 0)
    assert words in error_at(asked, "starts_at_fold")
    assert asked.content.decode().count('name="starts_at_fold"') == 2
    assert "De Hoeksteen" in asked.content.decode()
    for fold, moment in enumerate(moments):
        post(marits, cast, **typed, title=f"Keer {fold}", starts_at_fold=str(fold))
        made = LearningSession.objects.get(title=f"Keer {fold}")
        assert f"{made.starts_at:%H:%M}" == moment
        shown = marits.get(f"/sessions/{made.pk}/edit/").content.decode()
        chosen = re.search(r'name="starts_at_fold" value="(\d)"[^>]*checked', shown)
        assert chosen[1] == str(fold)


def test_an_answer_to_which_of_the_two_is_ignored_where_there_is_one(marits, cast):
    post(marits, cast, starts_at_date="2027-10-30", starts_at_time="02:30", starts_at_fold="1")
    assert LearningSession.objects.get().starts_at.isoformat() == "2027-10-30T00:30:00+00:00"


@pytest.mark.parametrize("time", ["01:59", "03:00"])
def test_around_the_skipped_hour_all_is_well(marits, cast, time):
    assert post(marits, cast, starts_at_date="2027-03-28", starts_at_time=time).status_code == 302


def test_another_trajectorys_team_is_refused(marits, cast):
    response = post(marits, cast, teams=[str(cast.noord.pk), str(cast.their_team.pk)])
    assert (response.status_code, LearningSession.objects.count()) == (422, 0)
    assert 'id="id_teams_error"' in response.content.decode()
    assert "Overkant" not in response.content.decode()


AGENDAS = [
    (("Inchecken", ""),),
    (("", "10"),),
    (("x" * 201, "10"),),
    (("a\x00", "10"),),
    (("Inchecken", "0"),),
    (("Inchecken", "9" * 30),),
]


@pytest.mark.parametrize("agenda", AGENDAS)
def test_a_wrong_agenda_row_answers_422(marits, cast, agenda):
    response = marits.post(url_for(cast.trajectory), session_form(cast.noord, agenda=agenda))
    assert (response.status_code, LearningSession.objects.count()) == (422, 0)


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 5000, "\x00", "1e3", "٣"])
@pytest.mark.parametrize("action", ["save", "more_rows"])
def test_an_odd_number_of_rows_breaks_nothing(marits, cast, total, action):
    response = post(marits, cast, **{"agenda-TOTAL_FORMS": total, "action": action})
    assert response.status_code in (200, 302, 422)


def test_more_rows_shows_four_more_and_judges_nothing(marits, cast):
    response = post(marits, cast, action="more_rows", title="", **{"agenda-0-title": "Mijn item"})
    body = response.content.decode()
    assert (response.status_code, LearningSession.objects.count()) == (200, 0)
    assert body.count('name="agenda-') - body.count('name="agenda-TOTAL') > 12
    assert "Mijn item" in body
    assert "id_title_error" not in body


def test_notify_goes_on_to_who_is_mailed_and_mails_nobody_yet(marits, cast):
    response = post(marits, cast, action="notify")
    assert response.url == f"{url_for(cast.trajectory)}check/"
    body = marits.get(response.url).content.decode()
    for name in ("Samira Yilmaz", "Joost Bakker", "Mehmet Demir", "Leersessie zeven"):
        assert name in body
    assert Delivery.objects.count() == 0
