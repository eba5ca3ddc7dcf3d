"""Who is in: how far everybody came from the invitation to an answer about the next session."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sessions.models import Attendance, LearningSession
from smallwins.when import house_day
from trajectories.models import Membership
from trajectories.roles import Role
from trajectories.selectors.people import people_now_and_soon


@dataclass(frozen=True)
class PersonRow:
    """One membership with what the facilitator wants to know of it. Names, no counts."""

    membership: Membership
    starts_later: bool
    has_signed_in: bool
    session: LearningSession | None
    answer: str

    @property
    def is_asked(self) -> bool:
        """Only professionals are asked whether they come."""
        return self.membership.role == Role.PROFESSIONAL


def _next_of_team(trajectory_id: uuid.UUID, *, now: dt.datetime) -> dict[uuid.UUID, LearningSession]:
    """Team → its first planned session that is not over; two queries."""
    upcoming = (
        LearningSession.objects.open()
        .not_over(now)
        .filter(trajectory=trajectory_id)
        .prefetch_related("teams")
        .order_by("starts_at")
    )
    found: dict[uuid.UUID, LearningSession] = {}
    for session in upcoming:
        for team in session.teams.all():
            found.setdefault(team.pk, session)
    return found


def _answers(sessions: Iterable[LearningSession]) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """(session, person) → the answer in words."""
    rows = Attendance.objects.filter(learning_session__in=list(sessions)).exclude(rsvp="")
    return {(row.learning_session_id, row.user_id): str(row.get_rsvp_display()) for row in rows}


def who_is_in(trajectory_id: uuid.UUID, *, now: dt.datetime) -> list[PersonRow]:
    """Everybody of a trajectory by name; four queries, however many."""
    today = house_day(now)
    next_of = _next_of_team(trajectory_id, now=now)
    answers = _answers(next_of.values())
    rows = []
    for one in people_now_and_soon(trajectory_id, today=today):
        session = next_of.get(one.team_id) if one.team_id else None
        rows.append(
            PersonRow(
                membership=one,
                starts_later=one.starts_on > today,
                has_signed_in=one.user.last_login is not None,
                session=session,
                answer=answers.get((session.pk, one.user_id), "") if session else "",
            )
        )
    return rows
