"""Searching: what PostgreSQL itself spends on a page of results."""

from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from bench.browser import Browser
from bench.lines import Line
from bench.pages import member_of
from smallwins.accounts.models import User
from trajectories.models import Team
from trajectories.roles import Role
from wins.demo.scale import SCALES
from wins.models import Visibility, Win

BOUND = 150
ROUNDS = 9
#: A word for this line alone, and how many stories get it: no synthetic story has a rare one.
RARE, RARELY = "kraanvogel", 20
#: Half of the synthetic stories have the common word.
QUESTIONS = {"rare": RARE, "common": "buren", "two words": "koffie buren"}


def search_line(scale: str) -> Line:
    """Measure the worst of three questions, by the coordinator of most teams and by a professional.

    Each is the best of nine rounds, so that what else the machine does counts less.
    """
    coordinator = _coordinator(scale)
    teams = Team.objects.filter(trajectory__memberships__user=coordinator)
    people = {f"coordinator of {teams.count()} teams": coordinator, "professional": member_of(teams[0])}
    _tell_rarely(teams)
    took = {
        f"{who}, {kind}": min(_milliseconds(person, words) for _round in range(ROUNDS))
        for who, person in people.items()
        for kind, words in QUESTIONS.items()
    }
    note = "; ".join(f"{name} {milliseconds:.1f}" for name, milliseconds in took.items())
    return Line("search, Postgres' own time", max(took.values()), "ms", bound=BOUND, note=note)


def _coordinator(scale: str) -> User:
    """Who coordinates most teams of this scale."""
    role = {"memberships__role": Role.COORDINATOR}
    owner = SCALES[scale].organisation_id
    return User.objects.filter(memberships__trajectory__organisation=owner, **role).earliest("email")


def _tell_rarely(teams: QuerySet[Team]) -> None:
    """Put the rare word in some stories of these teams; a second time in the same ones."""
    told = Win.objects.filter(team__in=teams, visibility=Visibility.TRAJECTORY).order_by("pk")
    some = list(told.values_list("pk", flat=True)[:RARELY])
    Win.objects.filter(pk__in=some).update(title=f"Een {RARE} in de hal")


def _milliseconds(person: User, words: str) -> float:
    """The sum over all statements of the page, each run once more under EXPLAIN ANALYZE."""
    browser = Browser(WSGIHandler(), person)
    path = f"{reverse('wins:search')}?{urlencode({'q': words})}"
    page: list[bytes] = []
    statements = _reading(lambda: page.append(browser.get(path).body))
    assert b"<mark>" in page[0], f"nothing found by {words}"
    return sum(_execution(sql, params) for sql, params in statements)


def _reading(work: Callable[[], object]) -> list[tuple[str, Any]]:
    """Run `work` and return what it read, as SQL with its parameters."""
    found: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return [(sql, params) for sql, params in found if sql.startswith("SELECT")]


def _execution(sql: str, params: Any) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        ((plan,),) = cursor.fetchone()
    return plan["Execution Time"]
