"""What a team's page says beside its path: lens profile, barriers, threads."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smallwins.accounts.models import User
from smallwins.addresses import address_of
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Role
from wins.charts.months import Picture, first_month, picture_of
from wins.models import Barrier, ResponseKind, Visibility, Win
from wins.models.win import display_title
from wins.selectors.barriers import BarrierGroup, grouped
from wins.selectors.readable import READABLE, reading
from wins.verdict import CHARACTERISTICS, Answer

Link = TypeVar("Link", bound="Linked")
#: Below this many different writers a count would point at a person (docs/trust.md).
FEWEST_WRITERS = 3
LINKS = 20

_SEEN = (Answer.YES.value, Answer.LITTLE.value)
LENS_LABELS = {
    "C1": gettext_lazy("direction"),
    "C2": gettext_lazy("result"),
    "C3": gettext_lazy("depth"),
    "C4": gettext_lazy("friction"),
    "C5": gettext_lazy("content and relation"),
    "C6": gettext_lazy("energy"),
    "C7": gettext_lazy("what comes next"),
}


@dataclass(frozen=True)
class LensRow:
    """At how many wins somebody saw this characteristic."""

    label: str
    count: int


_FIGURES = f"""
    SELECT {", ".join(f"count(*) FILTER (WHERE {c})" for c in CHARACTERISTICS)},
    (
        SELECT json_agg(of_a_month) FROM (
            SELECT to_char(happened_on, 'YYYY-MM') AS month,
                count(*) FILTER (WHERE kind = 'win') AS wins,
                count(*) FILTER (WHERE kind = 'setback') AS setbacks
            FROM wins_win WHERE happened_on >= %(first)s AND {READABLE} GROUP BY 1
        ) AS of_a_month
    )
    FROM (
        SELECT {", ".join(f"bool_or({c} = ANY(%(seen)s)) AS {c}" for c in CHARACTERISTICS)}
        FROM wins_lensreading
        WHERE win_id IN (SELECT id FROM wins_win WHERE kind = 'win' AND {READABLE})
        GROUP BY win_id
    ) AS of_a_win
"""  # noqa: S608 - every part is ours, the values are parameters


@dataclass(frozen=True)
class Figures:
    """What of the stories this person may read can be drawn: the lens profile, and the last twelve months."""

    profile: list[LensRow]
    months: Picture


def figures_of(team: Team, user: User, *, today: dt.date) -> Figures:
    """Per characteristic the wins at which somebody saw it; per month what was told. One query."""
    known = {"seen": list(_SEEN), "first": first_month(today)}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, reading(team, user, today=today) | known)
        *counts, told = cursor.fetchone()
    profile = [LensRow(str(LENS_LABELS[c]), count) for c, count in zip(CHARACTERISTICS, counts, strict=True)]
    by_month = {row["month"]: (row["wins"], row["setbacks"]) for row in told or ()}
    return Figures(profile, picture_of(by_month, today=today))


_BARRIERS = """
    SELECT wins_barrier.id, name, kind, latest.state, latest.since AS state_since, latest.addressee,
        policy.message_id, policy.sent_on, policy.answer, policy.answer_text, policy.answered_on
    FROM wins_barrier LEFT JOIN LATERAL (
        SELECT state, since, addressee FROM wins_barrierstand
        WHERE barrier_id = wins_barrier.id ORDER BY since DESC, id DESC LIMIT 1
    ) AS latest ON true
    LEFT JOIN LATERAL (
        SELECT message.id AS message_id, sent_on, response.kind AS answer, response.text AS answer_text,
            answered_on
        FROM wins_policymessage AS message
        LEFT JOIN wins_policyresponse AS response ON response.message_id = message.id
        WHERE message.barrier_id = wins_barrier.id
        ORDER BY coalesce(answered_on, sent_on) DESC, response.id DESC NULLS LAST LIMIT 1
    ) AS policy ON true
    WHERE trajectory_id = %(trajectory)s AND wins_barrier.id IN (
        SELECT barrier_id FROM wins_barriernaming WHERE team_id = %(team)s
        UNION
        SELECT barrier_id FROM wins_barrierlink JOIN wins_win ON wins_win.id = win_id
        WHERE team_id = %(team)s AND withdrawn_at IS NULL AND visibility = 'trajectory'
    )
    ORDER BY name
