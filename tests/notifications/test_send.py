"""Sending against a real SMTP server that takes, refuses, drops and dies."""

import datetime as dt

import pytest

from smallwins.notifications import selectors, services
from smallwins.notifications.compose import compose
from smallwins.notifications.models import Delivery, MailServerState, State
from smallwins.notifications.registry import Refusal
from smallwins.notifications.transport import MailServer, Result, envelope
from tests.notifications import kinds
from tests.notifications.kinds import OPTIONAL

pytestmark = pytest.mark.django_db


def end_pause():
    MailServerState.objects.update(paused_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def recipients(sink):
    return sorted(message["Delivered-To"] for message in sink.messages())


def test_a_due_mail_is_sent_once(mail, now, smtp_sink, fresh):
    delivery = mail()
    assert services.send_now(now=now) == 1
    assert services.send_now(now=now) == 0
    (message,) = smtp_sink.messages()
    assert (message["Delivered-To"], message["Message-ID"]) == (delivery.address, delivery.message_id)
    assert (fresh(delivery).state, fresh(delivery).attempts) == (State.SENT, 1)


def test_many_mails_go_in_one_run(mail, now, smtp_sink):
    expected = sorted(mail().address for _ in range(25))
    assert services.send_now(now=now, limit=10) == 25
    assert recipients(smtp_sink) == expected


def test_a_mail_not_yet_due_waits(mail, now, smtp_sink):
    mail(due_at=now + dt.timedelta(minutes=5))
    assert services.send_now(now=now) == 0
    assert services.send_now(now=now + dt.timedelta(minutes=5)) == 1


def test_it_goes_to_the_address_of_today(mail, now, smtp_sink, fresh):
    delivery = mail()
    delivery.recipient = fresh(delivery).recipient
    delivery.recipient.email = "new@example.org"
    delivery.recipient.save(update_fields=["email"])
    services.send_now(now=now)
    assert recipients(smtp_sink) == ["new@example.org"]
    assert fresh(delivery).address == "new@example.org"


def test_refused_for_now_is_tried_later_and_stops_nobody(mail, now, smtp_sink, fresh):
    slow, other = mail(), mail()
    smtp_sink.behave("451", only_for=slow.address)
    assert services.send_now(now=now) == 1
    row = fresh(slow)
    assert (row.state, row.last_error, row.attempts) == (State.QUEUED, "RCPT 451 4.7.1", 1)
    assert row.next_attempt_at > now
    smtp_sink.behave("accept")
    assert services.send_now(now=now + dt.timedelta(minutes=2)) == 1
    assert recipients(smtp_sink) == sorted([slow.address, other.address])


def test_refused_for_good_bounces_and_stops_nobody(mail, now, smtp_sink, fresh):
    unknown, other = mail(), mail()
    smtp_sink.behave("550", only_for=unknown.address)
    assert services.send_now(now=now) == 1
    assert (fresh(unknown).state, fresh(unknown).last_error) == (State.BOUNCED, "RCPT 550 5.1.1")
    assert fresh(other).state == State.SENT


def test_a_server_that_closes_rests_and_burns_no_attempt(mail, now, smtp_sink, fresh):
    deliveries = [mail(), mail()]
    smtp_sink.behave("421")
    assert services.send_now(now=now) == 0
    assert [(fresh(each).state, fresh(each).attempts) for each in deliveries] == [(State.QUEUED, 0)] * 2
    assert selectors.health(now).server_paused
    assert MailServerState.objects.get().reason == "MAIL 421 4.3.2"
    smtp_sink.behave("accept")
    assert services.send_now(now=now) == 0
    end_pause()
    assert services.send_now(now=now) == 2


def test_a_server_that_is_down_loses_nothing(mail, now, smtp_sink, fresh):
    delivery = mail()
    smtp_sink.stop()
    assert services.send_now(now=now) == 0
    assert (fresh(delivery).state, fresh(delivery).attempts) == (State.QUEUED, 0)
    assert MailServerState.objects.get().reason == "connect ConnectionRefusedError"
    smtp_sink.start()
    end_pause()
    assert services.send_now(now=now) == 1
    assert len(smtp_sink.messages()) == 1


@pytest.mark.parametrize(("behaviour", "received"), [("drop-after", 1), ("drop-during", 0)])
def test_a_connection_lost_after_data_is_flagged(mail, now, smtp_sink, fresh, behaviour, received):
    delivery = mail()
    smtp_sink.behave(behaviour)
    assert services.send_now(now=now) == 0
    row = fresh(delivery)
    assert (row.state, row.ambiguous) == (State.QUEUED, 1)
    smtp_sink.behave("accept")
    assert services.send_now(now=now + dt.timedelta(minutes=2)) == 1
    assert [each["Message-ID"] for each in smtp_sink.messages()] == [delivery.message_id] * (received + 1)


def test_one_lost_connection_does_not_hold_up_the_others(mail, now, smtp_sink, fresh):
    dropped, other = mail(), mail()
    smtp_sink.behave("drop-after", only_for=dropped.address)
    assert services.send_now(now=now) == 1
    assert (fresh(dropped).ambiguous, fresh(other).state) == (1, State.SENT)


def test_a_connection_grown_cold_is_opened_anew(mail, now, smtp_sink):
    letter = envelope(compose(mail()))
    with MailServer() as server:
        assert server.send(letter).result is Result.SENT
        smtp_sink.stop()
        smtp_sink.start()
        assert server.send(letter).result is Result.SENT
    assert len(smtp_sink.messages()) == 2


def test_a_server_that_closes_between_two_mails_is_no_bounce(mail, smtp_sink):
    letter = envelope(compose(mail()))
    with MailServer() as server:
        assert server.send(letter).result is Result.SENT
        smtp_sink.behave("421")
        assert server.send(letter).result is Result.SERVER


def test_a_mail_that_cannot_be_written_stops_nobody(mail, now, smtp_sink, fresh):
    broken, other = mail(), mail()
    kinds.FAILURES[broken.subject_id] = KeyError("samira@example.org")
    assert services.send_now(now=now) == 1
    row = fresh(broken)
    assert (row.state, row.render_failures, row.last_error) == (State.QUEUED, 1, "KeyError")
    assert fresh(other).state == State.SENT


def test_an_impossible_address_stops_nobody(mail, now, smtp_sink, fresh):
    broken, other = mail(address="a@example.org"), mail()
    Delivery.objects.filter(pk=broken.pk).update(address="a@example.org\nBcc: b@example.org")
    assert services.send_now(now=now) == 1
    assert (fresh(broken).state, fresh(broken).render_failures) == (State.QUEUED, 1)
    assert recipients(smtp_sink) == [other.address]


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (Refusal.cancelled("moved"), State.CANCELLED),
        (Refusal.expired("past"), State.EXPIRED),
        (Refusal.suppressed("member gone"), State.SUPPRESSED),
    ],
)
def test_its_kind_can_refuse_it(mail, now, smtp_sink, fresh, refusal, state):
    delivery = mail()
    kinds.REFUSALS[delivery.subject_id] = refusal
    assert services.send_now(now=now) == 0
    assert (fresh(delivery).state, fresh(delivery).last_error) == (state, refusal.reason)
    assert smtp_sink.messages() == []


