"""The parts of a session, in order, with their minutes."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.session import LONGEST, LearningSession
from smallwins.text import EVIDENCE, NOTES, QUESTION, REASON, STORY, PlainTextField
from trajectories.models import Grouping


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
    #: What the facilitator does and says; the facilitator alone reads it, like the two notes below it.
    instructions = PlainTextField(_("instructions"), limit=QUESTION, blank=True)
    short_version = PlainTextField(_("short version"), limit=EVIDENCE, blank=True)
    next_time = PlainTextField(_("next time"), limit=EVIDENCE, blank=True)
    #: What participants read on their screens.
    reading = PlainTextField(_("what participants read"), limit=REASON, blank=True)
    grouping = models.CharField(_("grouping"), max_length=6, choices=Grouping.choices, default=Grouping.ALL)
    kept = PlainTextField(_("what is kept"), limit=REASON, blank=True)
    #: The board opens with this; an item without a prompt has no column.
    prompt = PlainTextField(_("prompt on the board"), limit=REASON, blank=True)
    is_anonymous = models.BooleanField(_("notes without a name"), default=False)
    is_ambition_round = models.BooleanField(_("ends in a new wording of the ambition"), default=False)
    revealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: The record, which everybody in the session reads.
    notes = PlainTextField(_("notes"), limit=NOTES, blank=True)
    outcome = PlainTextField(_("outcome"), limit=STORY, blank=True)
    moved_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="moved_to"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

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
