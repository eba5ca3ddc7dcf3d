"""The room of a session: stories on the board, and what the notes became, as far as the reader may see."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import Became, BoardNote, LearningSession
from sessions.selectors.board import Column, Seat
from wins.models import BarrierNaming, ShownWin, Visibility, Win
from wins.selectors.readable import is_readable

#: Stories at most: more is no room any more.
MOST = 200
#: Own stories to choose from.
MOST_OWN = 20
_EVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

#: What a note became, in words.
BECAME = {
    Became.WIN: gettext_lazy("Became a story"),
    Became.BARRIER: gettext_lazy("Became a barrier"),
    Became.QUESTION: gettext_lazy("Became a learning question"),
    Became.SOLUTION: gettext_lazy("Became a partial solution"),
    Became.STEP: gettext_lazy("Became a step"),
}


@dataclass(frozen=True)
class Made:
    """What a note became: words, where it is looked at (if this reader may), and whether they can undo it."""

    words: str
    url: str
    may_undo: bool


@dataclass(frozen=True)
class Room:
    """The board as one reader sees it.

    ``shown`` stories are on the board because their authors tapped so; ``own`` can still be shown;
    ``shared`` ones are everybody's in the trajectory, told since the session before.
    """

    columns: list[Column]
    shown: list[Win]
    own: list[Win]
    shared: list[Win]


def room_of(session: LearningSession, seat: Seat, columns: list[Column], *, today: dt.date) -> Room:
    """Adds ``made``, ``choices``, ``is_mine`` and ``is_nobodys`` to the notes; one query, two with barriers.

    Who only listens sees no story that was shown.
    """
    notes = [note for column in columns for note in column.notes]
    wins = list(_stories(session, seat, notes))
    known = {win.pk: win for win in wins if is_readable(win, seat.reader, today=today)}
    teams = _teams_behind(session, notes)
    for note in notes:
        note.made = _made(note, session, seat, known, teams.get(note.pk))
        note.choices = seat.choices(note)
        note.is_mine, note.is_nobodys = (
            seat.may_change(note),
            note.author_id is None and seat.may_delete(note),
        )
    own = [win for win in wins if _is_own(win, seat) and not win.is_shown]
    return Room(
        columns=columns,
        shown=[win for win in wins if win.is_shown and not win.is_draft and seat.takes_part],
        own=own[:MOST_OWN] if seat.writes else [],
        shared=[win for win in known.values() if win.is_recent and not win.is_shown],
    )


def _is_own(win: Win, seat: Seat) -> bool:
    return (
        win.author_id == seat.reader.pk and win.visibility == Visibility.TEAM and win.team in seat.own_teams
    )


def _stories(session: LearningSession, seat: Seat, notes: Iterable[BoardNote]) -> QuerySet[Win]:
    """Every story the page may need; ``is_shown`` here, ``is_recent`` in the trajectory."""
    earlier = LearningSession.objects.open().filter(
        trajectory=session.trajectory_id, starts_at__lt=session.starts_at
    )
    since = Coalesce(Subquery(earlier.order_by("-starts_at").values("starts_at")[:1]), Value(_EVER))
    recent = Q(visibility=Visibility.TRAJECTORY, shared_at__gte=since, shared_at__lt=session.ends_at)
    own = Q(author=seat.reader, visibility=Visibility.TEAM)
    became = [note.became_id for note in notes if note.became == Became.WIN]
    return (
        Win.objects.alive()
        .annotate(
            is_shown=Exists(ShownWin.objects.filter(learning_session=session, win=OuterRef("pk"))),
            is_recent=Q(recent, team__in=seat.teams),
        )
        .filter(Q(is_shown=True) | Q(is_recent=True) | own | Q(pk__in=became))
        .select_related("team", "author")
        .order_by("-is_shown", "-happened_on", "-created_at")[:MOST]
    )


def _teams_behind(session: LearningSession, notes: Iterable[BoardNote]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By note, the teams whose step or barrier came of it: they alone, and the host, undo that."""
    rows = [note for note in notes if note.became in (Became.BARRIER, Became.STEP)]
    barriers = {note.became_id: set() for note in rows if note.became == Became.BARRIER}
    if barriers:
        named = BarrierNaming.objects.filter(learning_session=session, barrier__in=barriers)
        for barrier_id, team_id in named.values_list("barrier", "team"):
            barriers[barrier_id].add(team_id)
    return {
        note.pk: barriers[note.became_id] if note.became == Became.BARRIER else {note.step_team_id}
        for note in rows
    }


def _made(
    note: BoardNote,
    session: LearningSession,
    seat: Seat,
    known: dict[uuid.UUID, Win],
    teams: set[uuid.UUID] | None,
) -> Made | None:
    """A story is named to who may read it; for the others the note is taken up, and no more is said.

    ``teams`` are those of its step or barrier; None for what is no team's.
    """
    if not note.became:
        return None
    is_theirs = teams is None or (bool(teams) and teams <= {team.pk for team in seat.speaks_for})
    may_undo = is_theirs and seat.may_make(note.became, note)
    if note.became == Became.WIN:
        win = known.get(note.became_id)
        if win is None:
            return Made(_("Taken up"), "", False)
        words = _("Became your draft") if win.is_draft else str(BECAME[Became.WIN])
        return Made(words, win.get_absolute_url(), may_undo and win.is_draft and win.version == 1)
    return Made(str(BECAME[Became(note.became)]), _address(note, session, seat), may_undo)


def _address(note: BoardNote, session: LearningSession, seat: Seat) -> str:
    """Where it is looked at; a step stands on the path of its team, for who keeps that path."""
    if note.became == Became.BARRIER:
        return reverse("wins:barrier", args=[note.became_id])
    if note.became == Became.QUESTION:
        return reverse("wins:question", args=[note.became_id])
    if note.became == Became.SOLUTION:
        return session.trajectory.get_absolute_url()
    reads = any(team.pk == note.step_team_id for team in seat.speaks_for)
    return reverse("wins:team", args=[note.step_team_id]) if reads else ""
