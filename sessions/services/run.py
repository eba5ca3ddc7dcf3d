"""Running a session: which item is current, until when, and what screens must follow.

Every move carries the version its page showed, so that two hosts, or a double click, move once.
"""

import datetime as dt
import math
import uuid
from typing import Any

from django.db.models import F

from sessions.models import AgendaItem, LearningSession, Run, SessionState
from sessions.models.session import LONGEST
from smallwins.versions import StaleVersion

#: Before the start, from when the facilitator can begin.
BEGIN_EARLY = dt.timedelta(minutes=60)
#: After the planned end, until when screens follow and a run can begin.
ROOM_STAYS = dt.timedelta(hours=6)

_MINUTE = dt.timedelta(minutes=1)


class CannotBegin(Exception):
    """A draft, a cancelled session, a closed trajectory, too early or too late."""


def touch(learning_session_id: uuid.UUID, *, board: bool = False) -> None:
    """Tell open screens that something changed, or that the board has something new; no-op without a run."""
    counter = "board_version" if board else "version"
    Run.objects.filter(pk=learning_session_id).update(**{counter: F(counter) + 1})


def room_closes_at(session: LearningSession) -> dt.datetime:
    return session.ends_at + ROOM_STAYS


def can_begin(session: LearningSession, *, now: dt.datetime) -> bool:
    """True from an hour before the start of a planned session until the room closes."""
    in_time = session.starts_at - BEGIN_EARLY <= now < room_closes_at(session)
    return in_time and session.state == SessionState.OPEN and not session.trajectory.is_closed


def begin(*, learning_session: LearningSession, now: dt.datetime) -> Run:
    """Make the first item current. Begun already, it stays as it is. Raises CannotBegin."""
    if not can_begin(learning_session, now=now):
        raise CannotBegin
    first = learning_session.agenda_items.first()
    run, _created = Run.objects.get_or_create(
        learning_session=learning_session,
        defaults={"current_item": first, "item_started_at": now, "started_at": now},
    )
    return run


def _save(run: Run, version: int, **changes: Any) -> None:
    """Write if the run is still at ``version`` and goes on; raises StaleVersion otherwise."""
    rows = Run.objects.filter(pk=run.pk, version=version, finished_at__isnull=True)
    if not rows.update(version=F("version") + 1, **changes):
        raise StaleVersion


def _start(run: Run, item: AgendaItem | None, *, version: int, now: dt.datetime) -> None:
    """Give ``item`` its own minutes from now; without one everything stays."""
    if item is not None:
        _save(run, version, current_item=item, item_started_at=now, extra_minutes=0)


def _items(run: Run) -> Any:
    return AgendaItem.objects.filter(learning_session=run.pk)


def advance(*, run: Run, version: int, now: dt.datetime) -> None:
    """Go to the next item; on the last one everything stays. Raises StaleVersion."""
    place = run.current_item.position if run.current_item else -1
    _start(run, _items(run).filter(position__gt=place).first(), version=version, now=now)


def back(*, run: Run, version: int, now: dt.datetime) -> None:
    """Start the item before this one again; on the first one everything stays. Raises StaleVersion."""
    if run.current_item:
        earlier = _items(run).filter(position__lt=run.current_item.position).last()
        _start(run, earlier, version=version, now=now)


def go_to(*, run: Run, item: AgendaItem, version: int, now: dt.datetime) -> None:
    """Start any item of this session. Raises StaleVersion, also for an item of another session."""
    if item.learning_session_id != run.pk:
        raise StaleVersion
    _start(run, item, version=version, now=now)


def extend(*, run: Run, minutes: int, version: int, now: dt.datetime) -> None:
    """Add minutes to the current item; below zero takes them off. Raises StaleVersion.

    What is over time gets its minutes from now on; what is shortened never ends before now.
    """
    ends_at = run.item_ends_at
    if ends_at is None:
        return
    if minutes < 0:
        change = -min(-minutes, max(math.floor((ends_at - now) / _MINUTE), 0))
    else:
        change = minutes + max(math.ceil((now - ends_at) / _MINUTE), 0)
    extra = min(run.extra_minutes + change, LONGEST)
    _save(run, version, extra_minutes=extra)


def finish(*, run: Run, version: int, now: dt.datetime) -> None:
    """End the session; screens say so. Raises StaleVersion."""
    _save(run, version, finished_at=now)


def reopen(*, run: Run, version: int, now: dt.datetime) -> None:
    """Go on where it was finished. Raises StaleVersion; ``now`` is not used, as no clock starts again."""
    rows = Run.objects.filter(pk=run.pk, version=version, finished_at__isnull=False)
    if not rows.update(version=F("version") + 1, finished_at=None):
        raise StaleVersion
