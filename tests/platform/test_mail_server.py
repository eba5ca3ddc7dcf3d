"""The tests' SMTP server: it takes mail, and it misbehaves when told to."""

import smtplib

import pytest

from smallwins.testing.smtp_server import Behaviour

TEXT = "Subject: Sleutel\r\nFrom: a@example.org\r\nTo: b@example.org\r\n\r\nDe sleutel ligt klaar.\r\n"


def send(sink, recipient="b@example.org"):
    with smtplib.SMTP(sink.host, sink.port, timeout=5) as client:
        client.sendmail("a@example.org", [recipient], TEXT)


def test_a_mail_is_on_disk_once_it_is_acknowledged(smtp_sink):
    send(smtp_sink)
    (mail,) = smtp_sink.messages()
    assert mail["Subject"] == "Sleutel"
    assert mail["Delivered-To"] == "b@example.org"
    assert mail["Return-Path"] == "<a@example.org>"
    assert mail.get_content().strip() == "De sleutel ligt klaar."


def test_it_starts_empty_and_well_behaved(smtp_sink):
    assert smtp_sink.messages() == []
    send(smtp_sink)
    assert len(smtp_sink.wait_for(1)) == 1


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (Behaviour.CLOSING, smtplib.SMTPSenderRefused),
        (Behaviour.LATER, smtplib.SMTPRecipientsRefused),
        (Behaviour.UNKNOWN, smtplib.SMTPRecipientsRefused),
        (Behaviour.DROP_DURING, smtplib.SMTPServerDisconnected),
    ],
)
def test_a_refused_mail_is_not_kept(smtp_sink, behaviour, error):
    smtp_sink.behave(behaviour)
    with pytest.raises(error):
        send(smtp_sink)
    assert smtp_sink.messages() == []


def test_a_mail_dropped_after_it_was_taken_is_kept(smtp_sink):
    smtp_sink.behave(Behaviour.DROP_AFTER)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(smtp_sink)
    assert len(smtp_sink.messages()) == 1


def test_misbehaviour_can_be_for_one_recipient(smtp_sink):
    smtp_sink.behave(Behaviour.UNKNOWN, only_for="gone@example.org")
    send(smtp_sink)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp_sink, "gone@example.org")
    assert [mail["Delivered-To"] for mail in smtp_sink.messages()] == ["b@example.org"]


def test_a_stopped_server_refuses_and_comes_back_on_the_same_port(smtp_sink):
    port = smtp_sink.port
    smtp_sink.stop()
    with pytest.raises(ConnectionRefusedError):
        send(smtp_sink)
    smtp_sink.start()
    send(smtp_sink)
    assert (smtp_sink.port, len(smtp_sink.messages())) == (port, 1)


def test_mail_of_django_goes_to_it(smtp_sink):
    from django.core.mail import send_mail

    assert send_mail("Deur", "Open.", "a@example.org", ["c@example.org"]) == 1
    assert smtp_sink.messages()[0]["Subject"] == "Deur"
