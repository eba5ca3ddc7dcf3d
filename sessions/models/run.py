"""A session being run: the current item and the clock everybody sees."""

import datetime as dt

from django.db import models

from sessions.models.agenda import AgendaItem
from sessions.models.session import LearningSession


class Run(models.Model):
    """Exists once the facilitator has begun; ``version`` rises with all that screens must follow.

    ``board_version`` rises with each note, so that a screen can say "3 new" without showing them yet.
    """

    learning_session = models.OneToOneField(
        LearningSession, primary_key=True, on_delete=models.CASCADE, related_name="run"
    )
    current_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    item_started_at = models.DateTimeField()
    #: Added to the current item's own minutes; below zero when it was shortened.
    extra_minutes = models.SmallIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    board_version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.learning_session)

    @property
    def item_ends_at(self) -> dt.datetime | None:
        """When the current item's minutes are over; None when no item is current."""
        if self.current_item is None:
            return None
        return self.item_started_at + dt.timedelta(minutes=self.current_item.minutes + self.extra_minutes)
