"""Rows of the loop to policy for tests: plain functions."""

import uuid

from django.utils import timezone

from tests import factories
from wins.models import Barrier, BarrierNaming, BarrierStand, PublishedWin, Visibility
from wins.services import messages, policy

TEXTS = {
    "title": "Kennismaken vóór de sleutel",
    "text": "Eerst koffie met een paar buren, dan pas verhuizen.",
    "our_share": "Wij draaiden de volgorde om.",
    "unknowns": "Of het werkt als buren al boos zijn.",
    "confirmed_by_role": "buur",
    "confirmed_on": factories.days(-1).isoformat(),
    "confirmed_answer": "yes",
}
YES = {"recognisable": "yes", "is_true": "yes", "is_honest": "yes", "remark": ""}


def asked(cast, *, by=None, win=None, reason="Hier begon het."):
    """Ruben asks Samira whether her story may go into the report; Marit reads by default."""
    win = win or factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY, title="Koffie")
    return policy.ask_for_copy(
        win=win, reason=reason, asked_by=by or cast.ruben, now=timezone.now(), on=factories.days(0)
    )


def published(cast, *, title="Kennismaken", on=None, **fields):
    """A published copy of a story of its own."""
    author = fields.pop("author", cast.samira)
    day = on or factories.days(0)
    win = fields.pop("win", None) or factories.win(cast.noord, author, visibility=Visibility.TRAJECTORY)
    return PublishedWin.objects.create(
        trajectory=cast.trajectory,
        win=win,
        author=author,
        asked_by=cast.ruben,
        asked_on=day,
        second_reader=cast.marit,
        title=title,
        written_on=day,
        read_on=day,
        recognisable=True,
        is_true=True,
        is_honest=True,
        approved_on=day,
        **{"text": "Dan pas verhuizen.", "our_share": "De volgorde.", "unknowns": "Veel."} | fields,
    )


def barrier(cast, *teams, name="Geen uren", on=None):
    """A barrier of the trajectory, named by these teams."""
    made = Barrier.objects.create(trajectory=cast.trajectory, name=name, kind="money")
    BarrierStand.objects.create(barrier=made, state="met", since=on or factories.days(-10))
    for team in teams:
        BarrierNaming.objects.create(barrier=made, team=team, named_on=on or factories.days(-10))
    return made


def message(cast, *, of=None, address="", text="Mogen wij vier uur per week?", on=None, **fields):
    """Ruben's message to the manager."""
    return messages.send_message(
        trajectory=cast.trajectory,
        barrier=of,
        wins=fields.pop("wins", []),
        addressee="Programmamanager",
        text=text,
        address=address,
        language="nl",
        author=cast.ruben,
        client_uuid=uuid.uuid4(),
        now=timezone.now(),
        on=on or factories.days(0),
    )


def answered(row, *, kind="finding_out", text="Ik kom erop terug.", on=None, author=None):
    return messages.answer(
        message=row,
        kind=kind,
        text=text,
        answered_by="",
        client_uuid=uuid.uuid4(),
        now=timezone.now(),
        on=on or factories.days(0),
        author=author,
    )
