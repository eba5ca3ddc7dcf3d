"""One row per intended mail, from the moment it is intended until its end is known."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language

#: Failed renderings after which a mail is given up.
MOST_RENDER_FAILURES = 5
#: Handovers with an unknown end after which a person has to look.
MOST_AMBIGUOUS = 3


class State(models.TextChoices):
    QUEUED = "queued", _("waiting")
    LEASED = "leased", _("being checked")
    HANDOVER = "handover", _("being sent")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("no longer needed")
    EXPIRED = "expired", _("too late")
    SUPPRESSED = "suppressed", _("not wanted")
    BOUNCED = "bounced", _("refused by the recipient's server")
    DEAD = "dead", _("could not be written")
    UNCERTAIN = "uncertain", _("unknown whether it arrived")


WAITING = (State.QUEUED, State.LEASED, State.HANDOVER)
HELD = (State.LEASED, State.HANDOVER)
TROUBLED = (State.BOUNCED, State.DEAD, State.UNCERTAIN)


class Delivery(models.Model):
    """The key (kind, subject, occurrence, offset, recipient) makes one mail of many plannings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    #: Schedule version of a session, Monday's date of a summary, number of a nudge.
    occurrence = models.CharField(max_length=40)
    offset_minutes = models.IntegerField(default=0)
    #: Erasing a person takes their rows along; the truth for the others stays.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    #: The person's id, or the address itself for somebody without an account.
    recipient_key = models.CharField(max_length=254)
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    #: Not before this moment; a hold is a later due time.
    due_at = models.DateTimeField()
    #: From this moment on the mail is worthless.
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    render_failures = models.PositiveSmallIntegerField(default=0)
    #: Handovers whose end is unknown: each may have been a mail.
    ambiguous = models.PositiveSmallIntegerField(default=0)
    #: By Postgres' clock.
    lease_until = models.DateTimeField(null=True)
    #: Rises with each claim: who holds an older one can change nothing any more.
    token = models.BigIntegerField(default=0)
    #: The same for every attempt, so that a repeat can be recognised.
    message_id = models.CharField(max_length=254)
    #: A code or the name of an exception; never content, never an address.
    last_error = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "occurrence", "offset_minutes", "recipient_key"],
                name="notifications_delivery_key",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="notifications_delivery_state_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="notifications_delivery_language_known"
            ),
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(recipient_key="") & ~Q(message_id=""),
                name="notifications_delivery_addressed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HELD, lease_until__isnull=False)
                | (~Q(state__in=HELD) & Q(lease_until__isnull=True)),
                name="notifications_delivery_lease_while_held",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="notifications_delivery_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("due_at")), name="notifications_delivery_expires_after_due"
            ),
            models.CheckConstraint(
                condition=Q(render_failures__lte=MOST_RENDER_FAILURES, ambiguous__lte=MOST_AMBIGUOUS),
                name="notifications_delivery_failures_bounded",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state=State.QUEUED),
                name="notif_claimable",
            ),
            models.Index(fields=["lease_until"], condition=Q(lease_until__isnull=False), name="notif_held"),
            models.Index(fields=["expires_at"], condition=Q(state=State.QUEUED), name="notif_queued_expires"),
            models.Index(fields=["state"], condition=Q(state__in=TROUBLED), name="notif_troubled"),
            models.Index(fields=["subject_id", "due_at"], name="notif_subject"),
            models.Index(fields=["due_at"], name="notif_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"

    @property
    def destination(self) -> str:
        """Where it goes: the person's address of today, or the one it was meant for."""
        return self.recipient.email if self.recipient else self.address

    @property
    def readers_language(self) -> str:
        return self.recipient.language if self.recipient else self.language

    @property
    def readers_zone(self) -> str:
        """An IANA name."""
        return self.recipient.time_zone if self.recipient else settings.READERS_TIME_ZONE
