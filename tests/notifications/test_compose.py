"""What a mail looks like: language, zone, links in text and HTML, headers."""

import datetime as dt
from email import message_from_bytes, policy

import pytest

from smallwins.notifications.compose import compose
from smallwins.notifications.transport import envelope
from tests.notifications import kinds
from tests.notifications.kinds import OPTIONAL

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 6, 1, 12, 0, tzinfo=dt.UTC)


def parsed(delivery):
    return message_from_bytes(envelope(compose(delivery)).content, policy=policy.default)


def bodies(message):
    return [message.get_body([kind]).get_content() for kind in ("plain", "html")]


@pytest.mark.parametrize(
    ("language", "zone", "when"),
    [
        ("nl", "Europe/Amsterdam", "dinsdag 1 juni 14:00"),
        ("en", "Europe/London", "Tuesday 1 June 13:00"),
    ],
)
def test_it_speaks_the_readers_language_and_zone(mail, person, language, zone, when):
    message = parsed(mail(recipient=person(language=language, time_zone=zone), due_at=NOON))
    text, html = bodies(message)
    assert when in text.lower() if language == "nl" else when in text
    assert when in html.lower() if language == "nl" else when in html
    assert f'<html lang="{language}">' in html


def test_somebody_without_an_account_is_written_to_in_the_language_of_the_mail(mail):
    text, html = bodies(parsed(mail(address="guest@example.org", language="en", due_at=NOON)))
    assert "Tuesday 1 June 14:00" in text
    assert '<html lang="en">' in html


def test_text_and_html_carry_the_same_links(mail, settings):
    settings.SMALLWINS_BASE_URL = "https://wins.example.org"
    message = parsed(mail(kind=OPTIONAL))
    unsubscribe = message["List-Unsubscribe"].strip("<>")
    for body in bodies(message):
        assert "https://example.org/open/" in body
        assert "https://wins.example.org/settings/" in body
        assert unsubscribe in body
    assert unsubscribe.startswith("https://wins.example.org/mail/")


def test_optional_mail_can_be_left_in_one_click(mail):
    message = parsed(mail(kind=OPTIONAL))
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == f"<{OPTIONAL}.localhost>"


def test_service_mail_offers_no_leaving(mail):
    message = parsed(mail())
    assert message["List-Unsubscribe"] is None
    assert "unsubscribe" not in "".join(bodies(message))


def test_headers_say_who_when_and_that_no_person_wrote(mail, settings):
    settings.SMALLWINS_REPLY_TO = "team@example.org"
    delivery = mail()
    message = parsed(delivery)
    assert message["To"] == delivery.address
    assert message["Reply-To"] == "team@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime is not None
    assert message["Message-ID"] == f"<{delivery.pk}@localhost>"
    assert parsed(delivery)["Message-ID"] == message["Message-ID"]


def test_html_escapes_and_text_does_not(mail):
    delivery = mail()
    kinds.CONTEXTS[delivery.subject_id] = {"words": "koffie & <b>thee</b>", "note": "<i>hoi</i>"}
    message = parsed(delivery)
    text, html = bodies(message)
    assert "koffie & <b>thee</b>" in text
    assert "koffie &amp; &lt;b&gt;thee&lt;/b&gt;" in html
    assert "&lt;i&gt;hoi&lt;/i&gt;" in html
    assert message["Subject"] == "Hallo Samira & co"


def test_the_own_note_stands_on_top_and_the_next_mail_below(mail):
    delivery = mail()
    kinds.CONTEXTS[delivery.subject_id] = {
        "note": "Neem iets mee",
        "note_from": "Marit",
        "next_mail": "Volgende mail: maandag",
    }
    for body in bodies(parsed(delivery)):
        order = [body.index(each) for each in ("Neem iets mee", "Marit", "Samira", "Volgende mail: maandag")]
        assert order == sorted(order)


def test_a_subject_stays_one_line_and_lines_within_rfc_5322(mail):
    delivery = mail()
    kinds.CONTEXTS[delivery.subject_id] = {
        "subject": "één\nBcc: all@example.org\r\n" + "woord " * 300,
        "words": "x" * 5000,
    }
    content = envelope(compose(delivery)).content
    message = message_from_bytes(content, policy=policy.default)
    assert message["Bcc"] is None
    assert message["Subject"].strip().startswith("één Bcc: all@example.org woord")
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_there_are_no_images(mail):
    assert "<img" not in bodies(parsed(mail(kind=OPTIONAL)))[1]
