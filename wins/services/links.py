"""Links between wins: from later to earlier, across teams only with the other team's yes."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from smallwins.accounts.models import User
from trajectories.models import Membership
from trajectories.roles import Role
from wins.models import FollowUpAnswer, LinkKind, NoticeKind, Visibility, Win, WinLink
from wins.services.notices import tell
from wins.services.responses import answer_follow_up


class LinkRefused(Exception):
    """The link exists already, points at itself or would close a circle."""


def link_wins(
    *,
    later: Win,
    earlier: Win,
    kind: str,
    why: str,
    author: User,
    now: dt.datetime,
    adapted: str = "",
) -> WinLink:
    """Say that one win grew out of another. Raises LinkRefused."""
    same_team = later.team_id == earlier.team_id
    link = WinLink(
        later=later,
        earlier=earlier,
        kind=kind,
        why=why,
        adapted=adapted if kind == LinkKind.SPREADS else "",
        author=author,
        created_at=now,
    )
    try:
        with transaction.atomic():
            link.full_clean(validate_unique=False, validate_constraints=False)
            link.save()
            if not same_team and later.visibility == Visibility.TRAJECTORY:
                _ask_the_other_team(link, now)
    except IntegrityError:
        raise LinkRefused from None
    return link


def go_on(*, later: Win, earlier: Win, author: User, now: dt.datetime) -> None:
    """The answer to "how did it go on?": a new story that follows an earlier one; once is enough."""
    try:
        link_wins(
            later=later,
            earlier=earlier,
            kind=LinkKind.FOLLOWS,
            why=gettext("This is how it went on."),
            author=author,
            now=now,
        )
    except LinkRefused:
        return
    answer_follow_up(win=earlier, answer=FollowUpAnswer.CONTINUED, now=now)


def asked_team_id(link: WinLink) -> uuid.UUID:
    """The team whose yes the link awaits: the one its author did not write for."""
    return link.earlier.team_id


def _ask_the_other_team(link: WinLink, now: dt.datetime) -> None:
    members = Membership.objects.active(now.date()).filter(team=asked_team_id(link), role=Role.PROFESSIONAL)
    for recipient in User.objects.filter(pk__in=members.values("user"), is_active=True):
        tell(recipient=recipient, kind=NoticeKind.LINK, win=link.earlier, object_id=link.pk, now=now)


@transaction.atomic
def accept_link(*, link: WinLink, user: User, now: dt.datetime) -> None:
    """The other team says yes; saying it twice changes nothing."""
    WinLink.objects.filter(pk=link.pk, accepted_at__isnull=True).update(accepted_at=now, accepted_by=user)


@transaction.atomic
def remove_link(*, link: WinLink) -> None:
    """The other team says no, or a team takes its own link back."""
    WinLink.objects.filter(pk=link.pk).delete()
