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


def is_asked_about(win: Win) -> bool:
    """True for a win others may read: how it went on and whether it is alive is asked of nothing else."""
    return not (win.is_setback or win.is_draft or win.is_withdrawn)


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
    """Respond in one's own words. The same ``client_uuid`` again gives the same row.

    Other words under a used key (somebody went back and typed on) get a key and a row of their own.
    """
    comment = Comment(win=win, author=author, text=text, client_uuid=client_uuid, created_at=now)
    try:
        with transaction.atomic():
            comment.full_clean(validate_unique=False, validate_constraints=False)
            comment.save()
            if win.author and win.author_id != author.pk:
                tell(recipient=win.author, kind=NoticeKind.COMMENT, win=win, object_id=comment.pk, now=now)
    except IntegrityError:
        kept = Comment.objects.get(author=author, client_uuid=client_uuid)
        if kept.win_id == win.pk and (kept.text == text or kept.deleted_at):
            return kept
        return add_comment(
            win=win, author=author, text=text, client_uuid=uuid.uuid5(client_uuid, f"{win.pk}{text}"), now=now
        )
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
    """How it went on. "Not now" is asked once more, a week later; sent twice it counts once."""
    Win.objects.select_for_update(of=("self",)).get(pk=win.pk)
    before = FollowUp.objects.filter(win=win).first()
    is_asked = before is None or bool(before.asks_again_at and before.asks_again_at <= now)
    if before and answer == FollowUpAnswer.NOT_NOW and not is_asked:
        return before
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
    """Whether it is still alive; every answer is kept, one that is sent twice once."""
    Win.objects.select_for_update(of=("self",)).get(pk=win.pk)
    said = {"win": win, "answer": answer, "text": text, "author": author, "answered_on": on}
    if same := AliveCheck.objects.filter(**said).first():
        return same
    row = AliveCheck(**said)
    row.full_clean()
    row.save()
    return row
