"""Linking a win to an earlier one; the other team's yes or no."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trajectories import privacy
from wins import access
from wins.forms.links import LinkForm
from wins.models import Win, WinLink
from wins.services import links as services


def _link(form: LinkForm, win: Win, request: HttpRequest) -> bool:
    """True when the link was made."""
    try:
        link = services.link_wins(
            later=win,
            earlier=form.cleaned_data["earlier"],
            kind=form.cleaned_data["kind"],
            why=form.cleaned_data["why"],
            adapted=form.cleaned_data["adapted"],
            author=request.user,
            now=timezone.now(),
        )
    except services.LinkRefused:
        form.add_error("earlier", _("These stories are linked already, or the link would close a circle"))
        return False
    if link.earlier.team_id == win.team_id:
        messages.success(request, _("The stories are linked."))
    else:
        messages.success(
            request,
            _("The link awaits the yes of Team %(team)s.") % {"team": link.earlier.team.name},
        )
    return True


@require_http_methods(["GET", "POST"])
def link_new(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win_for_team(request.user, win_id)
    form = LinkForm(request.POST or None, win=win, user=request.user, today=timezone.localdate())
    if not form.is_valid():
        return _form_page(request, form, win)
    page = partial(_form_page, request, form, win)
    if asked := privacy.ask_about(request, form, win.team.trajectory, page=page):
        return asked
    if not _link(form, win, request):
        return _form_page(request, form, win)
    return redirect(f"{win.get_absolute_url()}#links")


def _form_page(request: HttpRequest, form: LinkForm, win: Win) -> HttpResponse:
    context = {"form": form, "win": win, "choices": form.fields["earlier"].queryset.exists()}
    return render(request, "wins/links/form.html", context, status=422 if form.errors else 200)


def _link_of_own_team(request: HttpRequest, link_id: uuid.UUID, *, asked_only: bool) -> WinLink:
    link = access.get_link(request.user, link_id)
    ends = [link.earlier] if asked_only else [link.earlier, link.later]
    if not any(access.is_teammate(request.user, win) for win in ends):
        raise PermissionDenied(_("Only a member of the team answers for the team."))
    return link


@require_POST
def link_accept(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    """Any member of the team that was asked gives its yes."""
    link = _link_of_own_team(request, link_id, asked_only=True)
    services.accept_link(link=link, user=request.user, now=timezone.now())
    messages.success(request, _("The stories are linked."))
    return redirect(f"{link.earlier.get_absolute_url()}#links")


@require_POST
def link_remove(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    """The asked team says no, or either team takes the link away."""
    link = _link_of_own_team(request, link_id, asked_only=False)
    own = link.later if access.is_teammate(request.user, link.later) else link.earlier
    services.remove_link(link=link)
    messages.success(request, _("The link is removed."))
    return redirect(f"{own.get_absolute_url()}#links")
