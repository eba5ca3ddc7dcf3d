"""Chosen stories and their policy copies: asked for, rewritten, read by a third person, approved (C7).

Only the author's yes on the words as a third person read them publishes a copy.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F

from smallwins.accounts.models import User
from smallwins.versions import StaleVersion, save_if_unchanged
from trajectories.models import Membership
from trajectories.roles import Role
from wins.models import CopyState, NoticeKind, PublishedWin, Selection, Win
from wins.services.notices import tell

WORDS = ("title", "text", "our_share", "unknowns", "confirmed_by_role", "confirmed_on", "confirmed_answer")
READING = ("recognisable", "is_true", "is_honest", "remark")
#: What a copy is without anybody's reading.
_UNREAD = {"read_on": None, "recognisable": None, "is_true": None, "is_honest": None, "remark": ""}


class CopyMoved(Exception):
    """The copy no longer stands where this act begins: somebody else was first."""


def choose(*, win: Win, by: User, reason: str, on: dt.date) -> Selection:
    """Choose a story, with the reason; choosing it again changes one's reason."""
    chosen, _made = Selection.objects.update_or_create(
        win=win,
        chosen_by=by,
        defaults={"reason": reason},
        create_defaults={"reason": reason, "chosen_on": on},
    )
    return chosen


def unchoose(*, win: Win, by: User) -> None:
    """Take one's own choice back."""
    Selection.objects.filter(win=win, chosen_by=by).delete()


def default_reader(win: Win, asked_by: User, *, on: dt.date) -> User | None:
    """A facilitator of the trajectory who neither wrote nor asked, by name; None when there is none."""
    people = Membership.objects.active(on).filter(trajectory=win.team.trajectory_id, role=Role.FACILITATOR)
    readers = User.objects.filter(pk__in=people.values("user"), is_active=True)
    return readers.exclude(pk__in=[win.author_id, asked_by.pk]).order_by("name", "pk").first()


@transaction.atomic
def ask_for_copy(*, win: Win, reason: str, asked_by: User, now: dt.datetime, on: dt.date) -> PublishedWin:
    """Ask the author whether this story may go into the report, and why; asked again it is the same copy.

    After a no, or after the author took it back, it can be asked anew.
    """
    known = PublishedWin.objects.select_for_update().filter(win=win).first()
    if known and known.state not in (CopyState.DECLINED, CopyState.WITHDRAWN):
        return known
    copy = known or PublishedWin(win=win, trajectory=win.team.trajectory)
    copy.author, copy.asked_by, copy.reason, copy.asked_on = win.author, asked_by, reason, on
    copy.is_setback, copy.title = win.is_setback, copy.title or win.title
    copy.selection = win.selections.filter(chosen_by=asked_by).first() or win.selections.first()
    copy.second_reader = default_reader(win, asked_by, on=on)
    copy.declined_on = copy.withdrawn_on = copy.written_on = copy.approved_on = None
    for name, value in _UNREAD.items():
        setattr(copy, name, value)
    copy.version += 1 if known else 0
    copy.full_clean(validate_unique=False)
    copy.save()
    if win.author and win.author_id != asked_by.pk:
        tell(recipient=win.author, kind=NoticeKind.COPY_ASKED, win=win, object_id=copy.pk, now=now)
    return copy


def _require(copy: PublishedWin, *states: CopyState) -> None:
    if copy.state not in states:
        raise CopyMoved


@transaction.atomic
def decline(*, copy: PublishedWin, on: dt.date) -> None:
    """The author does not want it in the report; no reason is asked. Raises CopyMoved."""
    locked = PublishedWin.objects.select_for_update().get(pk=copy.pk)
    _require(locked, CopyState.ASKED, CopyState.WRITTEN, CopyState.SENT_BACK, CopyState.READ)
    PublishedWin.objects.filter(pk=copy.pk).update(declined_on=on, version=F("version") + 1)


@transaction.atomic
def write(*, copy: PublishedWin, version: int, now: dt.datetime, on: dt.date) -> None:
    """Keep the author's words; whoever read earlier words reads anew. Raises StaleVersion or CopyMoved."""
    saved = PublishedWin.objects.select_for_update().get(pk=copy.pk)
    _require(saved, CopyState.ASKED, CopyState.WRITTEN, CopyState.SENT_BACK, CopyState.READ)
    copy.written_on = on
    for name, value in _UNREAD.items():
        setattr(copy, name, value)
    copy.full_clean(validate_unique=False)
    save_if_unchanged(copy, version=version, fields=(*WORDS, *_UNREAD, "written_on"))
    _tell_reader(copy, now)


def _tell_reader(copy: PublishedWin, now: dt.datetime) -> None:
    if copy.second_reader and copy.win:
        tell(
            recipient=copy.second_reader,
            kind=NoticeKind.COPY_READ,
            win=copy.win,
            object_id=copy.pk,
            now=now,
        )


@transaction.atomic
def set_reader(*, copy: PublishedWin, reader: User, now: dt.datetime) -> None:
    """Ask somebody else to read; what an earlier reader said of these words goes. Raises CopyMoved."""
    saved = PublishedWin.objects.select_for_update().get(pk=copy.pk)
    _require(saved, CopyState.ASKED, CopyState.WRITTEN, CopyState.SENT_BACK, CopyState.READ)
    rows = PublishedWin.objects.filter(pk=copy.pk)
    rows.update(second_reader=reader, version=F("version") + 1, **_UNREAD)
    copy.second_reader = reader
    if saved.written_on:
        _tell_reader(copy, now)


@transaction.atomic
def read(*, copy: PublishedWin, version: int, now: dt.datetime, on: dt.date) -> None:
    """Keep the second reader's three answers to exactly these words. Raises StaleVersion or CopyMoved."""
    saved = PublishedWin.objects.select_for_update().get(pk=copy.pk)
    _require(saved, CopyState.WRITTEN, CopyState.SENT_BACK, CopyState.READ)
    copy.read_on = on
    copy.full_clean(validate_unique=False)
    save_if_unchanged(copy, version=version, fields=(*READING, "read_on"))
    if copy.author and copy.win:
        tell(recipient=copy.author, kind=NoticeKind.COPY_READY, win=copy.win, object_id=copy.pk, now=now)


@transaction.atomic
def approve(*, copy: PublishedWin, version: int, on: dt.date) -> None:
    """The author's yes on the words that were read: from now on policy reads them.

    Raises StaleVersion when the words or the reading changed since this person saw them, else CopyMoved.
    """
    saved = PublishedWin.objects.select_for_update().get(pk=copy.pk)
    if saved.version != version:
        raise StaleVersion
    _require(saved, CopyState.READ)
    PublishedWin.objects.filter(pk=copy.pk).update(approved_on=on, version=F("version") + 1)


@transaction.atomic
def take_back(*, copy: PublishedWin, on: dt.date) -> None:
    """The author takes a copy out of every report from now on."""
    rows = PublishedWin.objects.filter(pk=copy.pk, withdrawn_on__isnull=True)
    rows.update(withdrawn_on=on, went_along=False, version=F("version") + 1)


def go_along(*, win: Win, on: dt.date) -> None:
    """The copy goes with its story; call it in the transaction that withdraws the story."""
    rows = PublishedWin.objects.filter(win=win, withdrawn_on__isnull=True)
    rows.update(withdrawn_on=on, went_along=True, version=F("version") + 1)


def return_along(*, win: Win) -> None:
    """The copy that went with its story returns with it."""
    rows = PublishedWin.objects.filter(win=win, went_along=True)
    rows.update(withdrawn_on=None, went_along=False, version=F("version") + 1)
