"""What a team's page says beside its path: lens profile, barriers, threads."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smallwins.accounts.models import User
from trajectories.models import Team
from wins.charts.months import Picture, first_month, picture_of
from wins.models import Barrier, ResponseKind, Visibility, Win, WinLink
from wins.selectors.barriers import BarrierGroup, grouped
from wins.selectors.readable import READABLE, is_readable, reading, within_reach
from wins.verdict import CHARACTERISTICS, Answer

#: Below this many different writers a count would point at a person (docs/trust.md).
FEWEST_WRITERS = 3
LINKS = 60

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
class Edge:
    """A later win that grew out of an earlier one; an end is None when it was withdrawn."""

    kind: str
    why: str
    later: Win | None
    earlier: Win | None


@dataclass(frozen=True)
class Thread:
    """A connected chain of wins, as its links in order of time."""

    edges: list[Edge]


_ENDS = ("later", "earlier")
_OF_AN_END = ("id", "kind", "title", "story", "visibility", "withdrawn_at", "author_id", "team_id")
_OF_ITS_TEAM = ("id", "name", "trajectory_id")
# A union, because PostgreSQL answers "or" over two joins by reading every link there is.
_LINKS = f"""
    SELECT link.id, link.kind, link.why, link.later_id, link.earlier_id,
        {", ".join(f"{end}.{name} AS {end}__{name}" for end in _ENDS for name in _OF_AN_END)},
        {", ".join(f"{end}_team.{name} AS {end}_team__{name}" for end in _ENDS for name in _OF_ITS_TEAM)}
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
    ORDER BY later.happened_on DESC, link.created_at DESC
    LIMIT %(most)s
"""  # noqa: S608 - every part is ours, the values are parameters


def _end(link: WinLink, end: str) -> Win:
    """One end of a link of ``_LINKS``, with its team."""
    win = Win(**{name: getattr(link, f"{end}__{name}") for name in _OF_AN_END})
    win.team = Team(**{name: getattr(link, f"{end}_team__{name}") for name in _OF_ITS_TEAM})
    return win


def threads_of(team: Team, user: User, *, today: dt.date) -> list[Thread]:
    """Threads that touch the team: connected chains of readable links. One query."""
    links = list(WinLink.objects.raw(_LINKS, {"team": team.pk, "most": LINKS}))
    wins: dict[uuid.UUID, Win] = {}
    for link in links:
        for end, pk in (("later", link.later_id), ("earlier", link.earlier_id)):
            if pk not in wins:
                wins[pk] = _end(link, end)
        link.later, link.earlier = wins[link.later_id], wins[link.earlier_id]
    readable = {pk for pk, win in wins.items() if is_readable(win, user, today=today)}
    empty = {
        pk
        for pk, win in wins.items()
        if win.is_withdrawn and not win.is_draft and within_reach(win, user, today=today)
    }
    shown = [link for link in reversed(links) if {link.later_id, link.earlier_id} <= readable | empty]
    return [
        Thread(
            [
                Edge(
                    link.kind,
                    link.why,
                    link.later if link.later_id in readable else None,
                    link.earlier if link.earlier_id in readable else None,
                )
                for link in chain
            ]
        )
        for chain in connected(shown)
    ]


def connected(links: list[WinLink]) -> list[list[WinLink]]:
    """Group links that share a win, directly or through others; order is kept."""
    group_of: dict[uuid.UUID, list[WinLink]] = {}
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
