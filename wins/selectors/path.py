"""A team's path: stones with their stories, and one line of time. Only what the viewer may read."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from sessions.models import LearningSession, Step
from smallwins.accounts.models import User
from trajectories.models import Team
from wins.selectors.readable import shared_wins

STORIES_PER_STEP = 3
MOMENTS = 30


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


def stones_of(team: Team, user: User, *, today: dt.date) -> list[Stone]:
    """All steps in order, each with its latest readable stories; two queries."""
    steps = list(Step.objects.of_teams().filter(team=team))
    ranked = (
        shared_wins(team, user, today=today)
        .filter(step__isnull=False)
        .only("kind", "title", "story", "step")
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("step"),
                order_by=[F("happened_on").desc(), F("created_at").desc()],
            ),
            total=Window(Count("pk"), partition_by=F("step")),
        )
        .filter(place__lte=STORIES_PER_STEP)
        .order_by("-happened_on", "-created_at")
    )
    by_step: dict[uuid.UUID, list[Story]] = defaultdict(list)
    for win in ranked:
        by_step[win.step_id].append(
            Story(win.pk, win.display_title, win.is_setback, win.get_absolute_url(), win.total)
        )
    return [Stone(step, by_step[step.pk]) for step in steps]


@dataclass(frozen=True)
class Moment:
    """A win, a setback or a session on the line of time."""

    kind: str
    on: dt.date
    title: str
    url: str
    text: str = ""
    verdict: str = ""
    is_cancelled: bool = False


def moments_of(team: Team, user: User, *, now: dt.datetime, today: dt.date) -> list[Moment]:
    """The latest moments, newest first; two queries."""
    wins = (
        shared_wins(team, user, today=today)
        .only("kind", "title", "story", "happened_on")
        .with_verdict()
        .order_by("-happened_on", "-created_at")[:MOMENTS]
    )
    sessions = (
        LearningSession.objects.not_draft()
        .filter(teams=team, starts_at__lte=now)
        .only("title", "purpose", "starts_at", "state")
        .order_by("-starts_at")[:MOMENTS]
    )
    moments = [
        Moment(
            win.kind, win.happened_on, win.display_title, win.get_absolute_url(), win.story, win.verdict or ""
        )
        for win in wins
    ]
    moments += [
        Moment(
            "session",
            session.starts_at.date(),
            session.title,
            session.get_absolute_url(),
            session.purpose,
            is_cancelled=session.is_cancelled,
        )
        for session in sessions
    ]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)[:MOMENTS]


def current_step(team_ids: list[uuid.UUID]) -> Step | None:
    """What the team tries now, else what comes next: stands above the capture field."""
    steps = Step.objects.of_teams().current().filter(team__in=team_ids)
    # "trying" sorts after "next" in the alphabet, and comes first here.
    return steps.order_by("-state", "order").select_related("team").first()
