"""A mail that kills the process which writes it ends dead after five times, and the others pass."""

import time

import pytest

from smallwins.celery import app
from smallwins.notifications import registry, services
from smallwins.notifications.models import Delivery, State
from tests.notifications import poison
from tests.notifications.test_ledger import run_out


def die(now, limit=10):
    """A worker claims and is gone."""
    batch = services.claim(now=now, limit=limit)
    for delivery in batch:
        run_out(delivery)
    services.sweep(now=now)
    return [delivery.pk for delivery in batch]


def test_who_died_over_a_batch_suspects_each_of_it_and_tries_them_one_by_one(mail, now):
    batch = {mail().pk for _ in range(3)}
    assert set(die(now)) == batch
    fresh = mail()
    assert [row.pk for row in services.claim(now=now, limit=10)] == [fresh.pk]
    alone = [services.claim(now=now, limit=10) for _ in range(3)]
    assert [len(rows) for rows in alone] == [1, 1, 1]
    assert {row.pk for rows in alone for row in rows} == batch
    assert services.claim(now=now, limit=10) == []


def test_five_deaths_and_it_is_dead(mail, now, fresh):
    delivery, seen = mail(), []
    for _ in range(5):
        assert die(now) == [delivery.pk]
        seen.append((fresh(delivery).state, fresh(delivery).render_failures))
    assert seen == [*((State.QUEUED, number) for number in range(1, 5)), (State.DEAD, 5)]
    assert fresh(delivery).last_error == "worker died"
    assert die(now) == []


def test_once_it_is_written_the_count_begins_anew(mail, now, fresh):
    delivery = mail()
    for _ in range(4):
        die(now)
    (claimed,) = services.claim(now=now, limit=1)
    assert services.hand_over(claimed)
    assert services.retry_later(claimed, now=now, error="RCPT 451")
    assert (fresh(delivery).state, fresh(delivery).render_failures) == (State.QUEUED, 0)


@pytest.fixture
def killer_kind():
    registry.register(registry.MailKind(poison.KILLER, False, lambda *_: None, poison.kill_this_process))


def test_a_real_worker_is_killed_five_times_and_the_others_pass(
    mail, start_program, smtp_sink, fresh, killer_kind
):
    settings = "tests.notifications.poison_settings"
    worker = start_program("worker", DJANGO_SETTINGS_MODULE=settings, SMALLWINS_LEASE_SECONDS="1")
    worker.wait_until_it_answers()
    killer, others = mail(kind=poison.KILLER), [mail() for _ in range(3)]
    deadline = time.monotonic() + 90
    while fresh(killer).state != State.DEAD and time.monotonic() < deadline:
        app.send_task("notifications.send_due", expires=5)
        time.sleep(0.3)
    assert (fresh(killer).state, fresh(killer).render_failures) == (State.DEAD, 5)
    smtp_sink.wait_for(3)
    received = [message["Message-ID"] for message in smtp_sink.messages()]
    assert sorted(received) == sorted(each.message_id for each in others)
    assert Delivery.objects.filter(state=State.SENT).count() == 3
