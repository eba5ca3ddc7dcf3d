"""The server's half of a draft (P4): its author's alone, one per key, gone when sent, never a 500."""

import datetime as dt
import json
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.pages import words
from trajectories.roles import Role
from wins.models import Visibility, Win, WinDraft
from wins.services.drafts import AlreadySent, keep_draft
from wins.services.win import capture_win

pytestmark = pytest.mark.usefixtures("english")
NEW = reverse("wins:new")
#: Passes the eleven test; nobody's.
BSN = "111222333"


def url(key):
    return reverse("wins:draft", args=[key])


def body(author, team, *, kind="win", **fields):
    return {"author": str(author.pk), "team": str(team.pk), "kind": kind, "fields": fields}


def put(client, key, data):
    text = data if isinstance(data, (str, bytes)) else json.dumps(data)
    return client.put(url(key), text, content_type="application/json")


def typed(person, team, key=None, *, kind="win", ago=dt.timedelta(0), **fields):
    """Something typed and not sent; returns its key."""
    key = key or uuid.uuid4()
    keep_draft(author=person, client_uuid=key, team=team, kind=kind, fields=fields, now=timezone.now() - ago)
    return key


def kept():
    return list(WinDraft.objects.values_list("author__name", "team__name", "kind", "fields"))


def test_put_keeps_what_is_typed_and_the_next_one_takes_its_place(samira, noord, browser_of):
    client, key = browser_of(samira), uuid.uuid4()

    answers = [put(client, key, body(samira, noord, story=text)) for text in ("Eén", "Eén z", " Eén zin\n ")]

    assert [answer.status_code for answer in answers] == [204] * 3
    assert kept() == [("Samira Yilmaz", "Noord", "win", {"story": " Eén zin\n "})]


def test_draft_follows_the_team_and_the_kind_that_are_chosen(samira, noord, zuid, browser_of):
    factories.member(samira, Role.PROFESSIONAL, zuid)
    client, key = browser_of(samira), uuid.uuid4()
    put(client, key, body(samira, noord, story="Koffie"))

    put(client, key, body(samira, zuid, kind="setback", story="Koffie", why="Regen"))

    assert kept() == [("Samira Yilmaz", "Zuid", "setback", {"story": "Koffie", "why": "Regen"})]


@pytest.mark.parametrize("way", ["delete", "nothing left"])
def test_forgotten_when_deleted_or_emptied(way, samira, noord, browser_of):
    client, key = browser_of(samira), typed(samira, noord, story="Weg ermee")
    other = typed(samira, noord, story="Blijft")

    answers = [
        client.delete(url(key)) if way == "delete" else put(client, key, body(samira, noord, story="\n"))
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert list(WinDraft.objects.values_list("client_uuid", flat=True)) == [other]


def test_another_persons_key_is_not_found(samira, joost, noord, browser_of):
    key, stranger = typed(samira, noord, story="Van Samira"), browser_of(joost)

    answers = [put(stranger, key, body(joost, noord, story="Overschreven")), stranger.delete(url(key))]
    answers.append(stranger.post(url(key)))

    assert [answer.status_code for answer in answers] == [404] * 3
    assert kept() == [("Samira Yilmaz", "Noord", "win", {"story": "Van Samira"})]
    assert "Van Samira" not in words(stranger.get("/")) + words(stranger.get(NEW))


def test_page_of_one_person_keeps_nothing_under_another(samira, joost, noord, browser_of):
    """Joost signed in where Samira's page is still open."""
    answer = put(browser_of(joost), uuid.uuid4(), body(samira, noord, story="Van Samira"))

    assert (answer.status_code, answer.json()) == (400, {"error": "Somebody else is signed in now."})
    assert kept() == []


def test_team_of_others_is_refused(cast, browser_of):
    for person, team in [(cast.samira, cast.zuid), (cast.samira, cast.their_team), (cast.marit, cast.noord)]:
        answer = put(browser_of(person), uuid.uuid4(), body(person, team, story="Niet hier"))
        assert (answer.status_code, answer.json()) == (400, {"error": "Choose one of your own teams"})
    assert kept() == []


def test_get_is_not_offered_and_the_token_is_asked_for(samira, noord):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(samira)
    key = typed(samira, noord, story="Blijft")

    assert strict.get(url(key)).status_code == 405
    assert put(strict, key, body(samira, noord, story="Van elders")).status_code == 403
    assert strict.delete(url(key)).status_code == 403
    strict.get("/")
    token = strict.cookies["csrftoken"].value
    answer = strict.put(
        url(key),
        json.dumps(body(samira, noord, story="Van hier")),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 204
    assert kept()[0][3] == {"story": "Van hier"}


def test_expired_sign_in_sends_on_and_keeps_nothing(samira, noord, client):
    answer = put(client, uuid.uuid4(), body(samira, noord, story="Verlopen"))

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert kept() == []
    assert "kept_post" not in client.session


GOOD = {"author": "AUTHOR", "team": "TEAM", "kind": "win", "fields": {"story": "Goed"}}


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"story"',
        b"1e999",
        b"[" * 60_000,
        b'{"fields":' * 6_000,
        b"[" * 100_000,
        b"9" * 5_000,
        GOOD | {"fields": {"story": "x\x00y"}},
        GOOD | {"fields": {"story": "x\ud800y"}},
        GOOD | {"fields": {"story": "x\x1by"}},
        GOOD | {"fields": {"story": "x" * 4001}},
        GOOD | {"fields": {"story": "x" * 70_000}},
        GOOD | {"fields": {"story": "x" * 2_000_000}},
        GOOD | {"fields": {"story": ["x"]}},
        GOOD | {"fields": {"story": 1}},
        GOOD | {"fields": {"story": None}},
        GOOD | {"fields": {"title": "x"}},
        GOOD | {"fields": ["story"]},
        GOOD | {"fields": None},
        GOOD | {"more": "x"},
        {"story": "x"},
        GOOD | {"kind": "klad"},
        GOOD | {"kind": ["win"]},
        GOOD | {"kind": "\ud800"},
        GOOD | {"kind": ""},
        GOOD | {"team": "\x00"},
        GOOD | {"team": 1},
        GOOD | {"team": ""},
        GOOD | {"author": ""},
        GOOD | {"author": "\ud800"},
    ],
    ids=range(34),
)
def test_hostile_json_is_a_clear_400(hostile, samira, noord, browser_of):
    sent = hostile if isinstance(hostile, bytes) else json.dumps(hostile).encode()
    sent = sent.replace(b"AUTHOR", str(samira.pk).encode()).replace(b"TEAM", str(noord.pk).encode())

    answer = put(browser_of(samira), uuid.uuid4(), sent)

    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]
    assert kept() == []


