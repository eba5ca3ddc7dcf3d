"""What a mail about a change says: what was, as this reader last heard it, and what is (F6)."""

import datetime as dt
import zoneinfo

import pytest
from django.utils import timezone

from sessions.models import LearningSession
from sessions.services import session as sessions
from smallwins.notifications import services as notifications
from tests import factories

pytestmark = pytest.mark.django_db
START = dt.datetime(2027, 6, 1, 14, tzinfo=zoneinfo.ZoneInfo("Europe/Amsterdam"))
NOW = dt.datetime(2027, 5, 1, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def session(cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    one = factories.learning_session(
        cast.trajectory, cast.noord, state="draft", starts_at=START, place="De Oever", reminder_offsets=[]
    )
    sessions.open_session(learning_session=one, now=NOW)
    return one


def send(moment, sink, time_machine):
    """Everything due; address → (subject, text)."""
    time_machine.move_to(moment, tick=False)
    sink.clear()
    notifications.send_now(now=moment)
    return {mail["To"]: mail.get_body(("plain",)).get_content() for mail in sink.messages()}


def edit(session, moment, *, notify=True, **changes):
    one = LearningSession.objects.get(pk=session.pk)
    for name, value in changes.items():
        setattr(one, name, value)
    sessions.edit_session(
        learning_session=one,
        teams=one.teams.all(),
        agenda=[],
        version=one.version,
        notify=notify,
        now=moment,
    )


def test_ten_edits_in_five_minutes_are_one_mail_that_says_old_and_new(session, smtp_sink, time_machine):
    send(NOW + 6 * MINUTE, smtp_sink, time_machine)
    for number in range(10):
        moment = NOW + (60 + number / 3) * MINUTE
        edit(session, moment, starts_at=START + dt.timedelta(days=1 + number), place=f"Zaal {number}")
    mails = send(NOW + 70 * MINUTE, smtp_sink, time_machine)
    assert set(mails) == {"samira@example.org", "joost@example.org"}
    for text in mails.values():
        assert "was dinsdag 1 juni om 14:00 (Nederlandse tijd), is nu vrijdag 11 juni om 14:00" in text
        assert "was De Oever, is nu Zaal 9" in text
        assert "Zaal 8" not in text
    assert send(NOW + 90 * MINUTE, smtp_sink, time_machine) == {}


def test_moved_away_and_back_says_so_to_who_heard_of_it(session, smtp_sink, time_machine):
    send(NOW + 6 * MINUTE, smtp_sink, time_machine)
    edit(session, NOW + 10 * MINUTE, starts_at=START + dt.timedelta(hours=2), duration_minutes=60)
    first = send(NOW + 20 * MINUTE, smtp_sink, time_machine)["samira@example.org"]
    assert "was dinsdag 1 juni om 14:00 (Nederlandse tijd), is nu dinsdag 1 juni om 16:00" in first
    assert "was 90 minuten, is nu 60 minuten" in first
    edit(
        session,
        NOW + 30 * MINUTE,
        starts_at=START,
        duration_minutes=90,
        video_url="https://meet.example.org/x",
    )
    back = send(NOW + 40 * MINUTE, smtp_sink, time_machine)["samira@example.org"]
    assert "was dinsdag 1 juni om 16:00 (Nederlandse tijd), is nu dinsdag 1 juni om 14:00" in back
    assert "was geen, is nu https://meet.example.org/x" in back


def test_other_news_names_no_change_of_time(session, smtp_sink, time_machine):
    send(NOW + 6 * MINUTE, smtp_sink, time_machine)
    edit(session, NOW + 10 * MINUTE, title="Een andere titel")
    text = send(NOW + 20 * MINUTE, smtp_sink, time_machine)["samira@example.org"]
    assert "Een andere titel" in text
    assert "is nu" not in text
    assert timezone.now() == NOW + 20 * MINUTE
