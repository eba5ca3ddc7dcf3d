"""Campaign 6: the days the clock changes, a leap day, and clocks that are put right while mail goes out."""

import datetime as dt
import time
from dataclasses import dataclass

from sessions.models import LearningSession
from smallwins.accounts.models import User
from tests.faults.checker import Mail, Received, Verdict
from tests.faults.run import Run
from tests.faults.world import TWO_HOURS, WEEK, World
from trajectories.models import Membership
from trajectories.roles import Role

ZONES = ("Europe/Amsterdam", "America/Paramaribo")
#: Suriname is three hours behind Greenwich all year.
PARAMARIBO = -3
DELAY = 0.02
#: Seconds between the arrival of the clock and what is due.
BEFORE = 2
#: Seconds after a step in which mails of before it are still on their way.
GRACE = 3
#: How late a summary comes at most.
LATEST = dt.timedelta(seconds=90)
BACK_AND_FORTH = [{"hours": -1}, {"hours": 1}]


@dataclass(frozen=True)
class Day:
    """A day with the hours Amsterdam is ahead of Greenwich on it, from a calendar and not from our code."""

    date: dt.date
    ahead: int
    #: The Monday after it, 08:00 in Amsterdam, by Greenwich; None: not looked at.
    monday: dt.datetime | None = None


DAYS = (
    Day(dt.date(2027, 3, 28), 2, dt.datetime(2027, 3, 29, 6, tzinfo=dt.UTC)),
    Day(dt.date(2027, 10, 31), 1, dt.datetime(2027, 11, 1, 7, tzinfo=dt.UTC)),
    Day(dt.date(2028, 2, 29), 1),
)
#: On two of the three clock changes these hours are skipped or doubled: 04:00 is the first that is not.
HOURS = (4, 10, 14, 19, 23)


def run(run: Run) -> Verdict:
    """On each day: the reminder of a week before, the one of two hours before, and then the summary."""
    people = 5 if run.size.mails < 1000 else 20
    world = World.with_people(people, zones=ZONES)
    facilitator = User.objects.create_user("marit@example.org", name="Marit", language="en")
    run.stack.mail.plan(delay=DELAY)
    run.stack.run(workers=2)
    per_day = run.size.mails // (2 * people * len(DAYS))
    steps = run.random.sample([BACK_AND_FORTH, BACK_AND_FORTH[::-1], [{"days": 3}]], len(DAYS))
    intended: list[Mail] = []
    for number, day in enumerate(DAYS):
        hour = run.random.choice(HOURS)
        starts_at = dt.datetime.combine(day.date, dt.time(hour), dt.UTC) - dt.timedelta(hours=day.ahead)
        sessions = [
            world.plan_session(100 * number + n, starts_at=starts_at, offsets=(WEEK, TWO_HOURS))
            for n in range(per_day)
        ]
        mails = [mail for session in sessions for mail in world.reminders(session)]
        for offset, by in ((WEEK, steps[number]), (TWO_HOURS, run.random.choice([BACK_AND_FORTH, []]))):
            due_at = starts_at - dt.timedelta(minutes=offset)
            received, stepped = _send(run, due_at, mails, steps=by)
            _judge(run, received, sessions, day, hour, due_at, stepped)
            intended += mails
        if day.monday:
            intended += _summary(run, world, facilitator, day.monday)
    return run.verdict(intended)


def _send(
    run: Run, due_at: dt.datetime, mails: list[Mail], *, steps: list[dict[str, int]]
) -> tuple[list[Received], list[float]]:
    """Let the moment come, step the clock when a third is sent; returns what arrived, and when it stepped."""
    had, stepped = run.stack.mail.count(), []
    run.stack.clock.set(due_at - dt.timedelta(seconds=BEFORE))
    run.stack.note(f"it is {due_at}")
    run.stack.mail.wait_for(had + len(mails) // 3, seconds=30)
    for step in steps:
        run.stack.note(f"the clock steps {step}")
        run.stack.clock.step(**step)
        stepped.append(time.time())
        run.stack.sleep(1.0)
    run.stack.mail.wait_for(had + len(mails), seconds=60)
    run.settle(0)
    return run.stack.mail.received()[had:], stepped


def _judge(
    run: Run,
    received: list[Received],
    sessions: list[LearningSession],
    day: Day,
    hour: int,
    due_at: dt.datetime,
    stepped: list[float],
) -> None:
    """Nothing before its time, and on each subject the wall clock of its reader."""
    titles = {session.title for session in sessions}
    for mail in received:
        run.demand(mail.about.partition(" ")[2] in titles, f"{mail.about} at {due_at}")
        # What was under way when the clock was put back is no early mail.
        early = due_at.timestamp() - mail.clock
        under_way = any(0 <= mail.at - step < GRACE for step in stepped)
        run.demand(early <= 0 or under_way, f"{mail.about} came {early:.0f} s early")
        run.demand(_wall(mail, day, hour) in mail.subject, f"{mail.subject!r} for {mail.recipient}")


def _wall(mail: Received, day: Day, hour: int) -> str:
    """What the subject must say, by the reader's zone."""
    in_amsterdam = int(mail.recipient.removeprefix("p").partition("@")[0]) % len(ZONES) == 0
    local = dt.datetime.combine(day.date, dt.time(hour))
    if not in_amsterdam:
        local += dt.timedelta(hours=PARAMARIBO - day.ahead)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def _summary(run: Run, world: World, facilitator: User, monday: dt.datetime) -> list[Mail]:
    """Monday 08:00 on the facilitator's clock, once."""
    role = Membership.objects.create(
        user=facilitator, role=Role.FACILITATOR, trajectory=world.trajectory, starts_on=monday.date()
    )
    had = run.stack.mail.count()
    run.stack.clock.set(monday - dt.timedelta(seconds=BEFORE))
    run.stack.mail.wait_for(had + 1, seconds=30)
    run.stack.sleep(1.5)
    for mail in run.stack.mail.received()[had:]:
        late = mail.clock - monday.timestamp()
        run.demand(0 <= late <= LATEST.total_seconds(), f"the summary came {late:.0f} s after its time")
    role.delete()
    return [(facilitator.email, "summary")]
