"""Who was there: two hosts fill it in, people check in themselves, nobody is absent by themselves."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance
from sessions.services import attendance as services
from tests import factories
from tests.counting import statements_of
from tests.sessions.running import session_now
from trajectories.roles import Role

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def session(trajectory, noord, zuid):
    return session_now(trajectory, noord, zuid)


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def url_of(session):
    return reverse("sessions:attendance", args=[session.pk])


def seen(browser, session):
    """What a page shows now, as its form would post it unchanged."""
    form = browser.get(url_of(session)).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form}


def presence_of(session):
    rows = Attendance.objects.filter(learning_session=session).exclude(presence="")
    return {row.user.name.split()[0]: row.presence for row in rows.select_related("user")}


def test_facilitator_fills_in_everybody_at_once(marits, session, samira, joost, mehmet):
    page = seen(marits, session)
    chosen = {
        f"presence-{samira.pk}": "present",
        f"presence-{joost.pk}": "late",
        f"presence-{mehmet.pk}": "excused",
    }
    response = marits.post(url_of(session), page | chosen)
    assert response.status_code == 302
    assert presence_of(session) == {"Samira": "present", "Joost": "late", "Mehmet": "excused"}
    assert {name: value for name, value in seen(marits, session).items() if name in chosen} == chosen
    page = seen(marits, session)
    marits.post(url_of(session), page | {f"presence-{samira.pk}": "", f"presence-{joost.pk}": "absent"})
    assert presence_of(session) == {"Joost": "absent", "Mehmet": "excused"}


def test_answer_and_reason_stand_beside_each_name(marits, session, samira):
    services.answer(learning_session=session, user=samira, rsvp="no", reason="Kind ziek", now=timezone.now())
    text = marits.get(url_of(session)).content.decode()
    assert "Kind ziek" in text
    marits.post(url_of(session), seen(marits, session) | {f"presence-{samira.pk}": "excused"})
    row = Attendance.objects.get(user=samira)
    assert (row.rsvp, row.rsvp_reason, row.presence) == ("no", "Kind ziek", "excused")


def test_two_hosts_lose_nothing(marits, session, browser_of, trajectory, samira, joost, mehmet):
    hanneke = factories.user("Hanneke")
    factories.member(hanneke, Role.FACILITATOR, trajectory)
    mine, hers = seen(marits, session), seen(browser_of(hanneke), session)
    said = {f"presence-{samira.pk}": "late", f"presence-{joost.pk}": "present"}
    browser_of(hanneke).post(url_of(session), hers | said)
    said = {f"presence-{samira.pk}": "present", f"presence-{mehmet.pk}": "present"}
    response = marits.post(url_of(session), mine | said)
    assert response.status_code == 409
    assert presence_of(session) == {"Samira": "late", "Joost": "present", "Mehmet": "present"}
    rows = {row.person.user: row for row in response.context["form"].rows()}
    shown = rows[samira]
    assert (bool(shown.meanwhile), shown.presence.value(), shown.was.value()) == (True, "present", "late")
    assert [user for user, row in rows.items() if row.meanwhile] == [samira]
    again = {bound.html_name: bound.value() or "" for bound in response.context["form"]}
    assert marits.post(url_of(session), again).status_code == 302
    assert presence_of(session) == {"Samira": "present", "Joost": "present", "Mehmet": "present"}


def test_same_choice_by_two_hosts_is_no_conflict(marits, session, samira):
    page = seen(marits, session) | {f"presence-{samira.pk}": "present"}
    assert [marits.post(url_of(session), page).status_code for _ in range(2)] == [302, 302]


def test_check_in_meanwhile_is_not_overwritten(marits, session, samira):
    page = seen(marits, session)
    services.check_in(learning_session=session, user=samira, now=session.starts_at)
    response = marits.post(url_of(session), page | {f"presence-{samira.pk}": "absent"})
    assert response.status_code == 409
    assert presence_of(session) == {"Samira": "present"}


@pytest.mark.parametrize(
    ("field", "value"), [("presence", "weg"), ("was", "weg"), ("presence", "x" * 10_000), ("was", "\x00")]
)
def test_nonsense_is_refused(marits, session, samira, field, value):
    response = marits.post(url_of(session), seen(marits, session) | {f"{field}-{samira.pk}": value})
    assert response.status_code == 422
    assert presence_of(session) == {}


def test_rows_that_were_not_sent_stay(marits, session, samira, otto):
    services.fill_in(learning_session=session, chosen={samira.pk: ("", "late")}, now=timezone.now())
    sent = {f"presence-{otto.pk}": "present", f"was-{samira.pk}": "late"}
    assert marits.post(url_of(session), sent).status_code == 302
    assert presence_of(session) == {"Samira": "late"}


def test_who_was_there_and_left_stays_on_the_list(marits, session, samira, joost):
    services.fill_in(learning_session=session, chosen={samira.pk: ("", "present")}, now=timezone.now())
    for person in (samira, joost):
        person.memberships.update(ends_on=factories.days(0))
    names = [person.user.name.split()[0] for person in marits.get(url_of(session)).context["form"].people]
    assert names == ["Mehmet", "Samira"]


def test_draft_and_closed_trajectory_are_not_filled_in(marits, session, samira, trajectory):
    sent = seen(marits, session) | {f"presence-{samira.pk}": "present"}
    trajectory.closed_at = timezone.now()
    trajectory.save()
    assert marits.post(url_of(session), sent).status_code == 403
    assert marits.get(url_of(session)).status_code == 200
    trajectory.closed_at = None
    trajectory.save()
    session.state = "draft"
    session.save()
    assert marits.post(url_of(session), sent).status_code == 422
    assert presence_of(session) == {}


@pytest.mark.parametrize(
    ("minutes", "presence"),
    [
        (-15.1, None),
        (-15, "present"),
        (0, "present"),
        (10, "present"),
        (10.1, "late"),
        (30, "late"),
        (30.1, None),
    ],
)
def test_people_check_in_around_the_start(browser_of, session, samira, minutes, presence):
    with time_machine.travel(session.starts_at + minutes * MINUTE, tick=False):
        response = browser_of(samira).post(reverse("sessions:check_in", args=[session.pk]), follow=True)
    assert presence_of(session) == ({"Samira": presence} if presence else {})
    assert [message.level_tag for message in response.context["messages"]] == [
        "success" if presence else "error"
    ]


def test_first_check_in_counts(session, samira):
    for minutes in (0, 20):
        now = session.starts_at + minutes * MINUTE
        row = services.check_in(learning_session=session, user=samira, now=now)
    assert (row.presence, row.checked_in_at) == ("present", session.starts_at)


def test_facilitators_word_stays_when_somebody_checks_in(session, samira):
    services.fill_in(learning_session=session, chosen={samira.pk: ("", "excused")}, now=timezone.now())
    row = services.check_in(learning_session=session, user=samira, now=session.starts_at)
    assert (row.presence, row.checked_in_at) == ("excused", session.starts_at)


def test_following_a_link_checks_nobody_in(browser_of, session, samira):
    assert browser_of(samira).get(reverse("sessions:check_in", args=[session.pk])).status_code == 405
    assert not Attendance.objects.exists()


def test_nobody_is_absent_by_themselves(session, samira, joost, browser_of, smtp_sink):
    services.answer(learning_session=session, user=joost, rsvp="no", reason="", now=timezone.now())
    services.check_in(learning_session=session, user=samira, now=session.starts_at)
    for after in (dt.timedelta(hours=3), dt.timedelta(days=2), dt.timedelta(days=400)):
        with time_machine.travel(session.ends_at + after):
            call_command("sweep")
            browser_of(samira).get(session.get_absolute_url())
    assert presence_of(session) == {"Samira": "present"}


def test_list_asks_as_much_for_thirty_people_as_for_three(marits, session, noord):
    few = statements_of(marits, url_of(session))
    for number in range(27):
        factories.member(factories.user(f"Collega {number}"), Role.PROFESSIONAL, noord)
    assert statements_of(marits, url_of(session)) == few <= 12
