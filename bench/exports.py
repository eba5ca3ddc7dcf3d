"""A large export by a worker: how long it takes, and the memory of the process that makes it."""

import datetime as dt
import subprocess
import sys
import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from bench import audience
from bench.lines import Line
from smallwins.accounts.models import User
from trajectories.models import Membership, Organisation, Team, Trajectory
from trajectories.roles import Role
from wins.demo.copying import copy_rows
from wins.models import Export, ExportFormat, ExportKind, ExportState, Visibility, Win, WinKind

ROWS = 50_000
BOUND, MEMORY_BOUND = 60, 200  # seconds, MB
TEAMS = 20
STORY = "We belden samen aan bij de nieuwe buren en dronken koffie in de hal. " * 3
FIELDS = [
    *["id", "kind", "team_id", "author_id", "visibility", "title", "story", "for_whom", "friction"],
    *["next_step", "happened_on", "client_uuid", "shared_at"],
]
#: What the worker runs, in a process of its own that then says the most memory it ever had, in kB
#: (proc(5), VmHWM; ru_maxrss would count what its parent had).
PROGRAM = """
import re, sys
import django
django.setup()
from smallwins.celery import app
app.loader.import_default_modules()
app.tasks["wins.make_export"].apply(args=[sys.argv[1]]).get()
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def export_lines() -> Iterator[Line]:
    """Two lines: an Excel file of fifty thousand stories, the start of the process included."""
    export = _asked()
    began = timezone.now()
    argv = [sys.executable, "-c", PROGRAM, str(export.pk)]
    said = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    seconds, memory = (timezone.now() - began).total_seconds(), int(said) / 1024
    export.refresh_from_db()
    assert (export.state, export.done) == (ExportState.READY, ROWS)
    name = f"export of {ROWS:,} rows"
    yield Line(name, seconds, "s", bound=BOUND, note=f"{memory:.0f} MB")
    yield Line(f"memory of an {name}", memory, "MB", bound=MEMORY_BOUND)


@transaction.atomic
def _asked() -> Export:
    """A new trajectory with its stories, and the export its coordinator asked for."""
    now = timezone.now()
    organisation = Organisation.objects.create(name="Bench")
    trajectory = Trajectory.objects.create(name="Bench", organisation=organisation, starts_on=now.date())
    reader = User.objects.create(email=f"{audience.PREFIX}{uuid.uuid4().hex}@example.org", name="B")
    Membership.objects.create(
        user=reader, trajectory=trajectory, role=Role.COORDINATOR, starts_on=now.date() - dt.timedelta(days=1)
    )
    teams = [Team(trajectory=trajectory, name=f"{number}") for number in range(TEAMS)]
    Team.objects.bulk_create(teams)
    copy_rows(Win, FIELDS, (_win(teams[number % TEAMS], reader, number, now) for number in range(ROWS)))
    audience.analyse()
    return Export.objects.create(
        owner=reader,
        trajectory=trajectory,
        kind=ExportKind.WINS,
        format=ExportFormat.XLSX,
        total=ROWS,
        expires_at=now + dt.timedelta(days=1),
    )


def _win(team: Team, author: User, number: int, now: dt.datetime) -> list[object]:
    """Values in the order of ``FIELDS``."""
    pk, day = uuid.uuid4(), now.date() - dt.timedelta(days=number % 300)
    told = [f"Verhaal {number}", STORY, ["bewoner", "buur"], "De sleutel lag elders.", "Volgende week weer."]
    return [pk, WinKind.WIN, team.pk, author.pk, Visibility.TRAJECTORY, *told, day, pk, now]
