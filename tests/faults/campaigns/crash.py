"""Campaign 1: workers are killed while they send."""

import datetime as dt

from tests.faults.checker import Mail, Verdict
from tests.faults.run import Run
from tests.faults.world import World

WORKERS = 4
PER_SESSION = 20
DELAY = 0.08  # seconds per mail, so that most kills meet one under way


def run(run: Run) -> Verdict:
    """Kill one worker of four, again and again; each comes back at once."""
    run.stack.mail.plan(delay=DELAY)
    intended = due_reminders(run)
    run.stack.run(workers=WORKERS)

    def kill(number: int) -> None:
        label = f"worker{run.random.randrange(WORKERS)}"
        run.stack.kill(label)
        run.stack.start_program(label)

    run.at_moments(run.moments(run.size.faults, len(intended)), kill)
    run.settle(len(intended))
    return run.verdict(intended)


def due_reminders(run: Run) -> list[Mail]:
    """Plan sessions whose reminders are due now, for as many mails as the size says."""
    world = World.with_people(PER_SESSION)
    starts_at = run.stack.clock.now() + dt.timedelta(hours=2)
    sessions = [
        world.plan_session(number, starts_at=starts_at) for number in range(run.size.mails // PER_SESSION)
    ]
    return [mail for session in sessions for mail in world.reminders(session)]
