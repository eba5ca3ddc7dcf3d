"""The mails about a session, composed at handover in the reader's language and zone."""

import datetime as dt
from collections.abc import Callable
from email.encoders import encode_base64
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions import ical
from sessions.models import Attendance, LearningSession, Rsvp, SessionState
from sessions.selectors.people import recipients_of
from sessions.selectors.told import changes_for
from sessions.services.attendance import token_for
from sessions.services.telling import CANCELLED, INVITATION, MOVED, REMINDER, UNINVITED
from smallwins.accounts.models import User
from smallwins.notifications import clock
from smallwins.notifications.compose import compose
from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Mail, MailKind, Refusal
from smallwins.notifications.registry import register as register_kind
from smallwins.notifications.selectors import superseded
from smallwins.when import house_day, moment_in_words
from trajectories.models import Membership


def _session(delivery: Delivery) -> LearningSession | None:
    found = LearningSession.objects.select_related("trajectory").filter(pk=delivery.subject_id)
    return found.first()


def _still_planned(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """The session stands as it did when this mail was planned, and its reader still takes part."""
    session = _session(delivery)
    if session is None or session.state != SessionState.OPEN:
        return Refusal.cancelled("session not open")
    if session.trajectory.is_closed:
        return Refusal.cancelled("trajectory closed")
    if str(session.schedule_version) != delivery.occurrence:
        return Refusal.cancelled("session moved")
    if session.starts_at <= now:
        return Refusal.expired("session started")
    if not recipients_of(session, now=now).filter(pk=delivery.recipient_id).exists():
        return Refusal.suppressed("no longer a member")
    return None


def _reminder_needed(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    refusal = _still_planned(delivery, now)
    if refusal:
        return refusal
    declined = Attendance.objects.filter(
        learning_session=delivery.subject_id, user=delivery.recipient_id, rsvp=Rsvp.NO
    )
    if declined.exists():
        return Refusal.suppressed("is not coming")
    if superseded(delivery, now):
        return Refusal.expired("a later reminder is due")
    return None


def _still_cancelled(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    session = _session(delivery)
    if session is None or session.state != SessionState.CANCELLED:
        return Refusal.cancelled("session not cancelled")
    return _left_the_trajectory(session, delivery, now)


def _still_uninvited(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """The session goes on without this reader, as it did when the mail was planned."""
    session = _session(delivery)
    if session is None or session.state != SessionState.OPEN:
        return Refusal.cancelled("session not open")
    if str(session.schedule_version) != delivery.occurrence:
        return Refusal.cancelled("session moved")
    if recipients_of(session, now=now).filter(pk=delivery.recipient_id).exists():
        return Refusal.cancelled("takes part again")
    return _left_the_trajectory(session, delivery, now)


def _left_the_trajectory(session: LearningSession, delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """Who has no access any more reads nothing about it either."""
    people = Membership.objects.active(house_day(now)).of_trajectory(session.trajectory_id)
    if not people.filter(user=delivery.recipient_id).exists():
        return Refusal.suppressed("no longer a member")
    return None


#: What a mail does to the reader's calendar; a reminder leaves it alone.
_CALENDAR = {
    INVITATION: ("REQUEST", ical.invitation),
    MOVED: ("REQUEST", ical.invitation),
    CANCELLED: ("CANCEL", ical.cancellation),
    UNINVITED: ("CANCEL", ical.withdrawal),
}


def _composer(template: str) -> Callable[[Delivery], Mail]:
    def write(delivery: Delivery) -> Mail:
        sessions = LearningSession.objects.select_related("trajectory", "created_by")
        session = sessions.get(pk=delivery.subject_id)
        alternatives, attachments = _calendar_parts(delivery, session)
        return Mail(
            template=f"sessions/mail/{template}",
            context={
                "learning_session": session,
                "trajectory": session.trajectory,
                "when": moment_in_words(session.starts_at),
                "answer_url": _answer_url(delivery, session),
                # Whoever it is no longer for cannot open its page.
                "action_url": "" if delivery.kind == UNINVITED else absolute(session.get_absolute_url()),
                "action_label": _("View the session"),
            }
            | _own_words(delivery, session)
            | ({"changes": changes_for(delivery, session)} if delivery.kind == MOVED else {}),
            alternatives=alternatives,
            attachments=attachments,
        )

    return write


def _own_words(delivery: Delivery, session: LearningSession) -> dict[str, str]:
    """What the facilitator wants to say in a reminder, with a name below it."""
    if delivery.kind != REMINDER or not session.reminder_note:
        return {}
    author = session.created_by
    return {"note": session.reminder_note, "note_from": author.name if author else ""}


def _answer_url(delivery: Delivery, session: LearningSession) -> str:
    """Where this reader answers without signing in."""
    token = token_for(learning_session=session, user=delivery.recipient)
    return absolute(reverse("sessions:answer", args=[token]))


def _calendar_parts(
    delivery: Delivery, session: LearningSession
) -> tuple[tuple[tuple[str, str], ...], tuple[MIMEBase, ...]]:
    """The same file twice: Outlook reads the alternative to the text, others only what is attached."""
    if delivery.kind not in _CALENDAR:
        return (), ()
    method, calendar_file = _CALENDAR[delivery.kind]
    text = calendar_file(session, recipient=delivery.recipient, now=clock.now())
    attached = MIMEBase("application", "ics", name="invite.ics")
    attached.set_payload(text.encode())
    encode_base64(attached)
    attached.add_header("Content-Disposition", "attachment", filename="invite.ics")
    return ((text, f"text/calendar; method={method}"),), (attached,)


def preview(
    session: LearningSession, *, kind: str, person: User | None, language: str, now: dt.datetime
) -> EmailMultiAlternatives:
    """The mail as this person would get it, of which nothing is stored; without a person for a made-up one.

    It is written to a stand-in with an id of its own, so that no answer or unsubscription link in it works.
    """
    reader = User(
        name=person.name if person else gettext("Sam Example"),
        email=person.email if person else "sam@example.org",
        language=person.language if person else language,
        time_zone=person.time_zone if person else session.time_zone,
    )
    delivery = Delivery(
        kind=kind,
        subject_id=session.pk,
        occurrence=str(session.schedule_version),
        recipient=reader,
        address=reader.email,
        due_at=now,
    )
    return compose(delivery)


def register() -> None:
    """Tell the ledger about the five kinds of mail."""
    kinds = [
        (INVITATION, False, _("Invitation to a session"), _still_planned, "invitation"),
        (MOVED, False, _("A session has changed"), _still_planned, "moved"),
        (CANCELLED, False, _("A session is cancelled"), _still_cancelled, "cancelled"),
        (UNINVITED, False, _("A session is no longer for your team"), _still_uninvited, "uninvited"),
        (REMINDER, True, _("Reminder of a session"), _reminder_needed, "reminder"),
    ]
    for name, optional, label, still_needed, template in kinds:
        register_kind(
            MailKind(
                name=name,
                optional=optional,
                label=label,
                still_needed=still_needed,
                compose=_composer(template),
                previewable=True,
            )
        )
