"""Addresses that keep refusing: three in a row, told to the facilitator; the others get their mail."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.selectors import unreachable

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def went(person, *states, address=None):
    """One mail a day to this person, the oldest first, with these ends."""
    for number, state in enumerate(states):
        moment = NOW - dt.timedelta(days=len(states) - number)
        Delivery.objects.create(
            kind="session_reminder",
            subject_id=uuid.uuid4(),
            occurrence="1",
            recipient=person,
            recipient_key=str(person.pk),
            address=address or person.email,
            message_id=f"<{uuid.uuid4()}@example.org>",
            state=state,
            due_at=moment,
            next_attempt_at=moment,
            expires_at=moment + dt.timedelta(days=2),
            sent_at=moment if state == State.SENT else None,
        )


B, S, Q = State.BOUNCED, State.SENT, State.QUEUED


@pytest.mark.parametrize(
    ("states", "is_marked"),
    [
        ([B, B], False),
        ([B, B, B], True),
        ([S, B, B, B], True),
        ([B, B, B, S], False),
        ([B, S, B, B], False),
        ([B, B, B, Q], True),
        ([State.UNCERTAIN, B, B], False),
    ],
)
def test_three_refusals_in_a_row_mark_an_address(states, is_marked, samira, joost):
    went(samira, *states)
    went(joost, S, S, S)
    assert unreachable(User.objects.all()) == ([samira] if is_marked else [])


def test_another_address_starts_afresh_and_others_are_not_asked_about(samira, joost):
    went(samira, B, B, B)
    went(joost, B, B, B)
    assert unreachable(User.objects.filter(pk=joost.pk)) == [joost]
    samira.email = "nieuw@example.org"
    samira.save()
    assert unreachable(User.objects.all()) == [joost]


def test_the_facilitator_reads_who_to_call(samira, mehmet, otto, marit, browser_of):
    for person in (samira, otto):
        went(person, B, B, B)
    page = browser_of(marit).get("/facilitate/").content.decode()
    assert "samira@example.org" in page
    assert "mehmet@example.org" not in page
    assert "otto@example.org" not in page
