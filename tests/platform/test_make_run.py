"""`make run` as a newcomer meets it: the real programs, started, used, stopped and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from smallwins.devstack import state

ROOT = Path(__file__).resolve().parents[2]
NOT_A_NEWCOMERS = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "LOG_LEVEL", "LOG_JSON", "DEBUG"}
NOT_A_NEWCOMERS |= {"DJANGO_SETTINGS_MODULE", "PGHOST", "PGUSER", "PGDATABASE"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status


class Run:
    """One `make run`; its output is read up to the line that says how to stop it."""

    def __init__(self, folder: Path, port: int):
        env = {name: value for name, value in os.environ.items() if name not in NOT_A_NEWCOMERS}
        argv = [sys.executable, "-m", "smallwins.devstack", "run", "--state", str(folder)]
        self.process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=env | {"PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if "Ctrl-C" in line:
                break
        assert self.process.poll() is None, "\n".join(self.lines)
        self.children = psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: int) -> tuple[int, str, list[psutil.Process]]:
        """Send a signal; return the exit code, the last line, and what is still running."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        if sys.platform != "linux":
            state.sweep()  # only Linux tells a process that its parent died; the next start does this
        last = (rest.splitlines() or [""])[-1]
        return self.process.returncode, last, psutil.wait_procs(self.children, timeout=15)[1]


@pytest.fixture
def start(tmp_path):
    runs: list[Run] = []

    def started(port: int) -> Run:
        runs.append(Run(tmp_path / "run", port))
        return runs[-1]

    yield started
    for run in runs:
        if run.process.poll() is None:
            run.end(signal.SIGTERM)
    subprocess.run(
        [sys.executable, "-m", "smallwins.devstack", "forget", "--state", tmp_path / "run"], cwd=ROOT
    )


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_it_starts_serves_stops_and_keeps_its_data(start, tmp_path):
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    first = start(port)
    assert f"Small Wins runs at   {address}/" in first.lines
    assert f"Look round as anyone {address}/demo/" in first.lines
    assert status_of(f"{address}/healthz") == 200
    assert status_of(f"{address}/demo/") == 200
    assert first.end(signal.SIGINT) == (0, "Stopped. The data is kept; `make run` continues with it.", [])

    began = time.monotonic()
    second = start(port)
    assert time.monotonic() - began < 30
    assert status_of(f"{address}/readyz") == 200
    assert second.end(signal.SIGTERM)[::2] == (0, [])


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(240)
def test_killed_without_warning_it_leaves_nothing_running_and_starts_again(start):
    port = free_port()
    killed = start(port)
    assert killed.end(signal.SIGKILL)[::2] == (-signal.SIGKILL, [])

    again = start(port)
    assert status_of(f"http://127.0.0.1:{port}/readyz") == 200
    assert again.end(signal.SIGINT)[::2] == (0, [])


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(240)
def test_when_one_program_dies_all_stop_and_it_says_which(start):
    run = start(free_port())
    beat = next(child for child in run.children if "beat" in child.cmdline())
    beat.kill()
    rest, _ = run.process.communicate(timeout=60)
    assert "beat stopped by itself (code -9); stopping the rest." in rest
    assert run.process.returncode == 9
    assert psutil.wait_procs(run.children, timeout=15)[1] == []
