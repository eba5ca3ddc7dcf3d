"""The programs as they really run: the memory of web, worker and beat, and how long `make run` takes."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from django.core.handlers.wsgi import WSGIHandler

from bench.browser import Browser
from bench.lines import Line
from smallwins.accounts.models import User
from smallwins.celery import app
from smallwins.devstack.process import spawn, stop
from smallwins.processes import LASTING

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
MEMORY_BOUND = 400  # MB
CLONE_BOUND = 120  # seconds
PATIENCE = 300  # seconds
VISITS = 20
STEADY = 0.01  # of the memory, over three seconds
# What `make run` must not find in the environment: it would use our servers.
OURS = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE"}
OURS |= {"LOG_LEVEL", "LOG_JSON", "SMALLWINS_STATIC_ROOT", "SMALLWINS_BEAT_FILE"}


def memory_line(*, path: str, user: User) -> Line:
    """Measure what the three programs hold when idle, after some visits and the mails that were due."""
    port, folder = free_port(), Path(tempfile.mkdtemp(prefix="bench-"))
    env = os.environ | {"PORT": str(port), "HOST": HOST, "SMALLWINS_BEAT_FILE": str(folder / "beat")}
    if os.geteuid() == 0:
        # Celery warns root at length; a developer's container often has no one else.
        env["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
    with ExitStack() as programs:
        programs.callback(shutil.rmtree, folder, ignore_errors=True)
        mail = [sys.executable, "-m", "smallwins.devstack.mailsink", str(folder / "mail")]
        sink = programs.enter_context(run_program(mail, env=env, output=subprocess.PIPE))
        env["EMAIL_URL"] = f"smtp://{HOST}:{sink.stdout.readline().decode().strip()}"
        commands = {name: [sys.executable, "-m", "smallwins.processes", name] for name in LASTING}
        running = {
            name: programs.enter_context(run_program(argv, env=env)) for name, argv in commands.items()
        }
        until_it_answers(f"http://{HOST}:{port}/healthz", running["web"])
        visit = urllib.request.Request(
            f"http://{HOST}:{port}{path}", headers={"Cookie": Browser(WSGIHandler(), user).cookie}
        )
        for _ in range(VISITS):
            urllib.request.urlopen(visit, timeout=20).close()
        while not app.control.ping(timeout=1, limit=1):
            assert running["worker"].poll() is None, "the worker ended"
        each = _steady_memory(running)
    note = ", ".join(f"{name} {size:.0f}" for name, size in each.items())
    return Line("memory of web, worker and beat", sum(each.values()), "MB", bound=MEMORY_BOUND, note=note)


def start_lines() -> Iterator[Line]:
    """Measure `make run` with its environment in place, with a new database and with the one it left."""
    state = Path(tempfile.mkdtemp(prefix="bench-"))
    argv = [sys.executable, "-m", "smallwins.devstack", "run", "--state", str(state)]
    try:
        for name in ("first start of make run, packages there", "second start of make run"):
            yield Line(name, _seconds_to_first_page(argv, cwd=ROOT), "s")
    finally:
        forget = [sys.executable, "-m", "smallwins.devstack", "forget", "--state", str(state)]
        subprocess.run(forget, cwd=ROOT, check=True)
        shutil.rmtree(state, ignore_errors=True)


def clone_line() -> Line:
    """Measure `make run` from a copy of the sources alone; pip may use its cache."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, Path(folder) / name)
        seconds = _seconds_to_first_page(["make", "run"], cwd=Path(folder))
        subprocess.run(["make", "clean"], cwd=folder, check=True, capture_output=True)
    return Line("make run from a clean clone", seconds, "s", bound=CLONE_BOUND)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def memory_of(pid: int) -> float:
    """Return the proportional set size of a process and its children in MB (proc(5), smaps_rollup)."""
    process = psutil.Process(pid)
    return sum(_pss(each.pid) for each in (process, *process.children(recursive=True)))


def _pss(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0


def _steady_memory(running: Mapping[str, subprocess.Popen[bytes]]) -> dict[str, float]:
    """Wait until the sum stays within STEADY for three seconds; at most half a minute."""
    sums: list[float] = []
    while True:
        each = {name: memory_of(process.pid) for name, process in running.items()}
        sums.append(sum(each.values()))
        latest = sums[-4:]
        if len(sums) == 30 or (len(latest) == 4 and max(latest) - min(latest) <= STEADY * sums[-1]):
            return each
        time.sleep(1)


def _seconds_to_first_page(argv: Sequence[str], *, cwd: Path) -> float:
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OURS} | {"PORT": str(port)}
    began = time.perf_counter()
    with run_program(argv, env=env, output=subprocess.DEVNULL, cwd=cwd) as launcher:
        until_it_answers(f"http://{HOST}:{port}/demo/", launcher)
        return time.perf_counter() - began


@contextmanager
def run_program(
    argv: Sequence[str], *, env: Mapping[str, str], output: int | None = None, cwd: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for the length of a `with`."""
    process = spawn(argv, env=env, output=output, cwd=cwd)
    try:
        yield process
    finally:
        stop(process, signal_=signal.SIGTERM, seconds=60)
        if process.stdout:
            process.stdout.close()


def until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first 200. Raises AssertionError when the program ends, or after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"it ended with {process.returncode} before {url} answered"
        try:
            with urllib.request.urlopen(url, timeout=20):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer within {PATIENCE} s")
