"""A new cohort: the same trajectory with another name, first day and people."""

import datetime as dt
import uuid

from django.db import transaction

from sessions.models import LearningSession
from sessions.selectors.programmes import plan_of, sessions_to_copy, zone_of
from sessions.services.programmes import sessions_from_plan
from smallwins.accounts.models import User
from trajectories.models import PartialSolution, Team, Trajectory, WordingKind
from trajectories.selectors.trajectory import current_wording
from trajectories.services.trajectory import create_trajectory

#: What a new cohort takes over of the trajectory itself.
TAKEN_OVER = (
    "neighbourhood",
    "school_region",
    "time_zone",
    "for_whom_roles",
    "reminder_offsets",
    "retention_months",
)


def _like(source: Trajectory, name: str, starts_on: dt.date) -> Trajectory:
    """As long as its example."""
    taken = {field: getattr(source, field) for field in TAKEN_OVER}
    ends_on = source.ends_on and starts_on + (source.ends_on - source.starts_on)
    return Trajectory(name=name, starts_on=starts_on, ends_on=ends_on, **taken)


def _partial_solutions(source: Trajectory, made: Trajectory) -> None:
    PartialSolution.objects.bulk_create(
        PartialSolution(trajectory=made, name=one.name, question=one.question, order=one.order)
        for one in source.partial_solutions.filter(closed_at__isnull=True)
    )


def _teams(source: Trajectory, made: Trajectory) -> dict[uuid.UUID, Team]:
    """Teams with the same names, by the id of their example. Nobody is in them."""
    return {
        one.pk: Team.objects.create(trajectory=made, name=one.name)
        for one in source.teams.only("name", "trajectory")
    }


def _sessions(
    source: Trajectory,
    made: Trajectory,
    *,
    teams: dict[uuid.UUID, Team],
    video_url: str,
    author: User,
    client_uuid: uuid.UUID,
) -> list[LearningSession]:
    """Drafts, each for the teams its example was for."""
    examples = list(sessions_to_copy(source))
    sessions = sessions_from_plan(
        trajectory=made,
        plan=plan_of(source, name=made.name, language=author.language),
        starts_on=made.starts_on,
        time_zone=zone_of(examples, source),
        video_url=video_url,
        teams=[],
        author=author,
        client_uuid=client_uuid,
    )
    for session, example in zip(sessions, examples, strict=True):
        session.teams.set(teams[team.pk] for team in example.teams.all() if team.pk in teams)
    return sessions


@transaction.atomic
def start_cohort(
    *,
    source: Trajectory,
    name: str,
    starts_on: dt.date,
    video_url: str,
    same_teams: bool,
    author: User,
    client_uuid: uuid.UUID,
    now: dt.datetime,
) -> Trajectory:
    """Start a trajectory after the example of ``source``, with draft sessions as many days apart.

    People, steps, wins, notes and answers stay behind; ``author`` becomes its facilitator. The same
    ``client_uuid`` again gives the same row. Raises when.NonExistentTime and when.DoubledTime as
    ``sessions_from_plan`` does.
    """
    trajectory = _like(source, name, starts_on)
    made = create_trajectory(
        trajectory=trajectory,
        question=current_wording(source, WordingKind.QUESTION),
        ambition=current_wording(source, WordingKind.AMBITION),
        owner=source.organisation,
        author=author,
        client_uuid=client_uuid,
        now=now,
    )
    if made is not trajectory:
        return made
    _partial_solutions(source, made)
    teams = _teams(source, made) if same_teams else {}
    _sessions(source, made, teams=teams, video_url=video_url, author=author, client_uuid=client_uuid)
    return made
