"""Programmes: how a series of sessions goes, kept apart from who takes part and what they write."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.text import TITLE, PlainTextField
from trajectories.models.trajectory import Organisation, Trajectory
from trajectories.querysets import ProgrammeQuerySet


class Grouping(models.TextChoices):
    """In what company an agenda item is done."""

    ALL = "all", _("everybody together")
    ROUND = "round", _("one by one, in a round")
    ALONE = "alone", _("everybody alone, in silence")
    PAIRS = "pairs", _("in pairs")
    TRIOS = "trios", _("in groups of three")
    FOURS = "fours", _("in groups of four")
    HALVES = "halves", _("in two groups")
    TEAMS = "teams", _("in your own team")


class Programme(models.Model):
    """A saved programme of an organisation. The shipped ones are files (``trajectories/programmes/``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="programmes")
    name = PlainTextField(_("name"), limit=TITLE)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    #: What ``trajectories.programmes.plan`` reads and writes: sessions with their agenda items.
    plan = models.JSONField()
    made_from = models.ForeignKey(
        Trajectory, null=True, blank=True, on_delete=models.SET_NULL, related_name="programmes"
    )
    created_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "client_uuid"], name="programme_once_per_client_uuid"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trajectories:programme", args=[self.pk])
