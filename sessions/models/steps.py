"""A step: what a team, or one person in it, will try next. Never a promise (docs/method.md §1)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.session import LearningSession
from sessions.querysets import StepQuerySet
from smallwins.text import REASON, STEP, TITLE, PlainTextField


class StepKind(models.TextChoices):
    STEP = "step", _("step")
    FRICTION = "friction", _("friction")


class StepState(models.TextChoices):
    """Set by people, never computed."""

    NEXT = "next", _("Next step")
    TRYING = "trying", _("Busy with it now")
    TAKEN = "taken", _("Step taken")
    DROPPED = "dropped", _("Let go")


class Step(models.Model):
    """A stone of the team's path; with a ``person`` it is that person's own intention."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("trajectories.Team", on_delete=models.CASCADE, related_name="steps")
    person = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.CASCADE, related_name="own_steps"
    )
    belongs_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="intentions"
    )
    kind = models.CharField(max_length=8, choices=StepKind.choices, default=StepKind.STEP)
    barrier_name = PlainTextField(_("barrier"), limit=TITLE, blank=True)
    text = PlainTextField(_("step"), limit=STEP)
    order = models.PositiveSmallIntegerField(default=0)
    partial_solution = models.ForeignKey(
        "trajectories.PartialSolution", null=True, blank=True, on_delete=models.SET_NULL, related_name="steps"
    )
    learning_session = models.ForeignKey(
        LearningSession, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps"
    )
    state = models.CharField(max_length=7, choices=StepState.choices, default=StepState.NEXT)
    state_reason = PlainTextField(_("why"), limit=REASON, blank=True)
    state_set_at = models.DateTimeField(default=timezone.now)
    state_set_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["order", "state_set_at"]
        indexes = [
            models.Index(fields=["team", "order"], condition=Q(person__isnull=True), name="step_of_team")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="step") | ~Q(barrier_name=""), name="friction_step_names_its_barrier"
            ),
            models.UniqueConstraint(fields=["team", "client_uuid"], name="step_once_per_client_uuid"),
        ]

    def __str__(self) -> str:
        return self.text


class NotYet(models.Model):
    """Somebody answered a step with "not yet"; the question rests a week for this person."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="not_yets")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "user"], name="not_yet_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.step}"
