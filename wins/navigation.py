"""The menu: the same items in the same order on a phone and a desktop (docs/design.md, navigation)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from smallwins.addresses import address, address_of
from trajectories.grants import Grants, grants_of
from trajectories.roles import Role


@dataclass(frozen=True)
class Item:
    """One link of the menu."""

    label: str
    url: str
    icon: str
    current: bool = False


def _items(grants: Grants) -> list[tuple[str, str, str]]:
    """(label, address, icon) per role; no query beyond the grants."""
    teams = [g.team for g in grants.items if g.role == Role.PROFESSIONAL]
    items = [(_("Home"), address("home"), "house")]
    if teams:
        items.append((_("Log"), address("wins:new"), "plus"))
        items.append((_("Our path"), address_of("wins:team", teams[0]), "footprints"))
    if grants.trajectories(Role.FACILITATOR):
        items.append((_("Facilitate"), address("wins:facilitate"), "users"))
    if grants.trajectories(Role.COORDINATOR):
        items.append((_("Overview"), address("wins:overview"), "eye"))
    if grants.trajectories():
        items.append((_("Sessions"), address("sessions:list"), "calendar"))
    return items


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``nav`` for base.html."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    items = _items(grants_of(user, timezone.localdate()))
    logs = any(url == address("wins:new") for _label, url, _icon in items)
    if len(items) > 1 and not logs:
        items = items[1:]  # who does not log has no other home than the role's own page
    return {"nav": [Item(label, url, icon, request.path == url) for label, url, icon in items]}
