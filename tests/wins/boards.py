"""A board to test on: one session of teams Noord and Zuid, a third team that is not in it."""

import uuid
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from sessions.models import AgendaItem, BoardNote
from tests import factories
from tests.wins.pages import form_to, words
from trajectories.roles import Role


def build(cast, **session):
    """Three columns: an ordinary one, one without names, and the ambition round. Oona is of team Oost."""
    one = factories.learning_session(cast.trajectory, cast.noord, cast.zuid, title="Sessie twee", **session)
    oost = factories.team(cast.trajectory, "Oost")
    oona = factories.user("Oona Oost", email="oona@example.org", language="en")
    factories.member(oona, Role.PROFESSIONAL, oost)
    columns = [
        ("Oogsten", {"prompt": "Wat schuurde er?"}),
        ("Stil gezegd", {"prompt": "Wat zeg je niet hardop?", "is_anonymous": True}),
        ("Ambitie", {"prompt": "Waar gaan we heen?", "is_ambition_round": True}),
    ]
    items = [
        AgendaItem.objects.create(learning_session=one, title=title, minutes=10, position=place, **fields)
        for place, (title, fields) in enumerate(columns, start=1)
    ]
    return SimpleNamespace(
        session=one,
        plain=items[0],
        unnamed=items[1],
        ambition=items[2],
        oona=oona,
        oost=oost,
        url=reverse("wins:board", args=[one.pk]),
    )


def note(item, author, text="Niemand nam op.", **fields):
    return BoardNote.objects.create(
        learning_session=item.learning_session, agenda_item=item, author=author, text=text, **fields
    )


def shown(item):
    """Everybody reads its notes from now on."""
    AgendaItem.objects.filter(pk=item.pk).update(revealed_at=timezone.now())
    return item


def typed(board, item, text, **fields):
    """What a browser sends from the column of this item."""
    return {
        "item": item.pk,
        "text": text,
        "client_uuid": uuid.uuid4(),
        "unnamed": str(item.is_anonymous),
    } | fields


def write(client, board, item, text, **fields):
    return client.post(board.url, typed(board, item, text, **fields))


def read(client, board):
    """All words of the board as this person sees it."""
    return words(client.get(board.url))


def on(one, act):
    return reverse(f"wins:note_{act}", args=[one.pk])


def make(client, one, kind, /, **fields):
    """Open the form and send it as it stands, with these fields changed."""
    address = on(one, kind)
    return client.post(address, form_to(client.get(address), "").fields | fields)
