"""A team joins or leaves an open session: whoever that concerns is mailed, once, and nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions import reminders
from sessions.models import LearningSession
from sessions.services import session as services
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from tests.sessions.calendar_files import events, value_of
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast, smtp_sink):
    """Open for Noord, whose people were told."""
    one = factories.learning_session(
        cast.trajectory, cast.noord, state="draft", starts_at=timezone.now() + dt.timedelta(days=20)
    )
    services.open_session(learning_session=one, now=timezone.now())
    send(smtp_sink)
    return one


def send(smtp_sink, *, after=dt.timedelta(minutes=6)):
    """What is due some minutes later: address → (kind of mail, METHOD)."""
    smtp_sink.clear()
    notifications.send_now(now=timezone.now() + after)
    found = {}
    for mail in smtp_sink.messages():
        assert mail["To"] not in found, "two mails"
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        found[mail["To"].partition("@")[0]] = value_of(parts[0].get_payload(decode=True).decode(), "METHOD")
    return found


def change(session, *teams, notify=False, **fields):
    one = LearningSession.objects.get(pk=session.pk)
    for name, value in fields.items():
        setattr(one, name, value)
    return services.edit_session(
        learning_session=one,
        teams=teams,
        agenda=[],
        version=one.version,
        notify=notify,
        now=timezone.now(),
    )


def test_a_team_that_joins_is_invited_and_the_others_hear_nothing(cast, session, smtp_sink):
    assert change(session, cast.noord, cast.zuid) == 1
    assert send(smtp_sink) == {"mehmet": "REQUEST"}
    assert Delivery.objects.get(recipient=cast.mehmet).kind == services.INVITATION


def test_a_team_that_drops_out_is_told_and_the_others_hear_nothing(cast, session, smtp_sink):
    change(session, cast.noord, cast.zuid)
    send(smtp_sink)
    assert change(session, cast.zuid) == 2
    assert send(smtp_sink) == {"samira": "CANCEL", "joost": "CANCEL"}
    assert reminders.plan(timezone.now() + dt.timedelta(days=19)) == 2
    assert set(Delivery.objects.filter(kind="session_reminder").values_list("recipient", flat=True)) == {
        cast.mehmet.pk
    }


def test_the_calendar_file_takes_it_out_for_its_reader_alone(cast, session, smtp_sink):
    smtp_sink.clear()
    change(session, cast.zuid)
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6))
    mail = next(mail for mail in smtp_sink.messages() if mail["To"] == "samira@example.org")
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (event,) = events(part.get_payload(decode=True).decode())
    assert event["UID"].startswith(str(session.pk))
    assert (event["SEQUENCE"], "STATUS" in event) == ("1", False)
    assert "samira@example.org" in event["ATTENDEE"]
    assert part.get_param("method") == "CANCEL"
    for body in (mail.get_body((kind,)).get_content() for kind in ("plain", "html")):
        assert f"/sessions/{session.pk}/" not in body
        assert "/rsvp/" not in body


def test_with_save_and_mail_everybody_gets_one(cast, session, smtp_sink):
    third = factories.team(cast.trajectory, "Oost")
    factories.member(factories.user("Olga Oost", email="olga@example.org"), Role.PROFESSIONAL, third)
    change(session, cast.noord, third)
    send(smtp_sink)
    assert change(session, cast.zuid, third, notify=True, place="Zolder") == 4
    assert send(smtp_sink) == {
        "samira": "CANCEL",
        "joost": "CANCEL",
        "mehmet": "REQUEST",
        "olga": "REQUEST",
    }


def test_who_is_in_both_teams_hears_nothing(cast, session, smtp_sink):
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    change(session, cast.zuid)
    assert send(smtp_sink) == {"joost": "CANCEL", "mehmet": "REQUEST"}


def test_who_was_not_told_yet_is_not_told_that_it_is_off(cast, smtp_sink):
    one = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    services.open_session(learning_session=one, now=timezone.now())
    change(one, cast.zuid)
    assert send(smtp_sink) == {"mehmet": "REQUEST"}


def test_an_invitation_that_waits_is_not_lost_when_another_team_joins(cast, smtp_sink):
    one = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    services.open_session(learning_session=one, now=timezone.now())
    change(one, cast.noord, cast.zuid)
    assert send(smtp_sink) == {"samira": "REQUEST", "joost": "REQUEST", "mehmet": "REQUEST"}


def test_left_out_and_taken_back_within_the_hold_makes_one_mail(cast, session, smtp_sink):
    change(session, cast.zuid)
    change(session, cast.noord)
    assert send(smtp_sink) == {"samira": "REQUEST", "joost": "REQUEST"}
    assert Delivery.objects.filter(kind=services.UNINVITED, state=State.SENT).count() == 0


def test_taken_back_after_being_told_they_are_invited_anew(cast, session, smtp_sink):
    change(session, cast.zuid)
    send(smtp_sink)
    change(session, cast.noord)
    assert send(smtp_sink) == {"samira": "REQUEST", "joost": "REQUEST", "mehmet": "CANCEL"}
    kinds = (
        Delivery.objects.filter(recipient=cast.samira).order_by("created_at").values_list("kind", flat=True)
    )
    assert list(kinds) == [services.INVITATION, services.UNINVITED, services.INVITATION]


def test_a_second_edit_within_the_hold_does_not_lose_the_farewell(cast, session, smtp_sink):
    change(session, cast.zuid)
    change(session, cast.zuid, place="Kelder", notify=True)
    assert send(smtp_sink) == {"samira": "CANCEL", "joost": "CANCEL", "mehmet": "REQUEST"}


def test_cancelled_meanwhile_each_gets_one(cast, session, smtp_sink):
    change(session, cast.zuid)
    services.cancel_session(learning_session=session, reason="Storm", now=timezone.now())
    assert send(smtp_sink) == {"samira": "CANCEL", "joost": "CANCEL"}


def test_who_knows_it_is_off_does_not_hear_of_its_cancellation(cast, session, smtp_sink):
    change(session, cast.zuid)
    send(smtp_sink)
    services.cancel_session(learning_session=session, reason="Storm", now=timezone.now())
    assert send(smtp_sink) == {"mehmet": "CANCEL"}


def test_who_left_the_trajectory_reads_nothing_any_more(cast, session, smtp_sink):
    change(session, cast.zuid)
    cast.samira.memberships.update(ends_on=factories.days(0))
    assert send(smtp_sink) == {"joost": "CANCEL", "mehmet": "REQUEST"}
