"""Who is in a trajectory, and inviting many people at once."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sessions.access import refuse_when_closed
from sessions.selectors.who import who_is_in
from trajectories import access
from trajectories.forms import InviteForm
from trajectories.models import Trajectory
from trajectories.paste import readable
from trajectories.roles import Capability
from trajectories.selectors.people import invitations_of
from trajectories.services import inviting


def _form(request: HttpRequest, trajectory: Trajectory) -> InviteForm:
    """The list as it was pasted, control characters made visible so that the page can carry it."""
    data = request.POST.copy()
    if "addresses" in data:
        data["addresses"] = readable(data["addresses"])
    teams = list(trajectory.teams.all())
    only = teams[0] if len(teams) == 1 else None
    initial = {"language": request.user.language, "team": only}
    return InviteForm(data or None, trajectory=trajectory, initial=initial)


@require_safe
def people(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Everybody by name: invited, signed in, answered. The form below goes on to the preview."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    now = timezone.now()
    context = {
        "form": _form(request, trajectory),
        "trajectory": trajectory,
        "rows": who_is_in(trajectory.pk, now=now),
        "invitations": invitations_of(trajectory.pk),
        "now": now,
    }
    return render(request, "sessions/people/list.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """What happens with each pasted line; "invite" does it. The page carries the list: nothing is stored."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    refuse_when_closed(trajectory)
    form = _form(request, trajectory)
    if request.method == "GET" or not form.is_valid():
        return _page(request, {"form": form, "trajectory": trajectory}, status=422 if form.errors else 200)
    lines = {
        "trajectory": trajectory,
        "entries": form.cleaned_data["addresses"],
        "defaults": form.defaults(),
        "now": timezone.now(),
    }
    if request.POST.get("action") == "invite":
        _tell(request, inviting.invite_all(invited_by=request.user, **lines))
        return redirect("sessions:people", trajectory.pk)
    plans = inviting.plan_invitations(**lines)
    number = sum(plan.is_sent for plan in plans)
    context = {"form": form, "trajectory": trajectory, "plans": plans, "number": number}
    return _page(request, context, status=200 if number else 422)


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, "sessions/people/invite.html", context, status=status)


def _tell(request: HttpRequest, plans: list[inviting.Plan]) -> None:
    """How many are invited, and how many lines were left out."""
    sent = sum(plan.is_sent for plan in plans)
    wrong = [plan.entry.text for plan in plans if plan.fate == inviting.Fate.WRONG]
    if sent:
        text = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, text % {"count": sent})
    else:
        messages.info(
            request, _("Nobody was mailed: everybody in the list is invited or takes part already.")
        )
    if wrong:
        text = ngettext("%(count)d line was left out:", "%(count)d lines were left out:", len(wrong))
        messages.warning(request, "\n".join([text % {"count": len(wrong)}, *wrong]))
