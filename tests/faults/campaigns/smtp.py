"""Campaign 4: the mail server refuses, stalls and drops in every way it can."""

import datetime as dt

from tests.faults.checker import Mail, Verdict
from tests.faults.run import PATIENCE, Run
from tests.faults.world import World

#: What happens to the mails of one person, one after the other, and the state their mail must end in.
SCRIPTS = {
    ("451",): "sent",
    ("451", "451 end"): "sent",
    ("421",): "sent",
    ("550",): "bounced",
    ("451", "550 end"): "bounced",
    ("drip",): "sent",
    ("drip end",): "sent",
    ("drop during",): "sent",
    ("drop after",): "sent",
    ("451", "drop after", "drop during"): "sent",
    ("drop during",) * 3: "uncertain",
    ("drop after",) * 3: "uncertain",
}
#: A drop that may leave a copy behind: our side hears no 250 for a mail that was taken.
DROPS = {"drop after", "drip end"}
#: Beside them the server as a whole fails, so many seconds each time.
MODES, LASTS = ("refuse", "421", "drip"), 2.0
DELAY = 0.02


def run(run: Run) -> Verdict:
    """One session with many people; half of them meet a fault of their own, all meet those of the server."""
    world = World.with_people(run.size.mails)
    session = world.plan_session(1, starts_at=run.stack.clock.now() + dt.timedelta(hours=2))
    intended = world.reminders(session)
    scripts, ends = {}, {}
    for number, mail in enumerate(run.random.sample(intended, len(intended) // 2)):
        script = list(SCRIPTS)[number % len(SCRIPTS)]
        scripts[mail[0]] = list(script)
        ends[mail] = SCRIPTS[script]
    run.stack.mail.plan(delay=DELAY, scripts=scripts)
    run.stack.run(workers=2)

    def fault(number: int) -> None:
        mode = MODES[number % len(MODES)]
        run.stack.note(f"the mail server: {mode}")
        run.stack.mail.plan(delay=DELAY, mode=mode)
        run.stack.sleep(LASTS)
        run.stack.mail.plan(delay=DELAY)

    run.at_moments(run.moments(run.size.faults, len(intended) * 3 // 4), fault)
    # A server that drips holds each worker for as long as it is borne with.
    run.settle(len(intended), seconds=PATIENCE + len(intended) / 4)
    verdict = run.verdict(intended, ends={mail: end for mail, end in ends.items() if end != "sent"})
    judge(run, verdict, ends)
    return verdict


def judge(run: Run, verdict: Verdict, ends: dict[Mail, str]) -> None:
    """Every planned fault happened, and no more copies than drops."""
    failures = run.stack.mail.failures()
    drops = sum(each in DROPS for each in failures)
    run.demand(verdict.duplicated <= drops, f"{verdict.duplicated} copies too many of {drops} drops")
    run.demand("421 at MAIL FROM" in failures, "the server as a whole never failed")
    missing = {action for script in SCRIPTS for action in script} - set(failures)
    run.demand(not missing, f"faults that did not happen: {sorted(missing)}")
