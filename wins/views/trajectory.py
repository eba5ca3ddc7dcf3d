"""The page of a trajectory: what everybody in it shares."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sessions.models import LearningSession
from sessions.selectors.page import materials_of_trajectory
from trajectories import access
from trajectories.roles import Capability
from trajectories.selectors.people import facilitators_of, is_alone
from trajectories.selectors.trajectory import wordings_of


@require_safe
def trajectory(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Question, ambition, sessions, teams. Earlier wordings stay readable with their date."""
    one = access.get_trajectory(request.user, trajectory_id, Capability.READ)
    now, today = timezone.now(), timezone.localdate()
    sessions = list(LearningSession.objects.visible_to(request.user, today).filter(trajectory=one))
    manages = access.can(request.user, one, Capability.MANAGE)
    context = {
        "trajectory": one,
        "wordings": wordings_of(one),
        "sessions": sessions,
        "next_session": next((s for s in sessions if s.state == "open" and s.ends_at > now), None),
        "teams": [
            {"team": team, "readable": access.can(request.user, team, Capability.READ)}
            for team in one.teams.all()
        ],
        "materials": materials_of_trajectory(one),
        "solutions": one.partial_solutions.filter(closed_at__isnull=True),
        "facilitators": facilitators_of(one.pk, today=today),
        "manages": manages,
        "exports": manages or access.can(request.user, one, Capability.OVERSEE),
        "is_alone": manages and is_alone(one.pk, today=today),
        "now": now,
        "today": today,
    }
    return render(request, "wins/trajectory.html", context)
