"""Stories in the room: an author shows one to everybody in a session, and takes it back."""

import datetime as dt

from sessions.models import LearningSession
from sessions.services.run import touch
from wins.models import ShownWin, Win


def show_win(*, win: Win, learning_session: LearningSession, now: dt.datetime) -> None:
    """Let everybody who takes part in this session read its title and story on the board, nothing more."""
    _row, is_new = ShownWin.objects.get_or_create(
        learning_session=learning_session, win=win, defaults={"shown_at": now}
    )
    if is_new:
        touch(learning_session.pk, board=True)


def take_back(*, win: Win, learning_session: LearningSession) -> None:
    """From now on it is not on the board of this session."""
    rows, _kinds = ShownWin.objects.filter(learning_session=learning_session, win=win).delete()
    if rows:
        touch(learning_session.pk, board=True)
