"""The page of a session, and answering its invitation."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import Attendance
from tests import factories
from tests.counting import statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(cast):
    return factories.learning_session(
        cast.trajectory, cast.noord, video_url="https://meet.example.org/x", duration_minutes=60
    )


def answer(browser, session, rsvp="yes", reason=""):
    return browser.post(f"/sessions/{session.pk}/rsvp/", {"rsvp": rsvp, "reason": reason})


def test_the_last_answer_stands_and_the_facilitator_sees_it(browser_of, cast, soon):
    for rsvp, reason in (("yes", ""), ("no", "Ik heb vrij")):
        assert answer(browser_of(cast.samira), soon, rsvp, reason).status_code == 302
    (row,) = Attendance.objects.all()
    assert (row.user, row.rsvp, row.rsvp_reason) == (cast.samira, "no", "Ik heb vrij")
    assert "Samira Yilmaz" in browser_of(cast.marit).get(f"/sessions/{soon.pk}/").content.decode()
    assert "Ik heb vrij" not in browser_of(cast.joost).get(f"/sessions/{soon.pk}/").content.decode()


@pytest.mark.parametrize(
    ("rsvp", "reason"), [("", ""), ("perhaps", ""), ("yes", "x" * 201), ("yes", "a\x00b"), ("\x00", "")]
)
def test_a_wrong_answer_is_422_and_keeps_the_words(browser_of, cast, soon, rsvp, reason):
    response = answer(browser_of(cast.samira), soon, rsvp, reason or "Mijn reden")
    assert (response.status_code, Attendance.objects.count()) == (422, 0)
    assert reason.replace("\x00", "") or "Mijn reden" in response.content.decode()


def test_nobody_answers_for_a_session_that_is_over_or_cancelled(browser_of, cast, soon):
    soon.starts_at = timezone.now() - dt.timedelta(minutes=61)
    soon.save(update_fields=["starts_at"])
    other = factories.learning_session(cast.trajectory, cast.noord, state="cancelled", cancel_reason="x")
    for session in (soon, other):
        assert answer(browser_of(cast.samira), session).status_code == 302
    assert Attendance.objects.count() == 0


def test_the_time_is_in_the_readers_zone_with_the_zone_in_words(browser_of, cast):
    moment = dt.datetime(2031, 6, 3, 12, 0, tzinfo=dt.UTC)
    session = factories.learning_session(cast.trajectory, cast.noord, starts_at=moment)
    cast.joost.language, cast.joost.time_zone = "en", "America/Paramaribo"
    cast.joost.save()
    dutch = browser_of(cast.samira).get(f"/sessions/{session.pk}/").content.decode()
    english = browser_of(cast.joost).get(f"/sessions/{session.pk}/").content.decode()
    assert "Dinsdag 3 juni 2031 om 14:00 (Nederlandse tijd)" in dutch
    assert "Tuesday 3 June 2031, 09:00 (Surinamese time)" in english


@pytest.mark.parametrize(("minutes", "joins"), [(16, False), (15, True), (-59, True), (-60, False)])
def test_join_appears_a_quarter_before_until_the_end(browser_of, cast, soon, time_machine, minutes, joins):
    time_machine.move_to(soon.starts_at - dt.timedelta(minutes=minutes), tick=False)
    body = browser_of(cast.samira).get(f"/sessions/{soon.pk}/").content.decode()
    assert ('class="btn btn-primary" href="https://meet.example.org/x"' in body) is joins


@pytest.mark.parametrize("person", ["samira", "marit", "ruben"])
def test_the_list_takes_as_many_queries_for_thirty_as_for_three(browser_of, cast, person):
    browser = browser_of(getattr(cast, person))
    for _ in range(3):
        factories.learning_session(cast.trajectory, cast.noord)
        factories.learning_session(cast.trajectory, cast.noord, starts_at=timezone.now() - dt.timedelta(9))
    few = statements_of(browser, "/sessions/")
    for _ in range(27):
        factories.learning_session(cast.trajectory, cast.noord)
    assert statements_of(browser, "/sessions/") == few <= 12


def test_the_page_takes_as_many_queries_for_thirty_people_and_items_as_for_three(browser_of, cast, soon):
    browser, url = browser_of(cast.marit), f"/sessions/{soon.pk}/"
    factories.agenda_item(soon, position=1)
    few = statements_of(browser, url)
    for number in range(2, 31):
        factories.agenda_item(soon, position=number)
        factories.member(factories.user(f"Persoon {number}"), "professional", cast.noord)
    assert statements_of(browser, url) == few <= 12


def test_who_is_mailed_takes_as_many_queries_for_thirty_drafts_as_for_three(browser_of, cast):
    browser, url = browser_of(cast.marit), f"/trajectories/{cast.trajectory.pk}/schedule/check/"
    for _ in range(3):
        factories.learning_session(cast.trajectory, cast.noord, state="draft")
    few = statements_of(browser, url)
    for _ in range(27):
        factories.learning_session(cast.trajectory, cast.noord, state="draft")
    assert statements_of(browser, url) == few <= 12


@pytest.mark.parametrize("query", ["?q=%00", "?page=9999999999999999999999", "?page=%FF", "?x=%ED%A0%80"])
def test_odd_addresses_break_no_list(browser_of, cast, soon, query):
    browser = browser_of(cast.marit)
    pages = (
        "/sessions/",
        f"/sessions/{soon.pk}/",
        "/trajectories/",
        f"/trajectories/{cast.trajectory.pk}/people/",
    )
    assert [browser.get(page + query).status_code for page in pages] == [200] * 4
