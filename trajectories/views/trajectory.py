"""Lists and makes trajectories; edits, closes and reopens one."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smallwins import versions
from trajectories import access, privacy
from trajectories.forms import NewTrajectoryForm, TrajectoryForm
from trajectories.grants import grants_of
from trajectories.models import Organisation, Trajectory, WordingKind
from trajectories.roles import Capability, Role
from trajectories.selectors import organisations
from trajectories.selectors.trajectory import current_wording, wordings_of
from trajectories.services import trajectory as services


def owner_for(request: HttpRequest) -> Organisation:
    """Whose trajectory a new one becomes: where this person is admin or already facilitates; else 403."""
    owner = organisations.owner_for(request.user, today=timezone.localdate())
    if owner is None:
        raise PermissionDenied(_("This page belongs to facilitators."))
    return owner


@require_safe
def trajectory_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    trajectories = Trajectory.objects.visible_to(request.user, today).select_related("organisation")
    can_create = bool(grants_of(request.user, today).roles() & {Role.ADMIN, Role.FACILITATOR})
    context = {"trajectories": trajectories, "can_create": can_create}
    return render(request, "trajectories/trajectory/list.html", context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "trajectories/trajectory/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def trajectory_new(request: HttpRequest) -> HttpResponse:
    owner = owner_for(request)
    initial = {"client_uuid": uuid.uuid4(), "starts_on": timezone.localdate()}
    form = NewTrajectoryForm(request.POST or None, initial=initial)
    page = partial(_page, request, {"form": form, "owner": owner})
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, None, page=page):
        return asked
    trajectory = services.create_trajectory(
        trajectory=form.instance,
        question=form.cleaned_data["question"],
        ambition=form.cleaned_data["ambition"],
        owner=owner,
        author=request.user,
        client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
        teams=form.cleaned_data["teams"],
        now=timezone.now(),
    )
    messages.success(request, _("The trajectory is made."))
    return redirect(trajectory)


def _edit_form(trajectory: Trajectory, data: object = None) -> TrajectoryForm:
    initial = {
        "version": trajectory.version,
        "question": current_wording(trajectory, WordingKind.QUESTION),
        "ambition": current_wording(trajectory, WordingKind.AMBITION),
    }
    return TrajectoryForm(data, instance=trajectory, initial=initial)


@require_http_methods(["GET", "POST"])
def trajectory_edit(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    form = _edit_form(trajectory, request.POST or None)
    context = {"form": form, "trajectory": trajectory, "wordings": wordings_of(trajectory)}
    page = partial(_page, request, context)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    words = {name: form.cleaned_data[name] for name in ("question", "ambition")}
    version = form.cleaned_data["version"] or 0
    try:
        services.edit_trajectory(
            trajectory=form.instance, author=request.user, version=version, now=timezone.now(), **words
        )
    except versions.StaleVersion:
        saved = versions.as_saved(trajectory)
        return versions.conflict(request, mine=form, theirs=_edit_form(saved), version=saved.version)
    messages.success(request, _("Your changes are saved."))
    return redirect(trajectory)


@require_http_methods(["GET", "POST"])
def trajectory_close(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Asks once, then closes."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    if request.method == "POST":
        services.close_trajectory(trajectory=trajectory, now=timezone.now())
        messages.success(request, _("The trajectory is closed. You can open it again."))
        return redirect(trajectory)
    return render(request, "trajectories/trajectory/close.html", {"trajectory": trajectory})


@require_POST
def trajectory_reopen(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    services.reopen_trajectory(trajectory=trajectory)
    messages.success(request, _("The trajectory is open again."))
    return redirect(trajectory)
