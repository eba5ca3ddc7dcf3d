"""Private servers for a developer's machine, the tests and the benchmarks; never for production.

`with stack() as env:` starts PostgreSQL and Valkey on unix sockets; `env` holds the variables that find them.
"""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from smallwins.devstack import state
from smallwins.devstack.errors import StackError, explain
from smallwins.devstack.postgres import Postgres
from smallwins.devstack.process import stop
from smallwins.devstack.valkey import Valkey

__all__ = ["StackError", "stack"]

Result = TypeVar("Result")


@contextmanager
def stack(*, state_dir: Path | None = None, durable: bool = False) -> Iterator[dict[str, str]]:
    """Run PostgreSQL and Valkey for the length of a `with`, and yield the environment that finds them.

    With `state_dir` the data stays there; without it everything vanishes at the end. `durable` keeps fsync
    and the append-only file on. A DATABASE_URL or REDIS_URL already in the environment is used as it is, and
    no server is started for it. Call it from the main thread. Raises StackError with one clear line.
    """
    env = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if len(env) == 2:
        yield env
        return
    state.sweep()
    room = _guarded(state.make_room)
    data = state_dir or room / "data"
    pids: list[int] = []

    def started(pid: int) -> None:
        pids.append(pid)
        state.record(room, pids)

    servers: list[Postgres | Valkey] = []
    try:
        for variable, kind in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey)):
            if variable not in env:
                server = kind(room=room, data=data, durable=durable, started=started)
                servers.append(server)
                _guarded(server.start)
                env |= server.env
        yield env
    finally:
        for server in reversed(servers):
            if hasattr(server, "process"):
                stop(server.process, signal_=signal.SIGINT)
        shutil.rmtree(room, ignore_errors=True)


def _guarded(call: Callable[[], Result]) -> Result:
    try:
        return call()
    except OSError as error:
        raise explain(error) from error
