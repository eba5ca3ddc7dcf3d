"""The stones of teams' paths."""

from collections.abc import Iterable

from django.db.models import QuerySet

from sessions.models import Step
from trajectories.models import Team


def stones_of(teams: Iterable[Team]) -> QuerySet[Step]:
    """Steps of these teams in the order of their paths, without people's own intentions."""
    return Step.objects.of_teams().filter(team__in=list(teams))
