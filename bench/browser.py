"""A signed-in person who calls the application in this process, as gunicorn would, without the network.

The network costs both sides the same; without it the ratio is stricter and steadier.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from smallwins.accounts.models import User

HOST = "127.0.0.1"
CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    """What came back; ``body`` is complete."""

    status: int
    headers: dict[str, str]
    body: bytes


class Browser:
    """Keeps the cookies of one person."""

    def __init__(self, application: Callable[..., Any], user: User) -> None:
        """Sign ``user`` in."""
        client = Client()
        client.force_login(user)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": CSRF}
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.application = application

    def get(self, path: str, *, etag: str = "", status: int = 200) -> Answer:
        """Fetch a page, unless it still has this ETag. Raises AssertionError on another status."""
        answer = self._call("GET", path, more={"HTTP_IF_NONE_MATCH": etag} if etag else {})
        assert answer.status == status, f"GET {path} answered {answer.status}"
        return answer

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form. Raises AssertionError unless it redirects, as after a save."""
        answer = self._call("POST", path, urlencode(fields).encode())
        assert answer.status == 302, f"POST {path} answered {answer.status}: {answer.body[:500]!r}"
        return answer

    def _call(
        self, method: str, path: str, body: bytes = b"", more: Mapping[str, str] = MappingProxyType({})
    ) -> Answer:
        found: list[Any] = []
        environ = self._environ(method, path, body) | more
        result = self.application(environ, lambda *start: found.extend(start))
        try:
            content = b"".join(result)
        finally:
            result.close()  # ends the request for Django: connections, signals
        return Answer(int(found[0].split()[0]), dict(found[1]), content)

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": HOST,
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": self.cookie,
            "HTTP_ACCEPT_LANGUAGE": "nl",
            "HTTP_X_CSRFTOKEN": CSRF,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
