"""Several sessions that share a rhythm: made at once, and edited from one occurrence on."""

import copy
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from sessions.access import refuse_when_closed
from sessions.models import LearningSession
from sessions.occurrences import Shift, later_of, moments_of, wall_of
from sessions.services.agenda_rows import same_changes, write_agenda
from sessions.services.session import EDITABLE, save_change
from smallwins.accounts.models import User
from trajectories.models import Team, Trajectory


def create_series(
    *,
    learning_session: LearningSession,
    starts: Sequence[dt.datetime],
    teams: Iterable[Team],
    agenda: Sequence[tuple],
    author: User,
) -> list[LearningSession]:
    """Keep a draft like ``learning_session`` for every moment; nobody is mailed.

    The same ``client_uuid`` again gives the same rows.
    """
    refuse_when_closed(Trajectory.objects.get(pk=learning_session.trajectory_id))
    key, teams = learning_session.client_uuid, list(teams)
    made = [_like(learning_session, starts_at, number) for number, starts_at in enumerate(starts, start=1)]
    try:
        with transaction.atomic():
            for one in made:
                one.created_by, one.series = author, key
                one.full_clean(validate_unique=False, validate_constraints=False)
                one.save(force_insert=True)
                one.teams.set(teams)
                write_agenda(one, agenda)
    except IntegrityError:
        kept = LearningSession.objects.filter(
            trajectory=learning_session.trajectory_id, client_uuid__in=[one.client_uuid for one in made]
        )
        return list(kept.order_by("starts_at"))
    return made


def _like(one: LearningSession, starts_at: dt.datetime, number: int) -> LearningSession:
    made = copy.copy(one)
    made._state = copy.copy(one._state)
    made.pk, made.starts_at = uuid.uuid4(), starts_at
    made.client_uuid = uuid.uuid5(one.client_uuid, str(number))
    return made


@transaction.atomic
def edit_series(
    *,
    learning_session: LearningSession,
    teams: Iterable[Team],
    agenda: Sequence[tuple],
    agenda_too: bool,
    version: int,
    notify: bool,
    now: dt.datetime,
    fold: int | None = None,
) -> int:
    """Save one occurrence and let the later ones follow in what was changed; returns how many mails follow.

    A move is the same number of local days for each, and the new local time; what began or was cancelled
    stays. Raises StaleVersion, RowsInUse, and WrongClock for the dates a later one would land on.
    """
    refuse_when_closed(Trajectory.objects.get(pk=learning_session.trajectory_id))
    rows = LearningSession.objects.select_for_update().filter(series=learning_session.series)
    series = {row.pk: row for row in rows.order_by("pk")}
    before = series[learning_session.pk]
    agenda_before, teams_before, teams = list(before.agenda_items.all()), set(before.teams.all()), set(teams)
    told = save_change(
        before=before,
        after=learning_session,
        teams=teams,
        agenda=agenda,
        version=version,
        notify=notify,
        now=now,
    )
    for one in later_of(series.values(), before, now=now):
        after = _follow(one, before=before, after=learning_session, fold=fold)
        theirs = set(one.teams.all())
        its = ((theirs | (teams - teams_before)) - (teams_before - teams)) or teams
        rows_too = same_changes(agenda_before, agenda, list(one.agenda_items.all())) if agenda_too else None
        if after is None and its == theirs and rows_too is None:
            continue
        told += save_change(
            before=one,
            after=after or copy.copy(one),
            teams=its,
            agenda=rows_too,
            version=one.version,
            notify=notify,
            now=now,
        )
    return told


def _follow(
    one: LearningSession, *, before: LearningSession, after: LearningSession, fold: int | None
) -> LearningSession | None:
    """A later occurrence after the same change; None when nothing about it changes."""
    changed = [
        name for name in EDITABLE if name != "starts_at" and getattr(before, name) != getattr(after, name)
    ]
    shift = Shift.between(wall_of(before), wall_of(after))
    if not changed and not shift:
        return None
    made = copy.copy(one)
    for name in changed:
        setattr(made, name, getattr(after, name))
    if shift:
        (made.starts_at,) = moments_of([shift.of(wall_of(one))], fold=fold)
    return made
