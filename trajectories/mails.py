"""The invitation to join, as the delivery ledger composes it."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Mail, MailKind, Refusal
from smallwins.notifications.registry import register as register_kind
from trajectories.models import Invitation, InvitationState
from trajectories.services import people


def still_needed(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """Only a pending invitation of this version is worth a mail."""
    invitation = Invitation.objects.filter(pk=delivery.subject_id).first()
    if invitation is None or invitation.state != InvitationState.PENDING:
        return Refusal.cancelled("answered or retracted")
    if str(invitation.version) != delivery.occurrence:
        return Refusal.cancelled("a newer invitation")
    return None


def compose(delivery: Delivery) -> Mail:
    """Who invites, to what, and who will read what."""
    invitation = Invitation.objects.select_related(
        "invited_by", "team__trajectory", "trajectory", "organisation"
    ).get(pk=delivery.subject_id)
    url = reverse("trajectories:invitation", args=[people.token_for(invitation)])
    return Mail(
        template="trajectories/mail/invitation",
        context={"invitation": invitation, "action_url": absolute(url), "action_label": _("Join")},
    )


def register() -> None:
    register_kind(
        MailKind(
            name=people.INVITATION_MAIL,
            optional=False,
            label=_("Invitation to join"),
            still_needed=still_needed,
            compose=compose,
        )
    )
