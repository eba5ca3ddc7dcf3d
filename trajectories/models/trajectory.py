"""A trajectory: a bounded programme around one question, owned by one organisation."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.addresses import address_of
from smallwins.text import QUESTION, STEP, TITLE, PlainTextField
from smallwins.when import validate_zone
from trajectories.querysets import OrganisationQuerySet, TrajectoryQuerySet

#: Minutes before the start: 7 days and 2 hours (docs/delivery.md).
DEFAULT_REMINDERS = (7 * 24 * 60, 2 * 60)


def default_reminders() -> list[int]:
    return list(DEFAULT_REMINDERS)


def default_for_whom() -> list[str]:
    """The roles a win can be for; the facilitator adjusts them. A role, never a person."""
    return ["bewoner", "buur", "collega", "andere organisatie", "leidinggevende"]


class Organisation(models.Model):
    """Owns trajectories, or is the partner a person works for (which gives no right)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = PlainTextField(_("name"), limit=TITLE)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("trajectories:organisation", self.pk)


class SchoolRegion(models.TextChoices):
    """The three regions of the Dutch school holidays."""

    NORTH = "Noord", _("North")
    MIDDLE = "Midden", _("Middle")
    SOUTH = "Zuid", _("South")


class Trajectory(models.Model):
    """The root of everything a group of teams learns together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trajectories")
    name = PlainTextField(_("name"), limit=TITLE)
    neighbourhood = PlainTextField(_("neighbourhood"), limit=TITLE, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    school_region = models.CharField(
        _("school holidays"), max_length=6, choices=SchoolRegion.choices, default=SchoolRegion.NORTH
    )
    time_zone = models.CharField(max_length=64, default="Europe/Amsterdam", validators=[validate_zone])
    for_whom_roles = ArrayField(PlainTextField(limit=STEP), default=default_for_whom)
    reminder_offsets = ArrayField(models.PositiveIntegerField(), default=default_reminders, blank=True)
    retention_months = models.PositiveSmallIntegerField(_("months kept after closing"), default=12)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TrajectoryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="trajectory_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organisation", "client_uuid"], name="trajectory_once_per_client_uuid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("wins:trajectory", self.pk)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class WordingKind(models.TextChoices):
    QUESTION = "question", _("question")
    AMBITION = "ambition", _("ambition")


class Wording(models.Model):
    """How the question or the ambition was put from a moment on. Append-only: the latest one holds."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="wordings")
    kind = models.CharField(max_length=8, choices=WordingKind.choices)
    text = PlainTextField(limit=QUESTION)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["trajectory", "kind", "-written_at"], name="wording_latest")]

    def __str__(self) -> str:
        return self.text


class PartialSolution(models.Model):
    """A manageable slice of the question; people add, reword and close them midway."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="partial_solutions")
    name = PlainTextField(_("name"), limit=TITLE)
    question = PlainTextField(_("its own question"), limit=QUESTION, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
