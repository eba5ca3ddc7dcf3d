"""The preparation sheet, read: what tests of the sheet and of the agenda behind it share."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from smallwins.accounts.models import User
from tests import factories
from wins.models import Barrier, BarrierNaming, BarrierStand
from wins.selectors import preparation

DAY = dt.timedelta(days=1)


def at(session):
    return reverse("wins:preparation", args=[session.pk])


def sheet_of(session, reader):
    reader = User.objects.get(pk=reader.pk)
    return preparation.sheet_for(session, reader, now=timezone.now(), today=factories.days(0))


def lines(session, reader, name):
    """The texts of one section, in order."""
    sections = {section.name: section.lines for section in sheet_of(session, reader).sections}
    return [line.text for line in sections[name]]


def named(cast, name, *namings, state="met"):
    """A barrier in this state, named by (team, session) on as many days."""
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name=name, kind="rule")
    BarrierStand.objects.create(barrier=barrier, state=state, since=factories.days(-3))
    for day, (by, session) in enumerate(namings):
        BarrierNaming.objects.create(
            barrier=barrier, team=by, named_on=factories.days(-day), learning_session=session
        )
    return barrier


def meetings(cast):
    """A session of both teams two weeks ago, and their next one."""
    teams, ago = (cast.noord, cast.zuid), timezone.now() - 14 * DAY
    held = factories.learning_session(cast.trajectory, *teams, title="Vorige keer", starts_at=ago)
    return held, factories.learning_session(cast.trajectory, *teams, title="Komende keer")
