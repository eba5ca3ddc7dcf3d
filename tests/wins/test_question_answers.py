"""Provisional answers to a learning question, and closing it."""

import uuid

import pytest
from django.urls import reverse

from tests import factories
from tests.wins.pages import links, send, words
from wins.models import LearningAnswer, Visibility
from wins.services import questions as services

pytestmark = pytest.mark.usefixtures("english")


def act(question, action):
    return reverse(f"wins:question_{action}", args=[question.pk])


def asked(cast, text="Hoe delen we genoeg?", *, days=0, **fields):
    fields = {"trajectory": cast.trajectory, "author": cast.samira, "client_uuid": uuid.uuid4()} | fields
    return services.ask(text=text, on=factories.days(-days), **fields)


@pytest.fixture
def question(cast):
    return asked(cast)


def open_page(client, question):
    return client.get(question.get_absolute_url())


def test_an_answer_is_given_for_now_with_the_story_it_comes_from(cast, question, browser_of):
    win = factories.win(cast.noord, cast.samira, title="Zonder dossier", visibility="trajectory")
    client = browser_of(cast.samira)

    typed = {"answer-text": "Eén vorm gevonden.", "answer-win": str(win.pk), "answer-state": "provisional"}
    answer = send(client, open_page(client, question), act(question, "answer"), **typed)

    assert answer.status_code == 302
    row = LearningAnswer.objects.get()
    assert (row.text, row.author, row.win) == ("Eén vorm gevonden.", cast.samira, win)
    question.refresh_from_db()
    assert question.state == "provisional"
    page = open_page(browser_of(cast.mehmet), question)
    assert "From the story: Zonder dossier" in words(page)
    assert win.get_absolute_url() in links(page)


def test_an_answer_may_leave_the_question_open_and_is_kept_once(cast, question, browser_of):
    client = browser_of(cast.samira)
    data = {"answer-text": "Een beetje.", "answer-win": "", "answer-state": "open"}

    for _ in range(2):
        assert client.post(act(question, "answer"), data).status_code == 302

    assert LearningAnswer.objects.count() == 1
    question.refresh_from_db()
    assert question.state == "open"


@pytest.mark.parametrize(
    "typed",
    [
        {"answer-text": ""},
        {"answer-text": "x" * 601},
        {"answer-text": "nul\x00"},
        {"answer-win": "x"},
        {"answer-win": "\x00"},
        {"answer-state": "closed"},
        {"answer-state": ""},
    ],
)
def test_a_wrong_answer_is_refused_with_its_words(typed, cast, question, browser_of):
    data = {"answer-text": "Mijn antwoord", "answer-win": "", "answer-state": "open"} | typed
    answer = browser_of(cast.samira).post(act(question, "answer"), data)
    assert answer.status_code == 422
    assert "answer-text" in typed or "Mijn antwoord" in answer.content.decode()
    assert not LearningAnswer.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.TEAM])
def test_a_story_one_may_not_read_is_neither_offered_nor_shown(visibility, cast, question, browser_of):
    win = factories.win(cast.zuid, cast.mehmet, title="Kanarie van Zuid", visibility=visibility)
    LearningAnswer.objects.create(question=question, text="Zo.", answered_on=factories.days(0), win=win)
    client = browser_of(cast.samira)

    page = open_page(client, question)
    refused = client.post(
        act(question, "answer"), {"answer-text": "Ja", "answer-win": str(win.pk), "answer-state": "open"}
    )

    assert "Zo." in words(page)
    assert "Kanarie" not in page.content.decode()
    assert refused.status_code == 422
    shown = "Kanarie" in words(open_page(browser_of(cast.mehmet), question))
    assert shown == (visibility == Visibility.TEAM)


def test_a_question_is_closed_and_opened_again(cast, question, browser_of):
    client = browser_of(cast.samira)
    for state in ("closed", "open"):
        page = open_page(client, question)
        assert send(client, page, act(question, "state"), button=("state", state)).status_code == 302
        question.refresh_from_db()
        assert question.state == state
    assert client.post(act(question, "state"), {"state": "provisional"}).status_code == 404
