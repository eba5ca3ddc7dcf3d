"""Campaign 3: Postgres ends as in a crash, and starts again."""

import datetime as dt
import threading
import time

from django.db import Error, connection
from django.db.models import Count
from django.utils import timezone

from sessions.models import LearningSession
from sessions.services import session as services
from smallwins.notifications.models import Delivery
from tests.faults.campaigns.crash import due_reminders
from tests.faults.checker import Verdict
from tests.faults.pages import Visitor
from tests.faults.run import Run
from tests.faults.world import visited_session

DELAY = 0.08
RESTARTS = 3
LONGEST_AWAY = 1.5
#: Seconds within which pages work again.
RECOVERY = 10


def run(run: Run) -> Verdict:
    """Restart it three times while mails go out, a session is moved and somebody uses the site."""
    run.stack.mail.plan(delay=DELAY)
    intended = due_reminders(run)
    run.stack.run(workers=2, web=1)
    user, session = visited_session(run.stack.clock.now())
    visitor, mover = Visitor(run.stack.port, user, session), Mover(session)
    visitor.wait_for_the_site()
    visitor.start()
    mover.start()
    web, outages = run.stack.programs["web0"], []

    def fault(number: int) -> None:
        gone = time.monotonic()
        run.stack.restart_postgres(away=run.random.uniform(0.3, LONGEST_AWAY))
        connection.close()
        outages.append((gone, time.monotonic()))

    run.at_moments(run.moments(RESTARTS, len(intended)), fault)
    run.settle(len(intended))
    time.sleep(max(0.0, outages[-1][1] + 1 - time.monotonic()))
    mover.stop()
    visitor.stop()
    judge(run, visitor, outages)
    run.demand(web.process.poll() is None, "the web process ended")
    run.demand(mover.moved > 0, "nothing was moved")
    for what in mover.half_done():
        run.demand(False, what)
    return run.verdict(intended)


def judge(run: Run, visitor: Visitor, outages: list[tuple[float, float]]) -> None:
    """What people saw."""
    seen = set(visitor.statuses())
    run.demand(seen <= {200, 302, 503}, f"pages answered {sorted(seen)}")
    run.demand(503 in seen, "nobody met the page for an outage")
    run.demand(visitor.health() == {200}, f"/healthz answered {sorted(visitor.health())}")
    ends = [gone for gone, _ in outages[1:]] + [float("inf")]
    for (_, back), next_one in zip(outages, ends, strict=True):
        late = set(visitor.statuses(after=back + RECOVERY, before=next_one))
        run.demand(503 not in late, f"pages still answered 503 {RECOVERY} s after the return")
    last = visitor.statuses(after=outages[-1][1])
    run.demand(bool(last) and last[-1] in (200, 302), "pages did not recover")
    run.demand(visitor.what_was_confirmed_is_there(), "an answer that was confirmed is gone")


class Mover(threading.Thread):
    """A facilitator who moves one session again and again; each move writes its news, or did not happen."""

    def __init__(self, session: LearningSession) -> None:
        super().__init__(daemon=True)
        self.session, self.moved = session, 0
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(0.05):
            try:
                self._move()
                self.moved += 1
            except Error:
                connection.close()
        connection.close()

    def _move(self) -> None:
        session = LearningSession.objects.get(pk=self.session.pk)
        version, session.duration_minutes = session.version, 60 + session.version % 60
        services.edit_session(
            learning_session=session,
            teams=list(session.teams.all()),
            agenda=[],
            version=version,
            notify=True,
            # The news is held until long after this run.
            now=timezone.now() + dt.timedelta(hours=1),
        )

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()

    def half_done(self) -> list[str]:
        """Moves whose news is not complete: each version has a mail to everybody, and no other has any."""
        session = LearningSession.objects.get(pk=self.session.pk)
        people = session.teams.get().memberships.count()
        news = Delivery.objects.filter(subject_id=session.pk).values("occurrence")
        found = {int(row["occurrence"]): row["n"] for row in news.annotate(n=Count("pk"))}
        wanted = dict.fromkeys(range(2, session.schedule_version + 1), people)
        return [] if found == wanted else [f"news of moves is {found}, not {wanted}"]
