"""Links with a title, for a trajectory, a session or an item: members read, the facilitator keeps them."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.forms.materials import MaterialForm
from sessions.models import LearningSession, Material
from sessions.selectors import page as selectors
from sessions.services import materials as services
from smallwins import versions
from trajectories import privacy
from trajectories.access import can, get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability


def _needed(request: HttpRequest) -> str:
    return Capability.MANAGE if request.method == "POST" else Capability.READ


@require_http_methods(["GET", "POST"])
def materials(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The links of a session and its items; a POST adds one."""
    session = access.get_session(request.user, session_id, _needed(request))
    return _materials(request, session.trajectory, session)


@require_http_methods(["GET", "POST"])
def trajectory_materials(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """The links of a whole trajectory; a POST adds one."""
    return _materials(request, get_trajectory(request.user, trajectory_id, _needed(request)), None)


def _materials(request: HttpRequest, trajectory: Trajectory, session: LearningSession | None) -> HttpResponse:
    new = Material(trajectory=trajectory, learning_session=session, client_uuid=uuid.uuid4())
    if request.method == "GET":
        return _list_page(request, MaterialForm(instance=new))
    access.refuse_when_closed(trajectory)
    form = MaterialForm(request.POST, instance=new)
    page = partial(_list_page, request, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    key = form.cleaned_data["client_uuid"] or uuid.uuid4()
    services.add_material(material=form.instance, author=request.user, client_uuid=key)
    messages.success(request, _("The link is added."))
    return redirect(new.list_url)


def _list_page(request: HttpRequest, form: MaterialForm) -> HttpResponse:
    session, trajectory = form.instance.learning_session, form.instance.trajectory
    shown = session.materials if session else selectors.materials_of_trajectory(trajectory)
    context = {
        "form": form,
        "session": session,
        "trajectory": trajectory,
        "materials": shown.select_related("agenda_item"),
        "manages": can(request.user, trajectory, Capability.MANAGE),
    }
    return render(request, "sessions/materials/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def material_edit(request: HttpRequest, material_id: uuid.UUID) -> HttpResponse:
    material = access.get_material(request.user, material_id)
    access.refuse_when_closed(material.trajectory)
    form = MaterialForm(request.POST or None, instance=material)
    page = partial(_edit_page, request, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, material.trajectory, page=page):
        return asked
    try:
        services.edit_material(material=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(material)
        return versions.conflict(
            request, mine=form, theirs=MaterialForm(instance=saved), version=saved.version
        )
    messages.success(request, _("The link is saved."))
    return redirect(material.list_url)


def _edit_page(request: HttpRequest, form: MaterialForm) -> HttpResponse:
    context = {"form": form, "material": form.instance}
    return render(request, "sessions/materials/form.html", context, status=422 if form.errors else 200)


@require_POST
def material_remove(request: HttpRequest, material_id: uuid.UUID) -> HttpResponse:
    material = access.get_material(request.user, material_id)
    access.refuse_when_closed(material.trajectory)
    services.remove_material(material=material)
    messages.success(request, _("The link is removed."))
    return redirect(material.list_url)
