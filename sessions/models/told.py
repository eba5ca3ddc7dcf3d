"""What a session's schedule was at each version: a mail about a change says what was and what is."""

from django.db import models

from sessions.models.session import LearningSession
from smallwins.text import REASON, PlainTextField

#: What people have in their calendar; a change of these is a new schedule version.
SCHEDULE = ("starts_at", "duration_minutes", "time_zone", "video_url", "place")


class ScheduleVersion(models.Model):
    """The schedule as it stood in one version. Append-only."""

    learning_session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="schedule_versions"
    )
    version = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=64)
    video_url = models.CharField(max_length=500, blank=True)
    place = PlainTextField(limit=REASON, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "version"], name="schedule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.learning_session} {self.version}"
