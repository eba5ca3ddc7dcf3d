"""Small groups in a session: who sits with whom, and the story they look at together.

A story is shown to a group only while everybody in it may read it: what its author takes back, or what a
newcomer to the group may not read, is shown to nobody there.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from sessions.models import BreakoutGroup, GroupMember, LearningSession
from sessions.selectors.groups import groups_of
from smallwins.accounts.models import User
from trajectories.grants import grants_of, keep_grants_of
from trajectories.roles import Role
from wins.models import GroupStory, Visibility, Win
from wins.selectors.readable import is_readable

#: How many stories of each visibility a facilitator chooses from, the last shared first.
OFFERED = 40


@dataclass(frozen=True)
class MyGroup:
    """The group one reader sits in: its number, the others' first names, and the story, if any."""

    number: int
    others: list[str]
    story: Win | None

    @property
    def names(self) -> str:
        """The others in a row: "Joost and Mehmet"."""
        return get_text_list(self.others, _("and"))


@dataclass(frozen=True)
class GroupWithStory:
    """A group for its facilitator. ``is_hidden``: it has a story, which not everybody in it may read."""

    group: BreakoutGroup
    people: list[User]
    story: Win | None
    is_hidden: bool


def names_of(people: Iterable[User]) -> list[str]:
    """First names; whole names for those who share a first name."""
    people = list(people)
    first = [person.first_name for person in people]
    return [
        name if first.count(name) == 1 else person.name for name, person in zip(first, people, strict=True)
    ]


def everybody_reads(win: Win, people: Iterable[User], *, today: dt.date) -> bool:
    """Whether all of them may read this shared win; its team must be loaded, the grants kept."""
    return not win.is_draft and all(is_readable(win, person, today=today) for person in people)


def groups_with_stories(learning_session: LearningSession, *, today: dt.date) -> list[GroupWithStory]:
    """Every group with its people by name and its story; four queries, however many."""
    groups = groups_of(learning_session)
    keep_grants_of([person for group in groups for person in group.people], today)
    stories: dict[uuid.UUID, Win] = {
        row.group_id: row.win
        for row in GroupStory.objects.filter(group__in=[group.pk for group in groups]).select_related(
            "win__team"
        )
    }
    found = []
    for group in groups:
        win = stories.get(group.pk)
        shown = bool(win) and everybody_reads(win, group.people, today=today)
        found.append(GroupWithStory(group, group.people, win if shown else None, bool(win) and not shown))
    return found


def group_of(learning_session: LearningSession, user: User, *, today: dt.date) -> MyGroup | None:
    """Where this person sits, or None; two queries at most."""
    seats = GroupMember.objects.filter(learning_session=learning_session, group__members__user=user)
    members = list(seats.select_related("user", "group__story__win__team").order_by("user__name"))
    if not members:
        return None
    group, people = members[0].group, [member.user for member in members]
    whole = dict(zip(people, names_of(people), strict=True))
    others = [name for person, name in whole.items() if person != user]
    story: Win | None = None
    if given := getattr(group, "story", None):
        keep_grants_of(people, today)
        story = given.win if everybody_reads(given.win, people, today=today) else None
    return MyGroup(group.number, others, story)


def candidates_of(
    learning_session: LearningSession, groups: Sequence[GroupWithStory], *, today: dt.date
) -> dict[uuid.UUID, list[Win]]:
    """Group → the stories everybody in it may read, first those of teams that are not in the group.

    One query for all groups; ``groups`` come from ``groups_with_stories``, which keeps their grants.
    """
    shared = Win.objects.alive().filter(team__trajectory=learning_session.trajectory_id)
    rows = shared.select_related("team").order_by("-shared_at")
    wide, narrow = (
        rows.filter(visibility=step)[:OFFERED] for step in (Visibility.TRAJECTORY, Visibility.TEAM)
    )
    wins = sorted(wide.union(narrow, all=True), key=lambda win: win.visibility != Visibility.TRAJECTORY)
    wins += [row.story for row in groups if row.story and row.story not in wins]
    found = {}
    for row in groups:
        own = {team for person in row.people for team in grants_of(person, today).teams(Role.PROFESSIONAL)}
        readable = [win for win in wins if row.people and everybody_reads(win, row.people, today=today)]
        authors = {person.pk for person in row.people}
        found[row.group.pk] = sorted(
            readable, key=lambda win: (win.team_id in own) + (win.author_id in authors)
        )
    return found
