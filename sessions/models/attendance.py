"""Who said they would come, and who was there. Nobody is marked absent automatically."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.session import LearningSession
from smallwins.text import REASON, STORY, TITLE, PlainTextField


class Rsvp(models.TextChoices):
    YES = "yes", _("Coming")
    NO = "no", _("Can't come")
    MAYBE = "maybe", _("Maybe")


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    LATE = "late", _("late")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class Attendance(models.Model):
    """One person at one session: answer beforehand, presence, and what was taken away."""

    learning_session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="attendances"
    )
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="attendances")
    rsvp = models.CharField(max_length=5, choices=Rsvp.choices, blank=True)
    rsvp_reason = PlainTextField(_("reason"), limit=REASON, blank=True)
    rsvp_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(max_length=7, choices=Presence.choices, blank=True)
    checkout_word = PlainTextField(_("one word"), limit=TITLE, blank=True)
    takeaway = PlainTextField(_("what you take away"), limit=STORY, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "user"], name="attendance_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.learning_session}"
