"""What the worker is woken for; losing a task loses nothing, running it twice sends nothing twice."""

from typing import Any

from celery import Task, shared_task
from celery.signals import task_prerun
from django.db import close_old_connections

from smallwins.notifications import clock, services


@task_prerun.connect
def drop_a_dead_connection(task: Task, **kwargs: Any) -> None:
    """Celery keeps the connection to Postgres for hundreds of tasks, also one that Postgres has left."""
    if not task.request.is_eager:
        close_old_connections()


@shared_task(name="notifications.plan")
def plan() -> None:
    """Queue every mail that became due in a planner's window."""
    services.plan(now=clock.now())
    services.beat()


@shared_task(name="notifications.send_due")
def send_due() -> None:
    """Send what is due."""
    services.send_now(now=clock.now())
