"""``visible_to`` for the page of one team: the same rows (docs/trust.md), as SQL and as a question.

The page asks in SQL: Django would spend longer on writing the statements than PostgreSQL on answering them
(`make bench`). A test holds both forms against ``Win.objects.visible_to`` for every kind of reader.
"""

import datetime as dt
import uuid
from typing import Any

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Role
from wins.models import Visibility, Win

#: Condition on ``wins_win``: the team's shared wins this person may read. Parameters: ``reading``.
READABLE = """
    team_id = %(team)s AND withdrawn_at IS NULL AND visibility <> 'draft'
    AND (visibility = ANY(%(circles)s) OR author_id = %(reader)s)
"""


def _circles(team_id: uuid.UUID, trajectory_id: uuid.UUID, user: User, today: dt.date) -> list[str]:
    """How widely a win of this team must at least be shared for this person to read it."""
    grants = grants_of(user, today)
    if team_id in grants.teams(Role.PROFESSIONAL):
        return [Visibility.TEAM, Visibility.TRAJECTORY]
    if trajectory_id in grants.trajectories(Role.FACILITATOR):
        return [Visibility.TEAM, Visibility.TRAJECTORY]
    return [Visibility.TRAJECTORY] if trajectory_id in grants.trajectories() else []


def reading(team: Team, user: User, *, today: dt.date) -> dict[str, Any]:
    """What ``READABLE`` needs to know of the team and its reader."""
    circles = _circles(team.pk, team.trajectory_id, user, today)
    return {"team": team.pk, "reader": user.pk, "circles": circles}


def within_reach(win: Win, user: User, *, today: dt.date) -> bool:
    """Whether this person may read the win, or could until it was withdrawn; its team must be loaded."""
    return win.author_id == user.pk or win.visibility in _circles(
        win.team_id, win.team.trajectory_id, user, today
    )


def is_readable(win: Win, user: User, *, today: dt.date) -> bool:
    """Whether this person may read the win; no query when its team is loaded."""
    return not win.is_withdrawn and within_reach(win, user, today=today)
