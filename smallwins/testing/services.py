"""The pytest plugin that gives every run its own PostgreSQL, Redis, SMTP server and Celery workers.

Loaded by `-p` in pyproject.toml, early enough to start the servers before Django reads its settings. A
DATABASE_URL or REDIS_URL in the environment is used instead.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import redis

from smallwins.devstack import StackError, stack
from smallwins.redis_urls import client_url
from smallwins.testing.mailbox import SmtpSink

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
BROKER_FIXTURES = {"broker", "start_program", "celery_worker"}
REDIS_DATABASES = 16

_servers = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, None, None]:
    """Start the servers; a wrapper, because pytest-django sets up Django in the same hook, tryfirst."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _take_own_redis_database(int(worker.removeprefix("gw")))
    elif not {"-h", "--help", "-V", "--version"} & set(args):
        try:
            os.environ |= _servers.enter_context(stack())
        except StackError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure() -> None:
    """Stop the servers."""
    _servers.close()


def _take_own_redis_database(number: int) -> None:
    """Give each parallel worker a Redis database of its own; pytest-django does so for PostgreSQL."""
    url = client_url(os.environ["REDIS_URL"])
    database = 1 + number
    assert database < REDIS_DATABASES, "Redis has 16 databases: run at most 15 workers"
    if url.startswith("unix:"):
        os.environ["REDIS_URL"] = url.partition("?")[0] + f"?db={database}"
    else:
        os.environ["REDIS_URL"] = url.rpartition("/")[0] + f"/{database}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they stand on, so that `-m broker` needs no bookkeeping."""
    for item in items:
        folders = item.path.parts
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in folders:
            item.add_marker("browser")
        if "faults" in folders:
            item.add_marker("faults")
        if "flows" in folders:
            item.add_marker("flow")
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if fixtures & BROKER_FIXTURES:
            item.add_marker("broker")


@pytest.fixture
def broker(settings: Any) -> Iterator[redis.Redis]:
    """The broker and cache of this run, emptied before and after."""
    client = redis.Redis.from_url(client_url(settings.REDIS_URL))
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture(scope="session")
def _smtp_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmtpSink]:
    sink = SmtpSink(tmp_path_factory.mktemp("mail"))
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def smtp_sink(_smtp_server: SmtpSink, settings: Any) -> Iterator[SmtpSink]:
    """A real SMTP server, empty; mail of this process goes to it too, not to Django's `mailoutbox`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = _smtp_server.host
    settings.EMAIL_PORT = _smtp_server.port
    _smtp_server.clear()
    yield _smtp_server
    _smtp_server.clear()
    if not _smtp_server.running:
        _smtp_server.start()


@pytest.fixture
def start_program(
    transactional_db: None, broker: redis.Redis, smtp_sink: SmtpSink, tmp_path: Path
) -> Iterator[Callable[..., Any]]:
    """A function that starts a real program against this test's database, broker and SMTP server.

    `start_program("worker", label="w1", SMALLWINS_LEASE_SECONDS="3")` returns a `programs.Program`.
    """
    from smallwins.testing.programs import Program

    running: list[Program] = []

    def start(name: str, *, label: str = "", **env: str) -> Program:
        label = label or f"{name}{len(running)}"
        base = {"EMAIL_URL": smtp_sink.url, "SMALLWINS_BEAT_FILE": str(tmp_path / label)}
        running.append(Program(name, log=tmp_path / f"{label}.log", env=base | env, label=label))
        return running[-1]

    yield start
    for program in running:
        program.kill()


@pytest.fixture
def celery_worker(start_program: Callable[..., Any]) -> Any:
    """A real Celery worker in a process of its own, ready for work."""
    program = start_program("worker")
    program.wait_until_it_answers()
    return program
