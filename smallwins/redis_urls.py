"""One REDIS_URL, three dialects: Django's cache, Celery's broker and redis-py spell it differently.

Accepted: ``redis://host:port/N``, ``rediss://…`` and ``unix://path?db=N``.
"""

from urllib.parse import parse_qs, urlsplit, urlunsplit


class InvalidRedisUrl(ValueError):
    """The value of REDIS_URL cannot be understood."""


def _parts(url: str) -> tuple[str, str, int]:
    """Split into (scheme, url without database, database number)."""
    split = urlsplit(url)
    if split.scheme == "unix":
        database = parse_qs(split.query).get("db", ["0"])[0]
        base = split.path
    elif split.scheme in ("redis", "rediss"):
        database = split.path.strip("/") or "0"
        base = urlunsplit((split.scheme, split.netloc, "", "", ""))
    else:
        raise InvalidRedisUrl("REDIS_URL must start with redis://, rediss:// or unix://")
    if not base or not database.isdigit():
        raise InvalidRedisUrl("REDIS_URL must name a server and a database number")
    return split.scheme, base, int(database)


def client_url(url: str) -> str:
    """The URL as redis-py and Django's cache want it."""
    scheme, base, database = _parts(url)
    return f"unix://{base}?db={database}" if scheme == "unix" else f"{base}/{database}"


def broker_url(url: str) -> str:
    """The URL as Celery (kombu) wants it."""
    scheme, base, database = _parts(url)
    if scheme == "unix":
        return f"redis+socket://{base}?virtual_host={database}"
    return f"{base}/{database}"
