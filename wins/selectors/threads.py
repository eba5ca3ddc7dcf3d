"""Threads: chains of stories that grew out of each other, derived from the links between them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import connection

from smallwins.accounts.models import User
from smallwins.addresses import address_of
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Role
from wins.models.win import display_title
from wins.selectors.readable import reading

Link = TypeVar("Link", bound="Linked")
LINKS = 12


@dataclass(frozen=True)
class End:
    """A story at one end of a link; ``team`` is the name of its team, empty for the team of the page."""

    pk: uuid.UUID
    title: str
    team: str

    @property
    def url(self) -> str:
        return address_of("wins:win", self.pk)


@dataclass(frozen=True)
class Edge:
    """A later story that grew out of an earlier one; an end is None when it was withdrawn."""

    pk: uuid.UUID
    kind: str
    later_id: uuid.UUID
    earlier_id: uuid.UUID
    later: End | None
    earlier: End | None


@dataclass(frozen=True)
class Thread:
    """A connected chain of stories, as its links in order of time."""

    edges: list[Edge]


#: Links in which a story of the team is one end. Of either end an empty place that was readable until it was
#: withdrawn counts too, as in ``readable.within_reach``. "OFFSET 0" keeps PostgreSQL from reading every
#: story of the team and then sorting: it walks from the newest and looks the other end up, until enough.
_SIDE = """(
    SELECT link.id, link.kind, '{ours}' AS ours_is, {later}.happened_on AS day, link.created_at AS since,
        ours.id, ours.withdrawn_at IS NULL, ours.title, ours.story, '',
        theirs.id, theirs.stands, theirs.title, theirs.story, theirs.team
    FROM wins_win AS ours JOIN wins_winlink AS link ON link.{ours}_id = ours.id
    CROSS JOIN LATERAL (
        SELECT win.id, withdrawn_at IS NULL AS stands, title, story, happened_on,
            CASE WHEN team_id = ours.team_id THEN '' ELSE team.name END AS team
        FROM wins_win AS win JOIN trajectories_team AS team ON team.id = team_id
        WHERE win.id = link.{theirs}_id AND {agreed} AND (withdrawn_at IS NULL OR visibility <> 'draft') AND (
            author_id = %(reader)s
            OR visibility = 'trajectory' AND trajectory_id = ANY(%(trajectories)s::uuid[])
            OR visibility = 'team' AND (
                team_id = ANY(%(teams)s::uuid[]) OR trajectory_id = ANY(%(facilitated)s::uuid[])
            )
        )
        OFFSET 0
    ) AS theirs
    WHERE ours.team_id = %(team)s AND {links} AND (ours.withdrawn_at IS NULL OR ours.visibility <> 'draft')
        AND (ours.visibility = ANY(%(circles)s) OR ours.author_id = %(reader)s)
    ORDER BY day DESC, since DESC LIMIT %(most)s
)"""
_AGREED = "link.accepted_at IS NOT NULL"
_WE_ARE_LATER = _SIDE.format(
    ours="later",
    theirs="earlier",
    later="ours",
    links="TRUE",
    agreed=f"({_AGREED} OR team_id = ours.team_id)",
)
_WE_ARE_EARLIER = _SIDE.format(
    ours="earlier", theirs="later", later="theirs", links=_AGREED, agreed="team_id <> ours.team_id"
)
_LINKS = f"{_WE_ARE_LATER} UNION ALL {_WE_ARE_EARLIER} ORDER BY day DESC, since DESC LIMIT %(most)s"


def _end(pk: uuid.UUID, stands: bool, title: str, story: str, team: str) -> End | None:
    return End(pk, display_title(title, story), team) if stands else None


def _edge(row: tuple[Any, ...]) -> Edge:
    """One row of ``_LINKS``."""
    pk, kind, we_are, _day, _since, *ends = row
    ours, theirs = ends[:5], ends[5:]
    later, earlier = (ours, theirs) if we_are == "later" else (theirs, ours)
    return Edge(pk, kind, later[0], earlier[0], _end(*later), _end(*earlier))


def threads_of(team: Team, user: User, *, today: dt.date) -> list[Thread]:
    """Threads that touch the team: connected chains of the latest readable links. One query."""
    grants = grants_of(user, today)
    known = reading(team, user, today=today) | {
        "trajectories": [str(pk) for pk in grants.trajectories()],
        "facilitated": [str(pk) for pk in grants.trajectories(Role.FACILITATOR)],
        "teams": [str(pk) for pk in grants.teams(Role.PROFESSIONAL)],
        "most": LINKS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, known)
        edges = [_edge(row) for row in cursor.fetchall()]
    return [Thread(chain) for chain in connected(edges[::-1])]


class Linked(Protocol):
    """A link: ``WinLink``, or what stands for it on a page."""

    pk: uuid.UUID
    later_id: uuid.UUID
    earlier_id: uuid.UUID


def connected(links: list[Link]) -> list[list[Link]]:
    """Group links that share a win, directly or through others; order is kept."""
    group_of: dict[uuid.UUID, list[Link]] = {}
    for link in links:
        mine = group_of.get(link.later_id, [])
        other = group_of.get(link.earlier_id, [])
        merged = mine if mine is other else mine + other
        merged.append(link)
        for member in merged:
            group_of[member.later_id] = group_of[member.earlier_id] = merged
    unique = {id(group): group for group in group_of.values()}
    position = {link.pk: place for place, link in enumerate(links)}
    return [sorted(group, key=lambda link: position[link.pk]) for group in unique.values()]
