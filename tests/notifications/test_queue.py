"""Intending mails: one row per key, whoever plans and how often."""

import datetime as dt
import threading
import uuid

import pytest
from celery import Celery
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from smallwins.notifications import registry, services
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.services import queueing
from tests.notifications.kinds import OPTIONAL, SERVICE


def planned(people, due_at, subject_id, **more):
    return [
        services.PlannedMail(
            kind=SERVICE, subject_id=subject_id, occurrence="1", due_at=due_at, recipient=each, **more
        )
        for each in people
    ]


def test_queue_intends_a_mail_once_per_key(mail, person, now):
    samira = person()
    first = mail(recipient=samira, subject_id=uuid.uuid4())
    again = services.queue(
        kind=SERVICE, subject_id=first.subject_id, occurrence="1", due_at=now, recipient=samira
    )
    assert again is None
    assert Delivery.objects.get().pk == first.pk


@pytest.mark.parametrize("other", [{"occurrence": "2"}, {"offset_minutes": 120}, {"kind": OPTIONAL}])
def test_queue_makes_another_row_for_another_key(mail, person, now, other):
    samira = person()
    first = mail(recipient=samira)
    key = {"kind": SERVICE, "subject_id": first.subject_id, "occurrence": "1"}
    assert services.queue(**key | other, due_at=now, recipient=samira) is not None
    assert Delivery.objects.count() == 2


def test_queue_takes_person_or_address_and_their_language(mail, person):
    anna = mail(recipient=person("Anna Berg", language="en"))
    guest = mail(address="Guest@example.org", language="en")
    assert (anna.address, anna.language) == (anna.recipient.email, "en")
    assert (guest.address, guest.recipient_key, guest.language) == (
        "Guest@example.org",
        "guest@example.org",
        "en",
    )


def test_queue_refuses_what_can_never_be_sent(mail, person):
    with pytest.raises(ValidationError):
        mail(address="anna@example.org\nBcc: all@example.org")
    with pytest.raises(ValueError, match="person or to an address"):
        mail(recipient=person(), address="anna@example.org")
    with pytest.raises(ValueError, match="switch it off"):
        mail(kind=OPTIONAL, address="anna@example.org")
    with pytest.raises(LookupError):
        mail(kind="unknown")
    assert Delivery.objects.count() == 0


def test_queue_expires_with_its_kind_unless_told(mail, now):
    assert mail(due_at=now).expires_at == now + dt.timedelta(hours=48)


def test_plan_rows_counts_the_new_ones_in_one_statement(person, now, django_assert_num_queries):
    people, subject_id = [person() for _ in range(5)], uuid.uuid4()
    with django_assert_num_queries(1):
        assert services.plan_rows(planned(people[:3], now, subject_id)) == 3
    with django_assert_num_queries(1):
        assert services.plan_rows(planned(people, now, subject_id)) == 2
    row = Delivery.objects.get(recipient=people[4])
    assert (row.state, row.due_at, row.next_attempt_at) == (State.QUEUED, now, now)
    assert row.message_id == f"<{row.pk}@localhost>"


def test_plan_rows_of_nothing_is_nothing(db):
    assert services.plan_rows([]) == 0


@pytest.mark.django_db(transaction=True)
def test_concurrent_planners_make_one_row_per_key(person, now):
    people, subject_id = [person() for _ in range(40)], uuid.uuid4()
    start, made = threading.Barrier(4), []

    def planner():
        try:
            start.wait(timeout=10)
            made.append(services.plan_rows(planned(people, now, subject_id)))
        finally:
            connection.close()

    threads = [threading.Thread(target=planner) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sum(made) == 40
    assert Delivery.objects.count() == 40


def test_cancel_takes_back_all_but_what_is_handed_over(mail, now, fresh):
    subject_id = uuid.uuid4()
    handed, leased = mail(subject_id=subject_id), mail(subject_id=subject_id)
    queued = mail(subject_id=subject_id, due_at=now + dt.timedelta(days=1))
    other = mail()
    claimed = {row.pk: row for row in services.claim(now=now, limit=9)}
    assert services.hand_over(claimed[handed.pk])
    assert services.cancel(subject_id=subject_id, reason="moved") == 2
    assert [fresh(each).state for each in (handed, leased, queued, other)] == [
        State.HANDOVER,
        State.CANCELLED,
        State.CANCELLED,
        State.LEASED,
    ]
    assert fresh(queued).last_error == "moved"
    assert not services.hand_over(claimed[leased.pk])


def test_cancel_can_spare_the_new_occurrence_and_other_kinds(mail, fresh):
    subject_id = uuid.uuid4()
    old, new = (mail(subject_id=subject_id, occurrence=each) for each in ("1", "2"))
    assert services.cancel(subject_id=subject_id, kind=OPTIONAL) == 0
    assert services.cancel(subject_id=subject_id, kind=SERVICE, keep_occurrence="2") == 1
    assert (fresh(old).state, fresh(new).state) == (State.CANCELLED, State.QUEUED)


def test_plan_runs_every_planner_though_one_fails(db, now):
    ran = []
    registry._planners.clear()
    registry.register_planner("broken", lambda moment: 1 // 0)
    registry.register_planner("sound", lambda moment: ran.append(moment) or 3)
    with pytest.raises(ExceptionGroup) as failure:
        services.plan(now=now)
    assert [type(each) for each in failure.value.exceptions] == [ZeroDivisionError]
    assert ran == [now]


def test_kick_wakes_the_worker_once_per_transaction(mail, broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mail(), mail()
        assert broker.llen("celery") == 0
    assert broker.llen("celery") == 1


def test_a_broker_that_is_down_is_no_error(mail, monkeypatch, django_capture_on_commit_callbacks):
    nowhere = Celery(set_as_current=False)
    nowhere.config_from_object("django.conf:settings", namespace="CELERY")
    nowhere.conf.broker_url = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(queueing, "app", nowhere)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        mail()
    assert len(callbacks) == 1
    assert Delivery.objects.get().state == State.QUEUED


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": State.SENT},
        {"state": State.LEASED},
        {"address": ""},
        {"language": "fr"},
        {"ambiguous": 4},
        {"render_failures": 6},
        {"expires_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_the_database_refuses_an_impossible_row(mail, wrong):
    delivery = mail()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**wrong)
