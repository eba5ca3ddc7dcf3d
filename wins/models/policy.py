"""The loop to policy: chosen wins, rewritten copies, messages and answers (docs/method.md §1, step 8).

A published win stands on its own: policy pages never query wins (docs/trust.md).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.text import MESSAGE, REASON, STORY, TITLE, PlainTextField
from wins.models.barriers import Barrier
from wins.models.win import Win


class Selection(models.Model):
    """Somebody chose this win as a most significant one, and says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="selections")
    chosen_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = PlainTextField(limit=REASON)
    chosen_on = models.DateField()

    class Meta:
        ordering = ["chosen_on", "id"]
        constraints = [models.UniqueConstraint(fields=["win", "chosen_by"], name="selection_once_per_person")]

    def __str__(self) -> str:
        return self.reason


class Confirmation(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class PublishedWin(models.Model):
    """The policy copy: rewritten by the author, read by a third person, approved by the author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="published_wins"
    )
    win = models.OneToOneField(Win, null=True, on_delete=models.SET_NULL, related_name="published")
    selection = models.ForeignKey(Selection, null=True, on_delete=models.SET_NULL, related_name="published")
    is_setback = models.BooleanField(default=False)
    title = PlainTextField(limit=TITLE)
    text = PlainTextField(limit=STORY)
    our_share = PlainTextField(limit=REASON, blank=True)
    unknowns = PlainTextField(limit=REASON, blank=True)
    confirmed_by_role = PlainTextField(limit=TITLE, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_answer = models.CharField(max_length=6, choices=Confirmation.choices, blank=True)
    asked_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_reader = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["approved_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_reader__isnull=True) | ~Q(second_reader=F("asked_by")),
                name="published_win_second_reader_did_not_ask",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PolicyMessage(models.Model):
    """A request to somebody who can decide about a barrier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="policy_messages"
    )
    barrier = models.ForeignKey(
        Barrier, null=True, blank=True, on_delete=models.SET_NULL, related_name="policy_messages"
    )
    wins = models.ManyToManyField(Win, blank=True, related_name="policy_messages")
    addressee = PlainTextField(limit=REASON)
    text = PlainTextField(limit=MESSAGE)
    sent_on = models.DateField()
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["sent_on", "id"]

    def __str__(self) -> str:
        return self.text


class ResponseKind(models.TextChoices):
    DOING = "doing", _("doing")
    FINDING_OUT = "finding_out", _("finding out")
    NO = "no", _("no, because")


class PolicyResponse(models.Model):
    """What came back."""

    message = models.ForeignKey(PolicyMessage, on_delete=models.CASCADE, related_name="responses")
    kind = models.CharField(max_length=11, choices=ResponseKind.choices)
    text = PlainTextField(limit=MESSAGE)
    answered_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_on", "pk"]

    def __str__(self) -> str:
        return self.text
