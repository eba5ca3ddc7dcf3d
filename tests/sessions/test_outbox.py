"""The outbox: the hold, what went and why not, and sending again to chosen people, once."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.services import session as sessions
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from tests.counting import statements_of
from tests.wins.pages import form_to, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def english(cast):
    for person in vars(cast).values():
        if hasattr(person, "language"):
            person.language = "en"
            person.save()


@pytest.fixture
def session(cast):
    one = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    sessions.open_session(learning_session=one, now=timezone.now())
    return one


@pytest.fixture
def marits(cast, browser_of):
    return browser_of(cast.marit)


def page_of(session):
    return f"/sessions/{session.pk}/outbox/"


def states():
    return sorted(Delivery.objects.values_list("kind", "offset_minutes", "state"))


def after(minutes):
    return timezone.now() + dt.timedelta(minutes=minutes)


def test_the_hold_is_seen_and_cancelled(session, marits, smtp_sink):
    shown = words(marits.get(page_of(session)))
    assert "2 mails wait their five minutes" in shown
    assert marits.post(page_of(session) + "hold-back/").status_code == 302
    notifications.send_now(now=after(6))
    assert states() == [("session_invitation", 0, State.CANCELLED)] * 2
    assert smtp_sink.messages() == []
    shown = words(marits.get(page_of(session)))
    assert "you held it back" in shown
    assert "five minutes:" not in shown


def test_what_is_held_can_go_at_once(session, marits, smtp_sink):
    marits.post(page_of(session) + "send-now/")
    notifications.send_now(now=timezone.now())
    assert {mail["To"] for mail in smtp_sink.messages()} == {"samira@example.org", "joost@example.org"}
    assert "sent" in words(marits.get(page_of(session)))
    marits.post(page_of(session) + "hold-back/")
    assert {state for _kind, _offset, state in states()} == {State.SENT}


def test_a_reminder_goes_again_to_chosen_people_and_a_double_press_sends_one(
    session, marits, cast, smtp_sink
):
    notifications.send_now(now=after(6))
    smtp_sink.clear()
    typed = form_to(marits.get(page_of(session)), "").fields | {"people": [str(cast.samira.pk)]}
    for _press in range(2):
        assert marits.post(page_of(session), typed).status_code == 302
    notifications.send_now(now=timezone.now())
    assert [mail["To"] for mail in smtp_sink.messages()] == ["samira@example.org"]

    again = form_to(marits.get(page_of(session)), "").fields | {
        "people": [str(cast.samira.pk), str(cast.joost.pk)],
        "kind": "session_invitation",
    }
    marits.post(page_of(session), again)
    notifications.send_now(now=timezone.now())
    assert [mail["To"] for mail in smtp_sink.messages()].count("samira@example.org") == 2
    assert sorted(Delivery.objects.values_list("offset_minutes", flat=True)) == [-2, -2, -1, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": []},
        {"people": ["mehmet"]},
        {"people": ["nonsense"]},
        {"kind": "session_cancelled"},
        {"number": "0"},
        {"number": "-9999999"},
        {"number": "x"},
    ],
)
def test_wrong_input_answers_422_and_mails_nobody(wrong, session, marits, cast):
    typed = {"number": "-1", "kind": "session_reminder", "people": [str(cast.samira.pk)]} | wrong
    typed["people"] = [str(cast.mehmet.pk) if pk == "mehmet" else pk for pk in typed["people"]]
    assert marits.post(page_of(session), typed).status_code == 422
    assert Delivery.objects.count() == 2


def test_who_switched_reminders_off_gets_none_and_the_facilitator_sees_why(session, marits, cast, smtp_sink):
    notifications.set_preference(user=cast.samira, kind="session_reminder", enabled=False)
    typed = {"number": "-1", "kind": "session_reminder", "people": [str(cast.samira.pk)]}
    marits.post(page_of(session), typed)
    notifications.send_now(now=timezone.now())
    assert smtp_sink.messages() == []
    assert "does not want this kind of mail" in words(marits.get(page_of(session)))


@pytest.mark.parametrize("state", ["draft", "cancelled", "begun"])
def test_a_session_that_is_not_to_come_mails_nobody(state, session, marits, cast):
    if state == "begun":
        type(session).objects.update(starts_at=timezone.now() - dt.timedelta(minutes=1))
    else:
        type(session).objects.update(state=state, cancel_reason="Ziek" if state == "cancelled" else "")
    assert "Send again" not in words(marits.get(page_of(session)))
    typed = {"number": "-1", "kind": "session_reminder", "people": [str(cast.samira.pk)]}
    assert marits.post(page_of(session), typed).status_code == 302
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "error", "shown"),
    [
        (State.BOUNCED, "550 no such user", "refused by the recipient's server 550 no such user"),
        (State.UNCERTAIN, "lease expired", "unknown whether it arrived"),
        (State.DEAD, "KeyError", "could not be written"),
    ],
)
def test_what_failed_says_so(state, error, shown, session, marits):
    Delivery.objects.update(state=state, last_error=error)
    assert shown in words(marits.get(page_of(session)))


def test_thirty_mails_take_as_many_statements_as_three(session, marits, cast):
    few = statements_of(marits, page_of(session))
    for number in range(30):
        person = factories.user(f"Persoon {number}")
        factories.member(person, "professional", cast.noord)
        notifications.queue(
            kind="session_reminder",
            subject_id=session.pk,
            occurrence="1",
            recipient=person,
            due_at=timezone.now(),
        )
    assert statements_of(marits, page_of(session)) == few <= 12
