"""Teams and partial solutions of a trajectory, as its facilitator keeps them."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smallwins import versions
from trajectories import access, privacy
from trajectories.forms import PartialSolutionForm, TeamForm
from trajectories.models import PartialSolution, Team, Trajectory
from trajectories.roles import Capability
from trajectories.services import teams as services
from trajectories.services import trajectory as trajectory_services


def _team_page(
    request: HttpRequest, form: TeamForm, trajectory: Trajectory, team: Team | None = None
) -> HttpResponse:
    context = {"form": form, "trajectory": trajectory} | ({"team": team} if team else {})
    return render(request, "trajectories/teams/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def team_new(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    form = TeamForm(request.POST or None, instance=Team(trajectory=trajectory))
    page = partial(_team_page, request, form, trajectory)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    services.create_team(team=form.instance)
    messages.success(request, _("The team is added. Invite its people."))
    return redirect("sessions:people", trajectory.pk)


@require_http_methods(["GET", "POST"])
def team_edit(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    team = access.get_team(request.user, team_id, Capability.MANAGE)
    form = TeamForm(request.POST or None, instance=team, initial={"version": team.version})
    page = partial(_team_page, request, form, team.trajectory, team)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, team.trajectory, page=page):
        return asked
    try:
        services.edit_team(team=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(team)
        theirs = TeamForm(instance=saved, initial={"version": saved.version})
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
    messages.success(request, _("Your changes are saved."))
    return redirect(team.trajectory)


def _partial_solution(trajectory: Trajectory, pk: str) -> PartialSolution:
    """The one to change, or a new one when none is named; 404 for another trajectory's."""
    if not pk:
        return PartialSolution(trajectory=trajectory)
    try:
        return get_object_or_404(trajectory.partial_solutions, pk=uuid.UUID(pk))
    except ValueError:
        raise Http404 from None


def _solutions_page(request: HttpRequest, form: PartialSolutionForm, trajectory: Trajectory) -> HttpResponse:
    context = {
        "form": form,
        "trajectory": trajectory,
        "is_new": form.instance._state.adding,
        "partial_solutions": trajectory.partial_solutions.all(),
    }
    template = "trajectories/trajectory/partial_solutions.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def partial_solutions(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """All of them; the one named by ``?change=`` (or a new one) in a form."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    one = _partial_solution(trajectory, request.GET.get("change", ""))
    form = PartialSolutionForm(request.POST or None, instance=one, initial={"version": one.version})
    page = partial(_solutions_page, request, form, trajectory)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    version = None if one._state.adding else form.cleaned_data["version"] or 0
    try:
        trajectory_services.save_partial_solution(partial_solution=form.instance, version=version)
    except versions.StaleVersion:
        saved = versions.as_saved(one)
        theirs = PartialSolutionForm(instance=saved, initial={"version": saved.version})
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
    messages.success(request, _("The partial solution is saved."))
    return redirect("trajectories:partial_solutions", trajectory.pk)


@require_POST
def partial_solution_toggle(
    request: HttpRequest, trajectory_id: uuid.UUID, solution_id: uuid.UUID
) -> HttpResponse:
    """Put one aside, or take it up again."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    one = get_object_or_404(trajectory.partial_solutions, pk=solution_id)
    trajectory_services.set_partial_solution_closed(
        partial_solution=one, closed=one.closed_at is None, now=timezone.now()
    )
    return redirect("trajectories:partial_solutions", trajectory.pk)
