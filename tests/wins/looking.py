"""Through the lens, screen by screen, and several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.urls import reverse

from tests.wins.pages import form_to, send, words


def lens(win, number=0, *, joint=False):
    query = ["as=joint"] * joint + [f"question={number}"] * bool(number)
    return reverse("wins:lens", args=[win.pk]) + ("?" if query else "") + "&".join(query)


def answer(client, win, number, press, *, joint=False, **typed):
    """One screen: read the page, press a button."""
    address = lens(win, number, joint=joint)
    return send(client, client.get(address), "", to=address, button=("press", press), **typed)


def page_of(client, win):
    return words(client.get(win.get_absolute_url()))


def together(*posts):
    """Send them at the same moment, each on a connection of its own."""
    gate = Barrier(len(posts))

    def one(post):
        try:
            gate.wait(timeout=10)
            return post()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(one, posts))


def prepared(client, address, **typed):
    """A post of the page as it is now, to be sent later."""
    data = form_to(client.get(address), "").fields | typed
    return lambda: client.post(address, data)
