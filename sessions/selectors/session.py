"""What the pages about sessions read."""

import datetime as dt
import uuid

from django.db.models import OuterRef, QuerySet, Subquery

from sessions.models import Attendance, LearningSession
from sessions.occurrences import later_of
from smallwins.accounts.models import User


def upcoming_for(user: User, *, now: dt.datetime, today: dt.date) -> QuerySet[LearningSession]:
    """Sessions that are not over, the nearest first, with this person's own answer as ``my_rsvp``."""
    mine = Attendance.objects.filter(learning_session=OuterRef("pk"), user=user).values("rsvp")[:1]
    return (
        LearningSession.objects.visible_to(user, today)
        .not_over(now)
        .select_related("trajectory")
        .annotate(my_rsvp=Subquery(mine))
        .order_by("starts_at")
    )


def past_for(user: User, *, now: dt.datetime, today: dt.date) -> QuerySet[LearningSession]:
    """Sessions that are over, the latest first."""
    over = LearningSession.objects.visible_to(user, today).select_related("trajectory")
    return over.exclude(pk__in=LearningSession.objects.not_over(now).values("pk")).order_by("-starts_at")


def next_for(user: User, *, now: dt.datetime, today: dt.date) -> LearningSession | None:
    """The first planned session of this person that is not over."""
    return upcoming_for(user, now=now, today=today).open().first()


def this_week(trajectories: set[uuid.UUID], *, now: dt.datetime) -> QuerySet[LearningSession]:
    """Sessions of these trajectories in the next seven days, and those that run now."""
    return (
        LearningSession.objects.filter(trajectory__in=trajectories)
        .not_over(now)
        .exclude(state="cancelled")
        .filter(starts_at__lt=now + dt.timedelta(days=7))
        .select_related("trajectory")
        .order_by("starts_at")
    )


def later_in_series(session: LearningSession, *, now: dt.datetime) -> list[LearningSession]:
    """What can follow a change of this occurrence; nothing for a session on its own."""
    if session.series is None:
        return []
    series = LearningSession.objects.filter(series=session.series, trajectory=session.trajectory_id)
    return later_of(series, session, now=now)
