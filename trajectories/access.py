"""The base gate: outsiders meet 404, insiders without the right 403 with who can help."""

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Membership, Organisation, Team, Trajectory
from trajectories.roles import ORGANISATION_ROLES, TEAM_ROLES, TRAJECTORY_ROLES, Role
from trajectories.selectors.teams import teams_of


def facilitator_names(trajectory_id: uuid.UUID, today: dt.date) -> str:
    """Who can help, in words; a comma between names."""
    people = Membership.objects.active(today).filter(trajectory=trajectory_id, role=Role.FACILITATOR)
    return ", ".join(sorted(people.values_list("user__name", flat=True)))


def refuse(owner: str, trajectory_id: uuid.UUID) -> PermissionDenied:
    """The 403 of an insider: whose page this is, and whom to ask."""
    names = facilitator_names(trajectory_id, timezone.localdate())
    if not names:
        return PermissionDenied(_("This page belongs to %(owner)s.") % {"owner": owner})
    return PermissionDenied(
        _("This page belongs to %(owner)s. Ask %(names)s for access.") % {"owner": owner, "names": names}
    )


def get_organisation(user: User, organisation_id: uuid.UUID, capability: str) -> Organisation:
    """One organisation, if this person administers it; else 404."""
    today = timezone.localdate()
    roles = ORGANISATION_ROLES[capability]
    if organisation_id not in grants_of(user, today).organisations(*roles):
        raise Http404
    return Organisation.objects.get(pk=organisation_id)


def get_trajectory(user: User, trajectory_id: uuid.UUID, capability: str) -> Trajectory:
    """One trajectory, if a role of this person in it has the capability."""
    roles = grants_of(user, timezone.localdate()).roles_in_trajectory(trajectory_id)
    if not roles:
        raise Http404
    trajectory = Trajectory.objects.select_related("organisation").get(pk=trajectory_id)
    if not roles & TRAJECTORY_ROLES[capability]:
        raise refuse(trajectory.name, trajectory.pk)
    return trajectory


def get_team(user: User, team_id: uuid.UUID, capability: str) -> Team:
    """One team with its trajectory, if a role of this person for it has the capability."""
    grants = grants_of(user, timezone.localdate())
    team = next(iter(teams_of([team_id])), None)
    if team is None or team.trajectory_id not in grants.trajectories():
        raise Http404
    if not grants.roles_for_team(team.pk, team.trajectory_id) & TEAM_ROLES[capability]:
        raise refuse(_("Team %(team)s") % {"team": team.name}, team.trajectory_id)
    return team


def can(user: User, obj: Organisation | Trajectory | Team, capability: str) -> bool:
    """The same rules as a question, for showing or hiding an action. No query beyond the grants."""
    grants = grants_of(user, timezone.localdate())
    if isinstance(obj, Organisation):
        return obj.pk in grants.organisations(*ORGANISATION_ROLES[capability])
    if isinstance(obj, Trajectory):
        return bool(grants.roles_in_trajectory(obj.pk) & TRAJECTORY_ROLES[capability])
    return bool(grants.roles_for_team(obj.pk, obj.trajectory_id) & TEAM_ROLES[capability])
