"""Small groups during a session: who sits with whom."""

import uuid

from django.db import models

from sessions.models.session import LearningSession


class BreakoutGroup(models.Model):
    """A group of two, three or four; dealing anew replaces them all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learning_session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="breakout_groups"
    )
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "number"], name="group_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.learning_session}: {self.number}"


class GroupMember(models.Model):
    """One person in one group; nobody sits in two."""

    group = models.ForeignKey(BreakoutGroup, on_delete=models.CASCADE, related_name="members")
    learning_session = models.ForeignKey(LearningSession, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "user"], name="group_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.user}"
