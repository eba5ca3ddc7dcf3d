"""A team's path: stones with their stories, and one line of time. Only what the viewer may read."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sessions.models import LearningSession, NotYet, SessionState, Step, StepState
from smallwins.accounts.models import User
from smallwins.addresses import address_of
from smallwins.when import date_in_words, local_date
from trajectories.models import Team
from wins.models import Win, WinKind
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

    step: Step
    stories: list[Story] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many stories are not shown."""
        return self.stories[0].total - len(self.stories) if self.stories else 0


_STORIES = f"""
    SELECT id, kind, title, story, step_id, total
    FROM (
        SELECT *,
            row_number() OVER (PARTITION BY step_id ORDER BY happened_on DESC, created_at DESC) AS place,
            count(*) OVER (PARTITION BY step_id) AS total
        FROM wins_win
        WHERE step_id IS NOT NULL AND {READABLE}
    ) AS of_a_step
    WHERE place <= %(most)s
    ORDER BY happened_on DESC, created_at DESC
"""  # noqa: S608 - every part is ours, the values are parameters


def stones_of(team: Team, user: User, *, today: dt.date) -> list[Stone]:
    """All steps in order, each with its latest readable stories; two queries."""
    steps = list(Step.objects.of_teams().filter(team=team).only("text", "kind", "state", "state_reason"))
    known = reading(team, user, today=today) | {"most": STORIES_PER_STEP}
    by_step: dict[uuid.UUID, list[Story]] = defaultdict(list)
    for win in Win.objects.raw(_STORIES, known):
        by_step[win.step_id].append(
            Story(win.pk, win.display_title, win.is_setback, win.get_absolute_url(), win.total)
        )
    return [Stone(step, by_step[step.pk]) for step in steps]


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


_LATEST = f"""
    SELECT id, kind, title, story, happened_on, (
        SELECT verdict FROM wins_verdict AS called
        WHERE called.win_id = wins_win.id ORDER BY called.created_at DESC, called.id DESC LIMIT 1
    ) AS verdict
    FROM wins_win
    WHERE {READABLE}
    ORDER BY happened_on DESC, created_at DESC
    LIMIT %(most)s
"""  # noqa: S608 - every part is ours, the values are parameters


_AROUND = f"""
    SELECT 'session' AS kind, one.id, one.title, one.purpose AS text, one.starts_at AS at, one.state
    FROM {LearningSession._meta.db_table} AS one
    JOIN {LearningSession.teams.through._meta.db_table} AS its ON its.learningsession_id = one.id
    WHERE its.team_id = %(team)s AND one.state <> 'draft' AND one.starts_at <= %(now)s
    UNION ALL
    SELECT 'barrier', barrier.id, barrier.name, '', (named_on + time '12:00') AT TIME ZONE %(zone)s, ''
    FROM wins_barriernaming JOIN wins_barrier AS barrier ON barrier.id = barrier_id
    WHERE team_id = %(team)s
    ORDER BY at DESC LIMIT %(most)s
"""  # noqa: S608 - every part is ours, the values are parameters


def _around(team: Team, *, now: dt.datetime) -> list[Moment]:
    """Sessions that began and barriers the team named, the latest; one query."""
    known = {"team": team.pk, "now": now, "most": MOMENTS, "zone": timezone.get_current_timezone_name()}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, known)
        rows = cursor.fetchall()
    return [
        Moment(
            kind,
            local_date(at),
            title,
            address_of("sessions:session" if kind == "session" else "wins:barrier", pk),
            text,
            is_cancelled=state == SessionState.CANCELLED,
        )
        for kind, pk, title, text, at, state in rows
    ]


def moments_of(team: Team, user: User, *, now: dt.datetime, today: dt.date) -> list[Moment]:
    """The latest moments, newest first; two queries."""
    wins = Win.objects.raw(_LATEST, reading(team, user, today=today) | {"most": MOMENTS})
    moments = [
        Moment(
            win.kind, win.happened_on, win.display_title, win.get_absolute_url(), win.story, win.verdict or ""
        )
        for win in wins
    ]
    moments += _around(team, now=now)
    return sorted(moments, key=lambda moment: moment.on, reverse=True)[:MOMENTS]


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
