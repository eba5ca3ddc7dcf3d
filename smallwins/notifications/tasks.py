"""What the worker is woken for; losing a task loses nothing, running it twice sends nothing twice."""

from celery import shared_task

from smallwins.notifications import clock, services


@shared_task(name="notifications.plan")
def plan() -> None:
    """Queue every mail that became due in a planner's window."""
    services.plan(now=clock.now())


@shared_task(name="notifications.send_due")
def send_due() -> None:
    """Send what is due."""
    services.send_now(now=clock.now())
