"""What a screen shows of a session that runs, and the signed value by which it may ask again."""

import datetime as dt
import uuid
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import AgendaItem, LearningSession, Run
from sessions.selectors.run import Standing, run_of
from sessions.services.run import BEGIN_EARLY, room_closes_at
from smallwins.accounts.models import User

_SALT = "session_state"
WAITING, RUNNING, OVER = "waiting", "running", "over"
_MINUTE = dt.timedelta(minutes=1)


def token_for(*, learning_session: LearningSession, user: User) -> str:
    """The signed value of one person at one session; it counts until the room closes."""
    until = int(room_closes_at(learning_session).timestamp())
    return signing.dumps([str(learning_session.pk), str(user.pk), until], salt=_SALT)


def person_behind(token: str, session_id: uuid.UUID, *, now: dt.datetime) -> uuid.UUID | None:
    """Whose value it is; None when it is forged, of another session or too old."""
    try:
        of_session, user_id, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return uuid.UUID(user_id) if of_session == str(session_id) and now.timestamp() < until else None


def milliseconds(moment: dt.datetime) -> int:
    """As JavaScript counts time."""
    return round(moment.timestamp() * 1000)


def clock_in_words(ends_at: dt.datetime, now: dt.datetime) -> str:
    """For instance ``4 minutes left``; over time is said in words, not by a colour."""
    seconds = (ends_at - now).total_seconds()
    minutes = int(abs(seconds) // 60)
    if not minutes:
        return _("Less than a minute left") if seconds > 0 else _("Time is up")
    if seconds > 0:
        return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}
    return ngettext("%(n)s minute over time", "%(n)s minutes over time", minutes) % {"n": minutes}


def shown(run: Run | None, *, now: dt.datetime) -> dict[str, Any]:
    """What participants may read of a run, in the reader's language and zone; times in milliseconds."""
    phase = WAITING if run is None else OVER if run.finished_at else RUNNING
    fields: dict[str, Any] = {
        "phase": phase,
        "version": run.version if run else 0,
        "board_version": run.board_version if run else 0,
        "server_now": milliseconds(now),
        "ends_at": None,
    }
    item = run.current_item if run and phase == RUNNING else None
    if run is None or item is None or run.item_ends_at is None:
        return fields | dict.fromkeys(("title", "reading", "grouping", "prompt", "position", "until"), "")
    places = list(AgendaItem.objects.filter(learning_session=run.pk).values_list("pk", flat=True))
    return fields | {
        "title": item.title,
        "reading": item.reading,
        "grouping": capfirst(item.get_grouping_display()),
        "prompt": item.prompt,
        "position": _("Part %(place)d of %(total)d")
        % {"place": places.index(item.pk) + 1, "total": len(places)},
        "ends_at": milliseconds(run.item_ends_at),
        "until": _("until %(time)s")
        % {"time": formats.time_format(timezone.localtime(run.item_ends_at).time(), "H:i")},
    }


def live_context(learning_session: LearningSession, user: User, *, now: dt.datetime) -> dict[str, Any]:
    """``live`` for sessions/run/_now.html, read before what the page shows of the board.

    None for a draft or a cancelled session, and outside the hours in which its room is open.
    """
    opens = learning_session.starts_at - BEGIN_EARLY
    if learning_session.state != "open" or not opens <= now < room_closes_at(learning_session):
        return {"live": None}
    run = run_of(learning_session.pk)
    fields = shown(run, now=now)
    standing = Standing(user.language, user.time_zone, fields["version"], fields["board_version"])
    query = urlencode({"who": token_for(learning_session=learning_session, user=user)})
    more = {
        "url": f"{reverse('sessions:state', args=[learning_session.pk])}?{query}",
        "etag": standing.etag,
        "clock": clock_in_words(run.item_ends_at, now) if run and run.item_ends_at else "",
    }
    return {"live": fields | more}
