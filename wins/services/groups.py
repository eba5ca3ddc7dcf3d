"""The story a small group looks at: chosen by the facilitator, or one for each group at once."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from sessions.models import LearningSession
from sessions.services import run
from sessions.services.groups import GroupsChanged, lock
from wins.models import GroupStory, Win
from wins.selectors.room import candidates_of, groups_with_stories


class MayNotRead(Exception):
    """Somebody in the group may not read this story (any more)."""


@transaction.atomic
def choose_stories(
    *, learning_session: LearningSession, chosen: Mapping[uuid.UUID, Win | None], today: dt.date
) -> None:
    """Set the story per group (None: no story). Raises GroupsChanged or MayNotRead, then nothing is set."""
    lock(learning_session)
    groups = {row.group.pk: row for row in groups_with_stories(learning_session, today=today)}
    if not chosen.keys() <= groups.keys():
        raise GroupsChanged
    offered = candidates_of(learning_session, list(groups.values()), today=today)
    for group_id, win in chosen.items():
        if win is None:
            GroupStory.objects.filter(group=group_id).delete()
        elif win in offered[group_id]:
            GroupStory.objects.update_or_create(group_id=group_id, defaults={"win": win})
        else:
            raise MayNotRead
    run.touch(learning_session.pk)


@transaction.atomic
def give_each_a_story(*, learning_session: LearningSession, today: dt.date) -> tuple[int, int]:
    """Give each group that shows none a story: another team's, and each story once if there are enough.

    Session 2 looks in pairs at another team's win (docs/method.md §6). Returns (given, left without).
    """
    lock(learning_session)
    groups = groups_with_stories(learning_session, today=today)
    offered = candidates_of(learning_session, groups, today=today)
    used = [row.story.pk for row in groups if row.story]
    given = 0
    without = [row for row in groups if row.story is None]
    for row in without:
        wins = [win for win in offered[row.group.pk] if not win.is_setback]
        # The order of ``offered`` decides between stories that were used as often.
        win = min(wins, key=lambda win: used.count(win.pk), default=None)
        if win:
            GroupStory.objects.update_or_create(group=row.group, defaults={"win": win})
            used.append(win.pk)
            given += 1
    if given:
        run.touch(learning_session.pk)
    return given, len(without) - given
