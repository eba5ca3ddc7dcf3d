"""The harvest board: notes written in silence, shown together, put together, and what became of them.

Of an anonymous note nothing of its author is kept: no name, no moment of its own, no order.
"""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from sessions.models import AgendaItem, BoardNote, LearningSession, SessionState
from sessions.services.run import touch
from smallwins.accounts.models import User
from smallwins.versions import StaleVersion, save_if_unchanged
from trajectories.models import Trajectory, Wording, WordingKind
from trajectories.services.trajectory import reword


class BoardClosed(Exception):
    """The session is a draft or was cancelled, or its trajectory is closed: the board is only read."""


class AlreadyBecame(Exception):
    """Something was made of this note before, or it is gone."""


def is_open(session: LearningSession) -> bool:
    """Whether the board takes notes: from planning the session until the trajectory closes."""
    return session.state == SessionState.OPEN and not session.trajectory.is_closed


def write_note(
    *,
    learning_session: LearningSession,
    item: AgendaItem,
    author: User,
    text: str,
    client_uuid: uuid.UUID,
    now: dt.datetime,
) -> BoardNote:
    """Put a note under an item. The same ``client_uuid`` again gives the same row. Raises BoardClosed.

    An anonymous note carries the start of the session as its moment, as all of them do. Other words under a
    used key (somebody went back and typed on) get a key and a row of their own.
    """
    if not is_open(learning_session):
        raise BoardClosed
    note = BoardNote(
        learning_session=learning_session,
        agenda_item=item,
        author=None if item.is_anonymous else author,
        text=text,
        client_uuid=client_uuid,
        written_at=learning_session.starts_at if item.is_anonymous else now,
    )
    note.full_clean(exclude=["learning_session", "agenda_item", "author"], validate_constraints=False)
    try:
        with transaction.atomic():
            note.save(force_insert=True)
            touch(learning_session.pk, board=True)
    except IntegrityError:
        kept = BoardNote.objects.get(learning_session=learning_session, client_uuid=client_uuid)
        same = (kept.author_id, kept.agenda_item_id) == (note.author_id, item.pk)
        if same and (kept.version > 1 or kept.text == note.text):
            return kept
        return write_note(
            learning_session=learning_session,
            item=item,
            author=author,
            text=text,
            client_uuid=uuid.uuid5(client_uuid, f"{item.pk} {note.author_id} {note.text}"),
            now=now,
        )
    return note


@transaction.atomic
def edit_note(*, note: BoardNote, version: int) -> None:
    """Save the author's new words; raises StaleVersion when the row changed meanwhile.

    Before its item is shown nobody else reads it, so that there is nothing new to tell.
    """
    note.full_clean(validate_constraints=False)
    save_if_unchanged(note, version=version, fields=["text"])
    if note.agenda_item.revealed_at:
        touch(note.learning_session_id, board=True)


@transaction.atomic
def delete_note(*, note: BoardNote) -> None:
    """Take a note off the board; what became of it stays."""
    deleted, _rows = BoardNote.objects.filter(pk=note.pk).delete()
    if deleted:
        touch(note.learning_session_id, board=True)


@transaction.atomic
def put_together(*, note: BoardNote, theme: str, version: int) -> None:
    """Let a note stand under a theme, with the others there; an empty one lets it stand alone again.

    Raises StaleVersion when somebody chose another theme meanwhile, or the author other words.
    """
    note.theme = theme
    note.full_clean(validate_constraints=False)
    try:
        save_if_unchanged(note, version=version, fields=["theme"])
    except StaleVersion:
        if not BoardNote.objects.filter(pk=note.pk, theme=note.theme).exists():
            raise
    touch(note.learning_session_id, board=True)


@transaction.atomic
def reveal(*, item: AgendaItem, now: dt.datetime) -> None:
    """Let everybody in the session read the notes of an item, from now on.

    There is no way back: what was read in the room cannot be unread, and a button that says otherwise would
    promise a silence that is gone.
    """
    if AgendaItem.objects.filter(pk=item.pk, revealed_at__isnull=True).update(revealed_at=now):
        touch(item.learning_session_id)
        touch(item.learning_session_id, board=True)


def hold(note: BoardNote) -> BoardNote:
    """Lock a note of which something is about to be made, within a transaction. Raises AlreadyBecame."""
    row = BoardNote.objects.select_for_update().filter(pk=note.pk, became="").first()
    if row is None:
        raise AlreadyBecame
    return row


def mark(*, note: BoardNote, became: str, became_id: uuid.UUID) -> None:
    """Keep what a note became; call ``hold`` first."""
    BoardNote.objects.filter(pk=note.pk).update(became=became, became_id=became_id)
    touch(note.learning_session_id, board=True)


def free(*, note: BoardNote) -> None:
    """What it became is undone: something else can be made of it."""
    BoardNote.objects.filter(pk=note.pk).update(became="", became_id=None)
    touch(note.learning_session_id, board=True)


@transaction.atomic
def end_ambition_round(
    *, item: AgendaItem, text: str, author: User, seen: int, now: dt.datetime
) -> Wording | None:
    """Put the ambition in the words the room found; earlier words stay. None when they are the same.

    ``seen``: the key of the wording the form showed, 0 without one. Raises StaleVersion when somebody
    worded it differently meanwhile.
    """
    trajectory = Trajectory.objects.select_for_update().get(learning_sessions=item.learning_session_id)
    latest = trajectory.wordings.filter(kind=WordingKind.AMBITION).first()
    if latest and latest.pk != seen and latest.text != text:
        raise StaleVersion
    made = reword(trajectory=trajectory, kind=WordingKind.AMBITION, text=text, author=author, now=now)
    touch(item.learning_session_id)
    return made
