"""Plan and send once, for a machine without beat (cron) or a broker that is down."""

from typing import Any

from django.core.management.base import BaseCommand

from smallwins.notifications import clock, services


class Command(BaseCommand):
    help = "Plan what is due and send it, once, without Celery."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        planned = sum(services.plan(now=now).values())
        sent = services.send_now(now=now)
        self.stdout.write(f"planned {planned}, sent {sent}")
