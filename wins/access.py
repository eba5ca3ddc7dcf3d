"""The gate for wins: what this person may read, and what only its author may do."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from trajectories.access import refuse
from trajectories.grants import grants_of
from trajectories.roles import Role
from wins.models import Win

READ, AUTHOR = "read", "author"


def get_win(user: User, win_id: uuid.UUID, capability: str) -> Win:
    """One win. ``author``: only the one who wrote it, withdrawn or not; ``read``: whoever may read it.

    An unreadable win of one's own trajectory answers 403, unless it is a draft or withdrawn: nobody
    learns that those exist.
    """
    today = timezone.localdate()
    rows = Win.objects.select_related("team__trajectory", "author", "step", "learning_session")
    win = rows.filter(pk=win_id).first()
    if win is None:
        raise Http404
    if win.author_id == user.pk:
        if capability == READ and win.is_withdrawn:
            raise Http404
        return win
    known = win.team.trajectory_id in grants_of(user, today).trajectories()
    if win.is_draft or win.is_withdrawn or not known:
        raise Http404
    readable = Win.objects.visible_to(user, today).filter(pk=win_id).exists()
    if not readable or capability == AUTHOR:
        raise refuse(_("Team %(team)s") % {"team": win.team.name}, win.team.trajectory_id)
    return win


def require_writer(user: User) -> None:
    """Only professionals log stories: theirs are the teams that stories belong to."""
    if not grants_of(user, timezone.localdate()).teams(Role.PROFESSIONAL):
        raise PermissionDenied(_("This page belongs to professionals."))
