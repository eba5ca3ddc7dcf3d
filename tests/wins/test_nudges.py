"""The nudge: next morning and after ten days at nine, own step, "nothing yet" is an answer, then silence."""

import datetime as dt
import re
import zoneinfo

import pytest

from sessions.models import Attendance, LearningSession, NotYet
from smallwins.notifications import services
from smallwins.notifications.models import Delivery, State
from tests import factories
from trajectories.models import Membership
from wins import nudges

pytestmark = pytest.mark.django_db
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
DAY = dt.date(2027, 3, 18)
CANARY = "Kanarie"


def at(day, hour=9, minute=0):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=AMSTERDAM)


def later(days, hour=9, minute=0):
    return at(DAY + dt.timedelta(days=days), hour, minute)


@pytest.fixture
def session(cast, time_machine):
    time_machine.move_to(at(DAY, 16), tick=False)
    return factories.learning_session(
        cast.trajectory, cast.noord, title="Leersessie vier", starts_at=at(DAY, 14)
    )


def run(moment, sink, time_machine):
    """Everything due at this moment; address → mail."""
    time_machine.move_to(moment, tick=False)
    sink.clear()
    services.plan(now=moment)
    services.send_now(now=moment)
    nudged = Delivery.objects.filter(kind=nudges.NUDGE, state=State.SENT)
    known = {row.message_id for row in nudged}
    return {mail["To"]: mail for mail in sink.messages() if mail["Message-ID"] in known}


def test_next_morning_and_after_ten_days_then_silence(session, smtp_sink, time_machine):
    both = {"samira@example.org", "joost@example.org"}
    seen = {}
    for days in range(1, 30):
        seen[days] = set(run(later(days), smtp_sink, time_machine))
    assert {days: to for days, to in seen.items() if to} == {1: both, 10: both}


def test_it_comes_at_nine_on_the_readers_clock_also_over_the_clock_change(session, cast):
    cast.joost.time_zone = "America/Paramaribo"
    cast.joost.save()
    nudges.plan(at(DAY, 16))
    due = {(row.recipient, row.occurrence): row.due_at for row in Delivery.objects.filter(kind=nudges.NUDGE)}
    assert due[cast.samira, "1"] == later(1)
    assert due[cast.samira, "2"] == later(10)
    assert later(1).utcoffset() != later(10).utcoffset()
    assert due[cast.joost, "1"].astimezone(zoneinfo.ZoneInfo("America/Paramaribo")).hour == 9
    assert nudges.plan(at(DAY, 17)) == 0


def test_it_quotes_the_own_step_and_no_other_word(session, cast, smtp_sink, time_machine):
    mine = factories.step(cast.noord, "Bij twee nieuwe buren langsgaan", person=cast.samira)
    theirs = factories.step(cast.noord, f"{CANARY} van Joost", person=cast.joost)
    for step in (mine, theirs):
        step.learning_session = session
        step.save()
    mails = run(later(1), smtp_sink, time_machine)
    mail = mails["samira@example.org"]
    assert mail["Subject"] == "Wat neem je mee uit Leersessie vier?"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert "Bij twee nieuwe buren langsgaan" in text
        assert CANARY not in text
    assert CANARY in mails["joost@example.org"].get_body(("plain",)).get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("state", ["taken", "dropped"])
def test_a_step_that_was_answered_is_not_asked_about(state, session, cast, smtp_sink, time_machine):
    factories.step(cast.noord, CANARY, person=cast.samira, learning_session=session, state=state)
    mail = run(later(1), smtp_sink, time_machine)["samira@example.org"]
    assert CANARY not in mail.get_body(("plain",)).get_content()


def _logged(session, cast):
    factories.win(cast.noord, cast.samira, visibility="draft")


def _left(session, cast):
    Membership.objects.filter(user=cast.samira).update(ends_on=DAY)


def _excused(session, cast):
    Attendance.objects.create(learning_session=session, user=cast.samira, presence="excused")


def _said_no(session, cast):
    Attendance.objects.create(learning_session=session, user=cast.samira, rsvp="no")


def _off(session, cast):
    services.set_preference(user=cast.samira, kind=nudges.NUDGE, enabled=False)


@pytest.mark.parametrize("what", [_logged, _left, _excused, _said_no, _off])
def test_who_needs_no_question_gets_none(what, session, cast, smtp_sink, time_machine):
    nudges.plan(at(DAY, 16))
    what(session, cast)
    assert set(run(later(1), smtp_sink, time_machine)) == {"joost@example.org"}


def test_who_said_no_and_came_all_the_same_is_asked(session, cast, smtp_sink, time_machine):
    Attendance.objects.create(learning_session=session, user=cast.samira, rsvp="no", presence="late")
    assert "samira@example.org" in run(later(1), smtp_sink, time_machine)


@pytest.mark.parametrize("change", [{"state": "cancelled", "cancel_reason": "Ziek"}, {"state": "draft"}])
def test_no_session_no_question(change, session, smtp_sink, time_machine):
    nudges.plan(at(DAY, 16))
    LearningSession.objects.update(**change)
    assert run(later(1), smtp_sink, time_machine) == {}


def test_nothing_yet_is_an_answer_that_a_scanner_cannot_give(session, cast, client, smtp_sink, time_machine):
    step = factories.step(cast.noord, "Bellen", person=cast.samira, learning_session=session)
    text = run(later(1), smtp_sink, time_machine)["samira@example.org"].get_body(("plain",)).get_content()
    path = re.search(r"(/nudge/\S+/)", text)[1]
    assert client.get(path).status_code == 200
    assert not NotYet.objects.exists()
    assert client.post(path).status_code == 200
    assert [(row.step, row.user) for row in NotYet.objects.all()] == [(step, cast.samira)]
    assert client.post(path[:-4] + "x/").status_code == 410
    _left(session, cast)
    assert client.post(path).status_code == 410
