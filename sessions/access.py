"""The gate for sessions and steps: outsiders 404, insiders without the right 403."""

import uuid

from django.http import Http404
from django.utils import timezone

from sessions.models import LearningSession, Step
from smallwins.accounts.models import User
from trajectories.access import get_team, refuse
from trajectories.grants import grants_of
from trajectories.roles import TRAJECTORY_ROLES, Capability, Role


def get_session(user: User, session_id: uuid.UUID, capability: str) -> LearningSession:
    """One session, if this person may see it and a role in its trajectory has the capability."""
    today = timezone.localdate()
    grants = grants_of(user, today)
    session = LearningSession.objects.select_related("trajectory").filter(pk=session_id).first()
    if session is None or session.trajectory_id not in grants.trajectories():
        raise Http404
    roles = grants.roles_in_trajectory(session.trajectory_id)
    seen = LearningSession.objects.visible_to(user, today).filter(pk=session_id).exists()
    if not seen or not roles & TRAJECTORY_ROLES[capability]:
        raise refuse(session.trajectory.name, session.trajectory_id)
    return session


def is_participant(user: User, session: LearningSession) -> bool:
    """True for a professional of one of the session's teams: the one who answers the invitation."""
    mine = grants_of(user, timezone.localdate()).teams(Role.PROFESSIONAL)
    return session.teams.filter(pk__in=mine).exists()


def get_step(user: User, step_id: uuid.UUID, capability: str = Capability.EDIT_PATH) -> Step:
    """One stone of a team's path, if this person may edit that path."""
    step = Step.objects.of_teams().filter(pk=step_id).first()
    if step is None:
        raise Http404
    step.team = get_team(user, step.team_id, capability)
    return step
