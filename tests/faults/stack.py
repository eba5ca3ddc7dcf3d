"""What a campaign stands on: servers and programs of its own, each really killed and really started again."""

import datetime as dt
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from smallwins.devstack import state
from smallwins.devstack.postgres import Postgres
from smallwins.devstack.process import stop
from smallwins.devstack.valkey import Valkey
from tests.faults.mailserver import MailServer

#: Seconds; in production 180, 60, 30, 60…3600 and 10 (docs/delivery.md).
SHORT = {
    "SMALLWINS_LEASE_SECONDS": "3",
    "SMALLWINS_PLANNER_SECONDS": "1",
    "SMALLWINS_SEND_SECONDS": "1",
    "SMALLWINS_BREAKER_SECONDS": "1",
    "SMALLWINS_BACKOFF_SECONDS": "0.2,0.5,1,2,5",
}


class Clock:
    """The product's clock, moved by a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.step_to(0.0)

    def step_to(self, offset: float) -> None:
        """Set the seconds between our clock and the machine's."""
        self.offset = offset
        fresh = self.path.with_suffix(".new")
        fresh.write_text(f"{offset:.3f}")
        fresh.replace(self.path)

    def step(self, **by: float) -> None:
        self.step_to(self.offset + dt.timedelta(**by).total_seconds())

    def set(self, moment: dt.datetime) -> None:
        self.step_to(moment.timestamp() - time.time())

    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(time.time() + self.offset, dt.UTC)


class Stack:
    """Postgres that keeps what it confirmed, Redis that keeps nothing, a mail server, and our programs."""

    def __init__(self, room: Path) -> None:
        self.room, self.pids = room, []
        self.began, self.talks = time.monotonic(), False
        # Durable: what was committed before a restart must be there after it.
        self.postgres = Postgres(room=room, data=room / "data", durable=True, started=self._record)
        self.valkey = Valkey(room=room, data=room / "data", durable=False, started=self._record)
        self.programs: dict[str, object] = {}
        self.clock = Clock(room / "clock")
        with socket.create_server(("127.0.0.1", 0)) as probe:
            #: Where the web process listens.
            self.port = probe.getsockname()[1]

    def note(self, what: str) -> None:
        """Say what happens, for whoever looks into a seed that failed."""
        if self.talks:
            took = f", {self.mail.count()} mails" if hasattr(self, "mail") else ""
            sys.stderr.write(f"{time.monotonic() - self.began:7.2f} s{took}: {what}\n")

    def sleep(self, seconds: float) -> None:
        """Let the programs work."""
        time.sleep(seconds)

    def _record(self, pid: int) -> None:
        self.pids.append(pid)
        state.record(self.room, self.pids)

    def start(self) -> None:
        """Start the servers and put what finds them into our environment."""
        self.postgres.start()
        self.valkey.start()
        self.mail = MailServer(self.room / "mail", self.clock.path)
        os.environ |= self.postgres.env | self.valkey.env | SHORT
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "EMAIL_URL": self.mail.url,
            "FAULTS_CLOCK": str(self.clock.path),
            "LOG_LEVEL": "WARNING",
        }
        if os.geteuid() == 0:
            os.environ["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"

    def run(self, *, workers: int, beats: int = 1, web: int = 0) -> None:
        """Have exactly these programs running."""
        wanted = [f"worker{n}" for n in range(workers)] + [f"beat{n}" for n in range(beats)]
        wanted += [f"web{n}" for n in range(web)]
        for label in set(self.programs) - set(wanted):
            self.programs.pop(label).kill()
        for label in wanted:
            if label not in self.programs or self.programs[label].process.poll() is not None:
                self.start_program(label)

    def start_program(self, label: str) -> None:
        """Start one program, or start it again."""
        from smallwins.testing.programs import Program

        self.note(f"start {label}")
        env = {"SMALLWINS_BEAT_FILE": str(self.room / label), "LOG_LEVEL": "WARNING", "PORT": str(self.port)}
        name = label.rstrip("0123456789")
        self.programs[label] = Program(name, log=self.room / f"{label}.log", env=env, label=label)

    def kill(self, label: str) -> None:
        """kill -9 of the program with its children."""
        self.note(f"kill {label}")
        self.programs[label].kill()

    def restart_postgres(self, *, away: float) -> None:
        """End it as a crash would, and start it again after `away` seconds."""
        self.note("postgres goes")
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait()
        time.sleep(away)
        self.postgres.start()
        self.note("postgres is back")

    def flush_redis(self) -> None:
        self.note("redis forgets")
        client = redis.Redis(unix_socket_path=str(self.valkey.socket))
        client.flushall()
        client.close()

    def restart_redis(self, *, away: float) -> None:
        """kill -9; it comes back empty."""
        self.note("redis goes")
        self.valkey.process.kill()
        self.valkey.process.wait()
        time.sleep(away)
        self.valkey.start()
        self.note("redis is back")

    def show_logs(self) -> None:
        """Write down what the programs said, the last lines of each."""
        for log in sorted(self.room.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-40:]
            sys.stderr.write(f"--- {log.name}\n" + "\n".join(lines) + "\n")

    def stop(self) -> None:
        """Stop everything that was started."""
        for program in self.programs.values():
            program.kill()
        if hasattr(self, "mail"):
            self.mail.stop()
        for server in (self.valkey, self.postgres):
            if hasattr(server, "process"):
                stop(server.process, signal_=signal.SIGINT)


@contextmanager
def running_stack() -> Iterator[Stack]:
    """A stack for the length of a `with`; it leaves nothing behind."""
    state.sweep()
    room = state.make_room()
    stack = Stack(room)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(room, ignore_errors=True)
