"""The download of a session, and the feed behind a secret address."""

import datetime as dt
import re

import pytest
import vobject
from django.test import Client
from django.utils import timezone

from sessions.models import CalendarFeed, LearningSession
from sessions.services.calendar import make_feed, revoke_feed
from tests import factories
from tests.counting import statements_of
from tests.sessions.calendar_files import events
from trajectories.services.people import end_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return factories.learning_session(
        cast.trajectory, cast.noord, title="Leersessie zes", video_url="https://meet.example.org/geheim"
    )


@pytest.fixture
def url(cast):
    return f"/calendar/{make_feed(user=cast.samira, now=timezone.now())}.ics"


def titles(url):
    response = Client().get(url)
    assert response.status_code == 200
    return [event["SUMMARY"] for event in events(response.content.decode())]


def test_a_member_downloads_the_session(browser_of, cast, session):
    page = browser_of(cast.samira).get(f"/sessions/{session.pk}/").content.decode()
    assert f'href="/sessions/{session.pk}/session.ics"' in page
    response = browser_of(cast.samira).get(f"/sessions/{session.pk}/session.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="session.ics"'
    read = vobject.readOne(response.content.decode()).vevent
    assert (read.summary.value, read.dtstart.value) == (
        "Leersessie zes",
        session.starts_at.replace(microsecond=0),
    )


def test_a_draft_is_for_nobodys_calendar(browser_of, cast):
    draft = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    marits = browser_of(cast.marit)
    assert marits.get(f"/sessions/{draft.pk}/session.ics").status_code == 404
    assert "session.ics" not in marits.get(f"/sessions/{draft.pk}/").content.decode()


def test_the_feed_follows_what_its_owner_may_see(cast, session, url):
    factories.learning_session(cast.trajectory, cast.zuid, title="Zuid")
    factories.learning_session(cast.trajectory, cast.noord, title="Concept", state="draft")
    factories.learning_session(cast.elsewhere, cast.their_team, title="Elders")
    assert titles(url) == ["Leersessie zes"]
    LearningSession.objects.filter(pk=session.pk).update(state="cancelled", cancel_reason="De zaal is dicht")
    body = Client().get(url).content.decode()
    assert [event["STATUS"] for event in events(body)] == ["CANCELLED"]
    assert "zaal" not in body
    assert "geheim" not in body


def test_a_facilitator_follows_every_team_and_no_draft(cast, session):
    factories.learning_session(cast.trajectory, cast.zuid, title="Zuid")
    factories.learning_session(cast.trajectory, cast.noord, title="Concept", state="draft")
    token = make_feed(user=cast.marit, now=timezone.now())
    assert sorted(titles(f"/calendar/{token}.ics")) == ["Leersessie zes", "Zuid"]


def test_who_leaves_loses_the_sessions(cast, session, url):
    end_membership(membership=cast.samira.memberships.get(), ends_on=factories.days(0))
    assert titles(url) == []


def test_who_has_no_account_any_more_has_no_feed(cast, session, url):
    cast.samira.is_active = False
    cast.samira.save()
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "%ED%A0%80", "a" * 300])
def test_a_wrong_address_is_404(cast, url, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_token_is_not_stored(cast, url):
    token = url.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 40
    (row,) = CalendarFeed.objects.values_list("user", "token_hash")
    assert row[0] == cast.samira.pk
    assert token not in row[1]


def test_a_new_address_ends_the_earlier_one_and_revoking_ends_both(cast, session, url):
    new = f"/calendar/{make_feed(user=cast.samira, now=timezone.now())}.ics"
    assert Client().get(url).status_code == 404
    assert titles(new) == ["Leersessie zes"]
    revoke_feed(user=cast.samira)
    assert Client().get(new).status_code == 404


def test_what_did_not_change_is_not_sent_again(session, url, time_machine):
    first = Client().get(url)
    assert first["Cache-Control"] == "private, no-cache"
    time_machine.move_to(timezone.now() + dt.timedelta(hours=1))
    again = Client().get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    LearningSession.objects.update(title="Anders")
    changed = Client().get(url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_feed_takes_as_many_queries_for_thirty_as_for_three(cast, session, url):
    few = statements_of(Client(), url)
    for _ in range(30):
        factories.learning_session(cast.trajectory, cast.noord)
    assert statements_of(Client(), url) == few <= 4


def test_the_address_is_made_shown_once_and_revoked_on_a_page(browser_of, cast, session):
    browser = browser_of(cast.samira)
    assert "/settings/calendar/" in browser.get("/settings/").content.decode()
    made = browser.post("/settings/calendar/", {"action": "make"}).content.decode()
    url = re.search(r'value="http://127\.0\.0\.1:8000(/calendar/[\w-]+\.ics)"', made)[1]
    assert titles(url) == ["Leersessie zes"]
    assert url not in browser.get("/settings/calendar/").content.decode()
    assert browser.post("/settings/calendar/", {"action": "revoke"}).status_code == 302
    assert Client().get(url).status_code == 404
