"""Materials: links with a title. They are never fetched, and nothing is uploaded."""

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse
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
    version = models.PositiveIntegerField(default=1, editable=False)

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

    @property
    def list_url(self) -> str:
        """The page of all links of its session, or else of its trajectory."""
        if self.learning_session_id:
            return reverse("sessions:materials", args=[self.learning_session_id])
        return reverse("sessions:trajectory_materials", args=[self.trajectory_id])

    @property
    def host(self) -> str:
        """Where the link leads, for people to see before they follow it."""
        return urlsplit(self.url).hostname or ""
