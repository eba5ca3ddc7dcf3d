"""The digest: what happened to somebody's stories, once, without titles or texts.

It goes out every day or every Monday, at the hour its reader chose, on the reader's clock; its occurrence is
the day it goes out. It covers the day or week before, or everything since the last one when the reader
changed rhythm, hour or zone meanwhile. Without notices nothing is sent.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import DigestRhythm, User
from smallwins.notifications import services as notifications
from smallwins.notifications.links import absolute
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.registry import Mail, MailKind, Refusal, register_planner
from smallwins.notifications.registry import register as register_kind
from wins.models import Comment, Notice, NoticeKind, PublishedWin, Recognition, Win, WinLink

DIGEST = "digest"
LIFETIME = dt.timedelta(hours=48)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
MONDAY = 0


@dataclass(frozen=True)
class Line:
    """What happened to one story; the story by its day and team, never by its title."""

    kind: str
    win: Win


#: A response that was not deleted, a sentence that was not taken back, a link that still waits.
_STILL_HOLDS = (
    Q(kind=NoticeKind.COMMENT)
    & Exists(Comment.objects.filter(pk=OuterRef("object_id"), deleted_at__isnull=True))
    | Q(kind=NoticeKind.RECOGNITION)
    & Exists(Recognition.objects.filter(win=OuterRef("win"), user=OuterRef("object_id")))
    | Q(kind=NoticeKind.LINK)
    & Exists(
        WinLink.objects.filter(
            pk=OuterRef("object_id"), accepted_at__isnull=True, later__withdrawn_at__isnull=True
        )
    )
    | Q(kind__in=[NoticeKind.COPY_ASKED, NoticeKind.COPY_READ, NoticeKind.COPY_READY])
    & Exists(
        PublishedWin.objects.filter(
            pk=OuterRef("object_id"),
            approved_on__isnull=True,
            declined_on__isnull=True,
            withdrawn_on__isnull=True,
        )
    )
)


def goes_out_on(notice_at: dt.datetime, user: User) -> dt.date:
    """The day whose digest covers a notice of this moment."""
    local = notice_at.astimezone(zoneinfo.ZoneInfo(user.time_zone))
    day = local.date() if local.hour < user.digest_hour else local.date() + DAY
    if user.digest_rhythm == DigestRhythm.WEEKLY:
        day += (MONDAY - day.weekday()) % 7 * DAY
    return day


def _hour_of(day: dt.date, user: User) -> dt.datetime:
    return dt.datetime.combine(
        day, dt.time(user.digest_hour), tzinfo=zoneinfo.ZoneInfo(user.time_zone)
    ).astimezone(dt.UTC)


def _covered_from(user: User, day: dt.date) -> dt.datetime:
    """Where the digest of this day begins: at the last one that went out, if that is not long ago."""
    period = WEEK if user.digest_rhythm == DigestRhythm.WEEKLY else DAY
    went = Delivery.objects.filter(
        kind=DIGEST,
        recipient=user,
        state__in=[State.SENT, State.UNCERTAIN],
        due_at__gte=_hour_of(day - WEEK - DAY, user),
        due_at__lt=_hour_of(day, user),
    )
    return went.aggregate(last=Max("due_at"))["last"] or _hour_of(day - period, user)


def lines_for(user: User, day: dt.date) -> list[Line]:
    """Events of the digest of this day that still hold, one line per story and kind."""
    period = {"created_at__gte": _covered_from(user, day), "created_at__lt": _hour_of(day, user)}
    notices = (
        Notice.objects.filter(recipient=user, **period)
        .filter(win__in=Win.objects.visible_to(user, day))
        .filter(_STILL_HOLDS)
        .select_related("win__team")
    )
    seen = {(notice.kind, notice.win_id): Line(notice.kind, notice.win) for notice in notices}
    return list(seen.values())


def plan(now: dt.datetime) -> int:
    """Plan a digest for everybody with a notice in the last two days; returns the number of new rows."""
    recent = (
        Notice.objects.filter(created_at__gt=now - 2 * DAY, recipient__is_active=True)
        .select_related("recipient")
        .order_by("recipient", "created_at")
    )
    days = {
        (notice.recipient_id, day): (notice.recipient, day)
        for notice in recent
        for day in [goes_out_on(notice.created_at, notice.recipient)]
    }
    return notifications.plan_rows(
        notifications.PlannedMail(
            kind=DIGEST,
            subject_id=user.pk,
            occurrence=day.isoformat(),
            recipient=user,
            due_at=_hour_of(day, user),
            expires_at=_hour_of(day, user) + LIFETIME,
        )
        for user, day in days.values()
    )


def still_needed(delivery: Delivery, now: dt.datetime) -> Refusal | None:
    """What was withdrawn meanwhile is no news; who chose Mondays meanwhile waits for one."""
    person, day = delivery.recipient, dt.date.fromisoformat(delivery.occurrence)
    if person.digest_rhythm == DigestRhythm.WEEKLY and day.weekday() != MONDAY:
        return Refusal.suppressed("weekly")
    if not lines_for(person, day):
        return Refusal.suppressed("nothing new")
    return None


def compose(delivery: Delivery) -> Mail:
    """One line per story and kind of event."""
    return Mail(
        template="wins/mail/digest",
        context={
            "lines": lines_for(delivery.recipient, dt.date.fromisoformat(delivery.occurrence)),
            "kinds": dict(NoticeKind.choices),
            "action_url": absolute(reverse("wins:list")),
            "action_label": _("Open my small wins"),
        },
    )


def register() -> None:
    register_kind(
        MailKind(
            name=DIGEST,
            optional=True,
            label=_("Digest of responses to my stories"),
            is_digest=True,
            still_needed=still_needed,
            compose=compose,
            lifetime=LIFETIME,
        )
    )
    register_planner("digests", plan)
