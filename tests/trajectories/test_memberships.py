"""Memberships have dates: who is removed is out at the next request, and the mails that wait stay unsent."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sessions.services.session import open_session
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from trajectories.grants import grants_of
from trajectories.models import Membership
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


def end_url(trajectory, membership):
    return f"/trajectories/{trajectory.pk}/people/{membership.pk}/end/"


def end(browser, trajectory, membership, day):
    return browser.post(end_url(trajectory, membership), {"ends_on": day.isoformat()})


def test_who_is_removed_is_out_at_the_next_request(browser_of, cast):
    theirs, marits = browser_of(cast.samira), browser_of(cast.marit)
    page = f"/teams/{cast.noord.pk}/"
    assert theirs.get(page).status_code == 200
    response = end(marits, cast.trajectory, cast.samira.memberships.get(), factories.days(0))
    assert response.status_code == 302
    assert theirs.get(page).status_code == 404
    assert theirs.get(f"/trajectories/{cast.trajectory.pk}/").status_code == 404
    assert theirs.get("/").status_code == 200


def test_a_clock_further_west_gives_no_extra_hours(browser_of, cast, time_machine):
    time_machine.move_to(dt.datetime(2027, 2, 2, 1, 0, tzinfo=dt.UTC), tick=False)
    cast.samira.time_zone = "America/Paramaribo"
    cast.samira.save(update_fields=["time_zone"])
    end(browser_of(cast.marit), cast.trajectory, cast.samira.memberships.get(), dt.date(2027, 2, 2))
    assert browser_of(cast.samira).get(f"/teams/{cast.noord.pk}/").status_code == 404


def test_an_end_in_the_future_leaves_access_until_then(browser_of, cast, time_machine):
    membership = cast.samira.memberships.get()
    end(browser_of(cast.marit), cast.trajectory, membership, factories.days(2))
    assert browser_of(cast.samira).get(f"/teams/{cast.noord.pk}/").status_code == 200
    time_machine.move_to(timezone.now() + dt.timedelta(days=2))
    assert browser_of(cast.samira).get(f"/teams/{cast.noord.pk}/").status_code == 404


def test_mail_that_waits_for_who_left_is_not_sent(browser_of, cast, smtp_sink):
    session = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    now = timezone.now()
    assert open_session(learning_session=session, now=now) == 2
    end(browser_of(cast.marit), cast.trajectory, cast.samira.memberships.get(), factories.days(0))
    notifications.send_now(now=now + dt.timedelta(minutes=6))
    assert [mail["To"] for mail in smtp_sink.messages()] == [cast.joost.email]
    states = dict(Delivery.objects.values_list("recipient__name", "state"))
    assert states == {cast.samira.name: State.SUPPRESSED, cast.joost.name: State.SENT}


def test_an_end_before_the_start_becomes_the_start(browser_of, cast):
    membership = cast.samira.memberships.get()
    end(browser_of(cast.marit), cast.trajectory, membership, factories.days(-400))
    membership.refresh_from_db()
    assert membership.ends_on == membership.starts_on


@pytest.mark.parametrize("day", ["", "gisteren", "9999-12-31", "0001-01-01", "2027-02-30", "\x00", "1" * 400])
def test_a_wrong_day_answers_422_and_changes_nothing(browser_of, cast, day):
    membership = cast.samira.memberships.get()
    response = browser_of(cast.marit).post(end_url(cast.trajectory, membership), {"ends_on": day})
    membership.refresh_from_db()
    assert (response.status_code, membership.ends_on) == (422, None)


def test_nobody_ends_a_membership_of_another_trajectory(browser_of, cast):
    theirs = cast.otto.memberships.get(role=Role.PROFESSIONAL)
    assert end(browser_of(cast.marit), cast.trajectory, theirs, factories.days(0)).status_code == 404
    assert end(browser_of(cast.marit), cast.elsewhere, theirs, factories.days(0)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.ends_on is None


def test_grants_count_from_the_first_day_up_to_the_last(samira, noord):
    samira.memberships.update(starts_on=factories.days(5), ends_on=factories.days(7))

    def teams(day):
        samira.__dict__.pop("_grants", None)
        return grants_of(samira, factories.days(day)).teams()

    assert [bool(teams(day)) for day in (4, 5, 6, 7)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.PROFESSIONAL, "trajectory"),
        (Role.FACILITATOR, "noord"),
        (Role.ADMIN, "trajectory"),
        (Role.COORDINATOR, "organisation"),
    ],
)
def test_the_database_refuses_a_role_in_a_scope_it_has_not(cast, role, scope):
    field = "team" if scope == "noord" else scope
    where = {field: getattr(cast, scope)}
    with pytest.raises(IntegrityError, match="membership_role_fits_one_scope"), transaction.atomic():
        Membership.objects.create(user=cast.els, role=role, starts_on=factories.days(0), **where)


def test_the_database_refuses_two_scopes_and_a_second_open_membership(cast):
    start = factories.days(0)
    with pytest.raises(IntegrityError, match="role_fits_one_scope"), transaction.atomic():
        Membership.objects.create(
            user=cast.els,
            role=Role.PROFESSIONAL,
            starts_on=start,
            team=cast.noord,
            trajectory=cast.trajectory,
        )
    with pytest.raises(IntegrityError, match="membership_once_per_team"), transaction.atomic():
        factories.member(cast.samira, Role.PROFESSIONAL, cast.noord)
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        factories.member(cast.els, Role.PROFESSIONAL, cast.noord, starts_on=start, ends_on=factories.days(-1))


def test_the_partner_one_works_for_gives_no_right(browser_of, cast):
    cast.samira.memberships.update(works_for=cast.others)
    for page in (f"/organisations/{cast.others.pk}/", f"/trajectories/{cast.elsewhere.pk}/"):
        assert browser_of(cast.samira).get(page).status_code == 404
