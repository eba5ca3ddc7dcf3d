"""Memberships and invitations: somebody's role in exactly one scope, with dates."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.text import TITLE, PlainTextField
from trajectories.querysets import InvitationQuerySet, MembershipQuerySet
from trajectories.roles import SCOPE_OF, Role, Scope

INVITATION_DAYS = 7


def _role_fits_scope() -> Q:
    """Exactly one scope is filled, and the role belongs to it."""
    fits = Q()
    for scope in Scope:
        others = {f"{other}__isnull": True for other in Scope if other != scope}
        roles = [role for role, its_scope in SCOPE_OF.items() if its_scope == scope]
        fits |= Q(**{f"{scope}__isnull": False}, **others, role__in=roles)
    return fits


class ScopedRole(models.Model):
    """A role in one organisation, one trajectory or one team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.CharField(_("role"), max_length=13, choices=Role.choices)
    organisation = models.ForeignKey(
        "trajectories.Organisation", null=True, blank=True, on_delete=models.CASCADE
    )
    trajectory = models.ForeignKey("trajectories.Trajectory", null=True, blank=True, on_delete=models.CASCADE)
    team = models.ForeignKey("trajectories.Team", null=True, blank=True, on_delete=models.CASCADE)
    works_for = models.ForeignKey(
        "trajectories.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    function = PlainTextField(_("function"), limit=TITLE, blank=True)

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"
        constraints = [
            models.CheckConstraint(condition=_role_fits_scope(), name="%(class)s_role_fits_one_scope")
        ]

    @property
    def scope(self) -> models.Model:
        """The organisation, trajectory or team."""
        return self.organisation or self.trajectory or self.team


class Membership(ScopedRole):
    """Counts from ``starts_on`` up to, not including, ``ends_on``."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(ScopedRole.Meta):
        constraints = [
            *ScopedRole.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
            *[
                models.UniqueConstraint(
                    fields=["user", "role", scope],
                    condition=Q(ends_on__isnull=True, **{f"{scope}__isnull": False}),
                    name=f"membership_once_per_{scope}",
                )
                for scope in ("organisation", "trajectory", "team")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.scope}"


class InvitationState(models.TextChoices):
    PENDING = "pending", _("invited")
    ACCEPTED = "accepted", _("signed in")
    RETRACTED = "retracted", _("retracted")


def default_expiry() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=INVITATION_DAYS)


class Invitation(ScopedRole):
    """Asks one address to join. Single use; its link is signed and carries ``version``."""

    email = models.EmailField(_("e-mail address"))
    name = PlainTextField(_("name"), limit=TITLE, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    state = models.CharField(max_length=9, choices=InvitationState.choices, default=InvitationState.PENDING)
    version = models.PositiveIntegerField(default=1)
    invited_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="sent_invitations"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta(ScopedRole.Meta):
        ordering = ["-invited_at"]
        constraints = [
            *ScopedRole.Meta.constraints,
            *[
                models.UniqueConstraint(
                    fields=["email", "role", scope],
                    condition=Q(state="pending", **{f"{scope}__isnull": False}),
                    name=f"invitation_once_per_{scope}",
                )
                for scope in ("organisation", "trajectory", "team")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.scope}"
