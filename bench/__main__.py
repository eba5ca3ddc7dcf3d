"""`python -m bench`: start what it needs, measure, print a line each, end with 1 when one is short.

It always starts servers of its own, because it writes a lot; PG_BIN and REDIS_BIN choose which.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import lines
from bench.lines import Line
from smallwins.devstack import StackError, stack

RESULTS = Path(__file__).resolve().parents[1] / "bench-results"
#: Left out unless asked for: `clone` installs every package anew, `many` sends 20,000 mails.
UNUSUAL = ("clone", "many")
USUAL = (
    "pages",
    "search",
    "post",
    "memory",
    "start",
    "screens",
    "privacy",
    "exports",
    "delivery",
    "planning",
)


def main() -> int:
    """Read the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", metavar="group", help=f"of {', '.join(USUAL)} (all these), {', '.join(UNUSUAL)}"
    )
    parser.add_argument("--scale", choices=("small", "medium", "large"), default="medium")
    parser.add_argument("--rounds", type=int, default=150, help="pairs behind each ratio")
    options = parser.parse_args()
    if unknown := set(options.groups) - {*USUAL, *UNUSUAL}:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, stack() as env:
            os.environ |= env | {
                "DJANGO_SETTINGS_MODULE": "bench.settings",
                "SECRET_KEY": "only-for-measuring-" + "x" * 40,
                "DEBUG": "false",
                "LOG_LEVEL": "ERROR",
                "SMALLWINS_STATIC_ROOT": f"{folder}/static",
                "SMALLWINS_BEAT_FILE": f"{folder}/beat",
            }
            found = _measure(options.groups or USUAL, scale=options.scale, rounds=options.rounds)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    lines.write(found, path)
    print(f"\nWritten to {path.relative_to(RESULTS.parent)}")
    missed = lines.short(found)
    if missed:
        print(f"{len(missed)} of {len(found)} lines are short: {'; '.join(line.name for line in missed)}")
    return 1 if missed else 0


def _measure(groups: Sequence[str], *, scale: str, rounds: int) -> list[Line]:
    import django

    django.setup()
    from bench.groups import GROUPS, Options, prepare

    options = Options(scale=scale, rounds=rounds)
    prepare(options)
    print(lines.HEAD)
    found = []
    for name, group in GROUPS.items():
        if name in groups:
            for line in group(options):
                print(line, flush=True)
                found.append(line)
    return found


if __name__ == "__main__":
    sys.exit(main())
