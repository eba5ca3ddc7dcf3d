"""The five roles of docs/trust.md, the scope each belongs to, and what each may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """What a membership belongs to."""

    ORGANISATION = "organisation", _("organisation")
    TRAJECTORY = "trajectory", _("trajectory")
    TEAM = "team", _("team")


class Role(models.TextChoices):
    ADMIN = "admin", _("admin")
    POLICY_READER = "policy_reader", _("policy reader")
    FACILITATOR = "facilitator", _("facilitator")
    COORDINATOR = "coordinator", _("coordinator")
    PROFESSIONAL = "professional", pgettext_lazy("role", "professional")


SCOPE_OF: dict[str, Scope] = {
    Role.ADMIN: Scope.ORGANISATION,
    Role.POLICY_READER: Scope.ORGANISATION,
    Role.FACILITATOR: Scope.TRAJECTORY,
    Role.COORDINATOR: Scope.TRAJECTORY,
    Role.PROFESSIONAL: Scope.TEAM,
}


class Capability(models.TextChoices):
    """What somebody may do with an organisation, a trajectory or a team."""

    READ = "read"  # the page itself
    TAKE_PART = "take_part"  # sessions, answering an invitation
    MANAGE = "manage"  # edit, schedule, invite, close
    WRITE = "write"  # capture for a team
    EDIT_PATH = "edit_path"  # direction and steps of a team
    OVERSEE = "oversee"  # the coordinator's overview


_F, _C, _P = Role.FACILITATOR, Role.COORDINATOR, Role.PROFESSIONAL

ORGANISATION_ROLES: dict[str, frozenset[str]] = {
    Capability.READ: frozenset({Role.ADMIN}),
    Capability.MANAGE: frozenset({Role.ADMIN}),
}
TRAJECTORY_ROLES: dict[str, frozenset[str]] = {
    Capability.READ: frozenset({_F, _C, _P}),
    Capability.TAKE_PART: frozenset({_F, _C, _P}),
    Capability.MANAGE: frozenset({_F}),
    Capability.OVERSEE: frozenset({_C}),
}
#: Roles that count for a team: its own professionals, and the roles of its trajectory.
TEAM_ROLES: dict[str, frozenset[str]] = {
    Capability.READ: frozenset({_F, _C, _P}),
    Capability.WRITE: frozenset({_P}),
    Capability.EDIT_PATH: frozenset({_F, _P}),
    Capability.MANAGE: frozenset({_F}),
}
