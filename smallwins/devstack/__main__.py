"""`python -m smallwins.devstack run` starts everything; `… exec COMMAND` gives one command fresh servers."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from smallwins.devstack import StackError, stack, state
from smallwins.devstack.supervisor import run

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Read the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m smallwins.devstack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    runner = commands.add_parser("run", help="start everything, with its data in --state")
    runner.add_argument("--state", type=Path, default=PROJECT / ".run")
    one = commands.add_parser("exec", help="run one command with DATABASE_URL and REDIS_URL of fresh servers")
    one.add_argument("argv", nargs=argparse.REMAINDER)
    forget = commands.add_parser("forget", help="remove the data of --state")
    forget.add_argument("--state", type=Path, default=PROJECT / ".run")
    options = parser.parse_args()
    if options.command == "run":
        os.chdir(PROJECT)
        return run(options.state)
    try:
        if options.command == "forget":
            state.forget(options.state.resolve())
            return 0
        with stack() as env:
            return subprocess.run(options.argv, env=os.environ | env, check=False).returncode
    except StackError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
