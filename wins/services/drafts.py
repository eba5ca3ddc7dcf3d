"""Keeping what somebody is typing until it is sent (docs/product.md, P4)."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import connection, transaction

from smallwins import privacycheck
from smallwins.accounts.models import User
from smallwins.text import normalise
from trajectories.models import Team
from wins.models import Win, WinDraft
from wins.selectors.drafts import TYPED, has_words


class AlreadySent(Exception):
    """A win has this key; ``same`` when it has these words too, so that the draft may go."""

    def __init__(self, *, same: bool) -> None:
        super().__init__()
        self.same = same


class StaysOnDevice(Exception):
    """The text holds a citizen service number: it is kept nowhere but where it was typed."""


def hold_key(*, author: User, client_uuid: uuid.UUID) -> None:
    """Make sending and saving under one key wait for each other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"win {author.pk} {client_uuid}"]
        )


def keep_draft(
    *,
    author: User,
    client_uuid: uuid.UUID,
    team: Team,
    kind: str,
    fields: Mapping[str, str],
    now: dt.datetime,
) -> None:
    """Keep what is typed in one form, in place of what was kept before under this key; no words forget it.

    Raises AlreadySent, or StaysOnDevice: then what the server had is forgotten too, since it may hold the
    first digits.
    """
    if any(privacycheck.blocks(privacycheck.check(text)) for text in fields.values()):
        forget_draft(author=author, client_uuid=client_uuid)
        raise StaysOnDevice
    if not has_words(fields):
        forget_draft(author=author, client_uuid=client_uuid)
        return
    draft = WinDraft(
        author=author, client_uuid=client_uuid, team=team, kind=kind, fields=dict(fields), updated_at=now
    )
    draft.full_clean(exclude=["author", "team"], validate_unique=False, validate_constraints=False)
    with transaction.atomic():
        hold_key(author=author, client_uuid=client_uuid)
        sent = Win.objects.filter(author=author, client_uuid=client_uuid).first()
        if sent:
            raise AlreadySent(same=_same_words(sent, fields))
        WinDraft.objects.bulk_create(
            [draft],
            update_conflicts=True,
            unique_fields=["author", "client_uuid"],
            update_fields=["team", "kind", "fields", "updated_at"],
        )


_FORGET = f"DELETE FROM {WinDraft._meta.db_table} WHERE author_id = %s AND client_uuid = %s"  # noqa: S608


def forget_draft(*, author: User, client_uuid: uuid.UUID) -> None:
    """Sent, kept as a draft of its own, or cleared: the words that were kept while typing go."""
    # In SQL: nothing hangs on a draft, which Django would look up for each story that is sent.
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [author.pk, client_uuid])


def _same_words(win: Win, fields: Mapping[str, str]) -> bool:
    names = TYPED if win.is_setback else TYPED[:1]
    return all(normalise(fields.get(name, "")) == getattr(win, name) for name in names)
