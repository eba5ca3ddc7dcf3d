"""The gate for wins: what this person may read, and what only its author may do."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.access import refuse_when_closed
from smallwins.accounts.models import User
from trajectories.access import get_trajectory, refuse
from trajectories.grants import grants_of
from trajectories.models import Trajectory
from trajectories.roles import Capability, Role
from wins.exports.order import may_export
from wins.models import (
    Barrier,
    Comment,
    Export,
    LearningQuestion,
    PolicyMessage,
    PublishedWin,
    Win,
    WinDraft,
    WinLink,
)
from wins.selectors.questions import with_words
from wins.selectors.readable import is_readable

READ, AUTHOR, WRITE = "read", "author", "write"


def get_win(user: User, win_id: uuid.UUID, capability: str) -> Win:
    """One win. ``read``: whoever may read it; ``author``: only the one who wrote it, withdrawn or not.

    ``write``: the author as long as they are in the team. Who left can still read, narrow and withdraw
    their own words, and no longer change or share them.

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
        if capability == WRITE and not is_teammate(user, win):
            raise refuse(_("Team %(team)s") % {"team": win.team.name}, win.team.trajectory_id)
        return win
    known = win.team.trajectory_id in grants_of(user, today).trajectories()
    if win.is_draft or win.is_withdrawn or not known:
        raise Http404
    if not is_readable(win, user, today=today) or capability in (AUTHOR, WRITE):
        raise refuse(_("Team %(team)s") % {"team": win.team.name}, win.team.trajectory_id)
    return win


def require_writer(user: User) -> None:
    """Only professionals log stories: theirs are the teams that stories belong to."""
    if not grants_of(user, timezone.localdate()).teams(Role.PROFESSIONAL):
        raise PermissionDenied(_("This page belongs to professionals."))


def is_teammate(user: User, win: Win) -> bool:
    """True for a current professional of the win's team: who decides, links and answers for the team."""
    return win.team_id in grants_of(user, timezone.localdate()).teams(Role.PROFESSIONAL)


def get_win_for_team(user: User, win_id: uuid.UUID) -> Win:
    """One readable, shared win of one's own team; 403 for other readers."""
    win = get_win(user, win_id, READ)
    if win.is_draft:
        raise Http404
    if not is_teammate(user, win):
        raise refuse(_("Team %(team)s") % {"team": win.team.name}, win.team.trajectory_id)
    return win


def get_shared_win(user: User, win_id: uuid.UUID) -> Win:
    """One readable win that others may read too: what one can respond to."""
    win = get_win(user, win_id, READ)
    if win.is_draft:
        raise Http404
    return win


def get_barrier(user: User, barrier_id: uuid.UUID) -> Barrier:
    """One barrier of a trajectory this person takes part in."""
    barriers = Barrier.objects.visible_to(user, timezone.localdate()).select_related("trajectory")
    barrier = barriers.with_state().filter(pk=barrier_id).first()
    if barrier is None:
        raise Http404
    return barrier


def get_link(user: User, link_id: uuid.UUID) -> WinLink:
    """One link whose both ends this person may read."""
    link = WinLink.objects.select_related("later__team", "earlier__team").filter(pk=link_id).first()
    if link is None:
        raise Http404
    link.later, link.earlier = (get_win(user, pk, READ) for pk in (link.later_id, link.earlier_id))
    return link


def get_comment(user: User, comment_id: uuid.UUID) -> Comment:
    """One's own comment under a win one may still read."""
    comment = Comment.objects.filter(pk=comment_id, author=user, deleted_at__isnull=True).first()
    if comment is None:
        raise Http404
    comment.win = get_win(user, comment.win_id, READ)
    return comment


def brings_to_policy(user: User, trajectory: Trajectory) -> bool:
    """Facilitators and coordinators ask authors, send messages and note what came back."""
    roles = grants_of(user, timezone.localdate()).roles_in_trajectory(trajectory.pk)
    return bool(roles & {Role.FACILITATOR, Role.COORDINATOR})


