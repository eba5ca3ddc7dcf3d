"""Changes invitations and memberships of a trajectory, and shows the page of somebody invited.

Who is in, with their answers to the next session, is a page of ``sessions.views.people``.
"""

import uuid

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from smallwins.languages import speak
from trajectories import access
from trajectories.forms import EndMembershipForm, JoinForm, RoleForm
from trajectories.models import Invitation, Membership, Team, Trajectory
from trajectories.roles import Capability, Role
from trajectories.selectors.people import (
    account_of,
    facilitators_of,
    invitations_of,
    people_now_and_soon,
    readers_of,
)
from trajectories.services import people as services

#: The person proved to read the invited mailbox: that is what a mailed code proves, too.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def invitation_resend(
    request: HttpRequest, trajectory_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    waiting = get_object_or_404(invitations_of(trajectory.pk), pk=invitation_id)
    if trajectory.is_closed:
        raise PermissionDenied(_("This trajectory is closed: nothing new is added."))
    services.resend_invitation(invitation=waiting, now=timezone.now())
    messages.success(request, _("The invitation is sent again. The earlier link no longer works."))
    return redirect("sessions:people", trajectory.pk)


@require_POST
def invitation_retract(
    request: HttpRequest, trajectory_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    waiting = invitations_of(trajectory.pk)
    services.retract_invitation(invitation=get_object_or_404(waiting, pk=invitation_id))
    messages.success(request, _("The invitation is retracted."))
    return redirect("sessions:people", trajectory.pk)


def _membership(trajectory: Trajectory, pk: uuid.UUID) -> Membership:
    """One of this trajectory, now or soon; else 404."""
    return get_object_or_404(people_now_and_soon(trajectory.pk, today=timezone.localdate()), pk=pk)


_LAST = gettext_lazy("Somebody has to facilitate this trajectory: first invite another facilitator.")


@require_http_methods(["GET", "POST"])
def membership_end(request: HttpRequest, trajectory_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponse:
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    membership = _membership(trajectory, membership_id)
    form = EndMembershipForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_membership(membership=membership, ends_on=form.cleaned_data["ends_on"])
            messages.success(request, _("The end date is saved."))
            return redirect("sessions:people", trajectory.pk)
        except services.LastFacilitator:
            form.add_error("ends_on", _LAST)
    context = {"form": form, "trajectory": trajectory, "membership": membership}
    return render(request, "trajectories/people/end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def membership_role(request: HttpRequest, trajectory_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponse:
    """Another role or team from today on."""
    trajectory = access.get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    membership = _membership(trajectory, membership_id)
    initial = {"role": membership.role, "team": membership.team}
    form = RoleForm(request.POST or None, trajectory=trajectory, initial=initial)
    if request.method == "POST" and form.is_valid() and _change(request, membership, trajectory, form):
        return redirect("sessions:people", trajectory.pk)
    context = {"form": form, "trajectory": trajectory, "membership": membership}
    return render(request, "trajectories/people/role.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, membership: Membership, trajectory: Trajectory, form: RoleForm) -> bool:
    """True when it changed; otherwise the form says why not."""
    role, name = form.cleaned_data["role"], membership.user.name
    scope: Team | Trajectory = form.cleaned_data["team"] if role == Role.PROFESSIONAL else trajectory
    try:
        services.change_role(membership=membership, role=role, scope=scope, now=timezone.now())
    except services.AlreadyMember:
        form.add_error("role", _("%(name)s has this role already.") % {"name": name})
        return False
    except services.LastFacilitator:
        form.add_error("role", _LAST)
        return False
    messages.success(request, _("The role of %(name)s is changed from today on.") % {"name": name})
    return True


@login_not_required  # the signed link proves who was invited; GET shows, POST joins
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        invited = services.invitation_of(token, now=now)
    except services.InvitationRefused:
        return render(request, "trajectories/people/invitation_refused.html", status=410)
    speak(request, request.user.language if request.user.is_authenticated else invited.language)
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
