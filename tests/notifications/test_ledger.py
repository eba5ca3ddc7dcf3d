"""The state machine: who lost its lease changes nothing, and nothing is lost."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from smallwins.notifications import services
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.registry import Refusal


@pytest.fixture
def held(mail, now):
    """A claimed row."""
    mail()
    (delivery,) = services.claim(now=now, limit=1)
    return delivery


@pytest.fixture
def handed_over(held):
    assert services.hand_over(held)
    return held


def run_out(delivery):
    """Let the lease of a row run out by Postgres' clock."""
    Delivery.objects.filter(pk=delivery.pk).update(lease_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def test_claim_takes_what_is_due_and_counts(mail, now):
    due, later = mail(), mail(due_at=now + dt.timedelta(seconds=1))
    (claimed,) = services.claim(now=now, limit=5)
    assert (claimed.pk, claimed.state, claimed.attempts, claimed.token) == (due.pk, State.LEASED, 1, 1)
    assert services.claim(now=now, limit=5) == []
    assert Delivery.objects.get(pk=later.pk).state == State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_two_claimers_share_no_row_and_wait_for_nobody(mail, now):
    for _ in range(6):
        mail()
    taken = {}

    def second():
        try:
            taken["second"] = {row.pk for row in services.claim(now=now, limit=4)}
        finally:
            connection.close()

    with transaction.atomic():
        first = {row.pk for row in services.claim(now=now, limit=4)}
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(timeout=10)
        assert not thread.is_alive()
    assert (len(first), len(taken["second"]), first & taken["second"]) == (4, 2, set())


def test_main_road_ends_in_sent(handed_over, now, fresh):
    assert services.mark_sent(handed_over, now=now)
    row = fresh(handed_over)
    assert (row.state, row.sent_at, row.lease_until) == (State.SENT, now, None)
    assert not services.mark_sent(handed_over, now=now)


def test_hand_over_needs_a_living_lease(held, fresh):
    run_out(held)
    assert not services.hand_over(held)
    assert fresh(held).state == State.LEASED


def test_hand_over_starts_the_lease_anew(held, fresh):
    before = fresh(held).lease_until
    assert services.hand_over(held)
    assert fresh(held).lease_until > before


def test_a_stale_token_changes_nothing(held, now, fresh):
    run_out(held)
    assert services.sweep(now=now) == 1
    (second,) = services.claim(now=now, limit=1)
    assert second.token == held.token + 1
    assert not services.hand_over(held)
    assert services.hand_over(second)
    steps = [
        services.mark_sent(held, now=now),
        services.retry_later(held, now=now, error="x"),
        services.bounce(held, error="x"),
        services.lose(held, now=now, error="x"),
        services.refuse(held, refusal=Refusal.cancelled("x")),
        services.render_failed(held, now=now, error="x"),
    ]
    services.release([held])
    assert steps == [False] * 6
    assert (fresh(held).state, fresh(held).last_error) == (State.HANDOVER, "")


def test_sweep_leaves_living_leases_alone(held, now, fresh):
    assert services.sweep(now=now) == 0
    assert fresh(held).state == State.LEASED


def test_a_lease_that_ran_out_before_handover_is_safe(held, now, fresh):
    run_out(held)
    services.sweep(now=now)
    row = fresh(held)
    assert (row.state, row.ambiguous, row.lease_until) == (State.QUEUED, 0, None)


def test_a_lease_that_ran_out_in_handover_is_flagged_and_after_three_uncertain(mail, now, fresh):
    delivery, seen = mail(), []
    for _ in range(3):
        (claimed,) = services.claim(now=now, limit=1)
        assert services.hand_over(claimed)
        run_out(claimed)
        services.sweep(now=now)
        seen.append((fresh(delivery).state, fresh(delivery).ambiguous))
    assert seen == [(State.QUEUED, 1), (State.QUEUED, 2), (State.UNCERTAIN, 3)]
    assert services.claim(now=now, limit=1) == []


def test_a_250_counts_after_the_own_lease_ran_out(handed_over, now, fresh):
    run_out(handed_over)
    services.sweep(now=now)
    assert services.mark_sent(handed_over, now=now)
    assert (fresh(handed_over).state, fresh(handed_over).ambiguous) == (State.SENT, 1)


def test_sweep_ends_what_is_too_late(mail, now, fresh):
    quiet, maybe = mail(), mail()
    Delivery.objects.filter(pk=maybe.pk).update(ambiguous=1)
    assert services.sweep(now=now + dt.timedelta(hours=49)) == 2
    assert (fresh(quiet).state, fresh(maybe).state) == (State.EXPIRED, State.UNCERTAIN)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 5), (4, 15), (5, 30), (6, 60), (9, 60)]
)
def test_retry_waits_longer_each_time(handed_over, now, fresh, attempts, minutes):
    handed_over.attempts = attempts
    assert services.retry_later(handed_over, now=now, error="451 4.7.1")
    row = fresh(handed_over)
    wait = (row.next_attempt_at - now).total_seconds() / 60
    assert (row.state, row.last_error) == (State.QUEUED, "451 4.7.1")
    assert minutes * 0.8 <= wait <= minutes * 1.2
    assert services.claim(now=now, limit=1) == []


def test_release_burns_no_attempt(held, fresh, now):
    services.release([held])
    assert (fresh(held).state, fresh(held).attempts) == (State.QUEUED, 0)
    assert len(services.claim(now=now, limit=1)) == 1


def test_rendering_fails_five_times_at_most(mail, now, fresh):
    delivery, seen = mail(), []
    for day in range(5):
        moment = now + dt.timedelta(hours=2 * day)
        (claimed,) = services.claim(now=moment, limit=1)
        assert services.render_failed(claimed, now=moment, error="KeyError")
        seen.append(fresh(delivery).state)
    assert seen == [State.QUEUED] * 4 + [State.DEAD]


def test_lost_three_times_is_uncertain(mail, now, fresh):
    delivery, seen = mail(), []
    for day in range(3):
        moment = now + dt.timedelta(hours=2 * day)
        (claimed,) = services.claim(now=moment, limit=1)
        assert services.hand_over(claimed)
        assert services.lose(claimed, now=moment, error="end of DATA")
        seen.append((fresh(delivery).state, fresh(delivery).ambiguous))
    assert seen == [(State.QUEUED, 1), (State.QUEUED, 2), (State.UNCERTAIN, 3)]
