"""Reminders: planned once per key, judged at sending, in the reader's language and zone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions import reminders
from sessions.models import LearningSession
from sessions.services.attendance import answer
from sessions.services.session import REMINDER
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from trajectories.roles import Role

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 5, 20, 9, 0, tzinfo=dt.UTC)
START = dt.datetime(2027, 6, 1, 12, 0, tzinfo=dt.UTC)
WEEK, TWO_HOURS = 7 * 24 * 60, 120


@pytest.fixture
def session(cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    return factories.learning_session(cast.trajectory, cast.noord, starts_at=START, title="Leersessie zes")


def planned():
    found = Delivery.objects.filter(kind=REMINDER)
    return sorted(found.values_list("recipient__name", "offset_minutes", "due_at"))


def test_what_falls_in_the_window_is_planned_and_no_more(session):
    assert reminders.plan(NOW) == 2
    assert planned() == [
        (name, WEEK, START - dt.timedelta(days=7)) for name in ("Joost Bakker", "Samira Yilmaz")
    ]
    assert reminders.plan(START - dt.timedelta(days=2)) == 2
    assert {offset for _name, offset, _due in planned()} == {WEEK, TWO_HOURS}


def test_planned_twice_there_is_one_row_per_key(session):
    assert [reminders.plan(NOW) for _ in range(3)] == [2, 0, 0]
    assert Delivery.objects.count() == 2


def test_somebody_in_two_teams_of_it_is_reminded_once(session, cast):
    session.teams.add(cast.zuid)
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    assert reminders.plan(NOW) == 3
    assert [name for name, *_rest in planned()] == ["Joost Bakker", "Mehmet Demir", "Samira Yilmaz"]


def test_an_offset_past_when_it_was_scheduled_is_not_planned(session, time_machine):
    late = START - dt.timedelta(days=3)
    LearningSession.objects.update(scheduled_at=late)
    assert reminders.plan(late) == 2
    assert {offset for _name, offset, _due in planned()} == {TWO_HOURS}


def test_a_missed_run_is_made_good(session):
    assert reminders.plan(START - dt.timedelta(days=5)) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"state": "draft"},
        {"state": "cancelled", "cancel_reason": "x"},
        {"reminder_offsets": []},
        {"starts_at": NOW - dt.timedelta(minutes=1)},
    ],
)
def test_drafts_cancelled_and_past_sessions_remind_nobody(session, change):
    LearningSession.objects.update(**change)
    assert reminders.plan(NOW) == 0


def test_a_closed_trajectory_and_who_left_are_not_reminded(session, cast):
    cast.joost.memberships.update(ends_on=NOW.date())
    cast.samira.is_active = False
    cast.samira.save()
    assert reminders.plan(NOW) == 0
    cast.trajectory.closed_at = NOW
    cast.trajectory.save()
    cast.mehmet.memberships.update(team=cast.noord)
    assert reminders.plan(NOW) == 0


def test_the_sessions_own_offsets_win_over_the_trajectorys(session, cast):
    LearningSession.objects.update(reminder_offsets=[2 * 24 * 60])
    assert reminders.plan(START - dt.timedelta(days=3)) == 2
    assert {offset for _name, offset, _due in planned()} == {2 * 24 * 60}


def statements_for_plan(now):
    with CaptureQueriesContext(connection) as queries:
        reminders.plan(now)
    return len(queries)


def test_thirty_sessions_take_as_many_statements_as_three(cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    for _ in range(3):
        factories.learning_session(cast.trajectory, cast.noord, cast.zuid, starts_at=START)
    few = statements_for_plan(NOW)
    for _ in range(27):
        factories.learning_session(cast.trajectory, cast.noord, cast.zuid, starts_at=START)
    assert statements_for_plan(NOW) == few
    assert Delivery.objects.count() == 30 * 3


def send_at(moment, time_machine):
    time_machine.move_to(moment, tick=False)
    return notifications.send_now(now=moment)


def test_the_mail_is_in_the_readers_language_and_zone(session, cast, smtp_sink, time_machine):
    cast.joost.language, cast.joost.time_zone = "en", "America/Paramaribo"
    cast.joost.save()
    LearningSession.objects.update(video_url="https://meet.example.org/x")
    reminders.plan(NOW)
    assert send_at(START - dt.timedelta(days=7), time_machine) == 2
    assert send_at(START - dt.timedelta(days=7), time_machine) == 0
    mails = {mail["To"]: mail for mail in smtp_sink.messages()}
    words = {
        "samira@example.org": ("Dinsdag 1 juni om 14:00 (Nederlandse tijd)", "nl"),
        "joost@example.org": ("Tuesday 1 June, 09:00 (Surinamese time)", "en"),
    }
    assert set(mails) == set(words)
    for address, (when, language) in words.items():
        text, html = (mails[address].get_body((kind,)).get_content() for kind in ("plain", "html"))
        assert "Leersessie zes" in mails[address]["Subject"]
        assert when in " ".join(text.split())
        assert when in " ".join(html.split())
        assert f'lang="{language}"' in html
        assert f"/sessions/{session.pk}/" in text
        assert f"/sessions/{session.pk}/" in html
        first = [line for line in text.splitlines() if line.strip()][:3]
        assert "https://meet.example.org/x" in " ".join(first)
        assert when in " ".join(first)


def test_the_facilitators_own_subject_and_note_stand_on_top(session, cast, smtp_sink, time_machine):
    note = "Deze keer beginnen we buiten.\nNeem een jas mee & een kop <thee>."
    LearningSession.objects.update(
        reminder_subject="Jas mee", reminder_note=note, created_by=cast.marit, reminder_offsets=[10080]
    )
    reminders.plan(NOW)
    send_at(START - dt.timedelta(days=7), time_machine)
    mail = next(mail for mail in smtp_sink.messages() if mail["To"] == "samira@example.org")
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert mail["Subject"] == "Jas mee"
    assert text.startswith(note.partition("\n")[0])
    assert f"– {cast.marit.name}" in text
    assert "&lt;thee&gt;" in html
    assert "Dinsdag 1 juni om 14:00" in text


def states():
    return dict(Delivery.objects.values_list("recipient__name", "state"))


def test_who_said_no_is_not_reminded_and_who_said_yes_is(session, cast, smtp_sink, time_machine):
    reminders.plan(NOW)
    for person, rsvp in ((cast.samira, "no"), (cast.joost, "yes")):
        answer(learning_session=session, user=person, rsvp=rsvp, reason="", now=NOW)
    assert send_at(START - dt.timedelta(days=7), time_machine) == 1
    assert states() == {"Samira Yilmaz": State.SUPPRESSED, "Joost Bakker": State.SENT}


def test_after_the_start_nobody_is_reminded(session, smtp_sink, time_machine):
    reminders.plan(START - dt.timedelta(hours=3))
    assert send_at(START, time_machine) == 0
    assert set(states().values()) == {State.EXPIRED}


def test_of_two_that_are_late_only_the_last_goes(session, smtp_sink, time_machine):
    reminders.plan(START - dt.timedelta(hours=3))
    assert send_at(START - dt.timedelta(hours=1), time_machine) == 2
    assert sorted(Delivery.objects.values_list("offset_minutes", "state")) == [
        (TWO_HOURS, State.SENT),
        (TWO_HOURS, State.SENT),
        (WEEK, State.EXPIRED),
        (WEEK, State.EXPIRED),
    ]


def test_a_real_worker_sends_it(cast, celery_worker, smtp_sink):
    from smallwins.notifications.tasks import plan, send_due

    session = factories.learning_session(
        cast.trajectory, cast.noord, starts_at=timezone.now() + dt.timedelta(hours=2, seconds=1)
    )
    LearningSession.objects.filter(pk=session.pk).update(scheduled_at=timezone.now() - dt.timedelta(days=1))
    LearningSession.objects.filter(pk=session.pk).update(reminder_offsets=[121])
    plan.delay()
    send_due.apply_async(countdown=1)
    mails = smtp_sink.wait_for(2)
    assert sorted(mail["To"] for mail in mails) == ["joost@example.org", "samira@example.org"]
