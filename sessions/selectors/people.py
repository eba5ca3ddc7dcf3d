"""Whom a session is for."""

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from sessions.models import Attendance, LearningSession, Rsvp
from smallwins.accounts.models import User
from trajectories.models import Membership
from trajectories.roles import Role


def _local_day(session: LearningSession, now: dt.datetime) -> dt.date:
    return now.astimezone(zoneinfo.ZoneInfo(session.time_zone)).date()


def recipients_of(session: LearningSession, *, now: dt.datetime) -> QuerySet[User]:
    """Active professionals of the session's teams, each once."""
    members = Membership.objects.active(_local_day(session, now)).filter(
        role=Role.PROFESSIONAL, team__learning_sessions=session
    )
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")


@dataclass
class Answers:
    """Names by answer, for the facilitator alone; ``missing`` did not answer yet."""

    yes: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def answers_of(sessions: Iterable[LearningSession], *, now: dt.datetime) -> dict[object, Answers]:
    """Who answered what, per session; two queries for any number of sessions."""
    sessions = list(sessions)
    said = {
        (row.learning_session_id, row.user_id): row.rsvp
        for row in Attendance.objects.filter(learning_session__in=sessions).exclude(rsvp="")
    }
    members = (
        Membership.objects.active(now.date())
        .filter(role=Role.PROFESSIONAL, team__learning_sessions__in=sessions)
        .values_list("team__learning_sessions", "user_id", "user__name")
        .distinct()
        .order_by("user__name")
    )
    found: dict[object, Answers] = defaultdict(Answers)
    names = {Rsvp.YES: "yes", Rsvp.MAYBE: "maybe", Rsvp.NO: "no"}
    wanted = {session.pk for session in sessions}
    for session_id, user_id, name in members:
        if session_id in wanted:
            answer = said.get((session_id, user_id), "")
            getattr(found[session_id], names.get(answer, "missing")).append(name)
    return found
