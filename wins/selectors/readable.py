"""``visible_to`` for one known team: the same rows (docs/trust.md), asked without a join.

A test holds these against ``Win.objects.visible_to`` for every kind of reader.
"""

import datetime as dt

from django.db.models import Q, QuerySet

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Role
from wins.models import Visibility, Win


def _circles(team: Team, user: User, today: dt.date) -> list[str]:
    """How widely a win of this team must at least be shared for this person to read it."""
    grants = grants_of(user, today)
    if team.pk in grants.teams(Role.PROFESSIONAL):
        return [Visibility.TEAM, Visibility.TRAJECTORY]
    if team.trajectory_id in grants.trajectories(Role.FACILITATOR):
        return [Visibility.TEAM, Visibility.TRAJECTORY]
    return [Visibility.TRAJECTORY] if team.trajectory_id in grants.trajectories() else []


def shared_wins(team: Team, user: User, *, today: dt.date) -> QuerySet[Win]:
    """The team's wins this person may read, drafts left out."""
    circles = _circles(team, user, today)
    wins = Win.objects.alive().filter(team=team)
    if Visibility.TEAM in circles:
        return wins.filter(visibility__in=circles)
    return wins.filter(Q(visibility__in=circles) | Q(author=user, visibility=Visibility.TEAM))


def is_readable(win: Win, user: User, *, today: dt.date) -> bool:
    """Whether this person may read the win; no query when its team is loaded."""
    if win.is_withdrawn:
        return False
    return win.author_id == user.pk or win.visibility in _circles(win.team, user, today)
