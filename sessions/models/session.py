"""A learning session: one facilitated meeting of some teams of a trajectory."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.querysets import LearningSessionQuerySet
from smallwins.addresses import address_of
from smallwins.text import QUESTION, REASON, STORY, TITLE, PlainTextField, validate_https_link
from smallwins.when import moment_in_words, validate_zone

#: Minutes.
SHORTEST, LONGEST = 5, 600


class SessionState(models.TextChoices):
    """A draft mails nobody; an open session is in everybody's calendar; a cancelled one stays readable."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class LearningSession(models.Model):
    """Starts at a moment (UTC) that was chosen on a wall clock in ``time_zone``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="learning_sessions"
    )
    teams = models.ManyToManyField("trajectories.Team", related_name="learning_sessions")
    title = PlainTextField(_("title"), limit=TITLE)
    purpose = PlainTextField(_("purpose"), limit=QUESTION, blank=True)
    starts_at = models.DateTimeField()
    duration_minutes = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    time_zone = models.CharField(max_length=64, default="Europe/Amsterdam", validators=[validate_zone])
    video_url = models.CharField(max_length=500, blank=True, validators=[validate_https_link])
    place = PlainTextField(_("place"), limit=REASON, blank=True)
    preparation = PlainTextField(_("preparation"), limit=QUESTION, blank=True)
    preparation_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    #: What people do afterwards, until the next session.
    follow_up = PlainTextField(_("what follows"), limit=QUESTION, blank=True)
    #: Shared by the occurrences of one series.
    series = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=9, choices=SessionState.choices, default=SessionState.DRAFT)
    cancel_reason = PlainTextField(_("reason"), limit=REASON, blank=True)
    #: Minutes before the start; empty list: none; NULL: as the trajectory says.
    reminder_offsets = ArrayField(models.PositiveIntegerField(), null=True, blank=True)
    #: The facilitator's own words in the reminders; empty: the usual ones, and no note.
    reminder_subject = PlainTextField(_("subject of the reminder"), limit=TITLE, blank=True)
    reminder_note = PlainTextField(_("note in the reminder"), limit=STORY, blank=True)
    #: Rises with each change of time, place or on cancellation: part of every delivery's key.
    schedule_version = models.PositiveIntegerField(default=1, editable=False)
    #: When the schedule last changed; an offset already past by then is not planned.
    scheduled_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LearningSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["trajectory", "starts_at"], name="session_by_trajectory"),
            models.Index(
                fields=["series", "starts_at"], condition=Q(series__isnull=False), name="session_by_series"
            ),
            models.Index(fields=["starts_at"], condition=Q(state="open"), name="session_open_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_minutes__gte=SHORTEST, duration_minutes__lte=LONGEST),
                name="session_duration_in_bounds",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="session_cancelled_with_reason"
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client_uuid"], name="session_once_per_client_uuid"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("sessions:session", self.pk)

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.duration_minutes)

    @property
    def when(self) -> str:
        """Start in the reader's own zone, in words."""
        return moment_in_words(self.starts_at)

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self.state == SessionState.DRAFT

    def offsets(self) -> list[int]:
        """Minutes before the start at which a reminder goes out."""
        if self.reminder_offsets is None:
            return list(self.trajectory.reminder_offsets)
        return list(self.reminder_offsets)
