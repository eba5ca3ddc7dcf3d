"""A trajectory's sessions as a programme: how they go, without who takes part and what was written."""

import zoneinfo
from collections.abc import Sequence

from django.db.models import QuerySet

from sessions.models import AgendaItem, LearningSession, SessionState
from trajectories.models import Trajectory
from trajectories.programmes.plan import ItemPlan, Plan, SessionPlan


def sessions_to_copy(trajectory: Trajectory) -> QuerySet[LearningSession]:
    """What a next cohort meets for again, in order: everything but what was cancelled."""
    return (
        trajectory.learning_sessions.exclude(state=SessionState.CANCELLED)
        .prefetch_related("agenda_items", "teams")
        .order_by("starts_at", "pk")
    )


def _item(item: AgendaItem) -> ItemPlan:
    """How an item goes. Its notes, outcome and board stay where they were written."""
    return ItemPlan(
        title=item.title,
        minutes=item.minutes,
        instructions=item.instructions,
        reading=item.reading,
        grouping=item.grouping,
        prompt=item.prompt,
        is_anonymous=item.is_anonymous,
        is_ambition_round=item.is_ambition_round,
        kept=item.kept,
        short_version=item.short_version,
        next_time=item.next_time,
    )


def zone_of(sessions: Sequence[LearningSession], trajectory: Trajectory) -> str:
    """The wall clock of a programme: that of its first session."""
    return sessions[0].time_zone if sessions else trajectory.time_zone


def _session(
    session: LearningSession, trajectory: Trajectory, zone: zoneinfo.ZoneInfo, left_out: set[str]
) -> SessionPlan:
    local = session.starts_at.astimezone(zone)
    return SessionPlan(
        title=session.title,
        day=(local.date() - trajectory.starts_on).days,
        start=local.time().replace(second=0, microsecond=0),
        duration_minutes=session.duration_minutes,
        purpose=session.purpose,
        preparation=session.preparation,
        preparation_minutes=session.preparation_minutes,
        follow_up=session.follow_up,
        items=tuple(
            _item(item)
            for item in session.agenda_items.all()
            if item.moved_from_id is None and str(item.pk) not in left_out
        ),
    )


def plan_of(trajectory: Trajectory, *, name: str, language: str, left_out: set[str] | None = None) -> Plan:
    """The programme of a trajectory, without the items whose ids are ``left_out``.

    An item that was moved on from an earlier session stands there already.
    """
    sessions = list(sessions_to_copy(trajectory))
    zone = zoneinfo.ZoneInfo(zone_of(sessions, trajectory))
    return Plan(
        name=name,
        language=language,
        sessions=tuple(_session(one, trajectory, zone, left_out or set()) for one in sessions),
    )


def texts_of(plan: Plan) -> list[tuple[str, str]]:
    """(where, words) of everything a reader elsewhere meets in ``plan``."""
    texts = []
    for session in plan.sessions:
        own = (session.title, session.purpose, session.preparation, session.follow_up)
        texts += [(session.title, words) for words in own if words]
        for item in session.items:
            where = f"{session.title}: {item.title}"
            told = (item.title, item.instructions, item.reading, item.prompt, item.kept)
            texts += [(where, words) for words in (*told, item.short_version, item.next_time) if words]
    return texts


def items_by_session(trajectory: Trajectory) -> list[tuple[str, list[tuple[str, str]]]]:
    """(session, [(id, item)]) of what would go along, as choices of a form."""
    return [
        (
            session.title,
            [(str(i.pk), i.title) for i in session.agenda_items.all() if i.moved_from_id is None],
        )
        for session in sessions_to_copy(trajectory)
    ]


def video_link_of(trajectory: Trajectory) -> str:
    """The link of the last session that has one."""
    links = sessions_to_copy(trajectory).reverse().values_list("video_url", flat=True)
    return next((link for link in links if link), "")
