"""Two people may edit; nobody overwrites unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from smallwins.versions import StaleVersion, as_saved, save_if_unchanged
from tests import factories
from trajectories.models import Team

PAIRS = 10


def rename(pk, name, version):
    team = Team.objects.get(pk=pk)
    team.name = name
    save_if_unchanged(team, version=version, fields=("name",))
    return team


def test_the_first_saves_and_the_second_is_told(noord):
    assert rename(noord.pk, "Eerst", 1).version == 2
    with pytest.raises(StaleVersion):
        rename(noord.pk, "Daarna", 1)
    saved = as_saved(noord)
    assert (saved.name, saved.version) == ("Eerst", 2)


@pytest.mark.parametrize("version", [0, -1, 2, 10**30])
def test_a_version_that_never_was_saves_nothing(noord, version):
    with pytest.raises(StaleVersion):
        rename(noord.pk, "Nooit", version)
    assert as_saved(noord).name == "Noord"


def test_only_the_named_fields_are_written(noord):
    noord.name, noord.direction = "Nieuw", "Ergens heen"
    save_if_unchanged(noord, version=1, fields=("name",))
    assert (as_saved(noord).name, as_saved(noord).direction) == ("Nieuw", "")


@pytest.mark.django_db(transaction=True)
def test_of_every_racing_pair_one_saves_and_one_is_told():
    team = factories.team(factories.trajectory(factories.organisation()))

    def race(name, version, start):
        try:
            start.wait(timeout=10)
            rename(team.pk, name, version)
        except StaleVersion:
            return "told"
        finally:
            connection.close()
        return "saved"

    outcomes = []
    with ThreadPoolExecutor(2) as pool:
        for version in range(1, PAIRS + 1):
            start = Barrier(2)
            pair = [pool.submit(race, f"{who} {version}", version, start) for who in ("a", "b")]
            outcomes.append(sorted(future.result() for future in pair))
    assert outcomes == [["saved", "told"]] * PAIRS
    assert as_saved(team).version == PAIRS + 1
