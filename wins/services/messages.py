"""Messages to policy, the guest's link, answers, and what became of them (docs/method.md §1, step 8)."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F

from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from trajectories.models import Membership, Trajectory
from trajectories.roles import Role
from wins.models import (
    Barrier,
    BarrierStand,
    BarrierState,
    Kept,
    PolicyMessage,
    PolicyResponse,
    ReplyCheck,
    Win,
)

MESSAGE_MAIL, ANSWER_MAIL, CHECK_MAIL = "policy_message", "policy_answer", "reply_check"
#: How long a guest's link answers.
LINK_LIFETIME = dt.timedelta(days=90)
#: How long an answer is news.
NEWS = dt.timedelta(days=7)


@transaction.atomic
def send_message(
    *,
    trajectory: Trajectory,
    barrier: Barrier | None,
    wins: list[Win],
    addressee: str,
    text: str,
    address: str,
    language: str,
    author: User,
    client_uuid: uuid.UUID,
    now: dt.datetime,
    on: dt.date,
) -> PolicyMessage:
    """Keep a message and, with an address, mail its reader a link; the same ``client_uuid`` sends once.

    The barrier then stands as passed on, to this addressee.
    """
    known = PolicyMessage.objects.filter(trajectory=trajectory, client_uuid=client_uuid).first()
    if known:
        return known
    message = PolicyMessage(
        trajectory=trajectory,
        barrier=barrier,
        addressee=addressee,
        text=text,
        address=address,
        language=language,
        author=author,
        client_uuid=client_uuid,
        sent_on=on,
    )
    message.full_clean()
    message.save(force_insert=True)
    message.wins.set(wins)
    if barrier:
        BarrierStand.objects.create(
            barrier=barrier, state=BarrierState.ESCALATED, addressee=addressee, author=author, since=on
        )
    if address:
        open_link(message=message, now=now)
    return message


@transaction.atomic
def open_link(*, message: PolicyMessage, now: dt.datetime) -> None:
    """Give the addressee a link that answers for ninety days, by mail; links from before stop answering."""
    message = PolicyMessage.objects.select_for_update().get(pk=message.pk)
    _withdraw_mail(message)
    message.link_version += 1
    message.link_expires_at = now + LINK_LIFETIME
    message.save(update_fields=["link_version", "link_expires_at"])
    if message.address:
        notifications.queue(
            kind=MESSAGE_MAIL,
            subject_id=message.pk,
            occurrence=str(message.link_version),
            due_at=now,
            address=message.address,
            language=message.language,
            expires_at=message.link_expires_at,
        )


@transaction.atomic
def revoke_link(*, message: PolicyMessage) -> None:
    """No link to this message answers any more, and none is mailed."""
    _withdraw_mail(message)
    rows = PolicyMessage.objects.filter(pk=message.pk)
    rows.update(link_version=F("link_version") + 1, link_expires_at=None)


def _withdraw_mail(message: PolicyMessage) -> None:
    notifications.cancel(subject_id=message.pk, kind=MESSAGE_MAIL, reason="link revoked")


@transaction.atomic
def answer(
    *,
    message: PolicyMessage,
    kind: str,
    text: str,
    answered_by: str,
    client_uuid: uuid.UUID,
    now: dt.datetime,
    on: dt.date,
    author: User | None = None,
) -> PolicyResponse:
    """Keep what came back, once per key, and tell the teams; without an ``author`` the guest wrote it."""
    known = PolicyResponse.objects.filter(message=message, client_uuid=client_uuid).first()
    if known:
        return known
    response = PolicyResponse(
        message=message,
        kind=kind,
        text=text,
        answered_by=answered_by,
        answered_on=on,
        author=author,
        client_uuid=client_uuid,
        created_at=now,
    )
    response.full_clean()
    response.save(force_insert=True)
    for person in told_of(message, on=on):
        notifications.queue(
            kind=ANSWER_MAIL,
            subject_id=message.pk,
            occurrence=str(response.pk),
            due_at=now,
            recipient=person,
            expires_at=now + NEWS,
        )
    return response


def told_of(message: PolicyMessage, *, on: dt.date) -> list[User]:
    """Who hears of it: the teams that named the barrier, or all; and who facilitates or coordinates."""
    members = Membership.objects.active(on).of_trajectory(message.trajectory_id)
    if message.barrier_id:
        named = message.barrier.namings.values("team")
        members = members.exclude(role=Role.PROFESSIONAL) | members.filter(team__in=named)
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name", "pk"))


def check_reply(*, response: PolicyResponse, answer: str, text: str, author: User, on: dt.date) -> ReplyCheck:
    """Note whether what was answered happened; earlier notes stay."""
    check = ReplyCheck(response=response, answer=Kept(answer), text=text, author=author, checked_on=on)
    check.full_clean()
    check.save()
    return check
