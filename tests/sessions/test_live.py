"""What screens ask every few seconds: one query while nothing changed, and nothing for who is not of it."""

import datetime as dt
import json

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from sessions import live
from sessions.models import AgendaItem, LearningSession
from sessions.services import run as services
from tests import factories
from tests.sessions.running import run_of, session_now

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def session(trajectory, noord, zuid):
    made = session_now(trajectory, noord, zuid)
    services.begin(learning_session=made, now=timezone.now())
    return made


def address(session, user, **query):
    token = live.token_for(learning_session=session, user=user)
    return reverse("sessions:state", args=[session.pk], query={"who": token} | query)


def ask(url, etag="", client=None):
    """The answer, and how many statements it took."""
    headers = {"If-None-Match": etag} if etag else {}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = (client or Client()).get(url, headers=headers)
    return response, len(asked)


def test_unchanged_is_said_after_one_query_without_a_body(session, samira):
    url = address(session, samira)
    first, _ = ask(url)
    response, queries = ask(url, first["ETag"])
    assert (response.status_code, response.content, queries) == (304, b"", 1)
    assert response["ETag"] == first["ETag"]


def test_sign_in_is_not_looked_at(session, samira, browser_of):
    url = address(session, samira)
    etag = ask(url)[0]["ETag"]
    response, queries = ask(url, etag, client=browser_of(samira))
    assert (response.status_code, queries) == (304, 1)
    assert response.cookies == {}


def test_proxy_that_weakens_the_etag_changes_nothing(session, samira):
    url = address(session, samira)
    etag = ask(url)[0]["ETag"]
    assert ask(url, f'"other", W/{etag}')[0].status_code == 304
    assert ask(url, '"other"')[0].status_code == 200


@pytest.mark.parametrize("name", ["samira", "mehmet", "marit", "ruben"])
def test_everybody_of_the_session_may_follow(session, cast, name):
    response, _ = ask(address(session, getattr(cast, name)))
    assert response.status_code == 200
    assert response.json()["title"] == "Inchecken"


@pytest.mark.parametrize("name", ["els", "pien", "otto"])
def test_nobody_else_follows_even_with_a_signed_value(session, cast, name):
    assert ask(address(session, getattr(cast, name)))[0].status_code == 404


def test_another_team_does_not_follow(trajectory, noord, zuid, mehmet, samira):
    session = session_now(trajectory, noord)
    session_now(trajectory, zuid)
    statuses = [ask(address(session, user))[0].status_code for user in (samira, mehmet)]
    assert statuses == [200, 404]


def test_removed_member_is_gone_at_the_next_question(session, samira):
    url = address(session, samira)
    etag = ask(url)[0]["ETag"]
    samira.memberships.update(ends_on=factories.days(0))
    response, queries = ask(url, etag)
    assert (response.status_code, response.content, queries) == (404, b"", 1)


def test_stopped_account_is_gone_at_the_next_question(session, samira):
    url = address(session, samira)
    samira.is_active = False
    samira.save()
    assert ask(url)[0].status_code == 404


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_session_that_is_not_planned_is_not_followed(session, samira, state):
    LearningSession.objects.update(state=state, cancel_reason="Ziek" if state == "cancelled" else "")
    assert ask(address(session, samira))[0].status_code == 404


@pytest.mark.parametrize("who", ["", "x", "é\x00", "a:b:c", "🏳️‍🌈"])
def test_forged_value_is_refused_before_any_query(session, who):
    response, queries = ask(reverse("sessions:state", args=[session.pk], query={"who": who}))
    assert (response.status_code, queries) == (404, 0)


def test_value_changed_by_one_letter_is_refused(session, samira):
    url = address(session, samira)
    other = url[:-1] + ("A" if url[-1] != "A" else "B")
    assert ask(other)[0].status_code == 404


def test_value_signed_for_something_else_is_refused(session, samira):
    until = int((timezone.now() + 60 * MINUTE).timestamp())
    token = signing.dumps([str(session.pk), str(samira.pk), until], salt="session_rsvp")
    url = reverse("sessions:state", args=[session.pk], query={"who": token})
    assert ask(url)[0].status_code == 404


def test_value_of_another_session_is_refused(session, trajectory, noord, samira):
    other = session_now(trajectory, noord)
    token = live.token_for(learning_session=other, user=samira)
    url = reverse("sessions:state", args=[session.pk], query={"who": token})
    assert ask(url)[0].status_code == 404


def test_value_counts_until_the_room_closes(session, samira):
    url, closes = address(session, samira), services.room_closes_at(session)
    for moment, status in ((closes - MINUTE, 200), (closes + MINUTE, 404)):
        with time_machine.travel(moment, tick=False):
            assert ask(url)[0].status_code == status


