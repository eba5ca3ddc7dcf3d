"""What the page of one session shows: the agenda on the clock with its record, and what lies around it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sessions.models import AgendaItem, LearningSession, Material, Run, Step
from sessions.services.run import room_closes_at
from smallwins.accounts.models import User
from trajectories.models import Team, Trajectory

#: Before the start, when "join" appears.
JOIN_EARLY = dt.timedelta(minutes=15)

Sessions = dict[uuid.UUID, LearningSession]


@dataclass(frozen=True)
class Phase:
    """Where in its life a session is: before, running now, or over. Cancelled is another matter."""

    is_running: bool
    is_over: bool
    can_join: bool
    has_started: bool
    days_ahead: int

    @classmethod
    def of(cls, session: LearningSession, run: Run | None, *, now: dt.datetime) -> "Phase":
        """``run`` decides where there is one: a session can take longer than was planned."""
        running = bool(run and run.finished_at is None and now < room_closes_at(session))
        over = not running and (session.ends_at <= now or bool(run and run.finished_at))
        early = session.starts_at - JOIN_EARLY <= now
        ahead = timezone.localdate(session.starts_at) - timezone.localdate(now)
        return cls(
            is_running=running,
            is_over=over,
            can_join=session.state == "open" and (running or (early and now < session.ends_at)),
            has_started=running or over or session.starts_at <= now,
            days_ahead=ahead.days,
        )


@dataclass(frozen=True)
class Elsewhere:
    """The other end of a move; ``session`` is None where this reader may not see it."""

    session: LearningSession | None


@dataclass(frozen=True)
class AgendaRow:
    """An agenda item, the moment it starts, its links, where it came from and where it went."""

    item: AgendaItem
    starts_at: dt.datetime
    materials: list[Material] = field(default_factory=list)
    came_from: Elsewhere | None = None
    went_to: Elsewhere | None = None


def agenda_rows(
    session: LearningSession, *, materials: Iterable[Material] = (), seen: Sessions | None = None
) -> list[AgendaRow]:
    """The agenda on the clock; ``seen`` are the sessions of which this reader may know."""
    rows, moment, seen, materials = [], session.starts_at, seen or {}, list(materials)
    for item in session.agenda_items.select_related("moved_from", "moved_to"):
        before, after = item.moved_from, getattr(item, "moved_to", None)
        rows.append(
            AgendaRow(
                item,
                moment,
                [one for one in materials if one.agenda_item_id == item.pk],
                Elsewhere(seen.get(before.learning_session_id)) if before else None,
                Elsewhere(seen.get(after.learning_session_id)) if after else None,
            )
        )
        moment += dt.timedelta(minutes=item.minutes)
    return rows


def materials_of(session: LearningSession) -> QuerySet[Material]:
    """Links of this session and its items, then those of the whole trajectory; none of other sessions."""
    own = Q(learning_session=session) | Q(learning_session__isnull=True)
    return Material.objects.filter(own, trajectory=session.trajectory_id).order_by("added_at", "pk")


def materials_of_trajectory(trajectory: Trajectory) -> QuerySet[Material]:
    """Links of the whole trajectory."""
    return trajectory.materials.filter(learning_session__isnull=True).order_by("added_at", "pk")


def sessions_around(session: LearningSession, *, user: User, today: dt.date) -> QuerySet[LearningSession]:
    """This session and those of its trajectory the reader may know of, each with its run, if any.

    ``together``: a team of this session takes part.
    """
    links = LearningSession.teams.through.objects
    teams = links.filter(learningsession=session.pk).values("team")
    together = links.filter(learningsession=OuterRef("pk"), team__in=teams)
    return (
        LearningSession.objects.visible_to(user, today)
        .filter(trajectory=session.trajectory_id)
        .select_related("run")
        .annotate(together=Exists(together))
        .order_by("starts_at", "pk")
    )


def next_planned(session: LearningSession, around: Iterable[LearningSession]) -> LearningSession | None:
    """The first planned session after this one for a team of it."""
    later = (one for one in around if one.starts_at > session.starts_at and one.state == "open")
    return next((one for one in later if one.together), None)


def steps_made(session: LearningSession, teams: Iterable[Team]) -> QuerySet[Step]:
    """What these teams said in this session they will try; people's own intentions are not shown."""
    made = Step.objects.of_teams().filter(learning_session=session, team__in=list(teams))
    return made.select_related("team").order_by("team__name", "order")
