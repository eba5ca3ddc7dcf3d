"""How long we wait for a mail server: every answer as a whole, and the last one longer."""

import socket
import threading
import time

import pytest

from smallwins.notifications.transport import Envelope, MailServer, Result

LETTER = Envelope("us@example.org", "samira@example.org", b"Subject: Hi\r\n\r\nHi\r\n")
ANSWERS = ["220 hello", "250 hello", "250 OK", "250 OK", "354 go on", "250 OK"]


@pytest.fixture
def slow_server(settings):
    """A function that starts a server which pauses before one answer, or drips it byte by byte."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
    settings.EMAIL_TIMEOUT = 0.5

    def serve(slow, pause, drip):
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as said:
            for number, answer in enumerate(ANSWERS):
                if number == len(ANSWERS) - 1:
                    while said.readline() not in (b".\r\n", b""):
                        pass
                elif number:
                    said.readline()
                parts = list(answer + "\r\n") if drip and number == slow else [answer + "\r\n"]
                for part in parts:
                    time.sleep(pause if number == slow else 0)
                    try:
                        connection.sendall(part.encode())
                    except OSError:
                        return

    def start(slow, *, pause, drip=False):
        thread = threading.Thread(target=serve, args=(slow, pause, drip), daemon=True)
        thread.start()
        started.append(thread)

    started = []
    yield start
    listener.close()
    for thread in started:
        thread.join(timeout=10)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("slow", "result"), [(0, Result.SERVER), (2, Result.SERVER), (3, Result.LATER), (4, Result.LATER)]
)
def test_an_answer_that_drips_in_is_not_waited_for(slow_server, slow, result):
    slow_server(slow, pause=0.2, drip=True)
    began = time.monotonic()
    with MailServer() as server:
        assert server.send(LETTER).result is result
    assert time.monotonic() - began < 2


def test_the_last_answer_may_take_longer_than_the_others(slow_server):
    slow_server(5, pause=1.2)
    with MailServer() as server:
        assert server.send(LETTER).result is Result.SENT


def test_nothing_about_a_mail_outlasts_half_its_lease(slow_server, settings):
    settings.SMALLWINS_LEASE_SECONDS = 2
    slow_server(5, pause=0.3, drip=True)
    began = time.monotonic()
    with MailServer() as server:
        assert server.send(LETTER).result is Result.LOST
    assert time.monotonic() - began < 2
