"""Programmes to read and to plan from; a saved one can be renamed and deleted."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smallwins import versions
from trajectories import privacy
from trajectories.models import Programme
from trajectories.programmes.access import can_change, check_facilitates, get_programme
from trajectories.programmes.forms import RenameForm
from trajectories.programmes.shipped import SIX_SESSIONS
from trajectories.selectors import programmes as selectors
from trajectories.services import programmes as services


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    check_facilitates(request.user)
    ours, *saved = selectors.offered_to(request.user, today=timezone.localdate())
    return render(request, "trajectories/programmes/list.html", {"ours": ours, "saved": saved})


def _offered(request: HttpRequest, key: str) -> selectors.Offered:
    """The programme behind a key: the app's own, or a saved one of this person's organisations."""
    if key == SIX_SESSIONS:
        check_facilitates(request.user)
        return selectors.of_the_app()
    try:
        return selectors.of_row(get_programme(request.user, uuid.UUID(key)))
    except ValueError:
        raise Http404 from None


@require_safe
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """Everything written out; printable."""
    offered = _offered(request, key)
    context = {
        "offered": offered,
        "plan": offered.plan,
        "trajectories": selectors.to_plan_in(request.user, today=timezone.localdate()),
        "can_change": bool(offered.saved and can_change(request.user, offered.saved)),
    }
    return render(request, "trajectories/programmes/programme.html", context)


def _rename_form(programme: Programme, data: object = None) -> RenameForm:
    return RenameForm(data, instance=programme, initial={"version": programme.version})


@require_http_methods(["GET", "POST"])
def programme_edit(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """Another name."""
    one = get_programme(request.user, programme_id, change=True)
    name = one.name
    form = _rename_form(one, request.POST or None)
    page = partial(_rename_page, request, form, name)
    if not form.is_valid():
        return page()
    # Other trajectories read the name: nobody's name is known there.
    if asked := privacy.ask_about(request, form, None, page=page):
        return asked
    try:
        services.rename_programme(programme=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(one)
        return versions.conflict(request, mine=form, theirs=_rename_form(saved), version=saved.version)
    messages.success(request, _("Your changes are saved."))
    return redirect(one)


def _rename_page(request: HttpRequest, form: RenameForm, name: str) -> HttpResponse:
    context = {"form": form, "programme": form.instance, "name": name}
    return render(request, "trajectories/programmes/rename.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def programme_delete(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """Asks once, then deletes."""
    one = get_programme(request.user, programme_id, change=True)
    if request.method == "POST":
        services.delete_programme(programme=one)
        messages.success(request, _("The programme is deleted. Sessions planned from it stay."))
        return redirect("trajectories:programmes")
    return render(request, "trajectories/programmes/delete.html", {"programme": one})
