"""Recognition and comments, and the questions asked two and eight weeks later."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from wins.models import (
    AliveCheck,
    Comment,
    FollowUp,
    FollowUpAnswer,
    NoticeKind,
    Recognition,
    Win,
)
from wins.services.notices import tell

NOT_NOW_RESTS = dt.timedelta(days=7)


@transaction.atomic
def recognise(*, win: Win, user: User, phrase: str, now: dt.datetime) -> bool:
    """Say one of the three sentences, or take it back; True when it was said."""
    row = Recognition(win=win, user=user, phrase=phrase, created_at=now)
    row.full_clean(validate_unique=False, validate_constraints=False)
    if Recognition.objects.filter(win=win, user=user, phrase=phrase).delete()[0]:
        return False
    Recognition.objects.bulk_create([row], ignore_conflicts=True)
    if win.author and win.author_id != user.pk:
        tell(recipient=win.author, kind=NoticeKind.RECOGNITION, win=win, object_id=user.pk, now=now)
    return True


def add_comment(*, win: Win, author: User, text: str, client_uuid: uuid.UUID, now: dt.datetime) -> Comment:
    """Respond in one's own words. The same ``client_uuid`` again gives the same row."""
    comment = Comment(win=win, author=author, text=text, client_uuid=client_uuid, created_at=now)
    try:
        with transaction.atomic():
            comment.full_clean(validate_unique=False, validate_constraints=False)
            comment.save()
            if win.author and win.author_id != author.pk:
                tell(recipient=win.author, kind=NoticeKind.COMMENT, win=win, object_id=comment.pk, now=now)
    except IntegrityError:
        return Comment.objects.get(author=author, client_uuid=client_uuid)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, version: int, now: dt.datetime) -> None:
    """Save other words; raises StaleVersion."""
    comment.edited_at = now
    comment.full_clean(validate_constraints=False)
    save_if_unchanged(comment, version=version, fields=("text", "edited_at"))


@transaction.atomic
def delete_comment(*, comment: Comment, now: dt.datetime) -> None:
    """The words go, a placeholder stays."""
    Comment.objects.filter(pk=comment.pk, deleted_at__isnull=True).update(text="", deleted_at=now)


@transaction.atomic
def answer_follow_up(*, win: Win, answer: str, now: dt.datetime) -> FollowUp:
    """How it went on. "Not now" is asked once more, a week later."""
    before = FollowUp.objects.select_for_update().filter(win=win).first()
    again = answer == FollowUpAnswer.NOT_NOW and before is None
    row, _created = FollowUp.objects.update_or_create(
        win=win,
        defaults={
            "answer": answer,
            "answered_at": now,
            "asks_again_at": now + NOT_NOW_RESTS if again else None,
        },
    )
    return row


@transaction.atomic
def answer_alive(*, win: Win, answer: str, text: str, author: User, on: dt.date) -> AliveCheck:
    """Whether it is still alive; every answer is kept."""
    row = AliveCheck(win=win, answer=answer, text=text, author=author, answered_on=on)
    row.full_clean()
    row.save()
    return row
