"""Whom a session is for."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from sessions.models import Attendance, LearningSession, Rsvp
from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import Membership
from trajectories.roles import Role


def recipients_of(session: LearningSession, *, now: dt.datetime) -> QuerySet[User]:
    """Active professionals of the session's teams, each once."""
    members = Membership.objects.active(house_day(now)).filter(
        role=Role.PROFESSIONAL, team__learning_sessions=session
    )
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")


def recipients_of_each(
    sessions: Iterable[LearningSession], *, now: dt.datetime
) -> dict[uuid.UUID, list[User]]:
    """The same for many sessions, whose teams were prefetched; one query, names in order."""
    sessions = list(sessions)
    rows = (
        Membership.objects.active(house_day(now))
        .filter(role=Role.PROFESSIONAL, user__is_active=True, team__learning_sessions__in=sessions)
        .select_related("user")
        .distinct()
    )
    of_team: dict[uuid.UUID, list[User]] = defaultdict(list)
    for row in rows:
        of_team[row.team_id].append(row.user)
    found = {}
    for session in sessions:
        people = {user.pk: user for team in session.teams.all() for user in of_team[team.pk]}
        found[session.pk] = sorted(people.values(), key=lambda user: user.name)
    return found


@dataclass
class Answers:
    """Names by answer, for the facilitator alone; ``missing`` did not answer yet."""

    yes: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def answers_of(sessions: Iterable[LearningSession], *, now: dt.datetime) -> dict[object, Answers]:
    """Who answered what, per session; one query for any number of sessions."""
    said = Attendance.objects.filter(
        learning_session=OuterRef("team__learning_sessions"), user=OuterRef("user")
    )
    wanted = {session.pk for session in sessions}
    members = (
        Membership.objects.active(house_day(now))
        .filter(role=Role.PROFESSIONAL, team__learning_sessions__in=wanted)
        .annotate(said=Subquery(said.values("rsvp")[:1]))
        .values_list("team__learning_sessions", "user_id", "user__name", "said")
        .distinct()
        .order_by("user__name")
    )
    found: dict[object, Answers] = defaultdict(Answers)
    names = {Rsvp.YES: "yes", Rsvp.MAYBE: "maybe", Rsvp.NO: "no"}
    for session_id, _user_id, name, answer in members:
        if session_id in wanted:
            getattr(found[session_id], names.get(answer, "missing")).append(name)
    return found
