"""Fifty open screens that follow a session, while nothing changes."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle, islice

import psutil
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone

from bench import floor, pages
from bench.browser import Browser
from bench.lines import Line
from bench.programs import HOST, free_port, run_program, until_it_answers
from bench.queries import counted
from bench.race import race
from sessions.live import live_context
from sessions.models import AgendaItem, LearningSession, SessionState
from sessions.services.run import begin
from smallwins.accounts.models import User

SCREENS = 50
EVERY = 4.0  # seconds, as static/js/live.js asks
ROUNDS = 6  # of EVERY
CORE_BOUND = 10  # per cent of one core
STATE_BOUND = 1


def session_that_runs() -> LearningSession:
    """Return a session of Samira's team, begun."""
    team, now = pages.demo_team(), timezone.now()
    session = LearningSession.objects.create(
        trajectory=team.trajectory, title="Leersessie", starts_at=now, state=SessionState.OPEN
    )
    session.teams.set([team])
    for position in range(1, 9):
        AgendaItem.objects.create(learning_session=session, title="Ronde", position=position, minutes=10)
    begin(learning_session=session, now=now)
    return session


def screens_of(session: LearningSession) -> Iterator[tuple[str, str]]:
    """Yield what a screen asks and the ETag its page gave: of every member in turn, without end."""
    people = User.objects.filter(memberships__team__learning_sessions=session, is_active=True)
    found = [live_context(session, person, now=timezone.now())["live"] for person in people]
    return cycle([(live["url"], live["etag"]) for live in found])


def state_line(session: LearningSession, *, rounds: int) -> Line:
    """Measure an unchanged answer against a bare page that reads the run for whoever is signed in."""
    samira = pages.demo_person("samira")
    ours, bare = Browser(WSGIHandler(), samira), Browser(floor.application(), samira)
    url, etag = next(screens_of(session))
    floor_url = f"{reverse('bench_poll')}?session={session.pk}"
    floor_etag = bare.get(floor_url).headers["ETag"]

    def unchanged() -> None:
        ours.get(url, etag=etag, status=304)

    result = race(unchanged, lambda: bare.get(floor_url, etag=floor_etag, status=304), rounds=rounds)
    note = f"{counted(unchanged)} query; floor {result.floor:.1f} ms"
    return Line("state, unchanged", result.ours, "ms", ratio=result.ratio, bound=STATE_BOUND, note=note)


def screens_line(session: LearningSession) -> Line:
    """Measure what the real web program takes of one core while fifty screens ask."""
    port = free_port()
    env = os.environ | {"PORT": str(port), "HOST": HOST}
    argv = [sys.executable, "-m", "smallwins.processes", "web"]
    screens = list(islice(screens_of(session), SCREENS))
    with run_program(argv, env=env) as web, ThreadPoolExecutor(8) as pool:
        until_it_answers(f"http://{HOST}:{port}/healthz", web)
        _ask_in_turns(pool, port, screens, seconds=EVERY)  # the first time loads what it needs
        before, began = _cpu_seconds(web.pid), time.perf_counter()
        answers = _ask_in_turns(pool, port, screens, seconds=EVERY * ROUNDS)
        used, took = _cpu_seconds(web.pid) - before, time.perf_counter() - began
    assert set(answers) == {304}, sorted(set(answers))
    note = f"{len(answers) / took:.1f} a second for {took:.0f} s; {1000 * used / len(answers):.1f} ms each"
    return Line(
        f"{SCREENS} open screens, nothing changes", 100 * used / took, "%", bound=CORE_BOUND, note=note
    )


def _ask_in_turns(
    pool: ThreadPoolExecutor, port: int, screens: list[tuple[str, str]], *, seconds: float
) -> list[int]:
    """Let the screens ask one after another, spread evenly over EVERY; returns the statuses."""
    pause, began = EVERY / len(screens), time.perf_counter()
    asked: list[Future[int]] = []
    for number, (path, etag) in enumerate(islice(cycle(screens), round(seconds / pause))):
        time.sleep(max(0.0, began + number * pause - time.perf_counter()))
        request = urllib.request.Request(f"http://{HOST}:{port}{path}", headers={"If-None-Match": etag})
        asked.append(pool.submit(_status, request))
    return [each.result() for each in asked]


def _status(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:  # as urllib calls a 304
        with error:
            return error.code


def _cpu_seconds(pid: int) -> float:
    """Return what a process and its children have computed so far."""
    process = psutil.Process(pid)
    return sum(sum(each.cpu_times()[:2]) for each in (process, *process.children(recursive=True)))
