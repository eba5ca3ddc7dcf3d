"""What one reader sees of the harvest board, and what that reader may do in the room."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from sessions.models import AgendaItem, Became, BoardNote, LearningSession, Run, Step
from sessions.services.board import is_open
from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Team, Wording, WordingKind
from trajectories.roles import Role


@dataclass(frozen=True)
class Seat:
    """One person in the room of a session: a participant, its host (the facilitator), or a listener."""

    reader: User
    #: The session's teams this person works in.
    own_teams: tuple[Team, ...]
    #: All teams of the session.
    teams: tuple[Team, ...]
    is_host: bool
    is_open: bool

    @property
    def takes_part(self) -> bool:
        return self.is_host or bool(self.own_teams)

    @property
    def writes(self) -> bool:
        return self.takes_part and self.is_open

    @property
    def speaks_for(self) -> tuple[Team, ...]:
        """Teams this person names a barrier or sets a step for."""
        return self.teams if self.is_host else self.own_teams

    def may_change(self, note: BoardNote) -> bool:
        """One's own words. Without a name nobody can say "mine"."""
        return self.writes and note.author_id == self.reader.pk

    def may_delete(self, note: BoardNote) -> bool:
        """One's own; the host takes away what has no author, for instance when it names a resident."""
        return self.may_change(note) or (self.writes and self.is_host and note.author_id is None)

    def may_make(self, kind: str, note: BoardNote) -> bool:
        """Who makes what of a note this person can read, whether or not something was made of it.

        A story is its author's own act; a note without an author can be taken up by any participant.
        """
        if kind == Became.WIN:
            mine = note.author_id in (None, self.reader.pk)
            return self.is_open and bool(self.own_teams) and mine
        if kind == Became.SOLUTION:
            return self.is_open and self.is_host
        return self.writes

    def choices(self, note: BoardNote) -> list[Became]:
        """What this person can still make of the note."""
        return [] if note.became else [kind for kind in Became if self.may_make(kind, note)]


def seat_of(session: LearningSession, reader: User, *, today: dt.date) -> Seat:
    """What this reader is in the room; one query."""
    grants = grants_of(reader, today)
    teams = tuple(session.teams.all())
    mine = grants.teams(Role.PROFESSIONAL)
    return Seat(
        reader=reader,
        own_teams=tuple(team for team in teams if team.pk in mine),
        teams=teams,
        is_host=session.trajectory_id in grants.trajectories(Role.FACILITATOR),
        is_open=is_open(session),
    )


@dataclass(frozen=True)
class Theme:
    """Notes that stand together; those without a theme come last, under no name."""

    name: str
    notes: list[BoardNote]


@dataclass(frozen=True)
class Column:
    """An agenda item on the board with the notes this reader may read.

    The item carries ``total`` (all its notes), ``is_current`` and ``ambition`` (how that is put now).
    """

    item: AgendaItem
    notes: list[BoardNote]

    @property
    def themes(self) -> list[Theme]:
        named = sorted({note.theme for note in self.notes if note.theme}, key=str.casefold)
        return [
            Theme(name, [note for note in self.notes if note.theme == name])
            for name in [*named, ""]
            if name or any(not note.theme for note in self.notes)
        ]

    @property
    def theme_names(self) -> list[str]:
        """Themes to choose from: only of notes this reader may read."""
        return [theme.name for theme in self.themes if theme.name]


def readable_notes(session: LearningSession, reader: User) -> Iterable[BoardNote]:
    """Notes that were shown, and one's own; adds ``step_team_id`` where one became a step. One query.

    What has no author all carries one moment: its order is that of random keys.
    """
    step = Step.objects.filter(pk=OuterRef("became_id")).values("team")[:1]
    return (
        BoardNote.objects.filter(learning_session=session)
        .filter(Q(agenda_item__revealed_at__isnull=False) | Q(author=reader))
        .select_related("author")
        .annotate(step_team_id=Subquery(step))
        .order_by("written_at", "pk")
    )


def columns_of(session: LearningSession, reader: User) -> list[Column]:
    """Every item with a prompt, the current one first; two queries."""
    notes = list(readable_notes(session, reader))
    current = Run.objects.filter(current_item=OuterRef("pk"), finished_at__isnull=True)
    ambition = Wording.objects.filter(trajectory=session.trajectory_id, kind=WordingKind.AMBITION)
    items = (
        session.agenda_items.annotate(
            total=Count("board_notes"),
            is_current=Exists(current),
            ambition=Subquery(ambition.values("text")[:1]),
        )
        .exclude(prompt="", total=0)
        .order_by("-is_current", "position")
    )
    return [Column(item, [note for note in notes if note.agenda_item_id == item.pk]) for item in items]


def origin_of(became: str, became_id: uuid.UUID) -> LearningSession | None:
    """From the board of which session something came, if it did; one query."""
    row = BoardNote.objects.filter(became=became, became_id=became_id).select_related("learning_session")
    note = row.first()
    return note.learning_session if note else None
