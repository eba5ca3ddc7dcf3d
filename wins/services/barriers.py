"""Barriers: found before they are made, with a history that only grows."""

import datetime as dt

from django.db import IntegrityError, transaction

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.text import normalise
from trajectories.models import Team, Trajectory
from wins.models import (
    Barrier,
    BarrierEffect,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    BarrierState,
    Win,
)


def find_or_make(*, trajectory: Trajectory, name: str, kind: str) -> Barrier:
    """The barrier of this name whatever its capitals, or a new one: two teams find the same row."""
    name = normalise(name)
    found = Barrier.objects.filter(trajectory=trajectory).named(name).first()
    if found:
        return found
    barrier = Barrier(trajectory=trajectory, name=name, kind=kind)
    barrier.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            barrier.save()
    except IntegrityError:
        return Barrier.objects.filter(trajectory=trajectory).named(name).get()
    return barrier


def _hold(barrier: Barrier) -> None:
    """One at a time writes its history, so that nothing stands there twice."""
    Barrier.objects.select_for_update().get(pk=barrier.pk)


def _first_stand(barrier: Barrier, author: User, since: dt.date) -> None:
    _hold(barrier)
    if not barrier.stands.exists():
        set_state(barrier=barrier, state=BarrierState.MET, author=author, since=since)


def _note_naming(barrier: Barrier, team: Team, on: dt.date, session: LearningSession | None = None) -> None:
    """Once a team and day is enough."""
    BarrierNaming.objects.get_or_create(
        barrier=barrier, team=team, named_on=on, defaults={"learning_session": session}
    )


@transaction.atomic
def name_barrier(
    *, barrier: Barrier, team: Team, author: User, on: dt.date, session: LearningSession | None = None
) -> None:
    """A team runs into it, perhaps in a session."""
    _first_stand(barrier, author, on)
    _note_naming(barrier, team, on, session)


@transaction.atomic
def set_state(
    *, barrier: Barrier, state: str, author: User, since: dt.date, addressee: str = ""
) -> BarrierStand | None:
    """Add a stand to the history; None when it stands so already."""
    _hold(barrier)
    latest = barrier.stands.order_by("-since", "-pk").first()
    if latest and latest.state == state and latest.addressee == addressee:
        return None
    stand = BarrierStand(barrier=barrier, state=state, addressee=addressee, author=author, since=since)
    stand.full_clean()
    stand.save()
    return stand


@transaction.atomic
def link_barrier(
    *, win: Win, barrier: Barrier, effect: str, author: User, state: str = "", addressee: str = ""
) -> BarrierLink:
    """Say what a win did to a barrier; saying it again changes the effect.

    ``state``: how the barrier stands from then on, when people say that it changed. One win that got
    round a barrier does not make it bypassed for everybody.
    """
    link, _created = BarrierLink.objects.update_or_create(
        win=win, barrier=barrier, defaults={"effect": effect, "author": author}
    )
    since = win.happened_on
    _first_stand(barrier, author, since)
    if effect != BarrierEffect.BROKE:
        _note_naming(barrier, win.team, since)
    if state:
        set_state(barrier=barrier, state=state, addressee=addressee, author=author, since=since)
    return link


@transaction.atomic
def unlink_barrier(*, link: BarrierLink) -> None:
    """Take back what a win did to a barrier; the barrier's own history stays."""
    BarrierLink.objects.filter(pk=link.pk).delete()
