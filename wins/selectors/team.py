"""What a team's page says beside its path: lens profile, barriers, threads."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smallwins.accounts.models import User
from trajectories.models import Team
from wins.charts.months import Picture, first_month, picture_of
from wins.models import Barrier, ResponseKind, Visibility, Win
from wins.selectors.barriers import BarrierGroup, grouped
from wins.selectors.readable import READABLE, reading
from wins.verdict import CHARACTERISTICS, Answer

#: Below this many different writers a count would point at a person (docs/trust.md).
FEWEST_WRITERS = 3

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
    WITH told AS MATERIALIZED (
        SELECT id, kind, date_trunc('month', happened_on::timestamp)::date AS month
        FROM wins_win WHERE {READABLE}
    )
    SELECT {", ".join(f"count(*) FILTER (WHERE {c})" for c in CHARACTERISTICS)},
    (
        SELECT json_agg(of_a_month) FROM (
            SELECT month, count(*) FILTER (WHERE kind = 'win') AS wins,
                count(*) FILTER (WHERE kind = 'setback') AS setbacks
            FROM told WHERE month >= %(first)s GROUP BY month
        ) AS of_a_month
    )
    FROM (
        SELECT {", ".join(f"bool_or({c} = ANY(%(seen)s)) AS {c}" for c in CHARACTERISTICS)}
        FROM told JOIN wins_lensreading ON win_id = told.id
        WHERE told.kind = 'win' AND wins_lensreading.team_id = %(team)s GROUP BY win_id
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
    by_month = {row["month"][:7]: (row["wins"], row["setbacks"]) for row in told or ()}
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
    WHERE trajectory_id = %(trajectory)s AND (
        EXISTS (SELECT FROM wins_barriernaming WHERE barrier_id = wins_barrier.id AND team_id = %(team)s)
        OR (
            SELECT true FROM wins_barrierlink JOIN wins_win ON wins_win.id = win_id
            WHERE barrier_id = wins_barrier.id AND team_id = %(team)s
                AND withdrawn_at IS NULL AND visibility = 'trajectory'
            LIMIT 1
        )
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
