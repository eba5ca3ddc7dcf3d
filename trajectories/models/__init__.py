"""The models of this app."""

from trajectories.models.people import Invitation, InvitationState, Membership
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
    "Invitation",
    "InvitationState",
    "Membership",
    "Organisation",
    "PartialSolution",
    "SchoolRegion",
    "Team",
    "Trajectory",
    "Wording",
    "WordingKind",
]
