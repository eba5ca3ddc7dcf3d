"""Naming barriers as somebody would, through the pages."""

from django.urls import reverse

from tests.wins.pages import send, words
from wins.models import Barrier


def made(cast, name="Sleutelbeleid", kind="rule", trajectory=None):
    return Barrier.objects.create(trajectory=trajectory or cast.trajectory, name=name, kind=kind)


def to_name(win):
    return reverse("wins:barrier_link", args=[win.pk])


def of(barrier, act):
    return reverse(f"wins:barrier_{act}", args=[barrier.pk])


def name_one(client, win, **typed):
    """Through the page, as somebody would."""
    return send(client, client.get(to_name(win)), "", **typed)


def state_on_page(client, barrier):
    return words(client.get(barrier.get_absolute_url()))
