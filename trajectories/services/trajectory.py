"""What changes about a trajectory."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from smallwins.when import house_day
from trajectories.models import (
    Membership,
    Organisation,
    PartialSolution,
    Team,
    Trajectory,
    Wording,
    WordingKind,
)
from trajectories.roles import Role
from trajectories.services.teams import create_team

EDITABLE = (
    "name",
    "neighbourhood",
    "starts_on",
    "ends_on",
    "school_region",
    "time_zone",
    "for_whom_roles",
    "reminder_offsets",
)


def reword(*, trajectory: Trajectory, kind: str, text: str, author: User, now: dt.datetime) -> Wording | None:
    """Put the question or the ambition in new words; the earlier ones stay. None when nothing changed."""
    latest = trajectory.wordings.filter(kind=kind).first()
    if not text or (latest and latest.text == text):
        return None
    wording = Wording(trajectory=trajectory, kind=kind, text=text, author=author, written_at=now)
    wording.full_clean()
    wording.save()
    return wording


def _reword_both(
    trajectory: Trajectory, question: str, ambition: str, author: User, now: dt.datetime
) -> None:
    for kind, text in ((WordingKind.QUESTION, question), (WordingKind.AMBITION, ambition)):
        reword(trajectory=trajectory, kind=kind, text=text, author=author, now=now)


def create_trajectory(
    *,
    trajectory: Trajectory,
    question: str,
    ambition: str,
    owner: Organisation,
    author: User,
    client_uuid: uuid.UUID,
    now: dt.datetime,
    teams: Iterable[str] = (),
) -> Trajectory:
    """Start a trajectory with teams of these names; its maker becomes its facilitator.

    The same ``client_uuid`` again gives the same row.
    """
    trajectory.organisation, trajectory.client_uuid = owner, client_uuid
    try:
        with transaction.atomic():
            trajectory.full_clean(validate_unique=False, validate_constraints=False)
            trajectory.save()
            _reword_both(trajectory, question, ambition, author, now)
            Membership.objects.create(
                user=author,
                role=Role.FACILITATOR,
                trajectory=trajectory,
                starts_on=house_day(now),
                works_for=owner,
            )
            for name in teams:
                create_team(team=Team(trajectory=trajectory, name=name))
    except IntegrityError:
        return Trajectory.objects.get(client_uuid=client_uuid, organisation=owner)
    return trajectory


@transaction.atomic
def edit_trajectory(
    *, trajectory: Trajectory, question: str, ambition: str, author: User, version: int, now: dt.datetime
) -> None:
    """Save a changed trajectory; raises StaleVersion when somebody else did so first."""
    trajectory.full_clean()
    save_if_unchanged(trajectory, version=version, fields=EDITABLE)
    _reword_both(trajectory, question, ambition, author, now)


@transaction.atomic
def close_trajectory(*, trajectory: Trajectory, now: dt.datetime) -> None:
    """End it: nothing is mailed any more, the months of retention start to count."""
    Trajectory.objects.filter(pk=trajectory.pk, closed_at__isnull=True).update(closed_at=now)


@transaction.atomic
def reopen_trajectory(*, trajectory: Trajectory) -> None:
    """Undo closing."""
    Trajectory.objects.filter(pk=trajectory.pk).update(closed_at=None)


@transaction.atomic
def save_partial_solution(*, partial_solution: PartialSolution, version: int | None) -> None:
    """Add or reword one; ``version`` is None for a new one. Raises StaleVersion."""
    if version is None:
        siblings = PartialSolution.objects.filter(trajectory=partial_solution.trajectory)
        partial_solution.order = siblings.count() + 1
        partial_solution.full_clean()
        partial_solution.save()
        return
    partial_solution.full_clean()
    save_if_unchanged(partial_solution, version=version, fields=("name", "question"))


@transaction.atomic
def set_partial_solution_closed(*, partial_solution: PartialSolution, closed: bool, now: dt.datetime) -> None:
    """Put one aside, or take it up again. Wins keep pointing at it."""
    PartialSolution.objects.filter(pk=partial_solution.pk).update(closed_at=now if closed else None)
