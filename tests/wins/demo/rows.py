"""What the tests of the demo have in common."""

import datetime as dt
import hashlib
import zoneinfo
from typing import Any

from django.apps import apps
from django.db import connection, models

from smallwins.accounts.models import User
from trajectories.models import (
    Membership,
    Organisation,
    Trajectory,
)
from trajectories.roles import Role
from wins.demo.data import demo_id
from wins.models import (
    Win,
)

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
NOW = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)  # a Wednesday, in winter time
TODAY = NOW.date()
OUR_APPS = ["accounts", "notifications", "trajectories", "learning_sessions", "wins"]


def all_models() -> list[type[models.Model]]:
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models(True)]


def fingerprint() -> dict[str, str]:
    """A checksum of all rows of each table."""
    sums = {}
    with connection.cursor() as cursor:
        for model in all_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT row::text FROM {table} AS row ORDER BY 1")
            rows = [row[0] for row in cursor.fetchall()]
            sums[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return sums


def win(key: str) -> Win:
    return Win.objects.get(pk=demo_id("win", key))


def total(rows: list[dict[str, Any]], name: str) -> int:
    return sum(len(row[name]) for row in rows)


def other_data() -> tuple[Trajectory, Membership]:
    """A trajectory of somebody else, in an organisation of their own."""
    organisation = Organisation.objects.create(name="Van iemand anders")
    trajectory = Trajectory.objects.create(organisation=organisation, name="Blijft", starts_on=TODAY)
    user = User.objects.create_user("iemand@example.org", name="Iemand")
    membership = Membership.objects.create(
        user=user, role=Role.FACILITATOR, trajectory=trajectory, starts_on=TODAY
    )
    return trajectory, membership
