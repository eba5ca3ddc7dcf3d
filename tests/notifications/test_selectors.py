"""What homes, the outbox and health read from the ledger."""

import datetime as dt
import uuid

import pytest

from smallwins.notifications import selectors, services
from smallwins.notifications.models import Delivery, State

pytestmark = pytest.mark.django_db


def test_next_for_gives_the_earliest_waiting_mail_of_each_subject(mail, now, django_assert_num_queries):
    one, two, empty = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    mail(subject_id=one, due_at=now + dt.timedelta(days=2))
    first = mail(subject_id=one, due_at=now + dt.timedelta(days=1))
    only = mail(subject_id=two)
    sent = mail(subject_id=two, due_at=now - dt.timedelta(days=1))
    Delivery.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=now)
    with django_assert_num_queries(1):
        assert selectors.next_for([one, two, empty]) == {one: first, two: only}


def test_waiting_lists_one_subject_earliest_first(mail, now):
    subject_id = uuid.uuid4()
    late, early = mail(subject_id=subject_id), mail(subject_id=subject_id, due_at=now - dt.timedelta(hours=1))
    other = mail()
    assert list(selectors.waiting(subject_id)) == [early, late]
    assert set(selectors.waiting()) == {early, late, other}


def test_told_holds_everybody_whose_mail_may_have_arrived(mail, now):
    subject_id = uuid.uuid4()
    rows = [mail(subject_id=subject_id) for _ in range(3)]
    Delivery.objects.filter(pk=rows[0].pk).update(state=State.SENT, sent_at=now)
    Delivery.objects.filter(pk=rows[1].pk).update(ambiguous=1)
    assert set(selectors.told(subject_id)) == {rows[0], rows[1]}


def test_superseded_when_a_later_one_of_the_series_is_due_too(mail, person, now):
    samira, subject_id = person(), uuid.uuid4()
    key = {"recipient": samira, "subject_id": subject_id}
    week = mail(**key, due_at=now - dt.timedelta(hours=5))
    hours = services.queue(
        kind=week.kind, occurrence="1", offset_minutes=120, due_at=now - dt.timedelta(hours=1), **key
    )
    assert (selectors.superseded(week, now), selectors.superseded(hours, now)) == (True, False)
    assert not selectors.superseded(week, now - dt.timedelta(hours=2))


def test_health_and_counts_show_what_waits_and_what_failed(mail, now):
    moment = now.replace(hour=12, minute=0, second=0, microsecond=0)
    mail(due_at=moment - dt.timedelta(seconds=300))
    sent, dead = mail(due_at=moment), mail(due_at=moment)
    mail(due_at=moment + dt.timedelta(hours=1))
    Delivery.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=moment)
    Delivery.objects.filter(pk=dead.pk).update(state=State.DEAD, ambiguous=1)
    counts = selectors.counts_by_state(moment)
    assert (counts["queued"], counts["sent"], counts["dead"], counts["bounced"]) == (1, 1, 1, 0)
    assert selectors.health(moment) == selectors.Health(
        oldest_due_seconds=300.0,
        ambiguous=1,
        dead=1,
        uncertain=0,
        planned_today=3,
        sent_today=1,
        server_paused=False,
    )
