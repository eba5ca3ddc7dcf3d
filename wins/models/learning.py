"""The learning agenda, people's notes on what propels, and offers between teams."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallwins.addresses import address_of
from smallwins.text import QUESTION, STORY, PlainTextField
from wins.models.win import Win


class QuestionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("question", "open")
    PROVISIONAL = "provisional", _("answered for now")
    CLOSED = "closed", pgettext_lazy("question", "closed")


class LearningQuestion(models.Model):
    """A challenge put as a question, reworded from session to session (docs/method.md §2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="learning_questions"
    )
    state = models.CharField(max_length=11, choices=QuestionState.choices, default=QuestionState.OPEN)
    opened_on = models.DateField()
    #: Where it was first asked, if that was in a session.
    learning_session = models.ForeignKey(
        "learning_sessions.LearningSession",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="learning_questions",
    )
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["opened_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "client_uuid"], name="question_once_per_client_uuid"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return address_of("wins:question", self.pk)


class QuestionWording(models.Model):
    """How the question was put from a day on; the last one holds."""

    question = models.ForeignKey(LearningQuestion, on_delete=models.CASCADE, related_name="wordings")
    text = PlainTextField(_("question"), limit=QUESTION)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    worded_on = models.DateField()

    class Meta:
        ordering = ["worded_on", "pk"]

    def __str__(self) -> str:
        return self.text


class LearningAnswer(models.Model):
    """A provisional answer, with the win it came from when there is one."""

    question = models.ForeignKey(LearningQuestion, on_delete=models.CASCADE, related_name="answers")
    text = PlainTextField(_("answer"), limit=STORY)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_on = models.DateField()
    win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")

    class Meta:
        ordering = ["answered_on", "pk"]

    def __str__(self) -> str:
        return self.text


class Mechanism(models.TextChoices):
    """The six propelling mechanisms (docs/method.md §4)."""

    ENERGIZING = "energizing", _("energizing")
    LEARNING_BY_DOING = "learning_by_doing", _("learning by doing")
    ATTRACTION = "attraction", _("logic of attraction")
    BANDWAGON = "bandwagon", _("bandwagon")
    COUPLING = "coupling", _("coupling")
    ROBUSTNESS = "robustness", _("robustness")


class MechanismNote(models.Model):
    """What a person thinks propels these wins. Always written by a human being."""

    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="mechanism_notes"
    )
    wins = models.ManyToManyField(Win, related_name="mechanism_notes")
    mechanism = models.CharField(max_length=17, choices=Mechanism.choices)
    text = PlainTextField(limit=STORY)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_on = models.DateField()

    class Meta:
        ordering = ["noted_on", "pk"]

    def __str__(self) -> str:
        return self.text


class OfferKind(models.TextChoices):
    OFFER = "offer", _("offer")
    REQUEST = "request", _("request")


class Offer(models.Model):
    """What one team offers another, or asks of it."""

    trajectory = models.ForeignKey("trajectories.Trajectory", on_delete=models.CASCADE, related_name="offers")
    from_team = models.ForeignKey("trajectories.Team", on_delete=models.CASCADE, related_name="offers_made")
    to_team = models.ForeignKey("trajectories.Team", on_delete=models.CASCADE, related_name="offers_received")
    kind = models.CharField(max_length=7, choices=OfferKind.choices)
    text = PlainTextField(limit=STORY)
    offered_on = models.DateField()

    class Meta:
        ordering = ["offered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_team=models.F("to_team")), name="offer_to_another_team"
            )
        ]

    def __str__(self) -> str:
        return self.text
