"""The page after a session, filled in."""

from django.urls import reverse

from sessions.models import Attendance
from tests.wins.pages import form_to, send

TAKEAWAY, WORD, TEXT = "Eerst vragen, dan bellen.", "Moed", "De buurman koffie aanbieden"


def at(session):
    return reverse("wins:after", args=[session.pk])


def keep(client, session, **typed):
    """Fill in the page as it is now."""
    return send(client, client.get(at(session)), at(session), **typed)


def row(person):
    return Attendance.objects.get(user=person)


def has_form(client, session):
    """Whether the page can be filled in."""
    try:
        return bool(form_to(client.get(at(session)), at(session)))
    except StopIteration:
        return False
