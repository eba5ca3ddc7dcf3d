"""What was asked again later: how a win went on, and whether it is still alive (docs/product.md, P12)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallwins.text import REASON, PlainTextField
from wins.models.win import Win


class FollowUpAnswer(models.TextChoices):
    CONTINUED = "continued", _("a new story")
    NOTHING_NEW = "nothing_new", _("nothing new")
    NOT_NOW = "not_now", _("not now")


class FollowUp(models.Model):
    """The author's answer to "how did it go on?", two weeks after a win.

    "Not now" is asked once more, a week later (``asks_again_at``); then it rests.
    """

    win = models.OneToOneField(Win, on_delete=models.CASCADE, related_name="follow_up")
    answer = models.CharField(max_length=11, choices=FollowUpAnswer.choices)
    answered_at = models.DateTimeField(default=timezone.now)
    asks_again_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_answer_display()


class AliveAnswer(models.TextChoices):
    YES = "yes", pgettext_lazy("alive", "yes")
    CHANGED = "changed", pgettext_lazy("alive", "changed")
    NO = "no", pgettext_lazy("alive", "no")


class AliveCheck(models.Model):
    """The answer to "is this still alive?", asked eight weeks after a win; the history is kept."""

    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="alive_checks")
    answer = models.CharField(max_length=7, choices=AliveAnswer.choices)
    text = PlainTextField(limit=REASON, blank=True)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_on", "pk"]

    def __str__(self) -> str:
        return self.get_answer_display()


class WinDraft(models.Model):
    """What somebody is typing, kept on the server until it is sent: one per form, team and person.

    ``fields``: the typed values by form field name. Never shown to anybody but its author.
    """

    author = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="win_drafts")
    client_uuid = models.UUIDField(default=uuid.uuid4)
    team = models.ForeignKey("trajectories.Team", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7)
    fields = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "client_uuid"], name="win_draft_once_per_client_uuid")
        ]
        indexes = [models.Index(fields=["author", "-updated_at"], name="win_draft_of_author")]

    def __str__(self) -> str:
        return str(self.client_uuid)