def test_the_body_that_the_hostile_ones_vary_is_kept(samira, noord, browser_of):
    assert put(browser_of(samira), uuid.uuid4(), body(samira, noord, story="🏡" * 4000)).status_code == 204


@pytest.mark.parametrize("text", [f"Haar bsn is {BSN}.", "1112 22 333", f"{BSN}"])
def test_bsn_stays_on_the_device_and_takes_its_first_digits_along(text, samira, noord, browser_of):
    client = browser_of(samira)
    key = typed(samira, noord, story="Haar bsn is 11122233")

    answer = put(client, key, body(samira, noord, kind="setback", story="Veilig", why=text))

    assert answer.status_code == 422
    assert answer.json() == {"error": "A text with a BSN stays on this device."}
    assert kept() == []


def test_what_only_warns_is_kept(samira, noord, browser_of):
    text = "Mevr. Jansen, 06-12345678, jan@example.org"

    assert put(browser_of(samira), uuid.uuid4(), body(samira, noord, story=text)).status_code == 204
    assert kept()[0][3] == {"story": text}


def test_what_was_sent_is_told_apart_from_what_was_typed_since(samira, noord, browser_of):
    client, key = browser_of(samira), uuid.uuid4()
    client.post(NEW, {"story": "Gestuurd.", "team": noord.pk, "client_uuid": key, "action": "share"})

    same = put(client, key, body(samira, noord, story=" Gestuurd.\n"))
    other = put(client, key, body(samira, noord, story="Gestuurd. En verder"))

    assert [(a.status_code, a.json()["same"]) for a in (same, other)] == [(409, True), (409, False)]
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_saving_while_sending_never_leaves_a_draft(samira, noord):
    def race(key, work, gate):
        gate.wait()
        try:
            work(author=samira, client_uuid=key, now=timezone.now())
        except AlreadySent:
            pass
        finally:
            connection.close()

    def sending(**who):
        win = Win(team=noord, story="Tegelijk.", happened_on=factories.days(0))
        capture_win(win=win, visibility=Visibility.TEAM, **who)

    def saving(**who):
        keep_draft(team=noord, kind="win", fields={"story": "Tegelijk"}, **who)

    for _ in range(30):
        key, gate = uuid.uuid4(), threading.Barrier(2)
        pair = [threading.Thread(target=race, args=(key, work, gate)) for work in (sending, saving)]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()

    assert Win.objects.count() == 30
    assert kept() == []
