"""The nudge after a session: the next morning, once more after ten days, then silence (docs/method.md §8).

It quotes the reader's own step, nobody else's, and takes "nothing yet" for an answer. Who logged a story
since the session began, or was not there, hears nothing.
"""

import datetime as dt
import zoneinfo

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.models import Attendance, LearningSession, Presence, Rsvp, SessionState, Step
from sessions.selectors.people import recipients_of, recipients_of_each
from sessions.services.steps import say_not_yet
from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Mail, MailKind, Refusal, register_planner
from smallwins.notifications.registry import register as register_kind
from wins.models import Win
from wins.selectors.path import current_step

NUDGE = "session_nudge"
HOUR = 9
#: Days after the session: its occurrences 1 and 2.
AFTER_DAYS = (1, 10)
LIFETIME = dt.timedelta(days=3)
#: How long a missed nudge is still caught up with.
WINDOW = dt.timedelta(days=8)
_SALT = "session_nudge"


class NudgeRefused(Exception):
    """The link is not ours, the trajectory is closed, or this person no longer takes part."""


def token_for(*, learning_session: LearningSession, user: User) -> str:
    """The signed value in the mail: it names the session and the person, nothing else."""
    return signing.dumps([str(learning_session.pk), str(user.pk)], salt=_SALT)


def nudged_by(token: str, *, now: dt.datetime) -> tuple[LearningSession, User]:
    """The session and the person behind a link; raises NudgeRefused."""
    try:
        session_id, user_id = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise NudgeRefused from None
    session = _session(session_id)
    user = recipients_of(session, now=now).filter(pk=user_id).first() if session else None
    if session is None or user is None:
        raise NudgeRefused
    return session, user


def asked_about(session: LearningSession, user: User, *, now: dt.datetime) -> Step | None:
    """The step the nudge is about: this person's own from that session, else the team's current one."""
    own = own_step(session, user)
    if own is not None:
        return own
    teams = session.teams.filter(memberships__user=user).values_list("pk", flat=True)
    return current_step(list(teams), user, now=now)


def own_step(session: LearningSession, user: User) -> Step | None:
    """What this person said to try after the session, while it is open."""
    return Step.objects.current().filter(learning_session=session, person=user).last()


def nothing_yet(*, learning_session: LearningSession, user: User, now: dt.datetime) -> None:
    """Take "nothing yet" for an answer: the question about the step rests for a while."""
    step = asked_about(learning_session, user, now=now)
    if step is not None:
        say_not_yet(step=step, user=user, now=now)


def due_at(session: LearningSession, user: User, days: int) -> dt.datetime:
    """09:00 on the reader's own clock, so many days after the session ended there."""
    zone = zoneinfo.ZoneInfo(user.time_zone)
    day = session.ends_at.astimezone(zone).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(HOUR), tzinfo=zone)


def plan(now: dt.datetime) -> int:
    """Plan both nudges of every session that ended not long ago; returns the number of new rows."""
    sessions = list(
        LearningSession.objects.open()
        .filter(starts_at__gt=now - WINDOW - dt.timedelta(days=max(AFTER_DAYS) + 1), starts_at__lt=now)
        .filter(trajectory__closed_at__isnull=True)
        .prefetch_related("teams")
    )
    people = recipients_of_each(sessions, now=now)
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=NUDGE,
            subject_id=session.pk,
            occurrence=str(occurrence),
            recipient=user,
            due_at=due_at(session, user, days),
            expires_at=due_at(session, user, days) + LIFETIME,
        )
        for session in sessions
        if session.ends_at <= now
        for occurrence, days in enumerate(AFTER_DAYS, start=1)
        for user in people[session.pk]
        if due_at(session, user, days) + LIFETIME > now
    )


def still_needed(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """Not to who was not there, left, or logged something since."""
    session = _session(delivery.subject_id)
    if session is None:
        return Refusal.cancelled("session cancelled")
    user = delivery.recipient
    if not recipients_of(session, now=now).filter(pk=user.pk).exists():
        return Refusal.suppressed("no longer a member")
    if _was_away(session, user):
        return Refusal.suppressed("was not there")
    if Win.objects.filter(author=user, created_at__gte=session.starts_at).exists():
        return Refusal.suppressed("logged a story since")
    return None


def compose(delivery: Delivery) -> Mail:
    """The reader's own step, and two answers: a story, or nothing yet."""
    session = LearningSession.objects.select_related("trajectory").get(pk=delivery.subject_id)
    token = token_for(learning_session=session, user=delivery.recipient)
    return Mail(
        template="wins/mail/nudge",
        context={
            "learning_session": session,
            "trajectory": session.trajectory,
            "step": own_step(session, delivery.recipient),
            "nothing_yet_url": absolute(reverse("wins:nothing_yet", args=[token])),
            "action_url": absolute(reverse("wins:new")),
            "action_label": _("Log it (1 minute)"),
        },
    )


def _session(session_id: object) -> LearningSession | None:
    """The session, as long as its trajectory runs."""
    return (
        LearningSession.objects.filter(
            pk=session_id, state=SessionState.OPEN, trajectory__closed_at__isnull=True
        )
        .select_related("trajectory")
        .first()
    )


def _was_away(session: LearningSession, user: User) -> bool:
    """Ticked absent or excused; or said no, and nobody ticked anything."""
    row = Attendance.objects.filter(learning_session=session, user=user).first()
    if row is None:
        return False
    return row.presence in (Presence.ABSENT, Presence.EXCUSED) or (row.presence == "" and row.rsvp == Rsvp.NO)


def register() -> None:
    register_kind(
        MailKind(
            name=NUDGE,
            optional=True,
            label=_("Question after a session: what do you take away?"),
            still_needed=still_needed,
            compose=compose,
            lifetime=LIFETIME,
            previewable=True,
        )
    )
    register_planner("session_nudges", plan)
