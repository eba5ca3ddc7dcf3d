"""A team's direction and its steps, kept by its members and the facilitator."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.forms import DirectionForm, StepForm
from sessions.models import Step
from sessions.services import steps as services
from smallwins import versions
from trajectories.access import get_team
from trajectories.models import Team
from trajectories.roles import Capability
from trajectories.services.teams import edit_team


def _path_page(request: HttpRequest, team: Team, **forms: object) -> HttpResponse:
    context = {
        "team": team,
        "steps": team.steps.of_teams(),
        "direction_form": forms.get("direction")
        or DirectionForm(instance=team, initial={"version": team.version}),
        "form": forms.get("step")
        or StepForm(instance=Step(team=team), initial={"client_uuid": uuid.uuid4()}),
    }
    return render(request, "sessions/steps/path.html", context, status=422 if forms else 200)


@require_http_methods(["GET", "POST"])
def path(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    """Direction and stones; a POST adds a stone."""
    team = get_team(request.user, team_id, Capability.EDIT_PATH)
    if request.method == "GET":
        return _path_page(request, team)
    form = StepForm(request.POST, instance=Step(team=team))
    if not form.is_valid():
        return _path_page(request, team, step=form)
    services.add_step(
        step=form.instance,
        author=request.user,
        client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
        now=timezone.now(),
    )
    messages.success(request, _("The step is added."))
    return redirect("sessions:path", team.pk)


@require_POST
def direction(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    team = get_team(request.user, team_id, Capability.EDIT_PATH)
    form = DirectionForm(request.POST, instance=team)
    if not form.is_valid():
        return _path_page(request, versions.as_saved(team), direction=form)
    try:
        edit_team(team=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(team)
        theirs = DirectionForm(instance=saved, initial={"version": saved.version})
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
    messages.success(request, _("The direction is saved."))
    return redirect("sessions:path", team.pk)


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    step = access.get_step(request.user, step_id)
    form = StepForm(request.POST or None, instance=step, initial={"version": step.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_step(step=form.instance, author=request.user, version=version, now=timezone.now())
        except versions.StaleVersion:
            saved = versions.as_saved(step)
            theirs = StepForm(instance=saved, initial={"version": saved.version})
            return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
        messages.success(request, _("The step is saved."))
        return redirect("sessions:path", step.team_id)
    context = {"form": form, "step": step, "team": step.team}
    return render(request, "sessions/steps/form.html", context, status=422 if form.errors else 200)


@require_POST
def step_move(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    step = access.get_step(request.user, step_id)
    services.move_step(step=step, up=request.POST.get("direction") == "up")
    return redirect("sessions:path", step.team_id)


@require_POST
def step_not_yet(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    """The professional's one-tap answer at home."""
    step = access.get_step(request.user, step_id, Capability.WRITE)
    services.say_not_yet(step=step, user=request.user, now=timezone.now())
    messages.success(request, _("Not yet: fine too. We ask again in a week."))
    return redirect("home")
