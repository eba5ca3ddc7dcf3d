"""Barriers of a trajectory; one barrier; what a win did to it."""

import uuid
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Team, Trajectory
from trajectories.roles import Capability
from wins import access
from wins.forms.barriers import BarrierForm, BarrierLinkForm, BarrierNamingForm, BarrierStateForm
from wins.models import Barrier, Win
from wins.selectors import barriers as selectors
from wins.selectors.policy import messages_about
from wins.services import barriers as services


def _teams(request: HttpRequest, trajectory: Trajectory) -> QuerySet[Team]:
    """Teams this person names barriers for: one's own, or any team as its facilitator or coordinator."""
    return Team.objects.visible_to(request.user, timezone.localdate()).filter(trajectory=trajectory)


@require_http_methods(["GET", "POST"])
def barrier_list(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """All barriers by how they stand; and naming one that no story tells of yet."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    today = {"named_on": timezone.localdate()}
    teams = _teams(request, trajectory)
    form = BarrierForm(request.POST or None, teams=teams, trajectory=trajectory, initial=today)
    page = partial(_list_page, request, form, trajectory)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    data = form.cleaned_data
    barrier = services.find_or_make(trajectory=trajectory, name=data["name"], kind=data["kind"])
    _name(request, barrier, form)
    return redirect(barrier)


def _list_page(request: HttpRequest, form: BarrierForm, trajectory: Trajectory) -> HttpResponse:
    context = {"trajectory": trajectory, "groups": selectors.by_state(trajectory), "form": form}
    return render(request, "wins/barriers/list.html", context, status=422 if form.errors else 200)


def _name(request: HttpRequest, barrier: Barrier, form: BarrierNamingForm) -> None:
    services.name_barrier(
        barrier=barrier,
        team=form.cleaned_data["team"],
        on=form.cleaned_data["named_on"],
        session=form.cleaned_data["learning_session"],
        author=request.user,
    )
    messages.success(request, _("The barrier is named for the team."))


@require_safe
def barrier_page(request: HttpRequest, barrier_id: uuid.UUID) -> HttpResponse:
    """Where it was named, by which teams, and what helped elsewhere."""
    return _page(request, access.get_barrier(request.user, barrier_id))


def _page(
    request: HttpRequest,
    barrier: Barrier,
    *,
    state: BarrierStateForm | None = None,
    naming: BarrierNamingForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    teams = _teams(request, barrier.trajectory)
    empty = BarrierNamingForm(teams=teams, trajectory=barrier.trajectory, initial={"named_on": today})
    sent = state or naming
    context = {
        "barrier": barrier,
        "stands": barrier.stands.select_related("author"),
        "namings": barrier.namings.select_related("team", "learning_session"),
        "helped": selectors.what_helped(barrier, request.user, today=today),
        "met": selectors.met_in(barrier, request.user, today=today),
        "messages_out": messages_about(barrier, today=today),
        "brings": access.brings_to_policy(request.user, barrier.trajectory)
        and not barrier.trajectory.is_closed,
        "state_form": state or BarrierStateForm(initial={"since": today}),
        "naming_form": (naming or empty) if teams else None,
        "page_has_errors": bool(sent and sent.errors),
    }
    status = 422 if sent and sent.errors else 200
    return render(request, "wins/barriers/page.html", context, status=status)


@require_POST
def barrier_state(request: HttpRequest, barrier_id: uuid.UUID) -> HttpResponse:
    """Everybody in the trajectory may say how it stands; the history keeps who and when."""
    barrier = access.get_barrier(request.user, barrier_id)
    form = BarrierStateForm(request.POST)
    page = partial(_page, request, barrier, state=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, barrier.trajectory, page=page):
        return asked
    services.set_state(
        barrier=barrier,
        state=form.cleaned_data["state"],
        addressee=form.cleaned_data["addressee"],
        since=form.cleaned_data["since"],
        author=request.user,
    )
    messages.success(request, _("How the barrier stands is kept."))
    return redirect(barrier)


@require_POST
def barrier_name(request: HttpRequest, barrier_id: uuid.UUID) -> HttpResponse:
    """Our team runs into this, too."""
    barrier = access.get_barrier(request.user, barrier_id)
    teams = _teams(request, barrier.trajectory)
    form = BarrierNamingForm(request.POST, teams=teams, trajectory=barrier.trajectory)
    if not form.is_valid():
        return _page(request, barrier, naming=form)
    _name(request, barrier, form)
    return redirect(barrier)


@require_http_methods(["GET", "POST"])
def barrier_link(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """What this win did to a barrier: pick or name one."""
    win = access.get_win_for_team(request.user, win_id)
    trajectory = win.team.trajectory
    picked = {"name": request.GET["name"]} if "name" in request.GET else {}
    form = BarrierLinkForm(request.POST or None, trajectory=trajectory, initial=picked)
    page = partial(_link_page, request, form, win)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    data = form.cleaned_data
    barrier = services.find_or_make(trajectory=trajectory, name=data["name"], kind=data["kind"])
    services.link_barrier(
        win=win,
        barrier=barrier,
        effect=data["effect"],
        state=data["state"],
        addressee=data["addressee"],
        author=request.user,
    )
    messages.success(request, _("The barrier is linked to this story."))
    return redirect(f"{win.get_absolute_url()}#barriers")


def _link_page(request: HttpRequest, form: BarrierLinkForm, win: Win) -> HttpResponse:
    helped = selectors.helped_elsewhere(form.known, win.team, request.user, today=timezone.localdate())
    context = {"form": form, "win": win, "helped": helped}
    return render(request, "wins/barriers/link.html", context, status=422 if form.errors else 200)


@require_POST
def barrier_unlink(request: HttpRequest, win_id: uuid.UUID, link_id: int) -> HttpResponse:
    win = access.get_win_for_team(request.user, win_id)
    link = win.barrier_links.filter(pk=link_id).first()
    if link is None:
        raise Http404
    services.unlink_barrier(link=link)
    messages.success(request, _("The barrier is no longer linked to this story."))
    return redirect(f"{win.get_absolute_url()}#barriers")
