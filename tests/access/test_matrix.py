"""Every address of the resolver, by everybody, against the table; and what leaks on the way."""

import io
import logging

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from tests.access import world
from tests.access.table import rows

#: As a browser posts: never quite empty. Where a button carries the answer, with that answer.
EMPTY_FORM = {"csrfmiddlewaretoken": "-"}
PRESSED = {
    "wins:recognise": {"phrase": "helps"},
    "wins:follow_up": {"answer": "not_now"},
    "wins:question_state": {"state": "closed"},
}


@pytest.fixture
def built(cast):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield world.build(cast)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def signed_in(person):
    """A function that gives a new browser with the same sign-in each time."""
    cookies = {}
    if person is not None:
        client = Client()
        client.force_login(person)
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def browser():
        client = Client()
        client.cookies.load(cookies)
        return client

    return browser


def visit(client, method, url, name=""):
    """Answer in words of the table, and the body; whatever it changed is undone."""
    with transaction.atomic():
        data = EMPTY_FORM | PRESSED.get(name.partition(".")[0], {}) if method == "POST" else None
        response = getattr(client, method.lower())(url, data)
        transaction.set_rollback(True)
    sent_on = response.status_code == 302 and "/accounts/login/?next=" in response.url
    return "in" if sent_on else str(response.status_code), words_of(response)


def words_of(response):
    """The body as text, also of a PDF."""
    body = response.getvalue()
    if response.get("Content-Type") != "application/pdf":
        return body.decode()
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def canaries_in(body):
    return {canary for canary in world.READERS if canary in body}


def test_the_table_names_every_address_and_method():
    named = {(name.partition(".")[0], method) for name, method in rows() if method in ("GET", "POST")}
    assert named == {(name, method) for name in world.urls() for method in ("GET", "POST")}


@pytest.mark.parametrize("actor", world.ACTORS)
def test_everybody_gets_what_the_table_says_and_reads_no_more(built, actor):
    browser = signed_in(getattr(built, actor, None))
    wrong, seen = {}, set()
    for (name, method), expected in rows().items():
        got, body = visit(browser(), method, world.address(built, name), name)
        seen |= canaries_in(body)
        if got != expected[actor]:
            wrong[name, method] = f"{got}, not {expected[actor]}"
    for url, inhabitant in world.neighbours(built).items():
        got, body = visit(browser(), "GET", url)
        seen |= canaries_in(body)
        if got != ("200" if actor == inhabitant else "in" if actor == "anonymous" else "404"):
            wrong[url] = got
    assert wrong == {}
    assert seen == {canary for canary, readers in world.READERS.items() if actor in readers}
