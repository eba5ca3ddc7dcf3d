"""The coordinator's overview: what needs a decision, then teams in alphabetical order, without counts."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smallwins.addresses import address_of
from smallwins.when import date_in_words, local_date
from wins.models import Barrier, BarrierState
from wins.models.win import display_title
from wins.selectors.homes import QUIET, recurring_barriers
from wins.selectors.policy import Message, messages_of

OPEN_STATES = (BarrierState.MET, BarrierState.BYPASSED, BarrierState.ESCALATED)


@dataclass(frozen=True)
class TeamRow:
    """What a coordinator may know of a team; dates are in words, what there is not is empty."""

    name: str
    url: str
    trajectory: str
    direction: str
    step: str
    story: str
    story_url: str
    story_on: str
    quiet: str
    barriers: list[str] = field(default_factory=list)


_TEAMS = """
    SELECT team.id, team.name, trajectory.name, team.direction, step.text,
        shared.id, shared.title, shared.story, shared.happened_on, last.shared_at,
        trajectory.closed_at IS NULL AND trajectory.starts_on <= %(since)s
    FROM trajectories_team AS team
    JOIN trajectories_trajectory AS trajectory ON trajectory.id = team.trajectory_id
    LEFT JOIN LATERAL (
        SELECT text FROM learning_sessions_step
        WHERE team_id = team.id AND person_id IS NULL AND state = 'taken' ORDER BY "order" DESC LIMIT 1
    ) AS step ON true
    LEFT JOIN LATERAL (
        SELECT id, title, story, happened_on FROM wins_win
        WHERE team_id = team.id AND withdrawn_at IS NULL AND visibility = 'trajectory'
        ORDER BY shared_at DESC LIMIT 1
    ) AS shared ON true
    LEFT JOIN LATERAL (
        SELECT shared_at FROM wins_win
        WHERE team_id = team.id AND withdrawn_at IS NULL AND visibility <> 'draft'
        ORDER BY shared_at DESC LIMIT 1
    ) AS last ON true
    WHERE team.trajectory_id = ANY(%(trajectories)s::uuid[])
    ORDER BY trajectory.name, team.name
"""
_BARRIERS = """
    SELECT DISTINCT naming.team_id, barrier.name
    FROM wins_barrier AS barrier
    JOIN wins_barriernaming AS naming ON naming.barrier_id = barrier.id
    JOIN LATERAL (
        SELECT state FROM wins_barrierstand
        WHERE barrier_id = barrier.id ORDER BY since DESC, id DESC LIMIT 1
    ) AS latest ON true
    WHERE barrier.trajectory_id = ANY(%(trajectories)s::uuid[]) AND latest.state = ANY(%(open)s)
    ORDER BY barrier.name
"""


def teams_of(trajectories: set[uuid.UUID], *, now: dt.datetime) -> list[TeamRow]:
    """All teams of these trajectories by name; two queries. In SQL, because there may be hundreds."""
    known = {"trajectories": [str(pk) for pk in trajectories], "since": (now - QUIET).date()}
    with connection.cursor() as cursor:
        cursor.execute(_BARRIERS, known | {"open": [state.value for state in OPEN_STATES]})
        barriers: dict[uuid.UUID, list[str]] = defaultdict(list)
        for team_id, name in cursor.fetchall():
            barriers[team_id].append(name)
        cursor.execute(_TEAMS, known)
        rows = cursor.fetchall()
    return [
        TeamRow(
            name=name,
            url=address_of("wins:team", pk),
            trajectory=trajectory,
            direction=direction,
            step=step or "",
            story=display_title(title or "", story or ""),
            story_url=address_of("wins:win", win) if win else "",
            story_on=date_in_words(happened_on) if happened_on else "",
            quiet=_quiet(last, runs, now),
            barriers=barriers[pk],
        )
        for pk, name, trajectory, direction, step, win, title, story, happened_on, last, runs in rows
    ]


def _quiet(last: dt.datetime | None, runs: bool, now: dt.datetime) -> str:
    """A question about a team that shared nothing for three weeks; empty for the others."""
    if not runs or (last and last >= now - QUIET):
        return ""
    if last is None:
        return _("No story yet. Maybe call?")
    return _("Quiet since %(day)s. Maybe call?") % {"day": date_in_words(local_date(last))}


@dataclass(frozen=True)
class Decisions:
    """What waits for somebody to decide: messages without an answer, answers to check, candidates."""

    waiting: list[Message]
    due: list[Message]
    candidates: list[Barrier]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.due or self.candidates)


def decisions_of(trajectories: Iterable[uuid.UUID], *, today: dt.date) -> Decisions:
    """Five queries. A barrier that went to policy already is no candidate any more."""
    ids = set(trajectories)
    messages = messages_of(ids, today=today)
    candidates: QuerySet[Barrier] = recurring_barriers(ids).filter(policy_messages__isnull=True)
    return Decisions(
        waiting=[one for one in messages if one.last is None],
        due=[one for one in messages if one.is_due],
        candidates=list(candidates.select_related("trajectory")),
    )
