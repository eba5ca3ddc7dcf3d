"""Barriers: named obstacles behind friction, shared by the teams of a trajectory (docs/method.md §4)."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallwins.addresses import address_of
from smallwins.text import REASON, TITLE, PlainTextField
from wins.models.win import Win
from wins.querysets import BarrierQuerySet


class BarrierKind(models.TextChoices):
    ROUTINE = "routine", _("routine")
    INTEREST = "interest", _("interest or dominant model")
    EXPECTATION = "expectation", _("expectation")
    RULE = "rule", _("rule")
    MANDATE = "mandate", _("mandate")
    MONEY = "money", _("money")
    TIME = "time", _("time or turnover")
    DATA_SHARING = "data_sharing", _("data sharing")
    STIGMA = "stigma", _("stigma")


class BarrierState(models.TextChoices):
    MET = "met", _("met")
    BYPASSED = "bypassed", _("bypassed")
    REMOVED = "removed", _("removed")
    ESCALATED = "escalated", _("passed on")
    ACCEPTED = "accepted", _("accepted")


class Barrier(models.Model):
    """One obstacle; two teams that run into it name the same one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="barriers"
    )
    name = PlainTextField(_("name"), limit=TITLE)
    kind = models.CharField(max_length=12, choices=BarrierKind.choices)

    objects = BarrierQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("trajectory", Lower("name"), name="barrier_name_unique_in_trajectory")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("wins:barrier", self.pk)


class BarrierStand(models.Model):
    """A state the barrier was in from a day on. Append-only: the last one holds."""

    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="stands")
    state = models.CharField(max_length=9, choices=BarrierState.choices)
    addressee = PlainTextField(_("passed on to"), limit=REASON, blank=True)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["barrier", "-since", "-id"], name="barrier_stand_latest")]

    def __str__(self) -> str:
        return self.get_state_display()


class BarrierNaming(models.Model):
    """A team named the barrier on a day; in a session when one is given."""

    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="namings")
    team = models.ForeignKey("trajectories.Team", on_delete=models.CASCADE, related_name="barrier_namings")
    named_on = models.DateField()
    learning_session = models.ForeignKey(
        "learning_sessions.LearningSession",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="barrier_namings",
    )

    class Meta:
        ordering = ["named_on"]
        constraints = [
            models.UniqueConstraint(fields=["barrier", "team", "named_on"], name="barrier_named_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.barrier}"


class BarrierEffect(models.TextChoices):
    """What a win did to a barrier."""

    MET = "met", pgettext_lazy("effect", "met")
    BYPASSED = "bypassed", pgettext_lazy("effect", "bypassed")
    BROKE = "broke", pgettext_lazy("effect", "broke")


class BarrierLink(models.Model):
    """A win met, bypassed or broke a barrier."""

    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="barrier_links")
    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="win_links")
    effect = models.CharField(max_length=8, choices=BarrierEffect.choices)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["win", "barrier"], name="barrier_link_once_per_win")]

    def __str__(self) -> str:
        return f"{self.win} {self.get_effect_display()} {self.barrier}"
