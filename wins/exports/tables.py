"""Which columns each table has, and what stands in them. No author, no reader: names in one column alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sessions.models import LearningSession, Presence, Rsvp
from wins.exports.cells import Column, Shape, Table
from wins.exports.order import Order
from wins.models import Barrier, BarrierState, ExportKind, ResultKind, Visibility, Win, WinKind
from wins.selectors import exports as selectors
from wins.verdict import Kind

Cells = list[Any]
Labels = dict[str | None, str]
LONG, SHORT = 50, 12


def table_of(order: Order) -> Table:
    """The table that is asked for, with headings in the language that is active."""
    columns, rows, count = _TABLES[order.kind](order)
    return Table(capfirst(str(ExportKind(order.kind).label)), columns, rows, count)


Parts = tuple[list[Column], Callable[[], Iterator[Cells]], Callable[[], int]]


def _of(model: type, name: str, **kwargs: Any) -> Column:
    """A column under the name its field has on pages."""
    return Column(capfirst(str(model._meta.get_field(name).verbose_name)), **kwargs)


def _wins(order: Order) -> Parts:
    wins = selectors.wins_of(order)
    full = wins.select_related("team").prefetch_related("partial_solutions").with_verdict()
    columns = [
        Column(_("Team")),
        Column(_("Month"), Shape.MONTH, SHORT),
        Column(_("Kind"), width=SHORT),
        _of(Win, "title", width=LONG),
        _of(Win, "story", width=LONG),
        Column(_("For whom")),
        Column(_("Kind of result")),
        *[_of(Win, name, width=LONG) for name in ("friction", "next_step", "expected", "why", "differently")],
        Column(_("Partial solutions")),
        Column(_("The team calls it")),
        Column(_("Who can read it"), width=LONG),
    ]
    cells = partial(_win, *map(_labels, (WinKind, ResultKind, Kind, Visibility)))
    return columns, lambda: map(cells, full.iterator(chunk_size=selectors.BATCH)), wins.count


def _labels(choices: type[TextChoices]) -> Labels:
    """Looked up once for all rows: asking each row took a quarter of the time."""
    return {None: "", "": ""} | {one.value: str(one.label) for one in choices}


def _win(kinds: Labels, results: Labels, verdicts: Labels, circles: Labels, win: Win) -> Cells:
    return [
        win.team.name,
        win.happened_on,
        kinds[win.kind],
        win.title,
        win.story,
        ", ".join(win.for_whom),
        results[win.result_kind],
        win.friction,
        win.next_step,
        win.expected,
        win.why,
        win.differently,
        ", ".join(one.name for one in win.partial_solutions.all()),
        verdicts[win.verdict],
        circles[win.visibility],
    ]


def _sessions(order: Order) -> Parts:
    sessions = selectors.sessions_of(order)
    columns = [
        _of(LearningSession, "title", width=LONG),
        _of(LearningSession, "purpose", width=LONG),
        Column(_("Start"), Shape.MOMENT, 18),
        Column(_("Time zone of the start")),
        Column(_("Minutes"), Shape.NUMBER, SHORT),
        _of(LearningSession, "place"),
        Column(_("Teams")),
        Column(_("State"), width=SHORT),
    ]

    def rows() -> Iterator[Cells]:
        for one in sessions.iterator(chunk_size=selectors.BATCH):
            start = timezone.make_naive(one.starts_at, order.zone)
            teams = ", ".join(team.name for team in one.teams.all())
            state = _state_of(one, order)
            yield [
                one.title,
                one.purpose,
                start,
                order.zone.key,
                one.duration_minutes,
                one.place,
                teams,
                state,
            ]

    return columns, rows, sessions.count


def _state_of(session: LearningSession, order: Order) -> str:
    """As the page of the trajectory says it: what is over was held."""
    if not session.is_cancelled and session.ends_at <= order.now:
        return pgettext("session", "held")
    return str(session.get_state_display())


def _barriers(order: Order) -> Parts:
    barriers = selectors.barriers_of(order)
    columns = [
        _of(Barrier, "name", width=LONG),
        Column(_("Kind")),
        Column(_("State"), width=SHORT),
        Column(_("Since"), Shape.MONTH, SHORT),
        Column(_("Passed on to"), width=LONG),
        Column(_("Teams that named it"), width=LONG),
    ]
    return columns, lambda: map(_barrier, barriers.iterator(chunk_size=selectors.BATCH)), barriers.count


def _barrier(barrier: Barrier) -> Cells:
    return [
        barrier.name,
        str(barrier.get_kind_display()),
        str(BarrierState(barrier.state or BarrierState.MET).label),
        barrier.state_since,
        barrier.addressee,
        ", ".join(sorted({naming.team.name for naming in barrier.namings.all()})),
    ]


def _attendance(order: Order) -> Parts:
    """A row for each person, with a name, for the facilitator; for others a count for each answer."""
    start = [Column(_("Session"), width=LONG), Column(_("Date"), Shape.DAY, SHORT), Column(_("Team"))]
    if order.has_names:
        columns = [*start, Column(_("Name")), Column(_("Answer beforehand")), Column(_("At the session"))]
        rows_of = _by_person
    else:
        columns = [
            *start,
            Column(_("Moment")),
            Column(_("Which answer")),
            Column(_("People"), Shape.NUMBER, SHORT),
        ]
        rows_of = _by_answer

    def rows() -> Iterator[Cells]:
        for session, people in selectors.attendance_of(order):
            yield from rows_of(session, people, timezone.localdate(session.starts_at, order.zone))

    return columns, rows, lambda: sum(1 for _row in rows())


def _by_person(session: LearningSession, people: list[selectors.Present], day: Any) -> Iterator[Cells]:
    for one in people:
        said, was = one.attendance.get_rsvp_display(), one.attendance.get_presence_display()
        yield [session.title, day, ", ".join(one.teams), one.person.name, str(said), str(was)]


def _by_answer(session: LearningSession, people: list[selectors.Present], day: Any) -> Iterator[Cells]:
    teams = ", ".join(team.name for team in session.teams.all())
    said = Counter(one.attendance.rsvp for one in people)
    was = Counter(one.attendance.presence for one in people)
    for moment, answers, counts in ((_("Beforehand"), Rsvp, said), (_("At the session"), Presence, was)):
        for answer in answers:
            yield [session.title, day, teams, moment, str(answer.label), counts[answer]]


_TABLES: dict[str, Callable[[Order], Parts]] = {
    ExportKind.WINS: _wins,
    ExportKind.SESSIONS: _sessions,
    ExportKind.BARRIERS: _barriers,
    ExportKind.ATTENDANCE: _attendance,
}
