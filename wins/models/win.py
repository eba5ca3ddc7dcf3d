"""A win, or a setback: a story a professional tells about what their team did differently."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallwins.addresses import address_of
from smallwins.text import STEP, STORY, TITLE, PlainTextField
from wins.querysets import WinQuerySet

#: Characters of the story that stand in for a missing title on pages (docs/architecture.md).
STAND_IN = 60


def display_title(title: str, story: str) -> str:
    """The title, or the first words of the story."""
    words = title or " ".join(story.split())
    return words if title or len(words) <= STAND_IN else Truncator(words).chars(STAND_IN)


class WinKind(models.TextChoices):
    WIN = "win", pgettext_lazy("kind", "story")
    SETBACK = "setback", _("setback")


class Visibility(models.TextChoices):
    """Each step is a deliberate act of the author. The policy copy lives in its own table."""

    DRAFT = "draft", _("draft")
    TEAM = "team", _("shared with the team")
    TRAJECTORY = "trajectory", _("shared with the whole trajectory")


class ResultKind(models.TextChoices):
    SOCIAL = "social", _("social")
    TECHNICAL = "technical", _("technical")
    RULE = "rule", _("a rule or law")
    COOPERATION = "cooperation", _("cooperation")
    BUSINESS_MODEL = "business_model", _("a business model")
    ORGANISATION = "organisation", _("a new organisation")


class Win(models.Model):
    """Only the story is required. A setback is the same row with its own four questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=7, choices=WinKind.choices, default=WinKind.WIN)
    # No index of their own: each begins one of the indexes below.
    team = models.ForeignKey(
        "trajectories.Team", on_delete=models.CASCADE, related_name="wins", db_index=False
    )
    author = models.ForeignKey(
        "accounts.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="wins",
        db_index=False,
    )
    show_name = models.BooleanField(default=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.DRAFT)
    title = PlainTextField(_("title"), limit=TITLE, blank=True)
    story = PlainTextField(_("story"), limit=STORY)
    for_whom = ArrayField(PlainTextField(limit=STEP), default=list, blank=True)
    result_kind = models.CharField(max_length=14, choices=ResultKind.choices, blank=True)
    friction = PlainTextField(_("what rubbed"), limit=STORY, blank=True)
    next_step = PlainTextField(_("next step"), limit=STORY, blank=True)
    expected = PlainTextField(_("what you expected"), limit=STORY, blank=True)
    why = PlainTextField(_("why it happened"), limit=STORY, blank=True)
    differently = PlainTextField(_("what you will do differently"), limit=STORY, blank=True)
    happened_on = models.DateField(_("date"))
    partial_solutions = models.ManyToManyField(
        "trajectories.PartialSolution", blank=True, related_name="wins"
    )
    learning_session = models.ForeignKey(
        "learning_sessions.LearningSession",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="wins",
    )
    step = models.ForeignKey(
        "learning_sessions.Step",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="wins",
        db_index=False,
    )
    #: The idempotency key: the same post twice makes one row.
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WinQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "created_at"]
        indexes = [
            models.Index(fields=["team", "-happened_on", "-created_at"], name="win_of_team_by_date"),
            models.Index(
                fields=["team", "-shared_at"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(visibility="draft"),
                name="win_of_team_shared",
            ),
            models.Index(fields=["author", "-updated_at"], name="win_of_author"),
            models.Index(fields=["step", "-happened_on", "-created_at"], name="win_of_step"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_uuid"], name="win_once_per_client_uuid"),
            models.CheckConstraint(
                condition=Q(visibility="draft", shared_at__isnull=True)
                | (~Q(visibility="draft") & Q(shared_at__isnull=False)),
                name="win_shared_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return address_of("wins:win", self.pk)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Left to the database where a form lacks their fields, which takes Django a while to find out."""
        if not {"visibility", "client_uuid"} & set(exclude or ()):
            super().validate_constraints(exclude)

    @property
    def display_title(self) -> str:
        """The title, or the first words of the story; those never become a stored title."""
        return display_title(self.title, self.story)

    def words(self) -> list[tuple[str, str]]:
        """Everything people wrote in it, by label; what is empty is left out."""
        names = ("title", "expected", "story", "why", "differently", "friction", "next_step")
        fields = [self._meta.get_field(name) for name in names]
        return [
            (str(field.verbose_name).capitalize(), getattr(self, field.name))
            for field in fields
            if getattr(self, field.name)
        ]

    @property
    def is_setback(self) -> bool:
        return self.kind == WinKind.SETBACK

    @property
    def is_draft(self) -> bool:
        return self.visibility == Visibility.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
