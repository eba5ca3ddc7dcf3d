"""A co-creation team: a few people, often from several organisations."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from smallwins.addresses import address_of
from smallwins.text import DIRECTION, TITLE, PlainTextField
from trajectories.models.trajectory import Trajectory
from trajectories.querysets import TeamQuerySet


class Team(models.Model):
    """A team walks a path in one trajectory. It has a direction, not a target."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="teams")
    name = PlainTextField(_("name"), limit=TITLE)
    direction = PlainTextField(_("direction"), limit=DIRECTION, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "name"], name="team_name_unique_in_trajectory")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("wins:team", self.pk)
