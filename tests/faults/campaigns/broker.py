"""Campaign 2: Redis forgets everything, dies, and comes back empty."""

from tests.faults.campaigns.crash import due_reminders
from tests.faults.checker import Verdict
from tests.faults.pages import Visitor
from tests.faults.run import PATIENCE, Run
from tests.faults.world import visited_session

DELAY = 0.08
LONGEST_AWAY = 2.0
SLOWEST_PAGE = 10.0


def run(run: Run) -> Verdict:
    """Every third time Redis is killed, otherwise it only forgets; somebody uses the site meanwhile."""
    run.stack.mail.plan(delay=DELAY)
    intended = due_reminders(run)
    run.stack.run(workers=2, web=1)
    visitor = Visitor(run.stack.port, *visited_session(run.stack.clock.now()))
    visitor.wait_for_the_site()
    visitor.start()

    def fault(number: int) -> None:
        if number % 3 == 2:
            run.stack.restart_redis(away=run.random.uniform(0.5, LONGEST_AWAY))
        else:
            run.stack.flush_redis()

    run.at_moments(run.moments(run.size.faults, len(intended)), fault)
    seconds = run.settle(len(intended))
    visitor.stop()
    run.demand(seconds < PATIENCE, f"not all was sent within {PATIENCE} s of the last return of Redis")
    run.demand(set(visitor.statuses()) <= {200, 302}, f"pages answered {sorted(set(visitor.statuses()))}")
    run.demand(visitor.slowest < SLOWEST_PAGE, f"a page took {visitor.slowest:.1f} s")
    run.demand(visitor.what_was_confirmed_is_there(), "an answer that was confirmed is gone")
    return run.verdict(intended)
