"""What colleagues say back: one of three sentences with a name, or words of their own. No totals."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.text import COMMENT, PlainTextField
from wins.models.win import Win


class Phrase(models.TextChoices):
    HELPS = "helps", _("This helps us")
    TRY = "try", _("I want to try this too")
    MORE = "more", _("Tell me more")


class Recognition(models.Model):
    """One person says one sentence about one win."""

    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="recognitions")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="recognitions")
    phrase = models.CharField(max_length=5, choices=Phrase.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["win", "user", "phrase"], name="recognition_once_per_phrase")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_phrase_display()}"


class Comment(models.Model):
    """Editable by its author; deleted, a placeholder stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    text = PlainTextField(limit=COMMENT, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_uuid"], name="comment_once_per_client_uuid")
        ]

    def __str__(self) -> str:
        return self.text


class NoticeKind(models.TextChoices):
    """What happened to somebody's story, for the digest."""

    COMMENT = "comment", _("a comment on your story")
    RECOGNITION = "recognition", _("somebody recognised your story")
    LINK = "link", _("a link that awaits your team's yes")
    COPY_ASKED = "copy_asked", _("somebody asks whether your story may go into the report")
    COPY_READ = "copy_read", _("you are asked to read a text for the report")
    COPY_READY = "copy_ready", _("your text for the report was read and awaits you")


class Notice(models.Model):
    """One event told to one person once; the digest collects them."""

    recipient = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=11, choices=NoticeKind.choices)
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="notices")
    #: The comment, the link, or the person who recognised.
    object_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "win", "object_id"], name="notice_once_per_event"
            )
        ]
        indexes = [models.Index(fields=["recipient", "created_at"], name="notice_by_recipient")]

    def __str__(self) -> str:
        return self.get_kind_display()
