"""What screens show of a session that runs, and what the facilitator sees beside it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from sessions.models import AgendaItem, LearningSession, Run
from smallwins.when import house_day

# One statement says whether somebody still takes part and whether anything changed: fifty screens ask it
# every four seconds, so it is written out (docs/bench.md, What costs time).
_STANDING = """
SELECT u.language, u.time_zone, COALESCE(r.version, 0), COALESCE(r.board_version, 0)
FROM learning_sessions_learningsession s
JOIN accounts_user u ON u.id = %(user)s AND u.is_active
LEFT JOIN learning_sessions_run r ON r.learning_session_id = s.id
WHERE s.id = %(session)s AND s.state = 'open' AND EXISTS (
  SELECT 1 FROM trajectories_membership m
  WHERE m.user_id = u.id AND m.starts_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
    AND (
      (m.role IN ('facilitator', 'coordinator') AND m.trajectory_id = s.trajectory_id)
      OR (m.role = 'professional' AND EXISTS (
        SELECT 1 FROM learning_sessions_learningsession_teams t
        WHERE t.learningsession_id = s.id AND t.team_id = m.team_id))
    )
)
"""


@dataclass(frozen=True)
class Standing:
    """Somebody who takes part in a session, and how far its run is; 0 before it began."""

    language: str
    time_zone: str
    version: int
    board_version: int

    @property
    def etag(self) -> str:
        """Another one whenever this person's screen would show something else (RFC 9110 §8.8.3)."""
        return f'"{self.version}-{self.board_version}-{self.language}-{self.time_zone}"'


def standing_of(*, session_id: uuid.UUID, user_id: uuid.UUID, now: dt.datetime) -> Standing | None:
    """None for whoever does not take part, or no longer; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"session": session_id, "user": user_id, "today": house_day(now)})
        row = cursor.fetchone()
    return Standing(*row) if row else None


@dataclass(frozen=True)
class Row:
    """An agenda item and when it starts: as planned, or as expected now that the session runs."""

    item: AgendaItem
    starts_at: dt.datetime
    is_current: bool = False
    is_past: bool = False


@dataclass(frozen=True)
class Course:
    """The agenda on the clock. ``late`` is in minutes, below zero when early, None unless an item runs."""

    rows: Sequence[Row]
    ends_at: dt.datetime
    late: int | None = None

    @property
    def next_item(self) -> AgendaItem | None:
        """The item after the current one; the first when none is current."""
        current = next((place for place, row in enumerate(self.rows) if row.is_current), -1)
        following = self.rows[current + 1 : current + 2]
        return following[0].item if following else None

    @property
    def early(self) -> int:
        return -(self.late or 0)

    @property
    def has_earlier(self) -> bool:
        return any(row.is_past for row in self.rows)


def run_of(session_id: uuid.UUID) -> Run | None:
    """The run with its current item; None before it began."""
    return Run.objects.select_related("current_item").filter(pk=session_id).first()


def course_of(session: LearningSession, run: Run | None, *, now: dt.datetime) -> Course:
    """Planned times, and from the current item on what is left of them."""
    items = list(session.agenda_items.all())
    current = run.current_item if run and not run.finished_at else None
    moment, late, rows = session.starts_at, None, []
    for item in items:
        is_current = current is not None and item.pk == current.pk
        is_past = current is not None and item.position < current.position
        rows.append(Row(item, run.item_started_at if run and is_current else moment, is_current, is_past))
        moment += dt.timedelta(minutes=item.minutes)
        if run and run.item_ends_at and is_current:
            planned, moment = moment, max(run.item_ends_at, now)
            late = round((moment - planned) / dt.timedelta(minutes=1))
    return Course(rows, moment, late)
