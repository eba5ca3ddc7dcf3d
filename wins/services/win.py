"""Capturing a win or a setback, and its author's later acts: edit, share, narrow, withdraw, undo."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F

from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from smallwins.when import house_day
from trajectories.models import PartialSolution
from wins.models import Visibility, Win
from wins.services import policy
from wins.services.drafts import forget_draft, hold_key

#: Within which a withdrawn win can be brought back.
UNDO = dt.timedelta(days=30)

EDITABLE = (
    "kind",
    "title",
    "story",
    "for_whom",
    "result_kind",
    "friction",
    "next_step",
    "expected",
    "why",
    "differently",
    "happened_on",
    "learning_session",
    "step",
    "show_name",
)


#: Rows the caller has in hand: Django would ask the database for each whether it exists, which it enforces.
KNOWN = ("author", "team", "step", "learning_session")


class NotUndoable(Exception):
    """The thirty days are over, or there is nothing to undo."""


def capture_win(
    *,
    win: Win,
    author: User,
    client_uuid: uuid.UUID,
    visibility: str,
    partial_solutions: Iterable[PartialSolution] = (),
    now: dt.datetime,
) -> Win:
    """Keep a story as a draft, or share it. The same ``client_uuid`` again gives the same row.

    Another story under a used key (somebody went back and typed on) gets a key and a row of its own.
    """
    win.author, win.client_uuid = author, client_uuid
    win.visibility = visibility
    win.created_at = win.updated_at = now
    win.shared_at = None if visibility == Visibility.DRAFT else now
    try:
        with transaction.atomic():
            hold_key(author=author, client_uuid=client_uuid)
            win.full_clean(exclude=KNOWN, validate_unique=False, validate_constraints=False)
            win.save(force_insert=True)
            win.partial_solutions.add(*partial_solutions)
            forget_draft(author=author, client_uuid=client_uuid)
    except IntegrityError:
        kept = Win.objects.get(author=author, client_uuid=client_uuid)
        if kept.version > 1 or kept.story == win.story:
            return kept
        return capture_win(
            win=win,
            author=author,
            client_uuid=uuid.uuid5(client_uuid, win.story),
            visibility=visibility,
            partial_solutions=partial_solutions,
            now=now,
        )
    return win


@transaction.atomic
def edit_win(
    *, win: Win, partial_solutions: Iterable[PartialSolution], version: int, now: dt.datetime
) -> None:
    """Save changed words; raises StaleVersion when another tab or device saved first."""
    win.full_clean(validate_constraints=False)
    win.updated_at = now
    save_if_unchanged(win, version=version, fields=(*EDITABLE, "updated_at"))
    win.partial_solutions.set(partial_solutions)


@transaction.atomic
def share_win(*, win: Win, visibility: str, show_name: bool, now: dt.datetime) -> None:
    """Let more people read it: the author's act alone. Never less (see ``narrow_win``)."""
    steps = [step.value for step in Visibility]
    locked = Win.objects.select_for_update().get(pk=win.pk)
    if locked.is_withdrawn or steps.index(visibility) < steps.index(locked.visibility):
        return
    Win.objects.filter(pk=win.pk).update(
        visibility=visibility,
        show_name=show_name,
        shared_at=locked.shared_at or now,
        updated_at=now,
        version=F("version") + 1,
    )


@transaction.atomic
def narrow_win(*, win: Win, now: dt.datetime) -> None:
    """Take it back from the trajectory to the team."""
    Win.objects.alive().filter(pk=win.pk, visibility=Visibility.TRAJECTORY).update(
        visibility=Visibility.TEAM, updated_at=now, version=F("version") + 1
    )


@transaction.atomic
def withdraw_win(*, win: Win, now: dt.datetime) -> None:
    """Nobody reads it any more; an empty node stays where others linked to it; its policy copy goes along."""
    Win.objects.alive().filter(pk=win.pk).update(withdrawn_at=now, updated_at=now, version=F("version") + 1)
    policy.go_along(win=win, on=house_day(now))


@transaction.atomic
def restore_win(*, win: Win, now: dt.datetime) -> None:
    """Undo a withdrawal within thirty days; raises NotUndoable."""
    changed = Win.objects.filter(pk=win.pk, withdrawn_at__gt=now - UNDO).update(
        withdrawn_at=None, updated_at=now, version=F("version") + 1
    )
    if not changed:
        raise NotUndoable
    policy.return_along(win=win)
