"""Opening, moving and cancelling a session, and which mails that makes."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions import reminders
from sessions.models import LearningSession
from sessions.services import session as services
from sessions.services import telling
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from tests.sessions.typed import session_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


@pytest.fixture
def draft(marits, cast):
    """A draft for team Noord, as Marit made it."""
    marits.post(f"/trajectories/{cast.trajectory.pk}/schedule/", session_form(cast.noord))
    return LearningSession.objects.get()


@pytest.fixture
def opened(draft):
    services.open_session(learning_session=draft, now=timezone.now())
    return draft


def check(browser, cast, *sessions):
    chosen = {"sessions": [str(session.pk) for session in sessions]}
    return browser.post(f"/trajectories/{cast.trajectory.pk}/schedule/check/", chosen, follow=True)


def edit(browser, cast, session, **typed):
    fields = session_form(cast.noord, version=str(typed.pop("version", 1))) | typed
    return browser.post(f"/sessions/{session.pk}/edit/", fields)


def rows(*states, kind=None):
    found = Delivery.objects.filter(state__in=states or State.values)
    found = found.filter(kind=kind) if kind else found
    return sorted(found.values_list("kind", "recipient__name", "occurrence"))


def test_opening_makes_as_many_rows_as_people_were_shown(marits, cast, draft):
    page = marits.get(f"/trajectories/{cast.trajectory.pk}/schedule/check/").content.decode()
    shown = [p.name for p in (cast.samira, cast.joost, cast.mehmet, cast.marit, cast.otto) if p.name in page]
    done = check(marits, cast, draft)
    invited = [name for _kind, name, _version in rows(kind=services.INVITATION)]
    assert sorted(shown) == invited == ["Joost Bakker", "Samira Yilmaz"]
    assert "2 uitnodigingen" in done.content.decode()
    draft.refresh_from_db()
    assert draft.state == "open"


def test_the_mails_wait_five_minutes(opened):
    now = opened.scheduled_at
    waits = {row.due_at - Delivery.objects.earliest("due_at").due_at for row in Delivery.objects.all()}
    assert waits == {dt.timedelta(0)}
    assert notifications.send_now(now=now + dt.timedelta(minutes=4)) == 0


def test_opened_twice_it_mails_once(marits, cast, draft):
    for _ in range(2):
        check(marits, cast, draft)
    assert services.open_session(learning_session=draft, now=timezone.now()) == 0
    assert Delivery.objects.count() == 2


def test_nothing_chosen_or_another_trajectorys_draft_opens_nothing(marits, cast, draft):
    theirs = factories.learning_session(cast.elsewhere, cast.their_team, state="draft")
    for chosen in ([], ["x", "\x00"], [str(theirs.pk)]):
        marits.post(f"/trajectories/{cast.trajectory.pk}/schedule/check/", {"sessions": chosen})
    assert set(LearningSession.objects.values_list("state", flat=True)) == {"draft"}
    assert Delivery.objects.count() == 0


def test_a_draft_of_the_past_is_not_opened(marits, cast, draft):
    LearningSession.objects.update(starts_at=timezone.now() - dt.timedelta(minutes=1))
    page = check(marits, cast, draft)
    draft.refresh_from_db()
    assert (draft.state, Delivery.objects.count()) == ("draft", 0)
    assert "Leersessie zeven" in page.content.decode()


def test_moving_with_notice_replaces_the_mails_that_wait(marits, cast, opened):
    reminders.plan(timezone.now())
    edit(marits, cast, opened, starts_at_time="15:30", action="notify")
    opened.refresh_from_db()
    assert (opened.schedule_version, opened.version) == (2, 2)
    assert {occurrence for *_who, occurrence in rows(State.QUEUED)} == {"2"}
    assert {occurrence for *_who, occurrence in rows(State.CANCELLED)} == {"1"}
    assert [kind for kind, *_rest in rows(State.QUEUED)] == [services.INVITATION] * 2


def test_moving_in_the_first_five_minutes_still_invites(marits, cast, opened):
    page = edit(marits, cast, opened, starts_at_time="15:30", action="save")
    assert page.status_code == 302
    assert rows(State.QUEUED, kind=services.INVITATION) == [
        (services.INVITATION, "Joost Bakker", "2"),
        (services.INVITATION, "Samira Yilmaz", "2"),
    ]


def test_once_told_people_hear_of_a_move_only_when_asked(marits, cast, opened, smtp_sink):
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6))
    edit(marits, cast, opened, starts_at_time="15:30", action="save")
    assert rows(State.QUEUED) == []
    edit(marits, cast, opened, version=2, starts_at_time="16:00", action="notify")
    assert rows(State.QUEUED) == [
        (services.MOVED, "Joost Bakker", "3"),
        (services.MOVED, "Samira Yilmaz", "3"),
    ]


def test_whose_mail_gets_away_during_the_change_hears_of_a_move(marits, cast, opened, monkeypatch):
    """A worker hands over between the first look at who was told and the moment nobody can any more."""
    usual = telling.raise_schedule_version

    def meanwhile(session, now):
        Delivery.objects.filter(recipient=cast.samira).update(state=State.HANDOVER, lease_until=now)
        usual(session, now)

    monkeypatch.setattr(telling, "raise_schedule_version", meanwhile)
    edit(marits, cast, opened, starts_at_time="15:30", action="notify")

    assert rows(State.QUEUED) == [
        (services.INVITATION, "Joost Bakker", "2"),
        (services.MOVED, "Samira Yilmaz", "2"),
    ]


def test_a_second_notice_without_a_move_is_mailed_too(marits, cast, opened, smtp_sink):
    later = timezone.now() + dt.timedelta(minutes=6)
    notifications.send_now(now=later)
    for version, purpose in ((1, "Eerst dit"), (2, "Toch dat")):
        edit(marits, cast, opened, version=version, purpose=purpose, action="notify")
        notifications.send_now(now=later + dt.timedelta(minutes=10))
    assert len(smtp_sink.messages()) == 6


def test_of_two_who_edit_the_second_sees_both_texts(marits, cast, opened):
    edit(marits, cast, opened, title="Hun titel")
    conflict = edit(marits, cast, opened, title="Mijn titel")
    body = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Hun titel" in body
    assert "Mijn titel" in body
    opened.refresh_from_db()
    assert opened.title == "Hun titel"


def test_the_agenda_follows_its_form(marits, cast, opened):
    agenda = [("Welkom", "5"), ("Inchecken", "10"), ("Uitchecken", "5")]
    fields = session_form(cast.noord, agenda=agenda, version="1")
    marits.post(f"/sessions/{opened.pk}/edit/", fields)
    assert list(opened.agenda_items.values_list("title", "minutes")) == [(t, int(m)) for t, m in agenda]
    marits.post(f"/sessions/{opened.pk}/edit/", session_form(cast.noord, agenda=[("Slot", "5")], version="2"))
    assert list(opened.agenda_items.values_list("position", "title")) == [(1, "Slot")]


def cancel(browser, session, reason="Marit is ziek"):
    return browser.post(f"/sessions/{session.pk}/cancel/", {"reason": reason})


def test_cancelling_tells_who_was_told_and_nobody_else(marits, cast, opened, smtp_sink):
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6))
    opened.teams.add(cast.zuid)
    reminders.plan(timezone.now())
    cancel(marits, opened)
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=7))
    told = [mail["To"] for mail in smtp_sink.messages()[2:]]
    assert sorted(told) == ["joost@example.org", "samira@example.org"]
    for mail in smtp_sink.messages()[2:]:
        assert "Marit is ziek" in mail.get_body(("plain",)).get_content()
        assert "Marit is ziek" in mail.get_body(("html",)).get_content()
    assert rows(State.QUEUED) == []


def test_cancelled_before_anybody_was_told_it_mails_nobody(marits, opened, smtp_sink):
    cancel(marits, opened)
    assert notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6)) == 0
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.CANCELLED}


def test_who_left_meanwhile_does_not_read_why(marits, cast, opened, smtp_sink):
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6))
    cast.samira.memberships.update(ends_on=factories.days(0))
    cancel(marits, opened)
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=7))
    assert [mail["To"] for mail in smtp_sink.messages()[2:]] == ["joost@example.org"]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "a\x00b"])
def test_without_a_proper_reason_nothing_is_cancelled(marits, opened, reason):
    assert cancel(marits, opened, reason).status_code == 422
    opened.refresh_from_db()
    assert opened.state == "open"


def test_cancelled_once_it_stays_as_it_was(marits, cast, opened):
    cancel(marits, opened, "Eerst")
    cancel(marits, opened, "Later")
    assert edit(marits, cast, opened, title="Anders").status_code == 302
    opened.refresh_from_db()
    assert (opened.cancel_reason, opened.title) == ("Eerst", "Leersessie zeven")
    with pytest.raises(services.SessionIsOver):
        services.open_session(learning_session=opened, now=timezone.now())
