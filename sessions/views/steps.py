"""A team's direction and its steps, kept by its members and the facilitator."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.forms.steps import DirectionForm, StepForm
from sessions.models import Step
from sessions.services import steps as services
from smallwins import versions
from trajectories import privacy
from trajectories.access import get_team
from trajectories.models import Team
from trajectories.roles import Capability
from trajectories.services.teams import edit_team


def _path_page(
    request: HttpRequest, team: Team, *, step: StepForm | None = None, direction: DirectionForm | None = None
) -> HttpResponse:
    sent = step or direction
    context = {
        "team": team,
        "steps": team.steps.of_teams(),
        "direction_form": direction or DirectionForm(instance=team, initial={"version": team.version}),
        "form": step or StepForm(instance=Step(team=team), initial={"client_uuid": uuid.uuid4()}),
    }
    return render(request, "sessions/steps/path.html", context, status=422 if sent and sent.errors else 200)


@require_http_methods(["GET", "POST"])
def path(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    """Direction and stones; a POST adds a stone."""
    team = get_team(request.user, team_id, Capability.EDIT_PATH)
    if request.method == "GET":
        return _path_page(request, team)
    form = StepForm(request.POST, instance=Step(team=team))
    page = partial(_path_page, request, team, step=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, team.trajectory, page=page):
        return asked
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
    page = partial(_path_page, request, versions.as_saved(team), direction=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, team.trajectory, page=page):
        return asked
    try:
        edit_team(team=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(team)
        theirs = DirectionForm(instance=saved, initial={"version": saved.version})
        back = reverse("sessions:path", args=[team.pk])
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version, back=back)
    messages.success(request, _("The direction is saved."))
    return redirect("sessions:path", team.pk)


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, step_id: uuid.UUID) -> HttpResponse:
    step = access.get_step(request.user, step_id)
    form = StepForm(request.POST or None, instance=step, initial={"version": step.version})
    page = partial(_step_page, request, form, step)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, step.team.trajectory, page=page):
        return asked
    version = form.cleaned_data["version"] or 0
    try:
        services.edit_step(step=form.instance, author=request.user, version=version, now=timezone.now())
    except versions.StaleVersion:
        saved = versions.as_saved(step)
        theirs = StepForm(instance=saved, initial={"version": saved.version})
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
    messages.success(request, _("The step is saved."))
    return redirect("sessions:path", step.team_id)


def _step_page(request: HttpRequest, form: StepForm, step: Step) -> HttpResponse:
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
