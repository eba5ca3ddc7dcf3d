"""What mails do to calendars: invited, moved, moved back, cancelled; and what a reminder leaves alone."""

import datetime as dt

import pytest
import vobject
from django.utils import timezone

from sessions import reminders
from sessions.models import LearningSession
from sessions.services import session as services
from smallwins.notifications import services as notifications
from tests import factories
from tests.sessions.calendar_files import events, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    cast.joost.language = "en"
    cast.joost.save()
    start = (timezone.now() + dt.timedelta(days=20)).replace(microsecond=0)
    return factories.learning_session(cast.trajectory, cast.noord, state="draft", starts_at=start)


def send(smtp_sink, *, after=dt.timedelta(minutes=6)):
    """What is due some minutes later; address → mail."""
    smtp_sink.clear()
    notifications.send_now(now=timezone.now() + after)
    return {mail["To"]: mail for mail in smtp_sink.messages()}


def calendar_part(mail):
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return part


def calendar_of(mail):
    return calendar_part(mail).get_payload(decode=True).decode()


def move(session, *, starts_at):
    one = LearningSession.objects.get(pk=session.pk)
    one.starts_at = starts_at
    services.edit_session(
        learning_session=one,
        teams=one.teams.all(),
        agenda=[],
        version=one.version,
        notify=True,
        now=timezone.now(),
    )


def test_one_life_has_one_uid_and_a_rising_sequence(cast, session, smtp_sink):
    start, later = session.starts_at, session.starts_at + dt.timedelta(days=7, hours=1)
    seen = []

    def look():
        text = calendar_of(send(smtp_sink)["samira@example.org"])
        (event,) = events(text)
        read = vobject.readOne(text).vevent
        seen.append((value_of(text, "METHOD"), event["STATUS"], int(event["SEQUENCE"]), read.dtstart.value))
        return event["UID"]

    services.open_session(learning_session=session, now=timezone.now())
    uids = {look()}
    move(session, starts_at=later)
    uids.add(look())
    move(session, starts_at=start)
    uids.add(look())
    services.cancel_session(learning_session=session, reason="De zaal is dicht", now=timezone.now())
    uids.add(look())
    assert seen == [
        ("REQUEST", "CONFIRMED", 0, start),
        ("REQUEST", "CONFIRMED", 1, later),
        ("REQUEST", "CONFIRMED", 2, start),
        ("CANCEL", "CANCELLED", 3, start),
    ]
    assert uids == {f"{session.pk}@127.0.0.1"}


def test_the_mail_carries_it_beside_the_text_and_attached(cast, session, smtp_sink):
    services.open_session(learning_session=session, now=timezone.now())
    mails = send(smtp_sink)
    for address, language in (("samira@example.org", "Bekijk de sessie"), ("joost@example.org", "View the")):
        mail = mails[address]
        shape = [part.get_content_type() for part in mail.walk()]
        assert shape == [
            *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"),
            "application/ics",
        ]
        part, (attached,) = calendar_part(mail), mail.iter_attachments()
        assert part.get_param("method") == "REQUEST"
        assert part.get_param("charset") == "utf-8"
        assert part.get_filename() is None
        assert attached.get_filename() == "invite.ics"
        assert attached.get_payload(decode=True).decode().split() == calendar_of(mail).split()
        assert f"mailto:{address}" in events(calendar_of(mail))[0]["ATTENDEE"]
        assert language in calendar_of(mail).replace("\r\n ", "")


def test_a_cancellation_says_so_in_its_type(cast, session, smtp_sink):
    services.open_session(learning_session=session, now=timezone.now())
    send(smtp_sink)
    services.cancel_session(learning_session=session, reason="De zaal is dicht", now=timezone.now())
    mail = send(smtp_sink)["samira@example.org"]
    assert calendar_part(mail).get_param("method") == "CANCEL" == value_of(calendar_of(mail), "METHOD")
    assert "/rsvp/" not in mail.get_body(("plain",)).get_content()


def test_a_reminder_leaves_the_calendar_alone_and_asks_who_comes(cast, session, smtp_sink):
    start = timezone.now() + dt.timedelta(hours=2)
    ago = timezone.now() - dt.timedelta(days=1)
    LearningSession.objects.update(state="open", reminder_offsets=[120], starts_at=start, scheduled_at=ago)
    reminders.plan(timezone.now())
    mail = send(smtp_sink, after=dt.timedelta(minutes=1))["joost@example.org"]
    assert [part.get_content_type() for part in mail.walk()] == [
        *("multipart/alternative", "text/plain", "text/html")
    ]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,)).get_content()
        assert [body.count(f"/?answer={answer}") for answer in ("yes", "no", "maybe")] == [1, 1, 1]
        assert "Can't come" in body.replace("&#x27;", "'")
