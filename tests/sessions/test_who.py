"""Who is in: invited, signed in, answered; roles change without a day in between."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.models import Attendance, Rsvp
from sessions.selectors.who import who_is_in
from smallwins.accounts.models import User
from tests import factories
from tests.counting import statements_of
from tests.wins.pages import speak_english, words
from trajectories.models import Invitation, Membership
from trajectories.roles import Role
from trajectories.services import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(cast, browser_of):
    speak_english()
    return browser_of(cast.marit)


def url(trajectory):
    return f"/trajectories/{trajectory.pk}/people/"


def row_of(trajectory, person, now=None):
    (row,) = [
        row for row in who_is_in(trajectory.pk, now=now or timezone.now()) if row.membership.user == person
    ]
    return row


def test_the_page_says_who_signed_in_and_what_they_answered(marits, cast):
    User.objects.update(last_login=None)
    User.objects.filter(pk=cast.samira.pk).update(last_login=timezone.now() - dt.timedelta(days=3))
    session = factories.learning_session(cast.trajectory, cast.noord, title="Klein maken")
    Attendance.objects.create(learning_session=session, user=cast.samira, rsvp=Rsvp.MAYBE)
    page = words(marits.get(url(cast.trajectory)))
    assert "Samira Yilmaz professional · Noord signed in · Klein maken: Maybe" in page
    assert "Joost Bakker professional · Noord not signed in yet · Klein maken: no answer yet" in page
    assert "Mehmet Demir professional · Zuid not signed in yet Role" in page


def test_it_is_the_next_session_of_ones_own_team_that_counts(cast):
    now = timezone.now()
    factories.learning_session(
        cast.trajectory, cast.noord, title="Voorbij", starts_at=now - dt.timedelta(days=1)
    )
    factories.learning_session(cast.trajectory, cast.noord, title="Concept", state="draft", starts_at=now)
    factories.learning_session(
        cast.trajectory, cast.noord, title="Later", starts_at=now + dt.timedelta(days=9)
    )
    soon = factories.learning_session(
        cast.trajectory, cast.noord, title="Straks", starts_at=now + dt.timedelta(days=8)
    )
    Attendance.objects.create(learning_session=soon, user=cast.joost, rsvp=Rsvp.YES)
    assert row_of(cast.trajectory, cast.joost).session == soon
    assert row_of(cast.trajectory, cast.joost).answer == str(Rsvp.YES.label)
    assert row_of(cast.trajectory, cast.samira).answer == ""
    assert row_of(cast.trajectory, cast.mehmet).session is None
    assert row_of(cast.trajectory, cast.marit).session is None


def test_who_comes_later_or_leaves_is_shown_with_the_day(marits, cast):
    later = factories.user("Lotte Later")
    factories.member(
        later, Role.COORDINATOR, cast.trajectory, starts_on=factories.days(4), ends_on=factories.days(9)
    )
    cast.joost.memberships.update(ends_on=factories.days(0))
    page = words(marits.get(url(cast.trajectory)))
    assert "Joost Bakker" not in page
    assert "Lotte Later coordinator from" in page
    assert row_of(cast.trajectory, later).starts_later


def test_the_page_takes_as_many_queries_for_thirty_as_for_three(marits, cast):
    factories.learning_session(cast.trajectory, cast.noord)
    Invitation.objects.create(email="a@example.org", role=Role.PROFESSIONAL, team=cast.noord)
    few = statements_of(marits, url(cast.trajectory))
    for number in range(27):
        person = factories.user(f"Persoon {number}")
        factories.member(person, Role.PROFESSIONAL, cast.noord, works_for=cast.others)
        session = factories.learning_session(cast.trajectory, cast.noord)
        Attendance.objects.create(learning_session=session, user=person, rsvp=Rsvp.NO)
        Invitation.objects.create(email=f"p{number}@example.org", role=Role.PROFESSIONAL, team=cast.noord)
    assert statements_of(marits, url(cast.trajectory)) == few <= 12


def test_a_preview_takes_as_many_queries_for_two_hundred_as_for_three(marits, cast):
    def statements(number):
        lines = "\n".join(f"p{each}@example.org" for each in range(number))
        typed = {"addresses": lines, "role": "professional", "team": cast.noord.pk, "language": "nl"}
        with CaptureQueriesContext(connection) as queries:
            assert marits.post(f"{url(cast.trajectory)}invite/", typed).status_code == 200
        return len(queries)

    assert statements(3) == statements(200) <= 12


def role_url(trajectory, membership):
    return f"/trajectories/{trajectory.pk}/people/{membership.pk}/role/"


def memberships(person):
    return [
        (row.role, row.scope, row.starts_on, row.ends_on)
        for row in Membership.objects.filter(user=person).order_by("starts_on", "role")
    ]


def test_another_team_from_today_on_without_a_day_between(marits, browser_of, cast):
    old = cast.samira.memberships.get()
    old.works_for, old.function = cast.others, "wijkverpleegkundige"
    old.save()
    typed = {"role": "professional", "team": cast.zuid.pk}
    for expected in (302, 404):  # sent again, that membership has ended
        assert marits.post(role_url(cast.trajectory, old), typed).status_code == expected
    today = factories.days(0)
    assert memberships(cast.samira) == [
        (Role.PROFESSIONAL, cast.noord, old.starts_on, today),
        (Role.PROFESSIONAL, cast.zuid, today, None),
    ]
    new = cast.samira.memberships.get(team=cast.zuid)
    assert (new.works_for, new.function) == (cast.others, "wijkverpleegkundige")
    theirs = browser_of(cast.samira)
    pages = [theirs.get(f"/teams/{team.pk}/").status_code for team in (cast.noord, cast.zuid)]
    assert pages == [403, 200]


def test_another_role_keeps_the_planned_end(marits, cast):
    cast.samira.memberships.update(ends_on=factories.days(20))
    membership = cast.samira.memberships.get()
    marits.post(role_url(cast.trajectory, membership), {"role": "coordinator", "team": ""})
    assert memberships(cast.samira)[1] == (
        Role.COORDINATOR,
        cast.trajectory,
        factories.days(0),
        factories.days(20),
    )


def test_the_same_role_again_changes_nothing(marits, cast):
    before = memberships(cast.samira)
    typed = {"role": "professional", "team": cast.noord.pk}
    assert marits.post(role_url(cast.trajectory, cast.samira.memberships.get()), typed).status_code == 302
    assert memberships(cast.samira) == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": "professional", "team": ""}, "team"),
        ({"role": "admin", "team": ""}, "role"),
        ({"role": "", "team": ""}, "role"),
        ({"role": "coordinator", "team": ""}, "role"),
    ],
)
def test_a_role_one_has_or_cannot_have_is_refused(marits, cast, typed, field):
    factories.member(cast.samira, Role.COORDINATOR, cast.trajectory, starts_on=factories.days(3))
    before = memberships(cast.samira)
    membership = cast.samira.memberships.get(role=Role.PROFESSIONAL)
    response = marits.post(role_url(cast.trajectory, membership), typed)
    assert (response.status_code, memberships(cast.samira)) == (422, before)
    assert f'id="id_{field}_error"' in response.content.decode()


def test_somebody_keeps_facilitating(marits, cast):
    mine = cast.marit.memberships.get()
    end = f"/trajectories/{cast.trajectory.pk}/people/{mine.pk}/end/"
    for address, typed in (
        (role_url(cast.trajectory, mine), {"role": "coordinator", "team": ""}),
        (end, {"ends_on": factories.days(3).isoformat()}),
    ):
        response = marits.post(address, typed)
        assert response.status_code == 422
        assert "first invite another facilitator" in words(response)
    factories.member(cast.ruben, Role.FACILITATOR, cast.trajectory)
    assert marits.post(end, {"ends_on": factories.days(0).isoformat()}).status_code == 302
    assert memberships(cast.marit)[0][3] == factories.days(0)


def test_who_was_moved_to_another_trajectorys_team_is_not(marits, cast):
    typed = {"role": "professional", "team": cast.their_team.pk}
    before = memberships(cast.samira)
    response = marits.post(role_url(cast.trajectory, cast.samira.memberships.get()), typed)
    assert (response.status_code, memberships(cast.samira)) == (422, before)
    theirs = cast.otto.memberships.get(role=Role.PROFESSIONAL)
    assert marits.get(role_url(cast.trajectory, theirs)).status_code == 404


def test_a_role_that_came_meanwhile_is_said(cast):
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    with pytest.raises(people.AlreadyMember):
        people.change_role(
            membership=cast.samira.memberships.get(team=cast.noord),
            role=Role.PROFESSIONAL,
            scope=cast.zuid,
            now=timezone.now(),
        )