def require_policy(user: User, trajectory: Trajectory) -> None:
    """Raise PermissionDenied, in words, for who only reads the loop to policy, and once it is closed."""
    if not brings_to_policy(user, trajectory):
        raise refuse(trajectory.name, trajectory.pk)
    refuse_when_closed(trajectory)


def get_copy(user: User, copy_id: uuid.UUID) -> PublishedWin:
    """One policy copy: a published one for who reads policy copies; before that for who works on it."""
    copies = PublishedWin.objects.visible_to(user, timezone.localdate())
    copy = (
        copies.select_related("trajectory", "author", "asked_by", "second_reader").filter(pk=copy_id).first()
    )
    if copy is None:
        raise Http404
    works_on_it = user.pk in (copy.author_id, copy.asked_by_id, copy.second_reader_id)
    if copy.is_published or works_on_it or brings_to_policy(user, copy.trajectory):
        return copy
    if copy.trajectory_id not in grants_of(user, timezone.localdate()).trajectories():
        raise Http404
    raise refuse(copy.trajectory.name, copy.trajectory_id)


def get_message(user: User, message_id: uuid.UUID, *, writes: bool = False) -> PolicyMessage:
    """One message of a trajectory this person takes part in; ``writes``: who brings things to policy."""
    rows = PolicyMessage.objects.filter(trajectory__in=grants_of(user, timezone.localdate()).trajectories())
    message = rows.select_related("trajectory", "barrier", "author").filter(pk=message_id).first()
    if message is None:
        raise Http404
    if writes:
        require_policy(user, message.trajectory)
    return message


def require_own_draft(user: User, client_uuid: uuid.UUID) -> None:
    """The key of a draft is its author's alone; a new key is anybody's."""
    if WinDraft.objects.filter(client_uuid=client_uuid).exclude(author=user).exists():
        raise Http404


def _asks(user: User, trajectory: Trajectory) -> bool:
    """Professionals and facilitators keep the learning agenda; a coordinator reads it."""
    roles = grants_of(user, timezone.localdate()).roles_in_trajectory(trajectory.pk)
    return bool(roles & {Role.PROFESSIONAL, Role.FACILITATOR})


def may_ask(user: User, trajectory: Trajectory) -> bool:
    """Whether to show this person the forms of the learning agenda."""
    return not trajectory.is_closed and _asks(user, trajectory)


def require_asker(user: User, trajectory: Trajectory) -> None:
    """Raise PermissionDenied, in words, for who only reads the learning agenda, and once it is closed."""
    if not _asks(user, trajectory):
        raise refuse(trajectory.name, trajectory.pk)
    refuse_when_closed(trajectory)


def get_question(user: User, question_id: uuid.UUID, *, writes: bool = False) -> LearningQuestion:
    """One question of a trajectory this person takes part in, with how it is put now."""
    question = with_words(LearningQuestion.objects.filter(pk=question_id)).first()
    if question is None:
        raise Http404
    question.trajectory = get_trajectory(user, question.trajectory_id, Capability.READ)
    if writes:
        require_asker(user, question.trajectory)
    return question


def get_exportable(user: User, trajectory_id: uuid.UUID) -> Trajectory:
    """One trajectory this person may take files from: as its facilitator or its coordinator."""
    trajectory = get_trajectory(user, trajectory_id, Capability.READ)
    if not may_export(user, trajectory):
        raise refuse(trajectory.name, trajectory.pk)
    return trajectory


def get_export(user: User, export_id: uuid.UUID) -> Export:
    """One's own export, as long as it is kept and one may still take files from its trajectory."""
    kept = Export.objects.filter(owner=user, expires_at__gt=timezone.now())
    export = kept.filter(pk=export_id).first()
    if export is None:
        raise Http404
    export.trajectory, export.owner = get_exportable(user, export.trajectory_id), user
    return export
