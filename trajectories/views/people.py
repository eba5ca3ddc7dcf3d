"""Who is in: invitations and memberships of a trajectory, and the page of somebody invited."""

import uuid

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smallwins.accounts.models import User
from trajectories import access
from trajectories.forms import EndMembershipForm, InviteForm, JoinForm
from trajectories.models import Invitation, Membership, Team, Trajectory
from trajectories.roles import Capability, Role
from trajectories.selectors.people import (
    account_of,
    facilitators_of,
    invitations_of,
    people_of_trajectory,
    readers_of,
)
from trajectories.services import people as services

#: The person proved to read the invited mailbox: that is what a mailed code proves, too.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _send(form: InviteForm, trajectory: Trajectory, user: User) -> str:
    """Invite as the form says; returns what to tell the facilitator."""
    data = form.cleaned_data
    scope: Team | Trajectory = data["team"] if data["role"] == Role.PROFESSIONAL else trajectory
    try:
        services.invite_member(
            scope=scope, role=data["role"], email=data["email"], invited_by=user, now=timezone.now()
        )
    except services.AlreadyMember:
        return _("%(email)s takes part already.") % {"email": data["email"]}
    return _("%(email)s is invited.") % {"email": data["email"]}


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    form = InviteForm(request.POST or None, trajectory=trajectory)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _send(form, trajectory, request.user))
        return redirect("trajectories:people", trajectory.pk)
    waiting = invitations_of(trajectory.pk)
    context = {
        "form": form,
        "trajectory": trajectory,
        "memberships": people_of_trajectory(trajectory.pk, today=timezone.localdate()),
        "invitations": waiting,
        "now": timezone.now(),
    }
    return render(request, "trajectories/people/list.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_resend(
    request: HttpRequest, trajectory_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    waiting = invitations_of(trajectory.pk)
    services.resend_invitation(invitation=get_object_or_404(waiting, pk=invitation_id), now=timezone.now())
    messages.success(request, _("The invitation is sent again. The earlier link no longer works."))
    return redirect("trajectories:people", trajectory.pk)


@require_POST
def invitation_retract(
    request: HttpRequest, trajectory_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    waiting = invitations_of(trajectory.pk)
    services.retract_invitation(invitation=get_object_or_404(waiting, pk=invitation_id))
    messages.success(request, _("The invitation is retracted."))
    return redirect("trajectories:people", trajectory.pk)


@require_http_methods(["GET", "POST"])
def membership_end(request: HttpRequest, trajectory_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    today = timezone.localdate()
    active = people_of_trajectory(trajectory.pk, today=today)
    membership: Membership = get_object_or_404(active, pk=membership_id)
    form = EndMembershipForm(request.POST or None, initial={"ends_on": today})
    if request.method == "POST" and form.is_valid():
        services.end_membership(membership=membership, ends_on=form.cleaned_data["ends_on"])
        messages.success(request, _("The end date is saved."))
        return redirect("trajectories:people", trajectory.pk)
    context = {"form": form, "trajectory": trajectory, "membership": membership}
    return render(request, "trajectories/people/end.html", context, status=422 if form.errors else 200)


@login_not_required  # the signed link proves who was invited; GET shows, POST joins
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        invited = services.invitation_of(token, now=now)
    except services.InvitationRefused:
        return render(request, "trajectories/people/invitation_refused.html", status=410)
    translation.activate(request.user.language if request.user.is_authenticated else invited.language)
    known = account_of(invited.email)
    form = JoinForm(request.POST or None, initial={"name": invited.name})
    if request.method == "POST" and (known or form.is_valid()):
        name = known.name if known else form.cleaned_data["name"]
        return _join(request, token, name)
    context = _invitation_context(invited) | {"form": form, "known": known}
    return render(request, "trajectories/people/invitation.html", context, status=422 if form.errors else 200)


def _join(request: HttpRequest, token: str, name: str) -> HttpResponse:
    try:
        user = services.accept_invitation(
            token=token, name=name, language=translation.get_language(), now=timezone.now()
        )
    except services.InvitationRefused:
        return render(request, "trajectories/people/invitation_refused.html", status=410)
    login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome, %(name)s.") % {"name": user.first_name})
    return redirect("home")


def _invitation_context(invited: Invitation) -> dict[str, object]:
    today = timezone.localdate()
    trajectory = invited.trajectory or (invited.team and invited.team.trajectory)
    readers = readers_of([invited.team], today=today)[invited.team_id] if invited.team else None
    facilitators = facilitators_of(trajectory.pk, today=today) if trajectory else []
    return {
        "invitation": invited,
        "trajectory": trajectory,
        "readers": readers,
        "facilitators": ", ".join(person.name for person in facilitators),
    }
