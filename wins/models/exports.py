"""An export that is being made, and what was made of it (docs/product.md, C9)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.addresses import address_of


class ExportKind(models.TextChoices):
    WINS = "wins", _("stories")
    SESSIONS = "sessions", _("sessions")
    BARRIERS = "barriers", _("barriers")
    ATTENDANCE = "attendance", _("attendance")
    TRAJECTORY = "trajectory", _("the whole trajectory")


class ExportFormat(models.TextChoices):
    CSV = "csv", _("CSV, for any spreadsheet")
    XLSX = "xlsx", _("Excel")
    JSON = "json", _("JSON, for programs")


class ExportState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    CANCELLED = "cancelled", _("stopped")
    FAILED = "failed", _("did not work")


class Export(models.Model):
    """One job; its file lies in ``ExportChunk`` until ``expires_at``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="exports")
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="exports"
    )
    kind = models.CharField(max_length=10, choices=ExportKind.choices)
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    #: Stories of one team or one period alone; empty: all.
    team = models.ForeignKey(
        "trajectories.Team", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    state = models.CharField(max_length=9, choices=ExportState.choices, default=ExportState.QUEUED)
    #: Rows in all, and rows written.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    #: Who makes it says so now and then: silence means that its worker died.
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "client_uuid"], name="export_once_per_client_uuid")
        ]
        indexes = [models.Index(fields=["expires_at"], name="export_expires")]

    def __str__(self) -> str:
        return f"{self.kind}.{self.format}"

    def get_absolute_url(self) -> str:
        return address_of("wins:export", self.pk)


class ExportChunk(models.Model):
    """A piece of the file, so that neither writing nor sending it takes memory."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["export", "position"], name="export_chunk_once")]

    def __str__(self) -> str:
        return f"{self.export} {self.position}"
