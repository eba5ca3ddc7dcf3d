"""The fixtures that start real programs: a worker that answers, dies, and is replaced."""

import psutil
import pytest
from django.db import connection

from smallwins.celery import app


def test_a_worker_answers_through_the_broker(celery_worker):
    (answer,) = app.control.ping(timeout=3, limit=1)
    assert list(answer.values()) == [{"ok": "pong"}]


def test_a_worker_uses_the_database_and_the_mail_server_of_the_test(celery_worker, smtp_sink):
    env = psutil.Process(celery_worker.pid).environ()
    assert env["DATABASE_URL"].rpartition("/")[2] == connection.settings_dict["NAME"]
    assert env["DATABASE_URL"].rpartition("/")[2].startswith("test_")
    assert env["EMAIL_URL"] == smtp_sink.url


@pytest.mark.faults
def test_a_killed_worker_is_silent_and_the_next_one_answers(start_program):
    first = start_program("worker", label="first")
    first.wait_until_it_answers()
    first.kill()
    assert app.control.ping(timeout=1, limit=1) == []

    second = start_program("worker", label="second")
    second.wait_until_it_answers()
    (answer,) = app.control.ping(timeout=3, limit=1)
    assert [name.split("@")[0] for name in answer] == ["second"]
