"""From a programme to the sessions of a trajectory."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from sessions.models import AgendaItem, LearningSession
from smallwins import when
from smallwins.accounts.models import User
from trajectories.models import Team, Trajectory
from trajectories.programmes.plan import ItemPlan, Plan, SessionPlan


def _moment(
    session: SessionPlan, starts_on: dt.date, time: dt.time | None, zone: str, fold: int | None
) -> dt.datetime:
    """When a session starts; the error of an impossible time carries the session's title and date."""
    date = starts_on + dt.timedelta(days=session.day)
    try:
        return when.from_wall_clock(date, time or session.start, zone, fold=fold)
    except (when.NonExistentTime, when.DoubledTime) as error:
        raise type(error)(session.title, date) from error


def _item(item: ItemPlan, session: LearningSession, position: int) -> AgendaItem:
    row = AgendaItem(
        learning_session=session,
        position=position,
        title=item.title,
        minutes=item.minutes,
        instructions=item.instructions,
        short_version=item.short_version,
        next_time=item.next_time,
        reading=item.reading,
        grouping=item.grouping,
        kept=item.kept,
        prompt=item.prompt,
        is_anonymous=item.is_anonymous,
        is_ambition_round=item.is_ambition_round,
    )
    row.full_clean(validate_unique=False, validate_constraints=False)
    return row


def _keep(session: LearningSession, plan: SessionPlan, teams: Iterable[Team]) -> None:
    session.full_clean(validate_unique=False, validate_constraints=False)
    session.save(force_insert=True)
    session.teams.set(teams)
    AgendaItem.objects.bulk_create(_item(item, session, n) for n, item in enumerate(plan.items, start=1))


def sessions_from_plan(
    *,
    trajectory: Trajectory,
    plan: Plan,
    starts_on: dt.date,
    start_time: dt.time | None = None,
    time_zone: str,
    video_url: str,
    teams: Iterable[Team],
    author: User,
    client_uuid: uuid.UUID,
    fold: int | None = None,
) -> list[LearningSession]:
    """Keep every session of ``plan`` as a draft with its whole agenda; nobody is mailed.

    Dates are ``starts_on`` plus the session's day, times are those of a wall clock in ``time_zone``:
    ``start_time`` for all, or else the session's own; ``fold`` as in when.from_wall_clock.
    The same ``client_uuid`` again gives the same rows.
    Raises when.NonExistentTime or when.DoubledTime, whose arguments are the session's title and its date.
    """
    sessions = [
        LearningSession(
            trajectory=trajectory,
            title=one.title,
            purpose=one.purpose,
            starts_at=_moment(one, starts_on, start_time, time_zone, fold),
            duration_minutes=one.duration_minutes,
            time_zone=time_zone,
            video_url=video_url,
            preparation=one.preparation,
            preparation_minutes=one.preparation_minutes,
            follow_up=one.follow_up,
            created_by=author,
            client_uuid=uuid.uuid5(client_uuid, str(position)),
        )
        for position, one in enumerate(plan.sessions, start=1)
    ]
    keys, teams = [session.client_uuid for session in sessions], list(teams)
    try:
        with transaction.atomic():
            for session, one in zip(sessions, plan.sessions, strict=True):
                _keep(session, one, teams)
    except IntegrityError:
        kept = LearningSession.objects.filter(trajectory=trajectory, client_uuid__in=keys)
        return list(kept.order_by("starts_at"))
    return sessions
