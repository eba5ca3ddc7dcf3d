"""`python -m tests.faults`: run campaigns against servers of their own, print a line each.

Ends with 1 when a mail was lost, unexpected or doubled without a flag, or when a bound of a campaign broke.
"""

import argparse
import sys
from itertools import count, islice

from tests.faults.stack import Stack, running_stack

#: First the seeds that once failed, then any.
FIXED = (7, 11, 23)


def main() -> int:
    """Read the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", type=int, nargs="*", help="numbers of campaigns")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--seed", type=int, help="this one alone")
    parser.add_argument("--small", action="store_true", help="300 mails and 6 faults instead of 2,000 and 20")
    parser.add_argument("--talk", action="store_true", help="say what happens, and what the programs said")
    options = parser.parse_args()
    seeds = [options.seed] if options.seed is not None else _seeds(options.seeds)
    with running_stack() as stack:
        stack.talks = options.talk
        return _run(stack, options, seeds)


def _seeds(number: int) -> list[int]:
    others = (seed for seed in count(100) if seed not in FIXED)
    return [*FIXED[:number], *islice(others, max(number - len(FIXED), 0))]


def _run(stack: Stack, options: argparse.Namespace, seeds: list[int]) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.faults import world
    from tests.faults.campaigns import CAMPAIGNS
    from tests.faults.run import FULL, SMALL, Run

    call_command("migrate", verbosity=0)
    failed = 0
    for number in options.only or CAMPAIGNS:
        for seed in seeds:
            stack.clock.step_to(0)
            stack.mail.clear()
            world.forget()
            campaign = CAMPAIGNS[number]
            verdict = campaign.run(Run(stack, seed, SMALL if options.small else FULL))
            sys.stdout.write(f"campaign {number} {campaign.name} seed={seed} {verdict}\n")
            sys.stdout.flush()
            for what in verdict.broken:
                sys.stderr.write(f"campaign {number} seed={seed}: {what}\n")
            failed += not verdict.clean
            if options.talk and not verdict.clean:
                stack.show_logs()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
