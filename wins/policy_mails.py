"""The mails of the loop to policy: to the addressee, the answer to the teams, the check after eight weeks.

None of them carries a story, a message or an answer: those stand on pages with rights of their own.
"""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Mail, MailKind, Refusal, register_planner
from smallwins.notifications.registry import register as register_kind
from smallwins.when import date_in_words, from_wall_clock, house_day
from trajectories.grants import grants_of
from trajectories.models import Membership
from trajectories.roles import Role
from wins.guests import token_for
from wins.models import PolicyMessage, PolicyResponse
from wins.selectors.policy import REPLY_CHECK
from wins.services.messages import ANSWER_MAIL, CHECK_MAIL, MESSAGE_MAIL, NEWS

HOUR = dt.time(9)
#: How far back a check is still planned.
CATCH_UP = dt.timedelta(days=8)


def _message(delivery: Delivery) -> PolicyMessage | None:
    return (
        PolicyMessage.objects.select_related("trajectory", "barrier", "author")
        .filter(pk=delivery.subject_id)
        .first()
    )


def _link_still_open(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    message = _message(delivery)
    if message is None or str(message.link_version) != delivery.occurrence or not message.link_expires_at:
        return Refusal.cancelled("link revoked")
    return None


def _message_mail(delivery: Delivery) -> Mail:
    message = PolicyMessage.objects.select_related("trajectory", "author").get(pk=delivery.subject_id)
    return Mail(
        template="wins/mail/policy_message",
        context={
            "message": message,
            "trajectory": message.trajectory,
            "sender": message.author,
            "until": message.link_expires_at,
            "action_url": absolute(reverse("wins:guest", args=[token_for(message)])),
            "action_label": _("Read and answer"),
        },
        reply_to=message.author.email if message.author else "",
    )


def _response(delivery: Delivery) -> PolicyResponse | None:
    rows = PolicyResponse.objects.select_related("message__trajectory", "message__barrier")
    return rows.filter(pk=int(delivery.occurrence), message=delivery.subject_id).first()


def _still_a_reader(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    response = _response(delivery)
    if response is None:
        return Refusal.cancelled("answer gone")
    if response.message.trajectory_id not in grants_of(delivery.recipient, house_day(now)).trajectories():
        return Refusal.suppressed("no longer a member")
    return None


def _still_unchecked(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    refusal = _still_a_reader(delivery, now)
    if refusal:
        return refusal
    response = _response(delivery)
    if response is None or response.checks.exists():
        return Refusal.cancelled("checked since")
    if response.message.responses.filter(pk__gt=response.pk).exists():
        return Refusal.cancelled("answered anew")
    return None


def _about(template: str, delivery: Delivery) -> Mail:
    rows = PolicyResponse.objects.select_related("message__trajectory", "message__barrier")
    response = rows.get(pk=int(delivery.occurrence), message=delivery.subject_id)
    message = response.message
    return Mail(
        template=f"wins/mail/{template}",
        context={
            "message": message,
            "trajectory": message.trajectory,
            "answered": date_in_words(response.answered_on),
            "action_url": absolute(message.get_absolute_url()),
            "action_label": _("Read the answer"),
        },
    )


def plan_checks(now: dt.datetime) -> int:
    """Plan the check of every last answer eight weeks old, for who brings things to policy; new rows."""
    today = house_day(now)
    answered = PolicyResponse.objects.filter(
        answered_on__gt=today - REPLY_CHECK - CATCH_UP,
        answered_on__lte=today - REPLY_CHECK,
        checks__isnull=True,
        message__trajectory__closed_at__isnull=True,
    ).select_related("message")
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=CHECK_MAIL,
            subject_id=response.message_id,
            occurrence=str(response.pk),
            recipient=person,
            due_at=_due_at(response, person),
            expires_at=_due_at(response, person) + CATCH_UP,
        )
        for response in answered
        for person in _who_brings(response.message, today)
        if _due_at(response, person) + CATCH_UP > now
    )


def _who_brings(message: PolicyMessage, today: dt.date) -> list[User]:
    members = Membership.objects.active(today).filter(
        trajectory=message.trajectory_id, role__in=[Role.FACILITATOR, Role.COORDINATOR]
    )
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True))


def _due_at(response: PolicyResponse, person: User) -> dt.datetime:
    """09:00 on the reader's clock, eight weeks later."""
    return from_wall_clock(response.answered_on + REPLY_CHECK, HOUR, person.time_zone, fold=0)


def register() -> None:
    register_kind(
        MailKind(
            name=MESSAGE_MAIL,
            optional=False,
            label=_("Message to policy"),
            still_needed=_link_still_open,
            compose=_message_mail,
        )
    )
    register_kind(
        MailKind(
            name=ANSWER_MAIL,
            optional=True,
            label=_("Answer from policy"),
            still_needed=_still_a_reader,
            compose=lambda delivery: _about("policy_answer", delivery),
            lifetime=NEWS,
        )
    )
    register_kind(
        MailKind(
            name=CHECK_MAIL,
            optional=True,
            label=_("What became of an answer from policy, after eight weeks"),
            still_needed=_still_unchecked,
            compose=lambda delivery: _about("reply_check", delivery),
            lifetime=CATCH_UP,
        )
    )
    register_planner("reply_checks", plan_checks)
