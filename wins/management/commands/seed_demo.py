"""``manage.py seed_demo``: the demo trajectory, and synthetic teams for measuring."""

import datetime as dt
import zoneinfo
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from smallwins.notifications import services
from trajectories.models import Trajectory
from wins.demo.data import ZONE
from wins.demo.load import demo_day, load_demo, reload_demo
from wins.demo.scale import SCALES, load_scale


class Command(BaseCommand):
    help = "Load the demo trajectory; running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--if-empty", action="store_true", help="only when there is no trajectory at all")
        how.add_argument(
            "--afresh", action="store_true", help="remove the demo first, and what people did with it"
        )
        parser.add_argument("--scale", choices=SCALES, help="add synthetic teams too, once")

    def handle(self, *, if_empty: bool, afresh: bool, scale: str | None, **_options: Any) -> None:
        now = timezone.now()
        today = now.astimezone(zoneinfo.ZoneInfo(ZONE)).date()
        if if_empty and Trajectory.objects.exists():
            self.stdout.write("There is data already: the demo is not loaded.")
        else:
            trajectory = (reload_demo if afresh else load_demo)(today=today, now=now)
            self.stdout.write(f"{trajectory.name}: today is day {demo_day(today)}.")
        if scale:
            self._add_scale(scale, today, now)
        planned = services.plan(now=now)
        self.stdout.write(f"Mails planned: {sum(planned.values())}.")

    def _add_scale(self, scale: str, today: dt.date, now: dt.datetime) -> None:
        for done, teams in load_scale(name=scale, today=today, now=now):
            self.stdout.write(f"{done} of {teams} synthetic teams")
