"""The gate for sessions and steps: outsiders 404, insiders without the right 403."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import AgendaItem, BoardNote, LearningSession, Material, Step
from smallwins.accounts.models import User
from trajectories.access import can, get_team, get_trajectory, refuse
from trajectories.grants import grants_of
from trajectories.models import Team, Trajectory
from trajectories.roles import TRAJECTORY_ROLES, Capability, Role


def get_session(user: User, session_id: uuid.UUID, capability: str) -> LearningSession:
    """One session, if this person may see it and a role in its trajectory has the capability."""
    today = timezone.localdate()
    grants = grants_of(user, today)
    seen = LearningSession.objects.visible_to(user, today).filter(pk=OuterRef("pk"))
    found = LearningSession.objects.select_related("trajectory").annotate(is_seen=Exists(seen))
    session = found.filter(pk=session_id).first()
    if session is None or session.trajectory_id not in grants.trajectories():
        raise Http404
    roles = grants.roles_in_trajectory(session.trajectory_id)
    if not session.is_seen or not roles & TRAJECTORY_ROLES[capability]:
        raise refuse(session.trajectory.name, session.trajectory_id)
    return session


def get_item(user: User, session_id: uuid.UUID, item_id: uuid.UUID, capability: str) -> AgendaItem:
    """One item of the agenda of a session this person may see, with the capability in its trajectory."""
    session = get_session(user, session_id, capability)
    item = session.agenda_items.filter(pk=item_id).first()
    if item is None:
        raise Http404
    item.learning_session = session
    return item


def get_material(user: User, material_id: uuid.UUID) -> Material:
    """One link that this person may change: the facilitator of its trajectory."""
    material = Material.objects.select_related("learning_session").filter(pk=material_id).first()
    if material is None:
        raise Http404
    material.trajectory = get_trajectory(user, material.trajectory_id, Capability.MANAGE)
    return material


def refuse_when_closed(trajectory: Trajectory) -> None:
    """A closed trajectory stays as it is: raises PermissionDenied, in words."""
    if trajectory.is_closed:
        raise PermissionDenied(_("This trajectory is closed: nothing new is added."))


def is_participant(user: User, session: LearningSession) -> bool:
    """True for a professional of one of the session's teams: the one who answers the invitation."""
    mine = grants_of(user, timezone.localdate()).teams(Role.PROFESSIONAL)
    return session.teams.filter(pk__in=mine).exists()


def teams_to_try(user: User, session: LearningSession) -> QuerySet[Team]:
    """The teams of this session whose path this person keeps: own teams, for a facilitator all."""
    kept = [team.pk for team in session.teams.all() if can(user, team, Capability.EDIT_PATH)]
    return session.teams.filter(pk__in=kept)


def get_step(user: User, step_id: uuid.UUID, capability: str = Capability.EDIT_PATH) -> Step:
    """One stone of a team's path, if this person may edit that path."""
    step = Step.objects.of_teams().filter(pk=step_id).first()
    if step is None:
        raise Http404
    step.team = get_team(user, step.team_id, capability)
    return step


def get_note(user: User, note_id: uuid.UUID) -> BoardNote:
    """One note this person may read: shown to the room, or one's own. Before, the others' do not exist."""
    note = BoardNote.objects.select_related("agenda_item", "author").filter(pk=note_id).first()
    if note is None:
        raise Http404
    note.learning_session = get_session(user, note.learning_session_id, Capability.READ)
    if note.agenda_item.revealed_at is None and note.author_id != user.pk:
        raise Http404
    return note
