"""The product as it is deployed, over the demo data, in a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection
from django.utils import timezone

from smallwins.processes import argv
from smallwins.testing.mailbox import SmtpSink
from smallwins.testing.programs import Program, database_url_of_this_test
from tests import factories
from tests.browser import world
from wins.demo.load import load_demo

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Site:
    """A running server; ``people`` are cookies by first name, ``place`` fills the addresses of pages.py."""

    url: str
    mail: SmtpSink
    database: str
    people: dict[str, str]
    place: dict[str, str]

    def state_of(self, person: str) -> dict[str, Any]:
        """What a browser of this person starts with; nobody is signed in as ""."""
        if not person:
            return {"cookies": [], "origins": []}
        cookie = {
            "name": "smallwins_session",
            "value": self.people[person],
            "domain": "127.0.0.1",
            "path": "/",
        }
        return {"cookies": [cookie], "origins": []}

    def address(self, path: str) -> str:
        """The whole address of ``/teams/{noord}/``."""
        return self.url + path.format(**self.place)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database what was really kept."""
        link = psycopg2.connect(self.database)
        try:
            with link.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()
        finally:
            link.close()

    def stories(self, start: str) -> list[str]:
        """The stories that begin with these words."""
        return [
            story for (story,) in self.rows("SELECT story FROM wins_win WHERE story LIKE %s", start + "%")
        ]


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    """Start everything, load the demo and what the tests need besides, and yield the site."""
    mail = SmtpSink(folder / "mail")
    mail.folder.mkdir()
    mail.start()
    with own_database(f"browser_{os.getpid()}"):
        env = environment(folder, mail)
        once(env, "static", "migrate")
        load_demo(today=factories.days(0), now=timezone.now())
        people, place = world.build()
        subprocess.run([sys.executable, "manage.py", "sweep"], cwd=ROOT, env=os.environ | env, check=True)
        place["mail"] = next(path.stem for path in mail.folder.glob("*.eml"))
        connection.close()
        port = free_port()
        program = Program("web", log=folder / "web.log", env=env | {"PORT": str(port)})
        try:
            site = Site(f"http://127.0.0.1:{port}", mail, env["DATABASE_URL"], people, place)
            wait_for(lambda: program.process.poll() is None, site.url + "/healthz", program)
            yield site
        finally:
            program.stop()
            mail.stop()


def environment(folder: Path, mail: SmtpSink) -> dict[str, str]:
    """The settings of production, except that the demo is on."""
    return {
        "DJANGO_SETTINGS_MODULE": "smallwins.settings",
        "DATABASE_URL": database_url_of_this_test(),
        "DEBUG": "0",
        "SMALLWINS_DEMO": "1",
        "SMALLWINS_STATIC_ROOT": str(folder / "static"),
        "SMALLWINS_MAIL_DIR": str(mail.folder),
        "EMAIL_URL": mail.url,
    }


def once(env: dict[str, str], *names: str) -> None:
    """Run the programs that run once, beside each other."""
    running = [subprocess.Popen(argv(name), cwd=ROOT, env=os.environ | env) for name in names]
    assert [program.wait() for program in running] == [0] * len(running)


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Make Django use a fresh, empty database; everything in it is committed; dropped at the end."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(alive: Callable[[], bool], url: str, program: Program) -> None:
    """Wait until this address answers. Raises AssertionError with what the server said."""
    deadline = time.monotonic() + 30
    while True:
        assert alive(), program.output()
        assert time.monotonic() < deadline, program.output()
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
