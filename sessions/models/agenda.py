"""The parts of a session, in order, with their minutes."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.session import LONGEST, LearningSession
from smallwins.text import QUESTION, REASON, PlainTextField


class AgendaItem(models.Model):
    """One item: what happens, how long, and how to do it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learning_session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="agenda_items"
    )
    position = models.PositiveSmallIntegerField()
    title = PlainTextField(_("title"), limit=REASON)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    instructions = PlainTextField(_("instructions"), limit=QUESTION, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_session", "position"],
                name="agenda_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.title
