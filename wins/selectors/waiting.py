"""What waits at home for a professional: links that need their team's yes, texts for policy. One query."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from smallwins.accounts.models import User
from wins.models import PublishedWin, Win

MOST = 5


@dataclass(frozen=True)
class AskedLink:
    """Another team says that its story grew out of ``earlier``."""

    team: str
    earlier: Win


@dataclass(frozen=True)
class Waiting:
    """The longest waiting first."""

    links: list[AskedLink]
    copies: list[PublishedWin]


#: Fields of a copy that say where it stands; dates and answers as they are in the table.
_OF_A_COPY = ("title", "written_on", "read_on", "recognisable", "is_true", "is_honest")
_NONE = ", ".join(["NULL::date"] * 2 + ["NULL::boolean"] * 3)
_WAITING = f"""
    (
        SELECT 'link', earlier.id, earlier.title, {_NONE}, earlier.story, team.name
        FROM wins_winlink AS link
        JOIN wins_win AS earlier ON earlier.id = link.earlier_id
        JOIN wins_win AS later ON later.id = link.later_id
        JOIN trajectories_team AS team ON team.id = later.team_id
        WHERE earlier.team_id = ANY(%(teams)s::uuid[]) AND link.accepted_at IS NULL
            AND later.team_id <> earlier.team_id AND later.visibility = 'trajectory'
            AND later.withdrawn_at IS NULL AND earlier.withdrawn_at IS NULL
        ORDER BY link.created_at LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT 'copy', copy.id, {", ".join(f"copy.{name}" for name in _OF_A_COPY)}, '', ''
        FROM wins_publishedwin AS copy
        JOIN trajectories_trajectory AS trajectory ON trajectory.id = copy.trajectory_id
        WHERE copy.approved_on IS NULL AND copy.declined_on IS NULL AND copy.withdrawn_on IS NULL
            AND trajectory.closed_at IS NULL AND (
                copy.author_id = %(user)s AND (copy.written_on IS NULL OR copy.read_on IS NOT NULL)
                OR copy.second_reader_id = %(user)s AND copy.written_on IS NOT NULL AND copy.read_on IS NULL
            )
        ORDER BY copy.asked_on, copy.id LIMIT %(most)s
    )
"""  # noqa: S608 - every part is ours, the values are parameters


def waiting_for(user: User, team_ids: Iterable[uuid.UUID]) -> Waiting:
    """The same copies as ``policy.awaiting``; and links other teams made to wins of these teams."""
    known = {"user": user.pk, "teams": [str(pk) for pk in team_ids], "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, known)
        rows = cursor.fetchall()
    return Waiting(
        links=[
            AskedLink(team, Win(pk=pk, title=title, story=story))
            for kind, pk, title, *_, story, team in rows
            if kind == "link"
        ],
        copies=[
            PublishedWin(pk=pk, **dict(zip(_OF_A_COPY, fields[:-2], strict=True)))
            for kind, pk, *fields in rows
            if kind == "copy"
        ],
    )
