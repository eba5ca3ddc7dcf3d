"""Who can be dealt into groups, and the groups as they stand."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from sessions.models import BreakoutGroup, GroupMember, LearningSession, Presence
from sessions.selectors.people import recipients_of
from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import Membership


@dataclass(frozen=True)
class Present:
    """Who is dealt: those who are here, or everybody who takes part while nobody is ticked present."""

    people: list[User]
    is_everybody: bool


def present_at(
    learning_session: LearningSession, *, now: dt.datetime, everybody: list[User] | None = None
) -> Present:
    """Participants who checked in or were ticked present or late; when there is none, all of them.

    ``everybody`` who takes part, if that was read already.
    """
    if everybody is None:
        everybody = list(recipients_of(learning_session, now=now))
    here = Q(presence__in=(Presence.PRESENT, Presence.LATE)) | Q(presence="", checked_in_at__isnull=False)
    ticked = set(learning_session.attendances.filter(here).values_list("user_id", flat=True))
    people = [person for person in everybody if person.pk in ticked]
    return Present(people or everybody, is_everybody=not people)


def team_of_each(learning_session: LearningSession, *, now: dt.datetime) -> dict[uuid.UUID, uuid.UUID]:
    """Person → team in this session; who is in two of its teams counts for the first by name."""
    rows = (
        Membership.objects.active(house_day(now))
        .filter(team__learning_sessions=learning_session)
        .order_by("-team__name")
        .values_list("user_id", "team_id")
    )
    return dict(rows)


def groups_of(learning_session: LearningSession) -> list[BreakoutGroup]:
    """The groups by number, each with ``people`` by name; two queries."""
    members = GroupMember.objects.select_related("user").order_by("user__name")
    groups = list(learning_session.breakout_groups.prefetch_related(Prefetch("members", members)))
    for group in groups:
        group.people = [member.user for member in group.members.all()]
    return groups
