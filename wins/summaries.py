"""The facilitator's weekly summary: Monday 08:00 in their own zone, once, skipped when empty.

Source: docs/method.md §8. The occurrence is the Monday's date, so two planners make one row.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.notifications import clock
from smallwins.notifications import services as notifications
from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery
from smallwins.notifications.registry import Mail, MailKind, Refusal, register_planner
from smallwins.notifications.registry import register as register_kind
from smallwins.when import house_day, moment_in_words
from trajectories.grants import grants_of
from trajectories.models import Membership, Trajectory
from trajectories.roles import Role
from wins.models import Barrier, Win
from wins.selectors import homes
from wins.selectors.homes import QuietTeam

SUMMARY = "weekly_summary"
HOUR = 8
#: A summary is worth sending until this long after its hour.
LIFETIME = dt.timedelta(hours=48)
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Section:
    """One trajectory in the summary: titles, never texts."""

    trajectory: Trajectory
    new: list[Win]
    open_lens: list[Win]
    recurring: list[Barrier]
    quiet: list[QuietTeam]
    next_session: LearningSession | None

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.open_lens or self.recurring or self.quiet)

    @property
    def suggestion(self) -> str:
        """What could stand on the next agenda: what most asks for a conversation; empty when nothing does."""
        if self.recurring:
            return _("the barrier “%(name)s”: who can decide about it?") % {"name": self.recurring[0].name}
        setback = next((win for win in self.new if win.is_setback), None)
        if setback:
            return _("the setback of Team %(team)s: what do we learn?") % {"team": setback.team.name}
        if self.open_lens:
            return _("a story of Team %(team)s, through the lens") % {"team": self.open_lens[0].team.name}
        return ""


def sections_for(user: User, *, now: dt.datetime) -> list[Section]:
    """What is new in each open trajectory this person facilitates, by name; empty ones left out."""
    mine = grants_of(user, house_day(now)).trajectories(Role.FACILITATOR)
    sections = []
    for trajectory in Trajectory.objects.filter(pk__in=mine).open():
        ids = {trajectory.pk}
        shared = Win.objects.alive().shared().filter(team__trajectory=trajectory)
        section = Section(
            trajectory=trajectory,
            new=list(shared.filter(shared_at__gt=now - WEEK).select_related("team").order_by("shared_at")),
            open_lens=list(homes.unread_through_lens(ids)[:10]),
            recurring=list(homes.recurring_barriers(ids)),
            quiet=homes.quiet_teams(ids, now=now),
            next_session=trajectory.learning_sessions.open().not_over(now).first(),
        )
        if not section.is_empty:
            sections.append(section)
    return sections


def monday_at_eight(now: dt.datetime, zone: str, *, weeks: int = 0) -> dt.datetime:
    """08:00 on the Monday of this week (plus ``weeks``) on the wall clock of ``zone``; aware."""
    tz = zoneinfo.ZoneInfo(zone)
    today = now.astimezone(tz).date()
    monday = today - dt.timedelta(days=today.weekday()) + weeks * WEEK
    return dt.datetime.combine(monday, dt.time(HOUR), tzinfo=tz)


def next_summary(user: User, *, now: dt.datetime) -> dt.datetime:
    """When this person's next summary comes."""
    this_week = monday_at_eight(now, user.time_zone)
    return this_week if this_week > now else monday_at_eight(now, user.time_zone, weeks=1)


def plan(now: dt.datetime) -> int:
    """Plan this week's and next week's summary of every facilitator; returns the number of new rows."""
    facilitating = Membership.objects.active(house_day(now)).filter(
        role=Role.FACILITATOR, trajectory__closed_at__isnull=True
    )
    people = User.objects.filter(pk__in=facilitating.values("user"), is_active=True)
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=SUMMARY,
            subject_id=user.pk,
            occurrence=due_at.date().isoformat(),
            recipient=user,
            due_at=due_at,
            expires_at=due_at + LIFETIME,
        )
        for user in people
        for due_at in (monday_at_eight(now, user.time_zone, weeks=weeks) for weeks in (0, 1))
        if due_at + LIFETIME > now
    )


def send_now(*, user: User, now: dt.datetime) -> Delivery | None:
    """A summary outside its hour, for the demo."""
    return notifications.queue(
        kind=SUMMARY,
        subject_id=user.pk,
        occurrence=f"asked {now.isoformat()}",
        recipient=user,
        due_at=now,
        expires_at=now + LIFETIME,
    )


def still_needed(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """Nothing new, no mail."""
    if not sections_for(delivery.recipient, now=now):
        return Refusal.suppressed("nothing new")
    return None


def compose(delivery: Delivery) -> Mail:
    """One mail per facilitator, a section per trajectory."""
    now = clock.now()
    user = delivery.recipient
    sections = sections_for(user, now=now)
    return Mail(
        template="wins/mail/summary",
        context={
            "sections": sections,
            "week": now.astimezone(zoneinfo.ZoneInfo(user.time_zone)).isocalendar().week,
            "teams_with_news": sorted({win.team.name for section in sections for win in section.new}),
            "next_mail": _("Next summary: %(when)s") % {"when": moment_in_words(next_summary(user, now=now))},
            "action_url": absolute(reverse("wins:facilitate")),
            "action_label": _("Open Facilitate"),
        },
    )


def register() -> None:
    register_kind(
        MailKind(
            name=SUMMARY,
            optional=True,
            label=_("Weekly summary for facilitators"),
            still_needed=still_needed,
            compose=compose,
            lifetime=LIFETIME,
        )
    )
    register_planner("weekly_summaries", plan)
