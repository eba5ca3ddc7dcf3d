"""Where a private stack keeps its sockets and data, and how leftovers of a killed one are cleared away."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from smallwins.devstack.errors import StackError

# Short on purpose: the path of a unix socket has 103 to 107 bytes, a project's path may be longer.
ROOMS = Path("/tmp")  # noqa: S108 - mkdtemp below makes private folders in it
PREFIX = "sw-"
# What root keeps for the server account, which cannot enter root's own folders.
COMMON = Path("/var/tmp")  # noqa: S108 - the owner of what lies there is checked


def reachable_by_others(path: Path) -> bool:
    """Say whether an account without rights of its own can enter `path` (it need not exist yet)."""
    folders = [folder for folder in (path, *path.parents) if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def make_room() -> Path:
    """Make the short-lived folder of one stack, with the record of who owns it."""
    room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=ROOMS))
    if os.geteuid() == 0:
        room.chmod(0o711)  # the server account passes through, and reads nothing
    record(room, [])
    return room


def record(room: Path, pids: list[int]) -> None:
    """Write down which processes belong to this stack."""
    people = {str(pid): psutil.Process(pid).create_time() for pid in pids if psutil.pid_exists(pid)}
    owner = psutil.Process().create_time()
    fresh = room / "stack.json.new"
    fresh.write_text(json.dumps({"owner": [os.getpid(), owner], "children": people}))
    fresh.replace(room / "stack.json")


def sweep() -> None:
    """Stop what a killed launcher left running, and remove its folder."""
    for room in ROOMS.glob(f"{PREFIX}*"):
        try:
            info = room.lstat()
            if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
                continue
            known = json.loads((room / "stack.json").read_text())
        except (OSError, ValueError):
            continue
        if _alive(*known["owner"]) is not None:
            continue
        _end([_alive(int(pid), born) for pid, born in known["children"].items()])
        shutil.rmtree(room, ignore_errors=True)


def _alive(pid: int, born: float) -> psutil.Process | None:
    """Return the process if it is still the one we wrote down; a pid alone may have a new owner."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - born) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return process if same else None


def _end(processes: list[psutil.Process | None]) -> None:
    """Stop processes: SIGINT, which is PostgreSQL's fast shutdown, then SIGKILL."""
    running = [process for process in processes if process is not None]
    for process in running:
        process.send_signal(signal.SIGINT)
    for process in psutil.wait_procs(running, timeout=15)[1]:
        process.kill()


def server_data(folder: Path) -> Path:
    """Return the folder for server data: `folder`, or one the server account can enter when we are root."""
    if os.geteuid() != 0 or reachable_by_others(folder):
        return folder
    path = _common(folder)
    path.mkdir(mode=0o711, exist_ok=True)
    _check_ours(path)
    path.chmod(0o711)
    return path


def public_copy(name: str, parts: dict[str, Path]) -> Path:
    """Copy folders (place in the copy: source) to where everyone can run them; once, whole or not at all."""
    path = COMMON / name
    if not path.exists():
        fresh = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=COMMON))
        for place, source in parts.items():
            if source.exists():
                shutil.copytree(source, fresh / place, symlinks=True)
        for item in (fresh, *fresh.rglob("*")):
            if not item.is_symlink():
                item.chmod(0o755 if item.is_dir() or item.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            fresh.rename(path)
        except OSError:  # someone else was first
            shutil.rmtree(fresh)
    _check_ours(path)
    return path


def _check_ours(path: Path) -> None:
    info = path.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
        raise StackError(f"{path} belongs to someone else. Remove it and start again.")


def forget(folder: Path) -> None:
    """Remove everything kept for `folder`. Raises StackError while it is in use."""
    if folder.exists():
        with locked(folder):
            shutil.rmtree(_common(folder), ignore_errors=True)
            shutil.rmtree(folder)


def _common(folder: Path) -> Path:
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return COMMON / f"smallwins-{digest}"


def secret(folder: Path) -> str:
    """Return this machine's own SECRET_KEY, made once and kept in `folder`."""
    path = folder / "secret_key"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.replace(path)
    return path.read_text()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one launcher; a second one gets a clear line."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            who = file.read().strip() or "unknown"
            raise StackError(
                f"Small Wins already runs with its data in {folder} (process {who}). Ctrl-C stops it."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
