"""The one clock for due times; leases are compared with Postgres' own clock instead."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """The present moment, aware, in UTC.

    A test may move it by the seconds written in ``CLOCK_OFFSET_FILE`` (a system
    check refuses that elsewhere).
    """
    offset_file = getattr(settings, "CLOCK_OFFSET_FILE", None)
    if offset_file is None:
        return timezone.now()
    return timezone.now() + dt.timedelta(seconds=float(Path(offset_file).read_text()))
