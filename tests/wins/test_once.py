"""Sent twice is stored once (P6)."""

import http.client
import socket
import threading
import time
import urllib.parse
import uuid
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from tests.wins.pages import form_to, send
from wins.models import Visibility, Win

NEW = reverse("wins:new")
POSTS = 200


def test_double_click_gives_one_row_and_the_same_answer(samira, browser_of):
    client = browser_of(samira)
    page = client.get("/")

    answers = [send(client, page, NEW, button=("action", "share"), story="Eén keer.") for _ in range(3)]

    assert Win.objects.count() == 1
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, answers[0].url)}


def test_a_key_is_its_authors_own(samira, joost, noord, browser_of):
    key = uuid.uuid4()

    for person in (samira, joost):
        data = {"story": f"Van {person.name}", "team": noord.pk, "client_uuid": key, "action": "share"}
        browser_of(person).post(NEW, data)

    assert sorted(Win.objects.values_list("author__name", "story")) == [
        ("Joost Bakker", "Van Joost Bakker"),
        ("Samira Yilmaz", "Van Samira Yilmaz"),
    ]


def test_second_answer_does_not_undo_what_happened_since(samira, noord, browser_of):
    client, key = browser_of(samira), uuid.uuid4()
    data = {"story": "Gedeeld.", "team": noord.pk, "client_uuid": key, "action": "share"}
    client.post(NEW, data)

    client.post(NEW, data | {"action": "draft"})

    assert Win.objects.get().visibility == Visibility.TEAM


def test_another_story_under_a_used_key_is_not_lost(samira, noord, browser_of):
    """Somebody goes back in the browser and types on in the form that was sent."""
    client, key = browser_of(samira), uuid.uuid4()
    data = {"story": "Het eerste.", "team": noord.pk, "client_uuid": key, "action": "share"}
    client.post(NEW, data)

    answers = [client.post(NEW, data | {"story": "Iets heel anders."}) for _ in range(2)]

    assert sorted(Win.objects.values_list("story", flat=True)) == ["Het eerste.", "Iets heel anders."]
    assert answers[0].url == answers[1].url
    assert "Iets heel anders." in client.get(answers[0].url).content.decode()


@pytest.fixture
def web(start_program):
    """The port of ours as in production: gunicorn with two processes of four threads."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = start_program(
        "web", PORT=str(port), WEB_CONCURRENCY="2", DJANGO_SETTINGS_MODULE="smallwins.settings_test"
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert program.process.poll() is None, program.output()
            assert time.monotonic() < deadline, program.output()
            time.sleep(0.05)
        else:
            return port


def test_200_concurrent_posts_of_one_key_make_one_row(cast, web):
    client = Client()
    client.force_login(cast.samira)
    page = client.get("/")
    fields = form_to(page, NEW).fields
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    body = urllib.parse.urlencode(fields | {"story": ["Tweehonderd keer."], "action": ["share"]}, doseq=True)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    answers, gate = [], threading.Barrier(POSTS)

    def post():
        connection = http.client.HTTPConnection("127.0.0.1", web, timeout=60)
        gate.wait()
        connection.request("POST", NEW, body, headers)
        answer = connection.getresponse()
        answers.append((answer.status, answer.headers["Location"]))
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(POSTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    win = Win.objects.get()
    assert Counter(answers) == {(302, reverse("wins:saved", args=[win.pk])): POSTS}
    assert win.story == "Tweehonderd keer."
