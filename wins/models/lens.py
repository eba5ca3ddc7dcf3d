"""What readers see through the lens, and what the team calls the story (docs/method.md §3)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from smallwins.text import EVIDENCE, REASON, PlainTextField
from wins.models.win import Win
from wins.verdict import CHARACTERISTICS, Answer, Kind


def _answer() -> models.CharField:
    return models.CharField(max_length=7, choices=Answer.choices, blank=True)


class LensReading(models.Model):
    """The seven answers of one reader, or the joint reading of the team (``reader`` is its last editor).

    ``evidence``: one line per characteristic, keyed "C1" … "C7".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="readings"
    )
    is_joint = models.BooleanField(default=False)
    show_name = models.BooleanField(default=True)
    c1, c2, c3, c4 = _answer(), _answer(), _answer(), _answer()
    c5, c6, c7 = _answer(), _answer(), _answer()
    evidence = models.JSONField(default=dict, blank=True)
    remark = PlainTextField(limit=EVIDENCE, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-is_joint", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["win", "reader"], condition=Q(is_joint=False), name="reading_once_per_reader"
            ),
            models.UniqueConstraint(
                fields=["win"], condition=Q(is_joint=True), name="reading_joint_once_per_win"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.win}: {self.reader}"

    @property
    def answers(self) -> dict[str, str]:
        """Answers by characteristic, "C1" … "C7"; empty when unanswered."""
        return {c: getattr(self, c.lower()) for c in CHARACTERISTICS}


class Verdict(models.Model):
    """What the team calls the story, beside what the rule proposed. Append-only: the last one stands."""

    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="verdicts")
    verdict = models.CharField(max_length=9, choices=Kind.choices)
    proposal = models.CharField(max_length=9, choices=Kind.choices)
    reason = PlainTextField(limit=REASON, blank=True)
    #: The answers to C1 … C5 the proposal was made of: when they change, the question is open again.
    answers = ArrayField(models.CharField(max_length=7, blank=True), default=list, blank=True)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        get_latest_by = "created_at"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=models.F("proposal")) | ~Q(reason=""), name="verdict_differs_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
