"""The programs Small Wins consists of, in one place: `make run` and docker-compose start the same ones.

`python -m smallwins.processes web` becomes that program.
"""

import os
import sys

# docker-compose starts `migrate` and `static` once, before the others.
ONCE = {
    "migrate": ["manage.py", "migrate", "--noinput", "--verbosity", "0"],
    "static": ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
}
CELERY = ["-m", "celery", "--quiet", "-A", "smallwins"]
LASTING = ("web", "worker", "beat")


def argv(name: str) -> list[str]:
    """Return the command of one program; HOST, PORT, LOG_LEVEL and the numbers come from the environment."""
    level = os.environ.get("LOG_LEVEL", "INFO")
    if name in ONCE:
        return [sys.executable, *ONCE[name]]
    if name == "web":
        bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
        # --preload shares the application's memory between workers; threads suit a page that waits for SQL.
        options = ["--preload", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        options += ["--workers", os.environ.get("WEB_CONCURRENCY", "1"), "--log-level", level.lower()]
        return [sys.executable, "-m", "gunicorn", "smallwins.wsgi", "--bind", bind, *options]
    if name == "worker":
        # Gossip and mingle are talk between workers, which ours have no use for.
        options = ["--concurrency", os.environ.get("WORKER_CONCURRENCY", "1"), "--without-gossip"]
        if os.environ.get("WORKER_NAME"):  # two workers on one machine need names of their own
            options += ["--hostname", f"{os.environ['WORKER_NAME']}@%h"]
        return [sys.executable, *CELERY, "worker", *options, "--without-mingle", "--loglevel", level]
    if name == "beat":
        return [sys.executable, *CELERY, "beat", "--pidfile=", "--loglevel", level]
    raise ValueError(f"No such program: {name}. Choose from {', '.join((*LASTING, *ONCE))}.")


def main() -> None:
    """Become the program named on the command line."""
    if len(sys.argv) != 2:
        sys.exit(f"Usage: python -m smallwins.processes {'|'.join((*LASTING, *ONCE))}")
    try:
        command = argv(sys.argv[1])
    except ValueError as error:
        sys.exit(str(error))
    os.execv(command[0], command)  # noqa: S606 - no shell, our own list


if __name__ == "__main__":
    main()
