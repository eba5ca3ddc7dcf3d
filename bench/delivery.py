"""Reminders through the ledger with real workers, against a bare loop over one SMTP connection."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.core.mail import get_connection
from django.db.models import QuerySet
from django.utils import timezone

from bench import audience
from bench.lines import Line
from bench.programs import HOST, memory_of, run_program
from sessions import reminders
from sessions.services.telling import REMINDER
from smallwins.celery import app
from smallwins.notifications.compose import compose
from smallwins.notifications.models import Delivery, State

MAILS = 2_000
RATE_BOUND = 1.25  # 80 % of the rate takes 1.25 times as long
SLOW, SLOW_MAILS = 0.02, 600  # seconds a mail takes the server
TWO_BOUND = 1 / 1.7
WARM, MANY = 2_000, 20_000
FLAT_BOUND = 1.1
PATIENCE = 600  # seconds
PRODUCTION = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}


def delivery_lines() -> Iterator[Line]:
    """Two lines; each fills the ledger with reminders that are due."""
    yield _rate_line()
    yield _two_workers_line()


def _rate_line() -> Line:
    """Measure the bare loop before and after, so that a machine that slows down slows both."""
    with _mail_server(0) as url, _workers(2, url):
        before = _bare_seconds(url)
        ours = _seconds(MAILS)
        floor = (before + _bare_seconds(url)) / 2
    note = f"{MAILS / ours:.0f} a second; bare loop {MAILS / floor:.0f}"
    name = f"{MAILS:,} reminders, two workers"
    return Line(name, ours, "s", ratio=ours / floor, bound=RATE_BOUND, note=note)


def _two_workers_line() -> Line:
    with _mail_server(SLOW) as url:
        with _workers(1, url):
            alone = _seconds(SLOW_MAILS)
        with _workers(2, url):
            both = _seconds(SLOW_MAILS)
    name = f"two workers for one, {SLOW * 1000:.0f} ms a mail"
    note = f"{alone / both:.2f} × the rate; {alone:.1f} s alone"
    return Line(name, both, "s", ratio=both / alone, bound=round(TWO_BOUND, 3), note=note)


def memory_line() -> Line:
    """Measure what two workers hold after many mails against what they held after few; takes minutes."""
    with _mail_server(0) as url, _workers(2, url) as workers:
        _seconds(WARM)
        warm = sum(memory_of(worker.pid) for worker in workers)
        _seconds(MANY - WARM)
        after = sum(memory_of(worker.pid) for worker in workers)
    name = f"memory of two workers after {MANY:,} mails"
    note = f"{warm:.0f} MB after {WARM:,}"
    return Line(name, after, "MB", ratio=after / warm, bound=FLAT_BOUND, note=note)


@contextmanager
def _mail_server(pause: float) -> Iterator[str]:
    argv = [sys.executable, "-m", "bench.mailserver", str(pause)]
    with run_program(argv, env=os.environ, output=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield f"smtp://{HOST}:{server.stdout.readline().decode().strip()}"


@contextmanager
def _workers(number: int, url: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run worker programs as in production, each with a process that works, until all of them answer."""
    env = os.environ | PRODUCTION | {"EMAIL_URL": url, "WORKER_CONCURRENCY": "1"}
    argv = [sys.executable, "-m", "smallwins.processes", "worker"]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(run_program(argv, env=env | {"WORKER_NAME": f"bench{each}"}))
            for each in range(number)
        ]
        while len(app.control.ping(timeout=1) or ()) < number:
            assert all(worker.poll() is None for worker in workers), "a worker ended"
        yield workers


def _due(mails: int) -> None:
    """Plan as many reminders as due now."""
    now = timezone.now()
    audience.invite(mails, now=now, starts_in=dt.timedelta(hours=24))
    audience.analyse()
    assert reminders.plan(now) >= mails


def _waiting() -> QuerySet[Delivery]:
    """Those of ours that were not sent; the demo's own do not count."""
    ours = Delivery.objects.filter(kind=REMINDER, address__startswith=audience.PREFIX)
    return ours.exclude(state=State.SENT)


def _seconds(mails: int) -> float:
    """Return how long the workers take; woken every second, as by beat every ten and by each change."""
    _due(mails)
    began = time.perf_counter()
    woken = -1.0
    while _waiting().exists():
        passed = time.perf_counter() - began
        assert passed < PATIENCE, "the workers do not finish"
        if passed >= woken + 1:
            woken = passed
            for _ in range(2):
                app.send_task("notifications.send_due", expires=10)
        time.sleep(0.1)
    return time.perf_counter() - began


def _bare_seconds(url: str) -> float:
    """Return how long one process takes that writes the same mails and sends them over one connection."""
    _due(MAILS)
    rows = list(_waiting().select_related("recipient"))
    assert len(rows) == MAILS
    host, port = url.removeprefix("smtp://").split(":")
    began = time.perf_counter()
    with get_connection("django.core.mail.backends.smtp.EmailBackend", host=host, port=int(port)) as server:
        for row in rows:
            server.send_messages([compose(row)])
    seconds = time.perf_counter() - began
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.SENT, sent_at=timezone.now())
    return seconds
