"""Planning the reminders of ten thousand people."""

import datetime as dt
import time

from django.db import transaction
from django.utils import timezone

from bench import audience
from bench.lines import Line
from bench.queries import counted
from sessions import reminders

RECIPIENTS = 10_000
BOUND = 5  # seconds


def planning_line() -> Line:
    """Measure one run of the planner with a day's reminder for ten thousand people due this week."""
    now = timezone.now()
    audience.invite(RECIPIENTS, now=now, starts_in=dt.timedelta(days=3))
    audience.analyse()
    began = time.perf_counter()
    with transaction.atomic():
        planned = reminders.plan(now)
    seconds = time.perf_counter() - began
    assert planned >= RECIPIENTS, f"only {planned} reminders were planned"
    note = f"{planned} rows; a second run: {counted(lambda: reminders.plan(now))} statements"
    return Line("planning 10,000 reminders", seconds, "s", bound=BOUND, note=note)
