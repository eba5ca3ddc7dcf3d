"""What changes about a team."""

from django.db import transaction

from smallwins.versions import save_if_unchanged
from trajectories.models import Team


@transaction.atomic
def create_team(*, team: Team) -> None:
    """Add a team to a trajectory."""
    team.full_clean()
    team.save()


@transaction.atomic
def edit_team(*, team: Team, version: int) -> None:
    """Rename a team or put its direction in other words; raises StaleVersion."""
    team.full_clean()
    save_if_unchanged(team, version=version, fields=("name", "direction"))
