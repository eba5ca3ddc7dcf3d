"""The loop to policy: its page, choosing a story, asking its author."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.access import refuse_when_closed
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.roles import Capability
from wins import access
from wins.forms.policy import ReasonForm
from wins.models import Visibility, Win
from wins.selectors import policy as selectors
from wins.services import policy as services


@require_safe
def policy(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Chosen stories with their reasons, copies, messages with their age and answers."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    today, brings = timezone.localdate(), access.brings_to_policy(request.user, trajectory)
    context = {
        "trajectory": trajectory,
        "chosen": selectors.chosen_stories(trajectory, request.user, today=today),
        "copies": selectors.copies_of(trajectory, request.user, brings=brings),
        "messages_out": selectors.messages_of([trajectory.pk], today=today),
        "brings": brings,
        "open": not trajectory.is_closed,
    }
    return render(request, "wins/policy/page.html", context)


def _choosable_win(request: HttpRequest, win_id: uuid.UUID) -> Win:
    """A story everybody in an open trajectory reads, so that everybody can read why it was chosen."""
    win = access.get_shared_win(request.user, win_id)
    if win.visibility != Visibility.TRAJECTORY:
        raise PermissionDenied(_("Only a story that the whole trajectory reads can be chosen."))
    refuse_when_closed(win.team.trajectory)
    return win


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Choose a most significant story, and say why."""
    win = _choosable_win(request, win_id)
    mine = win.selections.filter(chosen_by=request.user).first()
    form = ReasonForm(request.POST or None, initial={"reason": mine.reason if mine else ""})
    page = partial(_reason_page, request, form, win, asks=False, chosen=bool(mine))
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, win.team.trajectory, page=page):
        return asked
    services.choose(win=win, by=request.user, reason=form.cleaned_data["reason"], on=timezone.localdate())
    messages.success(request, _("The story is chosen, with your reason."))
    return redirect("wins:policy", win.team.trajectory_id)


@require_POST
def unchoose(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = _choosable_win(request, win_id)
    services.unchoose(win=win, by=request.user)
    messages.success(request, _("Your choice is taken back."))
    return redirect("wins:policy", win.team.trajectory_id)


@require_http_methods(["GET", "POST"])
def copy_ask(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Ask the author: may this go into the report? This is why. Authors propose their own."""
    win = access.get_shared_win(request.user, win_id)
    if win.author is None:
        raise Http404
    if win.author_id != request.user.pk:
        access.require_policy(request.user, win.team.trajectory)
    refuse_when_closed(win.team.trajectory)
    form = ReasonForm(request.POST or None, initial={"reason": selectors.first_reason(win)})
    page = partial(_reason_page, request, form, win, asks=True)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, win.team.trajectory, page=page):
        return asked
    copy = services.ask_for_copy(
        win=win,
        reason=form.cleaned_data["reason"],
        asked_by=request.user,
        now=timezone.now(),
        on=timezone.localdate(),
    )
    messages.success(request, _("The text for policy can be written now."))
    return redirect(copy)


def _reason_page(
    request: HttpRequest, form: ReasonForm, win: Win, *, asks: bool, chosen: bool = False
) -> HttpResponse:
    context = {"form": form, "win": win, "asks": asks, "chosen": chosen}
    return render(request, "wins/policy/reason.html", context, status=422 if form.errors else 200)
