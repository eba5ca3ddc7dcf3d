"""The rows of an agenda as the form of a session writes them: each is kept by its own id.

A row carries texts, notes, outcomes and a column of the board: it is never replaced by another.
"""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, Q

from sessions.models import AgendaItem, LearningSession
from sessions.services.run import touch
from smallwins.versions import StaleVersion


class AgendaRow(NamedTuple):
    """A row as typed; without an id it is new. ``version`` is that of the row when the form was shown."""

    title: str
    minutes: int
    id: uuid.UUID | None = None
    version: int | None = None


class RowsInUse(Exception):
    """Rows that were to go hold what people wrote: nothing was saved."""

    def __init__(self, rows: list[AgendaItem]) -> None:
        super().__init__(str(rows))
        self.rows = rows


def write_agenda(session: LearningSession, agenda: Sequence[tuple]) -> None:
    """Make ``agenda`` the agenda of a session: known ids stay, others are new, what is missing goes.

    Raises RowsInUse, and StaleVersion when somebody else changed a row that would be overwritten.
    """
    rows = {row.pk: row for row in session.agenda_items.select_for_update()}
    untouched = [(row.pk, row.title, row.minutes) for row in rows.values()]
    lines = [AgendaRow(*line) for line in agenda]
    kept = [(rows.pop(line.id, None), line) for line in lines]
    _remove(list(rows.values()))
    for position, (row, line) in enumerate(kept, start=1):
        if row is None:
            _add(session, position, line)
        else:
            _change(row, position, line)
    if untouched != [(line.id, line.title, line.minutes) for line in lines]:
        touch(session.pk)


def _remove(rows: list[AgendaItem]) -> None:
    found = AgendaItem.objects.filter(pk__in=[row.pk for row in rows])
    says_something = ~Q(notes="") | ~Q(outcome="") | Q(board_notes__isnull=False)
    holds = says_something | Q(materials__isnull=False) | Q(learning_session__run__current_item=F("pk"))
    used = set(found.filter(holds).values_list("pk", flat=True))
    if used:
        raise RowsInUse([row for row in rows if row.pk in used])
    found.delete()


def _add(session: LearningSession, position: int, line: AgendaRow) -> None:
    row = AgendaItem(learning_session=session, position=position, title=line.title, minutes=line.minutes)
    row.full_clean(validate_constraints=False)
    row.save()


def _change(row: AgendaItem, position: int, line: AgendaRow) -> None:
    rewritten = (row.title, row.minutes) != (line.title, line.minutes)
    if rewritten and line.version is not None and line.version != row.version:
        raise StaleVersion
    row.position, row.title, row.minutes = position, line.title, line.minutes
    row.version += rewritten
    row.full_clean(validate_constraints=False)
    row.save(update_fields=["position", "title", "minutes", "version"])


def same_changes(
    before: Sequence[AgendaItem], agenda: Sequence[AgendaRow], theirs: Sequence[AgendaItem]
) -> list[AgendaRow]:
    """What the agenda of another occurrence becomes when it follows this one's changes.

    Rows belong together by the title they had, or have now; what only the other one has stays, at its end.
    """
    free, had = list(theirs), {row.pk: row.title for row in before}

    def take(title: str) -> AgendaItem | None:
        found = next((row for row in free if row.title == title), None)
        if found:
            free.remove(found)
        return found

    made = []
    for line in agenda:
        row = take(had.get(line.id, line.title)) or take(line.title)
        made.append(AgendaRow(line.title, line.minutes, row.pk if row else None))
    for gone in set(had) - {line.id for line in agenda}:
        take(had[gone])
    return made + [AgendaRow(row.title, row.minutes, row.pk) for row in free]
