"""Invitations and memberships: who comes in, and who leaves."""

import datetime as dt

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from smallwins.accounts.models import Language, User
from smallwins.notifications import services as notifications
from smallwins.when import house_day
from trajectories.models import Invitation, InvitationState, Membership, Organisation, Team, Trajectory
from trajectories.models.people import INVITATION_DAYS
from trajectories.roles import SCOPE_OF, Role

INVITATION_MAIL = "invitation"
_SALT = "invitation"


class InvitationRefused(Exception):
    """The link is expired, retracted, used, or was made for an earlier version."""


class AlreadyMember(Exception):
    """This person has the role already."""


class LastFacilitator(Exception):
    """Without this person nobody would facilitate the trajectory."""


def token_for(invitation: Invitation) -> str:
    """The signed value in the mail: it names the invitation and its version, nothing else."""
    return signing.dumps([str(invitation.pk), invitation.version], salt=_SALT)


def invitation_of(token: str, *, now: dt.datetime) -> Invitation:
    """The pending invitation behind a link; raises InvitationRefused."""
    try:
        pk, version = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise InvitationRefused from None
    invitation = (
        Invitation.objects.pending()
        .select_related("trajectory", "organisation", "team__trajectory", "invited_by")
        .filter(pk=pk, version=version, expires_at__gt=now)
        .first()
    )
    if invitation is None:
        raise InvitationRefused
    return invitation


def invite_member(
    *,
    scope: Organisation | Trajectory | Team,
    role: str,
    email: str,
    invited_by: User,
    now: dt.datetime,
    name: str = "",
    function: str = "",
    works_for: Organisation | None = None,
    language: str = Language.DUTCH,
) -> Invitation:
    """Ask one address to join; asking again resends. Raises AlreadyMember."""
    where = {SCOPE_OF[role].value: scope}
    member = Membership.objects.active(house_day(now)).filter(user__email__iexact=email, role=role, **where)
    if member.exists():
        raise AlreadyMember
    waiting = Invitation.objects.pending().filter(email__iexact=email, role=role, **where).first()
    if waiting:
        return resend_invitation(invitation=waiting, now=now)
    invitation = Invitation(
        email=email.lower(),
        role=role,
        name=name,
        function=function,
        works_for=works_for,
        language=language,
        invited_by=invited_by,
        invited_at=now,
        expires_at=now + dt.timedelta(days=INVITATION_DAYS),
        **where,
    )
    try:
        with transaction.atomic():
            invitation.full_clean(validate_constraints=False)
            invitation.save()
            _mail(invitation, now)
    except IntegrityError:
        return Invitation.objects.pending().get(email__iexact=email, role=role, **where)
    return invitation


def _mail(invitation: Invitation, now: dt.datetime) -> None:
    notifications.queue(
        kind=INVITATION_MAIL,
        subject_id=invitation.pk,
        occurrence=str(invitation.version),
        address=invitation.email,
        language=invitation.language,
        due_at=now,
        expires_at=invitation.expires_at,
    )


@transaction.atomic
def resend_invitation(*, invitation: Invitation, now: dt.datetime) -> Invitation:
    """A new link and a new mail; the earlier link stops working."""
    Invitation.objects.pending().filter(pk=invitation.pk).update(
        version=F("version") + 1, invited_at=now, expires_at=now + dt.timedelta(days=INVITATION_DAYS)
    )
    invitation.refresh_from_db()
    _mail(invitation, now)
    return invitation


@transaction.atomic
def retract_invitation(*, invitation: Invitation) -> None:
    """Take it back: the link stops working at once."""
    Invitation.objects.pending().filter(pk=invitation.pk).update(state=InvitationState.RETRACTED)
    notifications.cancel(subject_id=invitation.pk, kind=INVITATION_MAIL, reason="retracted")


@transaction.atomic
def accept_invitation(*, token: str, name: str, language: str, now: dt.datetime) -> User:
    """Join: single use, bound to the invited address. Raises InvitationRefused."""
    pk = invitation_of(token, now=now).pk
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=pk)
    if invitation.state != InvitationState.PENDING:
        raise InvitationRefused
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        user = User.objects.create_user(email=invitation.email, name=name, language=language)
    Membership.objects.get_or_create(
        user=user,
        role=invitation.role,
        organisation=invitation.organisation,
        trajectory=invitation.trajectory,
        team=invitation.team,
        ends_on=None,
        defaults={
            "works_for": invitation.works_for,
            "function": invitation.function,
            "starts_on": house_day(now),
        },
    )
    invitation.state, invitation.accepted_by = InvitationState.ACCEPTED, user
    invitation.save(update_fields=["state", "accepted_by"])
    return user


def _keep_a_facilitator(membership: Membership, *, on: dt.date) -> None:
    """Raises LastFacilitator when nobody else facilitates the trajectory without an end."""
    if membership.role != Role.FACILITATOR:
        return
    Trajectory.objects.select_for_update(no_key=True).get(pk=membership.trajectory_id)
    others = Membership.objects.active(on).filter(
        trajectory=membership.trajectory_id,
        role=Role.FACILITATOR,
        ends_on__isnull=True,
        user__is_active=True,
    )
    if not others.exclude(user=membership.user_id).exists():
        raise LastFacilitator


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: dt.date) -> None:
    """Somebody leaves; ``ends_on`` is the first day without access. Raises LastFacilitator."""
    _keep_a_facilitator(membership, on=ends_on)
    membership.ends_on = max(ends_on, membership.starts_on)
    membership.full_clean(validate_constraints=False)
    membership.save(update_fields=["ends_on"])


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, scope: Trajectory | Team, now: dt.datetime
) -> Membership:
    """One membership ends and another starts the same day: no day without access.

    The same role again changes nothing. Raises AlreadyMember or LastFacilitator.
    """
    today = house_day(now)
    where = {SCOPE_OF[role].value: scope}
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.role == role and locked.scope == scope:
        return locked
    has_it = Membership.objects.filter(user=locked.user_id, role=role, **where)
    if has_it.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).exists():
        raise AlreadyMember
    _keep_a_facilitator(locked, on=today)
    new = Membership(
        user_id=locked.user_id,
        role=role,
        works_for=locked.works_for,
        function=locked.function,
        starts_on=max(today, locked.starts_on),
        ends_on=locked.ends_on,
        **where,
    )
    new.full_clean(validate_unique=False, validate_constraints=False)
    new.save()
    locked.ends_on = new.starts_on
    locked.save(update_fields=["ends_on"])
    return new
