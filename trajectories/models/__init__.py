"""The models of this app."""

from trajectories.models.people import Invitation, InvitationState, Membership
from trajectories.models.programmes import Grouping, Programme
from trajectories.models.teams import Team
from trajectories.models.trajectory import (
    Organisation,
    PartialSolution,
    SchoolRegion,
    Trajectory,
    Wording,
    WordingKind,
)

__all__ = [
    "Grouping",
    "Invitation",
    "InvitationState",
    "Membership",
    "Organisation",
    "PartialSolution",
    "Programme",
    "SchoolRegion",
    "Team",
    "Trajectory",
    "Wording",
    "WordingKind",
]
