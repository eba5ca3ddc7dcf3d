"""The harvest board: notes written in silence. An anonymous note has no author at all."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.agenda import AgendaItem
from sessions.models.session import LearningSession
from smallwins.text import STORY, TITLE, PlainTextField


class Became(models.TextChoices):
    """What people made of a note."""

    WIN = "win", _("story")
    BARRIER = "barrier", _("barrier")
    QUESTION = "question", _("learning question")
    SOLUTION = "solution", _("partial solution")
    STEP = "step", _("step")


class BoardNote(models.Model):
    """A note under one agenda item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learning_session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="board_notes"
    )
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="board_notes")
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = PlainTextField(_("note"), limit=STORY)
    #: Notes with the same theme stand together.
    theme = PlainTextField(_("theme"), limit=TITLE, blank=True)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    became = models.CharField(max_length=8, choices=Became.choices, blank=True)
    became_id = models.UUIDField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_session", "client_uuid"], name="board_note_once_per_client_uuid"
            ),
            models.CheckConstraint(
                condition=models.Q(became="", became_id__isnull=True)
                | (~models.Q(became="") & models.Q(became_id__isnull=False)),
                name="board_note_became_something_named",
            ),
        ]

    def __str__(self) -> str:
        return self.text