def test_optional_mail_can_be_switched_off_and_service_mail_cannot(mail, person, now, smtp_sink, fresh):
    samira = person()
    optional, service = mail(kind=OPTIONAL, recipient=samira), mail(recipient=samira)
    services.set_preference(user=samira, kind=OPTIONAL, enabled=False)
    with pytest.raises(ValueError, match="service mail"):
        services.set_preference(user=samira, kind=kinds.SERVICE, enabled=False)
    assert services.send_now(now=now) == 1
    assert (fresh(optional).state, fresh(optional).last_error) == (State.SUPPRESSED, "switched off")
    assert fresh(service).state == State.SENT


def test_a_pause_ends_on_its_day_in_the_readers_zone(mail, person, smtp_sink, fresh):
    evening = dt.datetime(2027, 6, 1, 22, 30, tzinfo=dt.UTC)
    paused_until = dt.date(2027, 6, 2)
    there = person(time_zone="Europe/Amsterdam", mail_paused_until=paused_until)
    here = person("Rosa Vos", time_zone="America/Paramaribo", mail_paused_until=paused_until)
    resumed = mail(kind=OPTIONAL, recipient=there, due_at=evening)
    still = mail(kind=OPTIONAL, recipient=here, due_at=evening)
    assert services.send_now(now=evening) == 1
    assert (fresh(resumed).state, fresh(still).state) == (State.SENT, State.SUPPRESSED)


def test_a_closed_account_gets_nothing(mail, person, now, smtp_sink, fresh):
    delivery = mail(recipient=person(is_active=False))
    assert services.send_now(now=now) == 0
    assert fresh(delivery).state == State.SUPPRESSED


def test_a_run_stops_when_its_time_is_up(mail, now, smtp_sink):
    mail(), mail()
    assert services.send_now(now=now, seconds=0) == 0
    assert [row.attempts for row in Delivery.objects.all()] == [0, 0]
