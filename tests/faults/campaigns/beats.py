"""Campaign 5: two beats and four workers, while ten minutes of the product's clock pass."""

import datetime as dt

from django.db import connection

from tests.faults.checker import Verdict
from tests.faults.run import Run
from tests.faults.world import World

PER_SESSION = 10
MINUTES = 10
STEP, PAUSE = dt.timedelta(seconds=30), 0.6
_DOUBLED = """
    SELECT count(*) FROM (
        SELECT 1 FROM notifications_delivery
        GROUP BY kind, subject_id, offset_minutes, recipient_id HAVING count(*) > 1
    ) AS keys
"""


def run(run: Run) -> Verdict:
    """Reminders come due all along the ten minutes; everybody plans and sends at once."""
    world = World.with_people(PER_SESSION)
    begin = run.stack.clock.now() + dt.timedelta(hours=2)
    length = dt.timedelta(minutes=MINUTES)
    numbers = range(run.size.mails // PER_SESSION)
    sessions = [world.plan_session(n, starts_at=begin + length * run.random.random()) for n in numbers]
    intended = [mail for session in sessions for mail in world.reminders(session)]
    run.stack.run(workers=4, beats=2)
    run.stack.mail.wait_for(1, seconds=60)
    for _ in range(length // STEP):
        run.stack.clock.step(seconds=STEP.total_seconds())
        run.stack.sleep(PAUSE)
    run.settle(len(intended))
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLED)
        (doubled,) = cursor.fetchone()
    run.demand(doubled == 0, f"{doubled} mails have more than one row")
    return run.verdict(intended)
