"""What the worker is woken for besides mail; losing a task loses nothing, and each may run twice."""

import uuid

from celery import shared_task

from smallwins.notifications import clock
from wins.services import export_jobs


@shared_task(name="wins.make_export", soft_time_limit=540, time_limit=600)
def make_export(export_id: str) -> None:
    """Make the file somebody asked for."""
    export_jobs.make(export_id=uuid.UUID(export_id), now=clock.now())


@shared_task(name="wins.sweep_exports")
def sweep_exports() -> None:
    """Delete old files, and take up what a worker left behind."""
    export_jobs.sweep(now=clock.now())
