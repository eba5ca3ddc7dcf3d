"""What beat starts, as plain data: settings read it before Django is set up.

Plain intervals, never a crontab (beat has open faults at clock changes), and no task outlives its period.
"""

from typing import Any


def beat_schedule(*, plan_seconds: float, send_seconds: float) -> dict[str, dict[str, Any]]:
    """The entries of ``CELERY_BEAT_SCHEDULE``; periods in seconds."""
    return {
        "plan mail": {
            "task": "notifications.plan",
            "schedule": plan_seconds,
            "options": {"expires": plan_seconds},
        },
        "send due mail": {
            "task": "notifications.send_due",
            "schedule": send_seconds,
            "options": {"expires": send_seconds},
        },
    }
