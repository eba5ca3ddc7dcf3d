"""Synthetic teams are added once, and are as valid as typed ones."""

from tests.wins.demo.rows import NOW, TODAY, all_models, fingerprint
from trajectories.models import (
    Membership,
    Team,
)
from trajectories.roles import Role
from wins.demo.scale import SCALES, load_scale
from wins.models import (
    LensReading,
    Verdict,
    Win,
)
from wins.verdict import propose


def test_small_scale_adds_valid_teams_once(db: None) -> None:
    scale = SCALES["small"]

    assert list(load_scale(name="small", today=TODAY, now=NOW)) == [(3, 3)]
    before = fingerprint()
    assert list(load_scale(name="small", today=TODAY, now=NOW)) == [(3, 3)]

    assert fingerprint() == before
    assert (Team.objects.count(), Win.objects.count()) == (scale.teams, scale.wins)
    assert Membership.objects.filter(role=Role.COORDINATOR).count() == 1
    for model in all_models():
        if not model._meta.auto_created:
            for row in model._default_manager.all():
                row.full_clean()
    joint = LensReading.objects.all()
    assert {reading.is_joint for reading in joint} == {True}
    for verdict in Verdict.objects.all():
        assert verdict.proposal == propose(joint.get(win=verdict.win).answers).kind


def test_scales_are_as_large_as_they_say() -> None:
    sizes = {name: (scale.teams, scale.teams * scale.wins_per_team) for name, scale in SCALES.items()}

    assert sizes == {"small": (3, 60), "medium": (100, 20_000), "large": (2_000, 1_000_000)}
