"""`make run`: everything on one machine, started together and stopped together."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from smallwins import processes
from smallwins.devstack import StackError, explain, stack, state
from smallwins.devstack.process import spawn, stop

HOST = "127.0.0.1"
FIRST_PORT = 8000


class Stopped(BaseException):
    """Someone asked us to stop; not an Exception, so that nothing on the way swallows it."""


class Supervisor:
    """The programs of one run, in the order they were started."""

    def __init__(self, *, env: dict[str, str], say: Callable[[str], None]) -> None:
        """Give every program `env`, report through `say`."""
        self.room = state.make_room()
        self.env = env
        self.say = say
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def once(self, what: str, argv: list[str]) -> None:
        """Run a step to its end. Raises StackError when it fails; what it printed has been seen."""
        self.say(what)
        step = spawn(argv, env=self.env)
        try:
            code = step.wait()
        finally:
            stop(step)
        if code:
            raise StackError(f"This step failed: {what.rstrip('.')}.")

    def start(self, name: str, argv: list[str], *, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start a program that keeps running."""
        process = spawn(argv, env=self.env, output=output)
        self.running[name] = process
        state.record(self.room, [each.pid for each in self.running.values()])
        return process

    def watch(self) -> int:
        """Wait until a program ends by itself, which none should, and return its exit code (never 0)."""
        while True:
            for name, process in self.running.items():
                if process.poll() is not None:
                    self.say(f"{name} stopped by itself (code {process.returncode}); stopping the rest.")
                    return abs(process.returncode) or 1
            time.sleep(0.2)

    def wait_for_web(self, port: int, seconds: float = 60) -> None:
        """Wait until the web process listens. Raises StackError when it never does."""
        deadline = time.monotonic() + seconds
        while self.running["web"].poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, port)) == 0:
                    return
            time.sleep(0.05)
        raise StackError("The web process did not start; its message is above.")

    def stop(self) -> None:
        """Stop all: web first so that no work comes in, the worker last so that it finishes what it has."""
        for name in ("web", "beat", "worker", "mail"):
            if name in self.running:
                stop(self.running[name])
        shutil.rmtree(self.room, ignore_errors=True)


def choose_port(wanted: str | None) -> int:
    """Return the port to serve on: the wanted one, or the first free one from 8000. Raises StackError."""
    if wanted:
        if not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise StackError(f"PORT must be a number from 1 to 65535, not {wanted!r}.")
        try:
            _try(int(wanted))
        except PermissionError:
            raise StackError(
                f"Port {wanted} needs more rights than this account has. Choose one above 1023."
            ) from None
        except OSError:
            raise StackError(f"Port {wanted} is taken. Choose another: make run PORT=8010") from None
        return int(wanted)
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        try:
            _try(port)
        except OSError:
            continue
        return port
    raise StackError(
        f"No free port between {FIRST_PORT} and {FIRST_PORT + 99}. Choose one: make run PORT=9000"
    )


def _try(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # once is enough: what follows is the clean stop
    raise Stopped


def run(folder: Path) -> int:
    """Start everything with its data in `folder`, serve until stopped, return the exit code."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _raise_stopped)
    try:
        folder = folder.resolve()
        port = choose_port(os.environ.get("PORT"))
        with state.locked(folder):
            state.sweep()
            _say("Starting PostgreSQL and Valkey...")
            with stack(state_dir=folder, durable=True) as found:
                return _serve(folder, port, found)
    except Stopped:
        _say("Stopped. The data is kept; `make run` continues with it.")
        return 0
    except StackError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(explain(error), file=sys.stderr)
    return 1


def _serve(folder: Path, port: int, found: dict[str, str]) -> int:
    address = f"http://{HOST}:{port}"
    # What someone set by hand wins over what suits a developer's machine.
    ours = {
        "SECRET_KEY": state.secret(folder),
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "SMALLWINS_DEMO": "true",
        "SMALLWINS_BASE_URL": address,
        "SMALLWINS_MAIL_DIR": str(folder / "mail"),
        "SMALLWINS_STATIC_ROOT": str(folder / "static"),
        "SMALLWINS_BEAT_FILE": str(folder / "beat"),
        "LOG_JSON": "false",
        "LOG_LEVEL": "WARNING",
    }
    if os.geteuid() == 0:
        # Celery warns root at length; a developer's container often has no one else.
        ours["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
    env = ours | os.environ | found | {"HOST": HOST, "PORT": str(port)}
    os.environ |= {"HOST": HOST, "PORT": str(port), "LOG_LEVEL": env["LOG_LEVEL"]}
    supervisor = Supervisor(env=env, say=_say)
    try:
        if not os.environ.get("EMAIL_URL"):
            _start_mail(supervisor)
        supervisor.once("Bringing the database up to date...", processes.argv("migrate"))
        supervisor.once("Gathering style sheets, fonts and scripts...", processes.argv("static"))
        if env["SMALLWINS_DEMO"].lower() in ("1", "true", "yes", "on"):
            supervisor.once("Loading the demo if the database is empty...", _seed())
        for name in processes.LASTING:
            supervisor.start(name, processes.argv(name))
        supervisor.wait_for_web(port)
        _say(f"\nSmall Wins runs at   {address}/")
        _say(f"Look round as anyone {address}/demo/")
        _say("Ctrl-C stops it.\n")
        return supervisor.watch()
    finally:
        supervisor.stop()


def _start_mail(supervisor: Supervisor) -> None:
    argv = [sys.executable, "-m", "smallwins.devstack.mailsink", supervisor.env["SMALLWINS_MAIL_DIR"]]
    sink = supervisor.start("mail", argv, output=subprocess.PIPE)
    port = sink.stdout.readline().decode().strip() if sink.stdout else ""
    if not port.isdigit():
        raise StackError("The demo's mail server did not start.")
    supervisor.env["EMAIL_URL"] = f"smtp://{HOST}:{port}"


def _seed() -> list[str]:
    return [sys.executable, "manage.py", "seed_demo", "--if-empty"]


def _say(line: str) -> None:
    print(line, flush=True)
