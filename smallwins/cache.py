"""A Redis cache that treats an unreachable server as a miss, so that every page works with Redis down."""

import logging
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


def _forgiving(name: str, fallback: Callable[..., Any]) -> Callable[..., Any]:
    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(ForgivingRedisCache, self), name)(*args, **kwargs)
        except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError):
            logger.warning("cache unreachable", extra={"operation": name})
            return fallback(*args, **kwargs)

    method.__name__ = name
    return method


def _default(key: str, default: Any = None, *_: Any, **__: Any) -> Any:
    return default


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; reads miss and writes are dropped while the server is away."""

    add = _forgiving("add", lambda *a, **k: True)
    get = _forgiving("get", _default)
    set = _forgiving("set", lambda *a, **k: None)
    touch = _forgiving("touch", lambda *a, **k: False)
    delete = _forgiving("delete", lambda *a, **k: False)
    get_many = _forgiving("get_many", lambda *a, **k: {})
    has_key = _forgiving("has_key", lambda *a, **k: False)
    set_many = _forgiving("set_many", lambda *a, **k: [])
    delete_many = _forgiving("delete_many", lambda *a, **k: None)
    clear = _forgiving("clear", lambda *a, **k: False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As Django's; an unreachable server looks like a missing key (ValueError)."""
        try:
            return super().incr(key, delta, version)
        except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError):
            raise ValueError("cache unreachable") from None
