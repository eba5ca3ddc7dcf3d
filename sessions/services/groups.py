"""Small groups of a session: dealt by one button, moved by hand, joined by latecomers.

Every change locks the session first, so that of two hosts at once the later one works on what the earlier
one left.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random, SystemRandom

from django.db import transaction
from django.db.models import Count

from sessions.dealing import deal
from sessions.models import BreakoutGroup, GroupMember, LearningSession
from sessions.selectors.groups import present_at, team_of_each
from sessions.selectors.people import recipients_of
from sessions.services import run
from smallwins.accounts.models import User

#: Where somebody is moved to, besides the groups there are.
NOWHERE, NEW_GROUP = "none", "new"


class TooFew(Exception):
    """There are not two people to deal."""


class GroupsChanged(Exception):
    """Somebody else dealt or moved people meanwhile."""


@dataclass(frozen=True)
class Move:
    """Somebody goes from one group (its id, or NOWHERE) to another, to NEW_GROUP or NOWHERE."""

    user_id: uuid.UUID
    was: str
    to: str


def lock(learning_session: LearningSession) -> None:
    """Hold other changes of this session's groups until the transaction ends; notes go on meanwhile."""
    LearningSession.objects.select_for_update(no_key=True).get(pk=learning_session.pk)


def _seat(group: BreakoutGroup, people: Iterable[uuid.UUID]) -> None:
    GroupMember.objects.bulk_create(
        GroupMember(group=group, learning_session_id=group.learning_session_id, user_id=person)
        for person in people
    )


@transaction.atomic
def deal_groups(
    *,
    learning_session: LearningSession,
    size: int,
    mixed: bool,
    now: dt.datetime,
    random: Random | None = None,
) -> int:
    """Deal everybody who is present; earlier groups and their stories go. How many groups; raises TooFew."""
    lock(learning_session)
    teams = team_of_each(learning_session, now=now)
    present = present_at(learning_session, now=now).people
    if len(present) < 2:
        raise TooFew
    team_of = {person.pk: teams.get(person.pk) for person in present}
    learning_session.breakout_groups.all().delete()
    groups = deal(team_of, size=size, mixed=mixed, random=random or SystemRandom())
    for number, people in enumerate(groups, start=1):
        _seat(BreakoutGroup.objects.create(learning_session=learning_session, number=number), people)
    run.touch(learning_session.pk)
    return len(groups)


@transaction.atomic
def move_people(*, learning_session: LearningSession, moves: Iterable[Move], now: dt.datetime) -> int:
    """Move people; a group nobody is left in goes. How many moved; raises GroupsChanged, then nobody did."""
    lock(learning_session)
    members = GroupMember.objects.filter(learning_session=learning_session)
    seats = {member.user_id: str(member.group_id) for member in members}
    groups = {str(group.pk): group for group in learning_session.breakout_groups.all()}
    takes_part = set(recipients_of(learning_session, now=now).values_list("pk", flat=True))
    moves = [move for move in moves if move.to != seats.get(move.user_id, NOWHERE)]
    for move in moves:
        is_known = move.to in (NOWHERE, NEW_GROUP) or move.to in groups
        if seats.get(move.user_id, NOWHERE) != move.was or not is_known:
            raise GroupsChanged
        if move.user_id not in takes_part and move.to != NOWHERE:
            raise GroupsChanged
    _reseat(learning_session, moves, groups)
    return len(moves)


def _reseat(
    learning_session: LearningSession, moves: list[Move], groups: Mapping[str, BreakoutGroup]
) -> None:
    if not moves:
        return
    GroupMember.objects.filter(
        learning_session=learning_session, user__in=[move.user_id for move in moves]
    ).delete()
    into: dict[str, list[uuid.UUID]] = {}
    for move in moves:
        into.setdefault(move.to, []).append(move.user_id)
    for where, people in into.items():
        if where == NEW_GROUP:
            _seat(_next_group(learning_session, groups.values()), people)
        elif where != NOWHERE:
            _seat(groups[where], people)
    learning_session.breakout_groups.filter(members__isnull=True).delete()
    run.touch(learning_session.pk)


def _next_group(learning_session: LearningSession, groups: Iterable[BreakoutGroup]) -> BreakoutGroup:
    """A new group under the first free number, as rooms of a video tool are numbered."""
    taken = {group.number for group in groups}
    number = next(number for number in range(1, len(taken) + 2) if number not in taken)
    return BreakoutGroup.objects.create(learning_session=learning_session, number=number)


@transaction.atomic
def add_to_smallest(*, learning_session: LearningSession, user: User) -> BreakoutGroup | None:
    """Seat a latecomer in the smallest group; None without groups. Who sits somewhere stays there."""
    lock(learning_session)
    seated = GroupMember.objects.filter(learning_session=learning_session, user=user)
    if member := seated.select_related("group").first():
        return member.group
    smallest = learning_session.breakout_groups.annotate(people=Count("members")).order_by("people", "number")
    group = smallest.first()
    if group:
        _seat(group, [user.pk])
        run.touch(learning_session.pk)
    return group
