"""Recognition in one of three sentences with a name, and who is told (P12)."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier as Gate

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.wins.pages import send, words
from wins.models import Comment, Notice, Phrase, Recognition, Visibility

pytestmark = pytest.mark.usefixtures("english")
RACERS = 6
SENTENCES = {"helps": "This helps us", "try": "I want to try this too", "more": "Tell me more"}


@pytest.fixture
def story(cast):
    """Samira's story, read by the whole trajectory."""
    return factories.win(cast.noord, cast.samira, title="Aangebeld", visibility=Visibility.TRAJECTORY)


def act(name, win):
    return reverse(f"wins:{name}", args=[win.pk])


def comment_on(client, win, text, **typed):
    return send(client, client.get(win.get_absolute_url()), act("comment_new", win), text=text, **typed)


def recognise(client, win, phrase):
    return send(client, client.get(win.get_absolute_url()), act("recognise", win), button=("phrase", phrase))


# Recognition


@pytest.mark.parametrize("phrase", SENTENCES)
def test_a_sentence_carries_a_name_and_the_same_again_takes_it_back(phrase, cast, story, browser_of):
    client = browser_of(cast.mehmet)

    assert recognise(client, story, phrase).url == f"{story.get_absolute_url()}#responses"
    assert f"{SENTENCES[phrase]}: Mehmet Demir" in words(client.get(story.get_absolute_url()))
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.count('aria-pressed="true"') == 1
    recognise(client, story, phrase)
    assert "Mehmet Demir" not in words(browser_of(cast.joost).get(story.get_absolute_url()))


def test_the_three_sentences_stand_apart_and_nothing_is_counted(cast, story, browser_of):
    people = [factories.user(f"Lezer {letter}") for letter in "ABCDEFGHIJKLM"]
    for person in people:
        Recognition.objects.create(win=story, user=person, phrase="helps")
    client = browser_of(cast.mehmet)
    for phrase in SENTENCES:
        recognise(client, story, phrase)

    page = words(client.get(story.get_absolute_url()))

    assert page.count("Mehmet Demir") == 3
    assert all(person.name in page for person in people)
    responses = page.split("Responses", 1)[1].split("Your response", 1)[0]
    assert not any(str(total) in responses for total in (13, 14, 15, 16, 3))


@pytest.mark.parametrize("phrase", ["", "like", "helps\x00", "HELPS", "helps;try", "x" * 1000])
def test_there_are_no_other_sentences(phrase, cast, story, browser_of):
    assert browser_of(cast.mehmet).post(act("recognise", story), {"phrase": phrase}).status_code == 404
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("phrase", ["helps"])
def test_the_authors_choice_of_name_holds_for_what_they_say_themselves(phrase, cast, story, browser_of):
    story.show_name = False
    story.save()
    recognise(browser_of(cast.samira), story, phrase)
    comment_on(browser_of(cast.samira), story, "Nog een gedachte.")

    outside = words(browser_of(cast.mehmet).get(story.get_absolute_url()))
    assert "Samira" not in outside
    assert outside.count("Someone from Team Noord") >= 3
    assert "Samira Yilmaz" in words(browser_of(cast.joost).get(story.get_absolute_url()))


@pytest.mark.django_db(transaction=True)
def test_in_a_race_somebody_says_it_once_at_most(cast, story, browser_of):
    clients = [browser_of(cast.mehmet) for _ in range(RACERS)]
    start = Gate(RACERS)

    def post(client):
        try:
            start.wait(timeout=10)
            return client.post(act("recognise", story), {"phrase": "helps"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        assert list(pool.map(post, clients)) == [302] * RACERS
    assert Recognition.objects.count() <= 1
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("reach", ["draft", "team", "trajectory"])
def test_only_who_reads_it_responds(reach, cast, browser_of):
    win = factories.win(cast.noord, cast.samira, visibility=reach)
    allowed = {"draft": set(), "team": {"samira", "joost", "marit"}}.get(
        reach, {"samira", "joost", "marit", "mehmet", "ruben"}
    )
    for who in ("samira", "joost", "mehmet", "marit", "ruben", "els", "pien", "otto"):
        client = browser_of(getattr(cast, who))
        statuses = {
            client.post(act("recognise", win), {"phrase": "helps"}).status_code,
            client.post(act("comment_new", win), {"text": "Mooi", "client_uuid": uuid.uuid4()}).status_code,
        }
        assert (statuses == {302}) == (who in allowed), who
    assert {one.user.first_name.lower() for one in Recognition.objects.all()} == allowed
    assert {one.author.first_name.lower() for one in Comment.objects.all()} == allowed


# Notices


def test_each_event_is_told_once_to_the_author_alone(cast, story, browser_of):
    for person in (cast.mehmet, cast.joost):
        client = browser_of(person)
        for phrase in ("helps", "helps", "helps", "try"):
            recognise(client, story, phrase)
        comment_on(client, story, f"Eén van {person.first_name}.")
        comment_on(client, story, f"Twee van {person.first_name}.")
    comment = Comment.objects.first()
    browser_of(comment.author).post(act("comment_edit", comment), {"text": "Anders.", "version": 1})

    assert set(Notice.objects.values_list("recipient__name", flat=True)) == {"Samira Yilmaz"}
    kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == ["comment"] * 4 + ["recognition"] * 2


def test_nobody_is_told_of_ones_own_words_and_a_story_without_author_tells_nobody(cast, story, browser_of):
    client = browser_of(cast.samira)
    recognise(client, story, "helps")
    comment_on(client, story, "Van mijzelf.")
    story.author = None
    story.save()
    recognise(browser_of(cast.joost), story, "helps")
    comment_on(browser_of(cast.joost), story, "Aan niemand.")
    assert not Notice.objects.exists()


def test_the_sentences_are_the_three_of_the_method():
    assert {phrase.value for phrase in Phrase} == set(SENTENCES)