"""


def barriers_by_state(team: Team) -> list[BarrierGroup]:
    """Barriers the team named, or its shared wins touched, by their state now, with what policy last said.

    ``message_id``, ``sent_on``, ``answer``, ``answer_text`` and ``answered_on`` are None without a message.
    One query.
    """
    known = {"team": team.pk, "trajectory": team.trajectory_id}
    groups = grouped(Barrier.objects.raw(_BARRIERS, known))
    for barrier in (one for group in groups for one in group.barriers):
        barrier.answer_label = ResponseKind(barrier.answer).label if barrier.answer else ""
    return groups


@dataclass(frozen=True)
class End:
    """A story at one end of a link."""

    pk: uuid.UUID
    title: str
    story: str
    team_id: uuid.UUID
    team_name: str

    @property
    def display_title(self) -> str:
        return display_title(self.title, self.story)

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


_ENDS = ("later", "earlier")
#: Readable, or an empty place that was readable until it was withdrawn: as ``readable.within_reach``.
_WITHIN_REACH = """(
    {end}.author_id = %(reader)s
    OR {end}.visibility = 'trajectory' AND {end}_team.trajectory_id = ANY(%(trajectories)s::uuid[])
    OR {end}.visibility = 'team' AND (
        {end}.team_id = ANY(%(teams)s::uuid[]) OR {end}_team.trajectory_id = ANY(%(facilitated)s::uuid[])
    )
) AND ({end}.withdrawn_at IS NULL OR {end}.visibility <> 'draft')"""
# A union, because PostgreSQL answers "or" over two joins by reading every link there is.
_LINKS = f"""
    SELECT link.id, link.kind, {
    ", ".join(
        f"{end}.id, {end}.withdrawn_at IS NULL, {end}.title, {end}.story, {end}.team_id, {end}_team.name"
        for end in _ENDS
    )
}
    FROM wins_winlink AS link
    JOIN wins_win AS later ON later.id = link.later_id
    JOIN wins_win AS earlier ON earlier.id = link.earlier_id
    JOIN trajectories_team AS later_team ON later_team.id = later.team_id
    JOIN trajectories_team AS earlier_team ON earlier_team.id = earlier.team_id
    WHERE link.id IN (
        SELECT one.id FROM wins_winlink AS one JOIN wins_win ON wins_win.id = later_id
        WHERE team_id = %(team)s
        UNION
        SELECT one.id FROM wins_winlink AS one JOIN wins_win ON wins_win.id = earlier_id
        WHERE team_id = %(team)s
    ) AND (link.accepted_at IS NOT NULL OR later.team_id = earlier.team_id)
    AND {" AND ".join(_WITHIN_REACH.format(end=end) for end in _ENDS)}
    ORDER BY later.happened_on DESC, link.created_at DESC
    LIMIT %(most)s
"""  # noqa: S608 - every part is ours, the values are parameters


def _edge(row: tuple[Any, ...]) -> Edge:
    """One row of ``_LINKS``."""
    pk, kind, later_id, later_stands, *later, earlier_id, earlier_stands, title, story, team, name = row
    return Edge(
        pk,
        kind,
        later_id,
        earlier_id,
        End(later_id, *later) if later_stands else None,
        End(earlier_id, title, story, team, name) if earlier_stands else None,
    )


def threads_of(team: Team, user: User, *, today: dt.date) -> list[Thread]:
    """Threads that touch the team: connected chains of the latest readable links. One query."""
    grants = grants_of(user, today)
    known = {
        "team": team.pk,
        "reader": user.pk,
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


def hidden_count(team: Team) -> int | None:
    """Wins at *team*, for a coordinator: one figure, and only from three writers up. One query."""
    counts = (
        Win.objects.alive()
        .filter(team=team, visibility=Visibility.TEAM)
        .aggregate(wins=Count("pk"), writers=Count("author", distinct=True))
    )
    return counts["wins"] if counts["writers"] >= FEWEST_WRITERS else None


def lens_sentence(rows: list[LensRow]) -> str:
    """The profile's conclusion in one sentence."""
    most = max(rows, key=lambda row: row.count)
    least = min(rows, key=lambda row: row.count)
    if most.count == 0:
        return _("Nobody has looked through the lens yet.")
    if most.count == least.count:
        return _("Every characteristic was seen as often as the others.")
    return _("Seen most often: %(most)s. Seen least often: %(least)s.") % {
        "most": most.label,
        "least": least.label,
    }
