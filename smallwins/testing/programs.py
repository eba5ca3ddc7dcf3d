"""Start the real programs (web, worker, beat) as processes against the test database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from smallwins.celery import app
from smallwins.devstack.process import spawn, stop


def database_url_of_this_test() -> str:
    """Return the URL of the database this test runs in, which is not the one of DATABASE_URL."""
    found = connection.settings_dict
    login = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    port = f":{found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{login}@{quote(found['HOST'], safe='')}{port}/{found['NAME']}"


class Program:
    """One running program; its output is kept in a file."""

    def __init__(self, name: str, *, log: Path, env: Mapping[str, str], label: str = "") -> None:
        """Start `name` (see `processes.LASTING`) with `env` on top of this process's environment."""
        ours = {"DATABASE_URL": database_url_of_this_test(), "LOG_LEVEL": "INFO"}
        self.label = label or name
        self.log = log
        self._env = {**os.environ, **ours, **env, "WORKER_NAME": self.label}
        self._name = name
        self.process = self._spawn()

    def _spawn(self) -> subprocess.Popen[bytes]:
        argv = [sys.executable, "-m", "smallwins.processes", self._name]
        with self.log.open("ab") as output:
            return spawn(argv, env=self._env, output=output)

    @property
    def pid(self) -> int:
        """The process id."""
        return self.process.pid

    def output(self) -> str:
        """Return what it has said so far."""
        return self.log.read_text(errors="replace")

    def wait_until_it_answers(self, seconds: float = 30) -> None:
        """Wait until this worker answers a ping through the broker. Raises AssertionError with its output."""
        me = f"{self.label}@{os.uname().nodename}"
        deadline = time.monotonic() + seconds
        while not app.control.ping(destination=[me], timeout=0.3, limit=1):
            assert self.process.poll() is None, f"{self.label} ended:\n{self.output()}"
            assert time.monotonic() < deadline, f"{self.label} does not answer:\n{self.output()}"

    def kill(self) -> None:
        """End it as a power cut would: kill -9, its children too."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """Ask it to finish what it has and stop."""
        stop(self.process)
