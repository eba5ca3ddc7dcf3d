"""Materials: links with a title. They are never fetched, and nothing is uploaded."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.agenda import AgendaItem
from sessions.models.session import LearningSession
from smallwins.text import MATERIAL_TITLE, PlainTextField, validate_https_link


class Material(models.Model):
    """Belongs to a whole trajectory, or to one session of it, or to one item of that session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="materials"
    )
    learning_session = models.ForeignKey(
        LearningSession, null=True, blank=True, on_delete=models.CASCADE, related_name="materials"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="materials"
    )
    title = PlainTextField(_("title"), limit=MATERIAL_TITLE)
    url = models.CharField(_("link"), max_length=500, validators=[validate_https_link])
    added_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agenda_item__isnull=True) | models.Q(learning_session__isnull=False),
                name="material_of_item_has_session",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client_uuid"], name="material_once_per_client_uuid"
            ),
        ]

    def __str__(self) -> str:
        return self.title
