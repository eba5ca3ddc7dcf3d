"""The demo is loaded once, and can begin again."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from smallwins.accounts.models import User
from smallwins.notifications.models import MailPreference
from tests.wins.demo.rows import NOW, TODAY, all_models, fingerprint, other_data, win
from trajectories.models import (
    Membership,
    Organisation,
    Trajectory,
)
from trajectories.roles import Role
from wins.demo.data import data, demo_id, people
from wins.demo.load import demo_day, load_demo, personas, reload_demo, remove_demo
from wins.models import (
    Comment,
    Win,
)


@pytest.mark.parametrize("days_later", [0, 30])
def test_load_demo_again_changes_nothing(demo: Trajectory, days_later: int) -> None:
    later = dt.timedelta(days=days_later)
    before = fingerprint()

    again = load_demo(today=TODAY + later, now=NOW + later)

    assert again == demo
    assert fingerprint() == before


def test_load_demo_again_keeps_what_people_did(demo: Trajectory) -> None:
    told = Win.objects.create(team_id=demo_id("team", "N"), story="Een eigen verhaal.", happened_on=TODAY)
    Win.objects.filter(pk=demo_id("win", "W01")).update(title="Anders genoemd")
    Comment.objects.all().delete()

    load_demo(today=TODAY, now=NOW)

    assert Win.objects.filter(pk=told.pk).exists()
    assert win("W01").title == "Anders genoemd"
    assert Comment.objects.count() == 0


def test_load_demo_takes_over_a_person_with_the_same_address(db: None) -> None:
    samira = User.objects.create_user("samira@oeverhoek.example", name="Samira Oulad")

    load_demo(today=TODAY, now=NOW)

    assert Win.objects.filter(author=samira).count() == 3 + 1 - 1
    assert User.objects.filter(email__startswith="samira@").get() == samira


def test_load_demo_is_quick(db: None) -> None:
    start = time.monotonic()

    load_demo(today=TODAY, now=NOW)

    assert time.monotonic() - start <= 3


def test_personas_come_in_the_order_of_the_data(demo: Trajectory) -> None:
    found = [(persona.user.first_name, persona.role, persona.place) for persona in personas()]

    assert found[:4] == [
        ("Marit", Role.FACILITATOR, "Thuis in Oeverhoek"),
        ("Ruben", Role.COORDINATOR, "Thuis in Oeverhoek"),
        ("Els", Role.ADMIN, "Buurtteam Oeverhoek"),
        ("Samira", Role.PROFESSIONAL, "Noord"),
    ]
    assert found[-2:] == [
        ("Pien", Role.POLICY_READER, "Buurtteam Oeverhoek"),
        ("Otto", Role.PROFESSIONAL, "Stichting Elders"),
    ]
    assert len(found) == len(people())


def test_personas_and_age_are_empty_without_the_demo(db: None) -> None:
    assert personas() == []
    assert demo_day(TODAY) is None


def test_demo_day_grows_with_the_days(demo: Trajectory) -> None:
    assert demo_day(TODAY) == 92
    assert demo_day(TODAY + dt.timedelta(days=10)) == 102


def test_reload_demo_begins_again_and_keeps_others(demo: Trajectory) -> None:
    kept, membership = other_data()
    fresh = fingerprint()
    samira = User.objects.get(email="samira@oeverhoek.example")
    Win.objects.create(team_id=demo_id("team", "N"), author=samira, story="Weg ermee.", happened_on=TODAY)
    Win.objects.filter(pk=demo_id("win", "W01")).update(title="Anders genoemd")
    Trajectory.objects.create(organisation=demo.organisation, name="Ook van de demo", starts_on=TODAY)
    MailPreference.objects.create(user=samira, kind="reminder", enabled=False)
    User.objects.filter(pk=samira.pk).update(language="en", theme="dark")

    reload_demo(today=TODAY, now=NOW)

    again = fingerprint()
    for table in ("wins_win", "trajectories_trajectory", "accounts_user", "trajectories_membership"):
        assert again[f'"{table}"'] == fresh[f'"{table}"']
    assert MailPreference.objects.count() == 0
    assert Trajectory.objects.filter(pk=kept.pk).exists()
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_reload_demo_moves_to_today(demo: Trajectory) -> None:
    later = dt.timedelta(days=40)

    reload_demo(today=TODAY + later, now=NOW + later)

    assert 90 <= demo_day(TODAY + later) <= 96
    assert Win.objects.filter(
        pk=demo_id("win", "W01"), happened_on__gt=TODAY - dt.timedelta(days=60)
    ).exists()


def test_reload_demo_keeps_people_signed_in(demo: Trajectory) -> None:
    before = User.objects.get(email="marit@oeverhoek.example").get_session_auth_hash()

    reload_demo(today=TODAY, now=NOW)

    assert User.objects.get(email="marit@oeverhoek.example").get_session_auth_hash() == before


def test_remove_demo_leaves_no_row_of_it(demo: Trajectory) -> None:
    kept, _membership = other_data()

    remove_demo()

    assert list(Trajectory.objects.all()) == [kept]
    left = {model for model in all_models() if model._default_manager.exists()}
    assert left == {User, Organisation, Trajectory, Membership}


@pytest.mark.django_db(transaction=True)
def test_two_loaders_at_the_same_moment_make_one_demo() -> None:
    def load(_number: int) -> Any:
        try:
            return load_demo(today=TODAY, now=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        loaded = list(pool.map(load, range(2)))

    assert loaded == [demo_id("trajectory", "Thuis in Oeverhoek")] * 2
    assert Win.objects.count() == len(data()["wins"]) + 2
