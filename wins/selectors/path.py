"""A team's path: stones with their stories, and one line of time. Only what the viewer may read."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sessions.models import LearningSession, NotYet, SessionState, Step, StepState
from smallwins.accounts.models import User
from smallwins.addresses import address_of
from smallwins.when import date_in_words
from trajectories.models import Team
from wins.models import WinKind
from wins.models.win import display_title
from wins.selectors.readable import READABLE, reading
from wins.verdict import Kind

STORIES_PER_STEP = 3
MOMENTS = 20
#: After which "not yet" is asked again.
NOT_YET_RESTS = dt.timedelta(days=7)


@dataclass(frozen=True)
class Story:
    """A win or setback as a line under a stone; ``total`` stories hang on that stone."""

    pk: uuid.UUID
    title: str
    is_setback: bool
    url: str
    total: int


@dataclass(frozen=True)
class Stone:
    """A step of the path and the latest stories that answered it."""

    pk: uuid.UUID
    text: str
    kind: str
    state: str
    state_reason: str
    stories: list[Story] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many stories are not shown."""
        return self.stories[0].total - len(self.stories) if self.stories else 0


_STONES = f"""
    SELECT step.id, step.text, step.kind, step.state, step.state_reason,
        story.id, story.title, story.story, story.kind = 'setback', story.total
    FROM {Step._meta.db_table} AS step LEFT JOIN LATERAL (
        SELECT id, kind, title, story, happened_on, created_at, count(*) OVER () AS total
        FROM wins_win WHERE step_id = step.id AND {READABLE}
        ORDER BY happened_on DESC, created_at DESC LIMIT %(most)s
    ) AS story ON true
    WHERE step.team_id = %(team)s AND step.person_id IS NULL
    ORDER BY step.order, step.state_set_at, step.id, story.happened_on DESC, story.created_at DESC
"""  # noqa: S608 - every part is ours, the values are parameters


def stones_of(team: Team, user: User, *, today: dt.date) -> list[Stone]:
    """All steps of the team in order, each with its latest readable stories; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STONES, reading(team, user, today=today) | {"most": STORIES_PER_STEP})
        rows = cursor.fetchall()
    return [Stone(*step, list(_stories(of_step))) for step, of_step in groupby(rows, lambda row: row[:5])]


def _stories(rows: Iterator[tuple[Any, ...]]) -> Iterator[Story]:
    """The stories in the rows of one step; a step without one has a row of its own."""
    for *_step, pk, title, story, is_setback, total in rows:
        if pk:
            yield Story(pk, display_title(title, story), is_setback, address_of("wins:win", pk), total)


@dataclass(frozen=True)
class Moment:
    """A win, a setback, a session or a barrier that was named, on the line of time."""

    kind: str
    on: dt.date
    title: str
    url: str
    text: str = ""
    verdict: str = ""
    is_cancelled: bool = False

    @property
    def when(self) -> str:
        return date_in_words(self.on)

    @property
    def word(self) -> str:
        """What it is: a session, a barrier, a setback, or what the team calls the story."""
        if self.kind == "session":
            return _("Session")
        if self.kind == "barrier":
            return _("Barrier")
        if self.kind == WinKind.SETBACK:
            return _("Setback")
        return capfirst(Kind(self.verdict).label) if self.verdict else _("Story")


_MOMENTS = f"""
    (
        SELECT kind, id, title, story, happened_on, (
            SELECT verdict FROM wins_verdict AS called
            WHERE called.win_id = wins_win.id ORDER BY called.created_at DESC, called.id DESC LIMIT 1
        )
        FROM wins_win WHERE {READABLE}
        ORDER BY happened_on DESC, created_at DESC LIMIT %(most)s
    ) UNION ALL (
        SELECT 'session', one.id, one.title, purpose, (starts_at AT TIME ZONE %(zone)s)::date, one.state
        FROM {LearningSession._meta.db_table} AS one
        JOIN {LearningSession.teams.through._meta.db_table} AS its ON its.learningsession_id = one.id
        WHERE its.team_id = %(team)s AND one.state <> 'draft' AND one.starts_at <= %(now)s
        ORDER BY one.starts_at DESC LIMIT %(most)s
    ) UNION ALL (
        SELECT 'barrier', barrier.id, barrier.name, '', named_on, ''
        FROM wins_barriernaming JOIN wins_barrier AS barrier ON barrier.id = barrier_id
        WHERE team_id = %(team)s
        ORDER BY named_on DESC LIMIT %(most)s
    )
"""  # noqa: S608 - every part is ours, the values are parameters
_ADDRESSES = {"session": "sessions:session", "barrier": "wins:barrier"}


def moments_of(team: Team, user: User, *, now: dt.datetime, today: dt.date) -> list[Moment]:
    """The latest moments, newest first: stories, sessions that began, barriers the team named; one query."""
    zone = timezone.get_current_timezone_name()
    known = reading(team, user, today=today) | {"now": now, "most": MOMENTS, "zone": zone}
    with connection.cursor() as cursor:
        cursor.execute(_MOMENTS, known)
        latest = sorted(cursor.fetchall(), key=lambda row: row[4], reverse=True)[:MOMENTS]
    return [_moment(*row) for row in latest]


def _moment(kind: str, pk: uuid.UUID, title: str, text: str, on: dt.date, said: str | None) -> Moment:
    """One row of ``_MOMENTS``; ``said`` is what the team calls a story, or the state of a session."""
    url = address_of(_ADDRESSES.get(kind, "wins:win"), pk)
    if kind == "session":
        return Moment(kind, on, title, url, text, is_cancelled=said == SessionState.CANCELLED)
    return Moment(kind, on, display_title(title, text), url, text, said or "")


@dataclass(frozen=True)
class Current:
    """What stands at home: the team's step above the capture field, and this person's own intention."""

    of_team: Step | None
    own: Step | None


def current_steps(team_ids: list[uuid.UUID], user: User, *, now: dt.datetime) -> Current:
    """What the team tries now, else what comes next; and what this person tries. One query.

    Adds ``rests``: this person said "not yet" less than a week ago.
    """
    not_yet = NotYet.objects.filter(step=OuterRef("pk"), user=user, said_at__gt=now - NOT_YET_RESTS)
    steps = (
        Step.objects.current()
        .filter(Q(person__isnull=True) | Q(person=user), team__in=team_ids)
        .annotate(rests=Exists(not_yet))
        .select_related("team")
        .order_by("order", "state_set_at")
    )
    stones = [step for step in steps if step.person_id is None]
    own = [step for step in steps if step.person_id]
    return Current(
        of_team=min(stones, key=lambda step: step.state != StepState.TRYING, default=None),
        own=max(own, key=lambda step: (step.state == StepState.TRYING, step.state_set_at), default=None),
    )


def current_step(team_ids: list[uuid.UUID], user: User, *, now: dt.datetime) -> Step | None:
    """The team's step alone, see ``current_steps``."""
    return current_steps(team_ids, user, now=now).of_team
