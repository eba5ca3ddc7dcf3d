"""The cache forgives: with Redis away, reading misses, writing is dropped, and people still sign in."""

import socket

import pytest
from django.core.cache import cache, caches

from tests.accounts.mails import code_in
from tests.smallwins.away import closed_port


@pytest.fixture
def redis_away(settings):
    """A cache whose server refuses connections."""
    broken = settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{closed_port()}/0"}
    settings.CACHES = {"default": broken}
    return caches["default"]


def test_with_redis_there_it_keeps_things(broker):
    cache.set("a", "b", 10)
    assert (cache.get("a"), cache.add("a", "c"), cache.has_key("a")) == ("b", False, True)
    assert cache.get_many(["a", "z"]) == {"a": "b"}
    assert broker.exists("smallwins:1:a") == 1


def test_with_redis_away_reading_misses_and_writing_is_dropped(redis_away):
    redis_away.set("a", "b", 10)
    redis_away.set_many({"a": "b"})
    redis_away.delete("a")
    redis_away.delete_many(["a"])
    redis_away.clear()
    assert redis_away.get("a") is None
    assert redis_away.get("a", "instead") == "instead"
    assert redis_away.get("a", default="instead") == "instead"
    assert redis_away.get_many(["a"]) == {}
    assert redis_away.get_or_set("a", lambda: 7, 10) == 7
    assert redis_away.add("a", "b") is True
    assert redis_away.touch("a") is False
    assert redis_away.has_key("a") is False
    with pytest.raises(ValueError, match="unreachable"):
        redis_away.incr("a")


def test_a_server_that_never_answers_holds_nobody_up(settings):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        slow = settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{mute.getsockname()[1]}/0"}
        slow["OPTIONS"] = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
        settings.CACHES = {"default": slow}
        assert caches["default"].get("a", "instead") == "instead"
        caches["default"].close()


def test_people_sign_in_and_read_with_redis_away(redis_away, samira, client, smtp_sink, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    client.post("/accounts/login/", {"login": samira.email})
    (mail,) = smtp_sink.messages()
    code = code_in(mail)
    client.post("/accounts/login/code/confirm/", {"code": code})
    page = client.get("/")
    assert page.status_code == 200
    assert "Samira" in page.content.decode()
