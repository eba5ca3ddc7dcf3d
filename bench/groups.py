"""What is measured, in groups: `python -m bench pages post` measures these two."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.core.management import call_command
from django.urls import reverse

from bench import pages, programs, screens
from bench.delivery import delivery_lines, memory_line
from bench.exports import export_lines
from bench.lines import Line
from bench.planning import planning_line
from bench.privacy import linear_line
from bench.search import search_line
from trajectories.models import Team
from wins.demo.scale import SCALES

GROWTH_BOUND = 1.3
OVERVIEW_BOUND = 3


@dataclass(frozen=True)
class Options:
    """From the command line: the larger scale of synthetic teams, and the pairs behind a ratio."""

    scale: str
    rounds: int


def prepare(options: Options) -> None:
    """Gather the static files, migrate, load the demo and the smallest scale."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    _seed("small")


def _seed(scale: str) -> None:
    call_command("seed_demo", scale=scale, stdout=io.StringIO())


def _pages(options: Options) -> Iterator[Line]:
    samira, noord = pages.demo_person("samira"), pages.demo_team().get_absolute_url()

    def team_page() -> Line:
        name, bound = "team page, Noord", pages.PAGE_BOUND
        return pages.page_line(name, path=noord, user=samira, rounds=options.rounds, bound=bound)

    few = team_page()
    _seed(options.scale)
    many = team_page()
    yield many
    # Each is measured against the floor of its own moment, so their quotient is what the others' wins cost.
    yield replace(
        many,
        name=f"team page, others' wins 60 → {SCALES[options.scale].wins:,}",
        ratio=(many.ratio or 0) / (few.ratio or 1),
        bound=GROWTH_BOUND,
        note=f"{few.figure:.1f} ms before",
    )
    team = pages.synthetic_team()
    yield pages.page_line(
        f"team page, {team.wins.count()} own wins",
        path=team.get_absolute_url(),
        user=pages.member_of(team),
        rounds=options.rounds,
        bound=pages.PAGE_BOUND,
    )
    yield pages.page_line("home, professional", path=reverse("home"), user=samira, rounds=options.rounds)
    yield pages.page_line(
        "home, facilitator",
        path=reverse("wins:facilitate"),
        user=pages.demo_person("marit"),
        rounds=options.rounds,
    )
    coordinator = pages.coordinator_of_most()
    teams = Team.objects.filter(trajectory__memberships__user=coordinator).count()
    yield pages.page_line(
        f"overview, coordinator of {teams} teams",
        path=reverse("wins:overview"),
        user=coordinator,
        rounds=options.rounds,
        bound=OVERVIEW_BOUND,
    )


def _search(options: Options) -> Iterator[Line]:
    _seed(options.scale)
    yield search_line(options.scale)


def _post(options: Options) -> Iterator[Line]:
    yield pages.post_line(rounds=options.rounds)


def _memory(options: Options) -> Iterator[Line]:
    path = pages.demo_team().get_absolute_url()
    yield programs.memory_line(path=path, user=pages.demo_person("samira"))


def _start(options: Options) -> Iterator[Line]:
    yield from programs.start_lines()


def _screens(options: Options) -> Iterator[Line]:
    session = screens.session_that_runs()
    yield screens.state_line(session, rounds=options.rounds)
    yield screens.screens_line(session)


def _privacy(options: Options) -> Iterator[Line]:
    yield linear_line()


def _exports(options: Options) -> Iterator[Line]:
    yield from export_lines()


def _clone(options: Options) -> Iterator[Line]:
    yield programs.clone_line()


def _delivery(options: Options) -> Iterator[Line]:
    yield from delivery_lines()


def _many(options: Options) -> Iterator[Line]:
    yield memory_line()


def _planning(options: Options) -> Iterator[Line]:
    yield planning_line()


#: In this order; the last three fill the ledger.
GROUPS: dict[str, Callable[[Options], Iterator[Line]]] = {
    "pages": _pages,
    "search": _search,
    "post": _post,
    "memory": _memory,
    "start": _start,
    "screens": _screens,
    "privacy": _privacy,
    "exports": _exports,
    "clone": _clone,
    "delivery": _delivery,
    "many": _many,
    "planning": _planning,
}
