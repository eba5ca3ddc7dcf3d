"""What the page before opening reads: every draft, what stands in its way, and who gets which mail when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone_name

from sessions.models import LearningSession, SessionState
from sessions.occurrences import local_start
from sessions.reminders import OFFSETS, moments_of
from sessions.selectors.people import recipients_of_each
from sessions.services.telling import INVITATION, REMINDER
from smallwins.accounts.models import User
from smallwins.notifications import registry
from smallwins.notifications.selectors import who_switched_off
from smallwins.when import moment_in_words
from trajectories.holidays import days_off
from trajectories.models import Trajectory


@dataclass(frozen=True)
class MailLine:
    """One kind of mail about one session; without ``due_at`` it goes five minutes after opening."""

    session: LearningSession
    kind: str
    people: list[User]
    due_at: dt.datetime | None = None
    offset: int | None = None


@dataclass(frozen=True)
class MailGroup:
    """The same mail to the same people about several sessions: one row of the table."""

    lines: list[MailLine]

    @property
    def first(self) -> MailLine:
        return self.lines[0]

    @property
    def label(self) -> str:
        return str(registry.kind(self.first.kind).label)

    @property
    def before(self) -> str:
        """How long before the session, in words; empty for an invitation and for an unusual reminder."""
        return str(dict(OFFSETS).get(self.first.offset, ""))


@dataclass(frozen=True)
class Draft:
    """A draft with what asks for a second look; nothing of it moves by itself."""

    session: LearningSession
    is_past: bool
    day_off: str
    overlaps: list[LearningSession]
    mails: list[MailLine]

    @property
    def elsewhere(self) -> str:
        """The moment in the session's own zone, when its reader lives in another one."""
        zone = self.session.time_zone
        return "" if zone == get_current_timezone_name() else moment_in_words(self.session.starts_at, zone)


@dataclass(frozen=True)
class Plans:
    """What waits to be opened; past drafts are shown but not counted, ``others`` wait beside it."""

    drafts: list[Draft]
    others: int = 0

    def only(self, chosen: Iterable[str]) -> "Plans":
        """Those of these ids, the rest left aside; all of them when none is among them."""
        wanted = set(chosen)
        drafts = [draft for draft in self.drafts if str(draft.session.pk) in wanted]
        return Plans(drafts, len(self.drafts) - len(drafts)) if drafts else self

    @property
    def mails(self) -> list[MailLine]:
        return [line for draft in self.drafts for line in draft.mails if line.people]

    @property
    def groups(self) -> list[MailGroup]:
        found: dict[tuple, list[MailLine]] = defaultdict(list)
        for line in self.mails:
            found[line.kind, line.offset, tuple(person.pk for person in line.people)].append(line)
        return [MailGroup(lines) for lines in found.values()]

    @property
    def mail_count(self) -> int:
        return sum(len(line.people) for line in self.mails)

    @property
    def people_count(self) -> int:
        return len({person.pk for line in self.mails for person in line.people})

    @property
    def can_open(self) -> bool:
        return any(not draft.is_past for draft in self.drafts)


def check_address(trajectory: Trajectory, sessions: Iterable[LearningSession]) -> str:
    """The page before opening; with earlier drafts beside these, for these alone."""
    made = [session.pk for session in sessions]
    address = reverse("sessions:check", args=[trajectory.pk])
    if not trajectory.learning_sessions.filter(state=SessionState.DRAFT).exclude(pk__in=made).exists():
        return address
    return f"{address}?{urlencode({'only': made}, doseq=True)}"


def drafts_of(trajectory: Trajectory, *, now: dt.datetime) -> Plans:
    """The drafts of a trajectory as they would open at ``now``; the same five queries for any number."""
    planned = list(
        trajectory.learning_sessions.exclude(state=SessionState.CANCELLED).prefetch_related("teams")
    )
    drafts = [session for session in planned if session.is_draft]
    people, unwanted = recipients_of_each(drafts, now=now), who_switched_off(REMINDER)
    names = days_off({local_start(session).date() for session in drafts}, region=trajectory.school_region)
    rows = []
    for session in drafts:
        is_past = session.starts_at <= now
        willing = [person for person in people[session.pk] if person.pk not in unwanted]
        mails = [MailLine(session, INVITATION, people[session.pk])]
        mails += [
            MailLine(session, REMINDER, willing, due_at, offset)
            for offset, due_at in sorted(moments_of(session, scheduled_at=now), reverse=True)
        ]
        rows.append(
            Draft(
                session=session,
                is_past=is_past,
                day_off=capfirst(names.get(local_start(session).date(), "")),
                overlaps=_overlaps(session, planned),
                mails=[] if is_past else mails,
            )
        )
    return Plans(rows)


def _overlaps(session: LearningSession, others: Iterable[LearningSession]) -> list[LearningSession]:
    """Sessions at the same time that ask for one of the same teams."""
    teams = set(session.teams.all())
    return [
        other
        for other in others
        if other.pk != session.pk
        and other.starts_at < session.ends_at
        and session.starts_at < other.ends_at
        and teams & set(other.teams.all())
    ]
