"""Start and stop child processes that never outlive the one who started them."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def unprivileged() -> pwd.struct_passwd | None:
    """Return the account a server that refuses root must run as, or None when we are not root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def spawn(
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    user: pwd.struct_passwd | None = None,
    death_signal: int = signal.SIGTERM,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that Ctrl-C reaches the launcher alone.

    On Linux the kernel sends it `death_signal` when the launcher dies, however that happens; elsewhere the
    next start clears it away (`state.sweep`).
    """
    launcher = os.getpid()

    def in_child() -> None:
        if user is not None:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
        if _libc is not None:
            # After setuid, which clears it; and the launcher may already be gone by now.
            _libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
            if os.getppid() != launcher:
                os._exit(1)

    return subprocess.Popen(
        list(argv),
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=in_child,  # noqa: PLW1509 - we start processes from the main thread only
        cwd=cwd,
    )


def stop(process: subprocess.Popen[bytes], *, signal_: int = signal.SIGTERM, seconds: float = 15) -> None:
    """Ask a process to stop and wait; after `seconds` kill it together with its children."""
    if process.poll() is None:
        process.send_signal(signal_)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
