"""`manage.py seed_demo`."""

import io

from django.core.management import call_command
from django.utils import timezone

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.notifications.models import Delivery
from tests.wins.demo.rows import fingerprint, other_data
from trajectories.models import (
    Trajectory,
)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_seed_demo_plans_the_reminder_that_is_due(db: None) -> None:
    run()

    hour = LearningSession.objects.get(title="Vragenuur")
    samira = User.objects.get(email="samira@oeverhoek.example")
    reminder = Delivery.objects.get(subject_id=hour.pk, recipient=samira)
    assert reminder.offset_minutes == 2880
    assert reminder.due_at < timezone.now() < reminder.expires_at


def test_seed_demo_twice_changes_nothing(db: None) -> None:
    run()
    before = fingerprint()

    run()

    assert fingerprint() == before


def test_seed_demo_afresh_plans_the_reminder_again(db: None) -> None:
    run()
    first = set(Delivery.objects.values_list("pk", flat=True))

    run("--afresh")

    again = set(Delivery.objects.values_list("pk", flat=True))
    assert len(again) == len(first) > 0
    assert first & again == set()


def test_seed_demo_if_empty_leaves_data_alone(db: None) -> None:
    kept, _membership = other_data()

    assert "not loaded" in run("--if-empty")
    assert list(Trajectory.objects.all()) == [kept]


def test_seed_demo_if_empty_loads_into_nothing(db: None) -> None:
    assert run("--if-empty").startswith("Thuis in Oeverhoek: today is day 9")
