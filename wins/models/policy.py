"""The loop to policy: chosen wins, rewritten copies, messages and answers (docs/method.md §1, step 8).

A published win stands on its own: policy pages never query wins (docs/trust.md).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smallwins.accounts.models import Language
from smallwins.addresses import address_of
from smallwins.text import MESSAGE, REASON, STORY, TITLE, PlainTextField
from wins.models.barriers import Barrier
from wins.models.win import Win
from wins.querysets import PolicyMessageQuerySet, PublishedWinQuerySet


def _person(name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name=name
    )


class Selection(models.Model):
    """Somebody chose this win as a most significant one, and says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    win = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="selections")
    chosen_by = _person()
    reason = PlainTextField(_("why this story"), limit=REASON)
    chosen_on = models.DateField()

    class Meta:
        ordering = ["chosen_on", "id"]
        constraints = [models.UniqueConstraint(fields=["win", "chosen_by"], name="selection_once_per_person")]

    def __str__(self) -> str:
        return self.reason


class Confirmation(models.TextChoices):
    YES = "yes", pgettext_lazy("confirmation", "yes")
    PARTLY = "partly", pgettext_lazy("confirmation", "partly")
    NO = "no", pgettext_lazy("confirmation", "no")


class CopyState(models.TextChoices):
    """Where a policy copy stands; derived from its dates."""

    ASKED = "asked", _("asked")
    WRITTEN = "written", _("awaits the second reader")
    SENT_BACK = "sent_back", _("back to the author")
    READ = "read", _("awaits the author's yes")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("the author said no")
    WITHDRAWN = "withdrawn", _("taken back")


class PublishedWin(models.Model):
    """The policy copy: asked for, rewritten by the author, read by a third person, approved by the author.

    A rewritten text is read anew: ``read_on`` and the three answers belong to the words as they stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="published_wins"
    )
    win = models.OneToOneField(
        Win, null=True, blank=True, on_delete=models.SET_NULL, related_name="published"
    )
    selection = models.ForeignKey(
        Selection, null=True, blank=True, on_delete=models.SET_NULL, related_name="published"
    )
    author = _person()
    is_setback = models.BooleanField(default=False)
    reason = PlainTextField(_("why this story"), limit=REASON, blank=True)
    title = PlainTextField(_("title"), limit=TITLE, blank=True)
    text = PlainTextField(_("what changed"), limit=STORY, blank=True)
    our_share = PlainTextField(_("our share in it"), limit=REASON, blank=True)
    unknowns = PlainTextField(_("what we do not know"), limit=REASON, blank=True)
    confirmed_by_role = PlainTextField(_("who confirms it (a role, no name)"), limit=TITLE, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_answer = models.CharField(
        _("does this person confirm it?"), max_length=6, choices=Confirmation.choices, blank=True
    )
    asked_by = _person()
    asked_on = models.DateField()
    declined_on = models.DateField(null=True, blank=True)
    written_on = models.DateField(null=True, blank=True)
    second_reader = _person()
    read_on = models.DateField(null=True, blank=True)
    recognisable = models.BooleanField(null=True, blank=True)
    is_true = models.BooleanField(null=True, blank=True)
    is_honest = models.BooleanField(null=True, blank=True)
    remark = PlainTextField(_("remark for the author"), limit=REASON, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    #: Taken back because the story was; it returns with the story.
    went_along = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PublishedWinQuerySet.as_manager()

    class Meta:
        ordering = ["approved_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_reader__isnull=True) | ~Q(second_reader=F("asked_by")),
                name="published_win_second_reader_did_not_ask",
            ),
            models.CheckConstraint(
                condition=Q(second_reader__isnull=True) | ~Q(second_reader=F("author")),
                name="published_win_second_reader_did_not_write",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True)
                | (
                    ~Q(title="")
                    & ~Q(text="")
                    & Q(read_on__isnull=False)
                    & Q(recognisable=True, is_true=True, is_honest=True)
                ),
                name="published_win_was_read",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("wins:copy", self.pk)

    @property
    def state(self) -> CopyState:
        if self.withdrawn_on:
            return CopyState.WITHDRAWN
        if self.declined_on:
            return CopyState.DECLINED
        if self.approved_on:
            return CopyState.PUBLISHED
        if self.read_on:
            agreed = self.recognisable and self.is_true and self.is_honest
            return CopyState.READ if agreed else CopyState.SENT_BACK
        return CopyState.WRITTEN if self.written_on else CopyState.ASKED

    @property
    def is_published(self) -> bool:
        return self.state == CopyState.PUBLISHED


class PolicyMessage(models.Model):
    """A request to somebody who can decide about a barrier.

    ``link_version`` is part of the guest's link: raising it revokes every link sent before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(
        "trajectories.Trajectory", on_delete=models.CASCADE, related_name="policy_messages"
    )
    barrier = models.ForeignKey(
        Barrier, null=True, blank=True, on_delete=models.SET_NULL, related_name="policy_messages"
    )
    wins = models.ManyToManyField(Win, blank=True, related_name="policy_messages")
    addressee = PlainTextField(_("to whom (a role)"), limit=REASON)
    text = PlainTextField(_("what you ask"), limit=MESSAGE)
    sent_on = models.DateField()
    author = _person()
    address = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    link_version = models.PositiveIntegerField(default=0, editable=False)
    #: Until when the guest's link answers; empty: there is none.
    link_expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = PolicyMessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "client_uuid"], name="policy_message_once_per_client_uuid"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address_of("wins:message", self.pk)


class ResponseKind(models.TextChoices):
    DOING = "doing", _("doing")
    FINDING_OUT = "finding_out", _("finding out")
    NO = "no", _("no, because")


class PolicyResponse(models.Model):
    """What came back. A later answer stands beside the earlier ones; the last holds."""

    message = models.ForeignKey(PolicyMessage, on_delete=models.CASCADE, related_name="responses")
    kind = models.CharField(_("answer"), max_length=11, choices=ResponseKind.choices)
    text = PlainTextField(_("in your own words"), limit=MESSAGE)
    #: A role; empty: the addressee.
    answered_by = PlainTextField(_("who answers (a role)"), limit=TITLE, blank=True)
    answered_on = models.DateField()
    #: Who noted it, when it came by another way than the guest's page.
    author = _person()
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "client_uuid"], name="policy_response_once_per_client_uuid"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Kept(models.TextChoices):
    """What became of an answer."""

    YES = "yes", pgettext_lazy("kept", "yes")
    PARTLY = "partly", pgettext_lazy("kept", "partly")
    NOT_YET = "not_yet", pgettext_lazy("kept", "not yet")


class ReplyCheck(models.Model):
    """Eight weeks after an answer: did it happen? The history is kept."""

    response = models.ForeignKey(PolicyResponse, on_delete=models.CASCADE, related_name="checks")
    answer = models.CharField(_("did it happen?"), max_length=7, choices=Kept.choices)
    text = PlainTextField(_("in one sentence"), limit=REASON, blank=True)
    author = _person()
    checked_on = models.DateField()

    class Meta:
        ordering = ["checked_on", "pk"]

    def __str__(self) -> str:
        return self.get_answer_display()
