"""Stories in the room: what a group talks about, and what an author shows in one session."""

from django.db import models

from wins.models.win import Win


class GroupStory(models.Model):
    """The story a small group looks at; everybody in the group may read it."""

    group = models.OneToOneField(
        "learning_sessions.BreakoutGroup", primary_key=True, on_delete=models.CASCADE, related_name="story"
    )
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.group}: {self.win}"


class ShownWin(models.Model):
    """An author showed a story of the team to everybody in one session; taking it back deletes the row."""

    learning_session = models.ForeignKey(
        "learning_sessions.LearningSession", on_delete=models.CASCADE, related_name="shown_wins"
    )
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="shown_in")
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["shown_at"]
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "win"], name="shown_once_per_session")
        ]

    def __str__(self) -> str:
        return f"{self.learning_session}: {self.win}"
