"""A trajectory is made, reworded, closed and opened again; earlier wordings stay readable."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sessions import reminders
from sessions.services.session import open_session
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery
from tests import factories
from trajectories.models import Membership, Trajectory, Wording
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    return {
        "name": "Samen aan tafel",
        "question": "Hoe eten we samen?",
        "ambition": "Niemand eet alleen.",
        "neighbourhood": "Oeverhoek",
        "starts_on": "2027-01-04",
        "ends_on": "2027-12-20",
        "school_region": "Midden",
        "time_zone": "Europe/Amsterdam",
        "for_whom_roles": "bewoner\r\n\r\n buur \r\nbewoner",
        "client_uuid": str(uuid.uuid4()),
    }


@pytest.fixture
def edited(trajectory, typed):
    """Marit's edit page as it came, to be posted back."""
    return typed | {"version": "1"}


def edit_url(trajectory):
    return f"/trajectories/{trajectory.pk}/edit/"


def wordings(trajectory, kind):
    return list(trajectory.wordings.filter(kind=kind).values_list("text", flat=True))


def test_making_one_makes_its_maker_the_facilitator(browser_of, els, organisation, typed):
    response = browser_of(els).post("/trajectories/new/", typed)
    made = Trajectory.objects.get(name=typed["name"])
    assert response.url == f"/trajectories/{made.pk}/"
    assert (made.organisation, made.school_region, made.for_whom_roles) == (
        organisation,
        "Midden",
        ["bewoner", "buur"],
    )
    assert (wordings(made, "question"), wordings(made, "ambition")) == (
        [typed["question"]],
        [typed["ambition"]],
    )
    assert [(m.user, m.role) for m in Membership.objects.filter(trajectory=made)] == [(els, Role.FACILITATOR)]
    assert typed["question"] in browser_of(els).get(response.url).content.decode()


def test_sent_twice_it_is_made_once(browser_of, els, typed):
    first, second = (browser_of(els).post("/trajectories/new/", typed) for _ in range(2))
    assert first.url == second.url
    assert Trajectory.objects.filter(name=typed["name"]).count() == 1
    assert Wording.objects.filter(text=typed["question"]).count() == 1


def test_a_key_of_somebody_elses_row_neither_shows_nor_breaks_it(browser_of, els, cast, typed):
    response = browser_of(els).post(
        "/trajectories/new/", typed | {"client_uuid": str(cast.elsewhere.client_uuid)}
    )
    assert response.status_code == 302
    assert str(cast.elsewhere.pk) not in response.url
    assert Trajectory.objects.get(name=typed["name"]).organisation == cast.organisation


def test_owner_and_organisation_are_not_read_from_the_post(browser_of, els, cast, typed):
    browser_of(els).post("/trajectories/new/", typed | {"organisation": str(cast.others.pk), "owner": "x"})
    assert Trajectory.objects.get(name=typed["name"]).organisation == cast.organisation


WRONG = [
    ("name", ""),
    ("name", "x" * 81),
    ("name", "a\x00b"),
    ("question", ""),
    ("question", "x" * 1001),
    ("question", "a\x07b"),
    ("ambition", "x" * 1001),
    ("starts_on", "9999-12-31"),
    ("starts_on", "0001-01-01"),
    ("starts_on", "morgen"),
    ("ends_on", "2026-12-31"),
    ("time_zone", "Mars/Base"),
    ("school_region", "Oost"),
    ("for_whom_roles", "x" * 81),
    ("for_whom_roles", "a\x00"),
    ("client_uuid", "geen"),
    ("version", "9" * 5000),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_wrong_input_answers_422_keeps_the_words_and_makes_nothing(browser_of, els, typed, field, value):
    before = Trajectory.objects.count()
    response = browser_of(els).post("/trajectories/new/", typed | {field: value})
    assert (response.status_code, Trajectory.objects.count()) == (422, before)
    kept = "ambition" if field != "ambition" else "question"
    assert typed[kept] in response.content.decode()


def test_rewording_keeps_the_earlier_words_with_their_date(browser_of, marit, trajectory, edited):
    old = wordings(trajectory, "question")[0]
    assert browser_of(marit).post(edit_url(trajectory), edited).status_code == 302
    assert wordings(trajectory, "question") == [edited["question"], old]
    body = browser_of(marit).get(f"/trajectories/{trajectory.pk}/").content.decode()
    assert old in body
    assert edited["question"] in body


def test_unchanged_words_make_no_new_wording(browser_of, marit, trajectory, edited):
    for version in ("1", "2"):
        browser_of(marit).post(edit_url(trajectory), edited | {"version": version})
    assert len(wordings(trajectory, "question")) == 2
    assert len(wordings(trajectory, "ambition")) == 1


def test_of_two_who_edit_the_second_sees_both_texts(browser_of, marit, trajectory, edited):
    browser = browser_of(marit)
    browser.post(edit_url(trajectory), edited)
    mine = edited | {"question": "Mijn vraag", "name": "Mijn naam"}
    conflict = browser.post(edit_url(trajectory), mine)
    body = conflict.content.decode()
    assert conflict.status_code == 409
    for text in ("Mijn vraag", "Mijn naam", edited["question"], edited["name"]):
        assert text in body
    trajectory.refresh_from_db()
    assert trajectory.name == edited["name"]
    assert browser.post(edit_url(trajectory), mine | {"version": "2"}).status_code == 302
    assert wordings(trajectory, "question")[0] == "Mijn vraag"


@pytest.mark.parametrize("version", ["", "0", "-1", "99999999999999999999", "x"])
def test_an_odd_version_never_overwrites(browser_of, marit, trajectory, edited, version):
    response = browser_of(marit).post(edit_url(trajectory), edited | {"version": version})
    assert response.status_code in (409, 422)
    trajectory.refresh_from_db()
    assert trajectory.name == "Thuis in Oeverhoek"


def test_closing_stops_the_mails_and_opening_starts_them_again(browser_of, cast, smtp_sink):
    now = timezone.now()
    session = factories.learning_session(
        cast.trajectory, cast.noord, state="draft", starts_at=now + dt.timedelta(days=3)
    )
    open_session(learning_session=session, now=now)
    reminders.plan(now)
    due = session.starts_at - dt.timedelta(minutes=60)
    browser_of(cast.marit).post(f"/trajectories/{cast.trajectory.pk}/close/")
    assert Delivery.objects.count() == 4
    assert notifications.send_now(now=due) == 0
    assert smtp_sink.messages() == []
    assert reminders.plan(now) == 0
    browser_of(cast.marit).post(f"/trajectories/{cast.trajectory.pk}/reopen/")
    cast.trajectory.refresh_from_db()
    assert not cast.trajectory.is_closed


def test_a_closed_trajectory_can_be_read_and_a_get_closes_nothing(browser_of, marit, trajectory):
    browser = browser_of(marit)
    browser.get(f"/trajectories/{trajectory.pk}/close/")
    trajectory.refresh_from_db()
    assert not trajectory.is_closed
    browser.post(f"/trajectories/{trajectory.pk}/close/")
    trajectory.refresh_from_db()
    first = trajectory.closed_at
    browser.post(f"/trajectories/{trajectory.pk}/close/")
    trajectory.refresh_from_db()
    assert (trajectory.is_closed, trajectory.closed_at) == (True, first)
    assert browser.get(f"/trajectories/{trajectory.pk}/").status_code == 200
