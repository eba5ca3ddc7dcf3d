"""Somebody who uses the site all the while, and notes what it answers."""

import http.client
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client

from sessions.models import Attendance, LearningSession
from smallwins.accounts.models import User

CSRF = "b" * 32
PAUSE = 0.1  # seconds
#: The connection itself failed.
NOTHING = 0


@dataclass(frozen=True)
class Answer:
    """One request: when it was sent (monotonic), what it was and what came back, after so many seconds."""

    at: float
    what: str
    status: int
    seconds: float


class Visitor(threading.Thread):
    """Opens their home and answers an invitation with yes and no in turn, until told to stop."""

    def __init__(self, port: int, user: User, session: LearningSession) -> None:
        super().__init__(daemon=True)
        client = Client()
        client.force_login(user)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": CSRF}
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        self.port, self.user, self.session = port, user, session
        self.answers: list[Answer] = []
        #: What they answered since the last confirmation, that one first.
        self.said = [""]
        self._stop_asked = threading.Event()

    def wait_for_the_site(self, *, seconds: float = 60) -> None:
        """Return when the site answers. Raises AssertionError when it does not."""
        deadline = time.monotonic() + seconds
        while self.ask("GET", "/healthz").status != 200:
            assert time.monotonic() < deadline, "the web process does not answer"
            time.sleep(PAUSE)
        self.answers.clear()

    def run(self) -> None:
        number = 0
        while not self._stop_asked.wait(PAUSE):
            number += 1
            self.ask("GET", "/healthz")
            self.ask("GET", "/")
            choice = ("yes", "no")[number % 2]
            self.said.append(choice)
            path = f"/sessions/{self.session.pk}/rsvp/"
            if self.ask("POST", path, {"rsvp": choice}).status == 302:
                self.said = [choice]

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Send one request and note the answer."""
        began, status = time.monotonic(), NOTHING
        # A load balancer that asks for our health is nobody.
        who = {} if path == "/healthz" else self.headers
        headers = who | {"X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, urlencode(fields or {}), headers)
            status = connection.getresponse().status
        except OSError:
            pass
        finally:
            connection.close()
        self.answers.append(Answer(began, f"{method} {path}", status, time.monotonic() - began))
        return self.answers[-1]

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()

    def what_was_confirmed_is_there(self) -> bool:
        """The stored answer is the last confirmed one, or one sent since that was never confirmed."""
        stored = Attendance.objects.filter(user=self.user, learning_session=self.session).first()
        return (stored.rsvp if stored else "") in self.said

    def statuses(self, *, after: float = 0.0, before: float = float("inf")) -> list[int]:
        """The answers of pages that need the database, to requests sent in this time."""
        wanted = (one for one in self.answers if "healthz" not in one.what)
        return [one.status for one in wanted if after <= one.at and one.at + one.seconds <= before]

    def health(self) -> set[int]:
        """What the process said of itself."""
        return {one.status for one in self.answers if "healthz" in one.what}

    @property
    def slowest(self) -> float:
        """Seconds."""
        return max((one.seconds for one in self.answers), default=0.0)
