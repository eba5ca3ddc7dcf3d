"""The gate for programmes: they are facilitators' own, and a saved one stays within its organisation."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from trajectories.grants import Grants, grants_of
from trajectories.models import Programme
from trajectories.roles import Role


def _refuse() -> PermissionDenied:
    return PermissionDenied(_("This page belongs to facilitators."))


def check_facilitates(user: User) -> Grants:
    """Whoever can start a trajectory reads the programmes that come with the app; raises PermissionDenied."""
    grants = grants_of(user, timezone.localdate())
    if not grants.roles() & {Role.ADMIN, Role.FACILITATOR}:
        raise _refuse()
    return grants


def can_change(user: User, programme: Programme) -> bool:
    """Its maker, and who facilitates the trajectory it was made from."""
    facilitated = grants_of(user, timezone.localdate()).trajectories(Role.FACILITATOR)
    return programme.created_by_id == user.pk or programme.made_from_id in facilitated


def get_programme(user: User, programme_id: uuid.UUID, *, change: bool = False) -> Programme:
    """A saved programme, if this person facilitates in its organisation (and, to change it, may do that)."""
    today = timezone.localdate()
    found = Programme.objects.visible_to(user, today).filter(pk=programme_id).first()
    if found is None:
        grants = grants_of(user, today)
        inside = Q(organisation__in=grants.organisations()) | Q(
            organisation__trajectories__in=grants.trajectories()
        )
        if Programme.objects.filter(inside, pk=programme_id).exists():
            raise _refuse()
        raise Http404
    if change and not can_change(user, found):
        raise PermissionDenied(_("Only who made this programme renames or deletes it."))
    return found
