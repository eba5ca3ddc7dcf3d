"""Campaign 7: sessions are moved and cancelled while their reminders are being sent."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from sessions.models import LearningSession
from sessions.services import session as services
from tests.faults.checker import Mail, Received, Verdict
from tests.faults.run import Run
from tests.faults.world import World, ledger_rows

PER_SESSION = 20
DELAY = 0.04
#: Some people's mail server answers 451 or drops their first mail, so that old mails come back to the queue.
SCRIPTS = (["451"], ["drop after"])
HOLD = dt.timedelta(minutes=5, seconds=10)
#: Each handover with its moment by Postgres' clock, written by Postgres itself.
_WATCH = """
    CREATE TABLE IF NOT EXISTS faults_handover
        (subject_id uuid, occurrence text, address text, at timestamptz);
    TRUNCATE faults_handover;
    CREATE OR REPLACE FUNCTION faults_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO faults_handover VALUES (NEW.subject_id, NEW.occurrence, NEW.address, clock_timestamp());
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER faults_handover AFTER UPDATE OF state ON notifications_delivery
    FOR EACH ROW WHEN (NEW.state = 'handover' AND OLD.state <> 'handover') EXECUTE FUNCTION faults_note();
"""
_UNDER_WAY = "SELECT address FROM faults_handover WHERE subject_id = %s AND occurrence = %s AND at <= %s"
_LATE = "SELECT count(*) FROM faults_handover WHERE subject_id = %s AND occurrence = %s AND at > %s"


@dataclass(frozen=True)
class Change:
    """A session was moved or cancelled; by `done_at` (Postgres' clock) that was committed."""

    session: LearningSession
    cancelled: bool
    done_at: dt.datetime


def run(run: Run) -> Verdict:
    """Change half of the sessions, each at a seeded moment; after the hold everybody has heard."""
    with connection.cursor() as cursor:
        cursor.execute(_WATCH)
    world = World.with_people(PER_SESSION)
    starts_at = run.stack.clock.now() + dt.timedelta(hours=2)
    numbers = range(run.size.mails // PER_SESSION)
    sessions = [world.plan_session(number, starts_at=starts_at) for number in numbers]
    unlucky = run.random.sample(world.people, len(SCRIPTS) * 2)
    scripts = {user.email: list(SCRIPTS[n % len(SCRIPTS)]) * 2 for n, user in enumerate(unlucky)}
    run.stack.mail.plan(delay=DELAY, scripts=scripts)
    run.stack.run(workers=4)
    # Mails go out in no order: any session may be under way at any moment.
    chosen = run.random.sample(sessions, min(run.size.faults, len(sessions)))
    changes: list[Change] = []

    def change(number: int) -> None:
        changes.append(_change(run, world, chosen[number], cancel=run.random.random() < 0.5))

    run.at_moments(run.moments(len(chosen), len(sessions) * PER_SESSION * 2 // 3), change)
    run.settle(len(sessions) * PER_SESSION)
    run.stack.clock.step(seconds=HOLD.total_seconds())
    run.settle(len(sessions) * PER_SESSION)
    return judge(run, world, sessions, changes)


def _change(run: Run, world: World, session: LearningSession, *, cancel: bool) -> Change:
    """Move it by a day, or cancel it, as a facilitator would."""
    now = run.stack.clock.now()
    run.stack.note(f"{session.title} is {'cancelled' if cancel else 'moved'}")
    if cancel:
        services.cancel_session(learning_session=session, reason="The hall is closed", now=now)
    else:
        session.starts_at += dt.timedelta(days=1)
        services.edit_session(
            learning_session=session,
            teams=[world.team],
            agenda=[],
            version=session.version,
            notify=True,
            now=now,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return Change(session, cancel, cursor.fetchone()[0])


def judge(run: Run, world: World, sessions: list[LearningSession], changes: list[Change]) -> Verdict:
    """No old time after the commit; who was told the old one hears of the change, the others of the new."""
    with connection.cursor() as cursor:
        for change in changes:
            cursor.execute(_LATE, [change.session.pk, "1", change.done_at])
            (late,) = cursor.fetchone()
            run.demand(late == 0, f"{change.session.title}: {late} mails with the old time after the commit")
    by_session: dict[str, list[Received]] = defaultdict(list)
    for mail in run.stack.mail.received():
        by_session[mail.about.partition(" ")[2]].append(mail)
    changed = {change.session.pk: change for change in changes}
    intended: list[Mail] = []
    for session in sessions:
        reminded = {one.recipient for one in by_session[session.title] if one.about.startswith("reminder")}
        if session.pk in changed:
            intended += _news(world, changed[session.pk], reminded)
        else:
            intended += world.reminders(session)
    return run.verdict(intended)


def _news(world: World, change: Change, reminded: set[str]) -> list[Mail]:
    """The reminders that got away before the change, and what everybody has to hear after it."""
    title = change.session.title
    before = [(address, f"reminder {title}") for address in sorted(reminded)]
    told = reminded | _may_know(title) | (_under_way(change) & _counted_as_told(title))
    if change.cancelled:
        return before + [(address, f"cancelled {title}") for address in sorted(told)]
    return before + [
        (user.email, f"{'moved' if user.email in told else 'invitation'} {title}") for user in world.people
    ]


def _under_way(change: Change) -> set[str]:
    """Whose old mail was with the mail server at or before the change, whatever it answered later."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDER_WAY, [change.session.pk, "1", change.done_at])
        return {address for (address,) in cursor.fetchall()}


def _counted_as_told(title: str) -> set[str]:
    """Whom the change took for somebody who may know: right for a mail under way, wrong for any other."""
    news = {f"moved {title}", f"cancelled {title}"}
    return {row.recipient for row in ledger_rows() if row.about in news}


def _may_know(title: str) -> set[str]:
    """Whom the old time reached or may have reached, by the ledger."""
    rows = [row for row in ledger_rows() if row.about == f"reminder {title}"]
    return {row.recipient for row in rows if row.state in ("sent", "uncertain") or row.ambiguous}