def test_answer_is_kept_nowhere(session, samira):
    url = address(session, samira)
    changed, _ = ask(url)
    unchanged, _ = ask(url, changed["ETag"])
    for response in (changed, unchanged):
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_answer_holds_what_participants_read_and_no_more(session, samira):
    AgendaItem.objects.filter(title="Inchecken").update(
        instructions="Alleen voor Marit",
        short_version="Kort voor Marit",
        next_time="Later voor Marit",
        reading="Hoe kom je binnen?",
        prompt="Wat zag je?",
        grouping="pairs",
        notes="Verslag",
    )
    response, _ = ask(address(session, samira))
    said = response.json()
    assert said == {
        "phase": "running",
        "version": 1,
        "board_version": 0,
        "server_now": said["server_now"],
        "title": "Inchecken",
        "reading": "Hoe kom je binnen?",
        "grouping": said["grouping"],
        "prompt": "Wat zag je?",
        "position": said["position"],
        "ends_at": live.milliseconds(run_of(session).item_ends_at),
        "until": said["until"],
    }
    assert [word for word in said["position"].split() if word.isdigit()] == ["1", "3"]
    body = json.dumps(said)
    assert not [name for name in ("Samira", "samira", "Marit", str(samira.pk)) if name in body]


def test_words_and_times_are_the_readers(session, samira, mehmet):
    samira.language, samira.time_zone = "en", "America/Curacao"
    samira.save()
    AgendaItem.objects.update(grouping="pairs")
    ends_at = run_of(session).item_ends_at
    hers, his = (ask(address(session, user))[0].json() for user in (samira, mehmet))
    assert (hers["position"], hers["grouping"]) == ("Part 1 of 3", "In pairs")
    assert hers["until"].endswith(f"{ends_at.astimezone(dt.timezone(dt.timedelta(hours=-4))):%H:%M}")
    assert hers["until"][-5:] != his["until"][-5:]
    assert timezone.get_current_timezone_name() == "UTC"


def test_every_change_is_another_etag(session, samira):
    url = address(session, samira)
    seen = [ask(url)[0]["ETag"]]
    moves = [
        lambda run: services.advance(run=run, version=run.version, now=timezone.now()),
        lambda run: services.extend(run=run, version=run.version, minutes=1, now=timezone.now()),
        lambda run: services.touch(run.pk),
        lambda run: services.touch(run.pk, board=True),
        lambda run: services.finish(run=run, version=run.version, now=timezone.now()),
        lambda run: services.reopen(run=run, version=run.version, now=timezone.now()),
    ]
    for move in moves:
        move(run_of(session))
        response, _ = ask(url, seen[-1])
        assert response.status_code == 200
        seen.append(response["ETag"])
    assert len(set(seen)) == len(moves) + 1


def test_phases_follow_one_another(trajectory, noord, samira):
    session = session_now(trajectory, noord, starts_in=10)
    url = address(session, samira)
    phases = [ask(url)[0].json()["phase"]]
    services.begin(learning_session=session, now=timezone.now())
    phases.append(ask(url)[0].json()["phase"])
    services.finish(run=run_of(session), version=1, now=timezone.now())
    over = ask(url)[0].json()
    assert [*phases, over["phase"]] == ["waiting", "running", "over"]
    assert (over["title"], over["ends_at"]) == ("", None)


def test_page_and_first_question_agree(session, samira):
    context = live.live_context(session, samira, now=timezone.now())["live"]
    response, _ = ask(context["url"], context["etag"])
    assert response.status_code == 304


@pytest.mark.parametrize(
    ("starts_in", "state", "is_shown"),
    [
        (59, "open", True),
        (61, "open", False),
        (59, "draft", False),
        (-449, "open", True),
        (-451, "open", False),
    ],
)
def test_screens_follow_while_the_room_is_open(trajectory, noord, samira, starts_in, state, is_shown):
    session = session_now(trajectory, noord, starts_in=starts_in, state=state)
    assert bool(live.live_context(session, samira, now=timezone.now())["live"]) is is_shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (240, "4 minutes left"),
        (119, "1 minute left"),
        (30, "Less than a minute left"),
        (0, "Time is up"),
        (-59, "Time is up"),
        (-60, "1 minute over time"),
        (-400, "6 minutes over time"),
    ],
)
def test_clock_is_said_in_words(seconds, words):
    now = timezone.now()
    with translation.override("en"):
        assert live.clock_in_words(now + dt.timedelta(seconds=seconds), now) == words
