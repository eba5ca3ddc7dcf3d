"""How many queries the pages ask: few, and as many for three rows as for many."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sessions.models import StepState
from tests import factories
from tests.wins.pages import words
from trajectories.roles import Role
from wins.models import (
    Barrier,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    Comment,
    LensReading,
    Recognition,
    Verdict,
    Win,
    WinLink,
)

pytestmark = pytest.mark.usefixtures("english")


def queries_of(client, address):
    """SQL of one page by somebody whose session is known; session and person count too."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def fill(team, author, number, *, reader, visibility="trajectory"):
    """``number`` more wins, each with all that can hang on it, and as many steps, barriers and sessions."""
    trajectory, now = team.trajectory, timezone.now()
    earlier = None
    for place in range(number):
        tag = f"{team.name} {Win.objects.count()}"
        state = (StepState.TAKEN, StepState.TRYING, StepState.NEXT, StepState.DROPPED)[place % 4]
        solution = factories.partial_solution(trajectory, f"Deel {tag}")
        win = factories.win(
            team,
            author,
            title=f"Verhaal {tag}",
            kind="setback" if place % 7 == 6 else "win",
            visibility=visibility,
            step=factories.step(team, f"Stap {tag}", order=place, state=state, partial_solution=solution),
            learning_session=factories.learning_session(
                trajectory,
                team,
                title=f"Sessie {tag}",
                starts_at=now + dt.timedelta(days=place % 3 - 1, hours=1),
            ),
        )
        win.partial_solutions.add(solution)
        LensReading.objects.create(win=win, reader=reader, c1="yes", c2="yes")
        LensReading.objects.create(win=win, reader=author, c1="little", is_joint=place % 2 == 0)
        Verdict.objects.create(win=win, verdict="seedling", proposal="seedling", author=author)
        barrier = Barrier.objects.create(trajectory=trajectory, name=f"Barrière {tag}", kind="rule")
        BarrierStand.objects.create(
            barrier=barrier, state=("met", "removed")[place % 2], since=factories.days(-1)
        )
        BarrierNaming.objects.create(barrier=barrier, team=team, named_on=factories.days(-1))
        BarrierLink.objects.create(win=win, barrier=barrier, effect="met")
        if earlier:
            WinLink.objects.create(later=win, earlier=earlier, why="Erop verder.")
        earlier = win


def pages(cast):
    noord = cast.noord.pk
    return {
        "home": (cast.samira, "/", 10),
        "list": (cast.samira, reverse("wins:list"), 12),
        "team, own": (cast.samira, reverse("wins:team", args=[noord]), 12),
        "team, facilitator": (cast.marit, reverse("wins:team", args=[noord]), 12),
        "team, coordinator": (cast.ruben, reverse("wins:team", args=[noord]), 12),
        "team's wins": (cast.joost, reverse("wins:team_wins", args=[noord]), 12),
        "facilitate": (cast.marit, reverse("wins:facilitate"), 12),
        "overview": (cast.ruben, reverse("wins:overview"), 12),
        "trajectory": (cast.ruben, cast.trajectory.get_absolute_url(), 12),
        "trajectory, facilitator": (cast.marit, cast.trajectory.get_absolute_url(), 12),
    }


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "list",
        "team, own",
        "team, facilitator",
        "team, coordinator",
        "team's wins",
        "facilitate",
        "overview",
        "trajectory",
        "trajectory, facilitator",
    ],
)
def test_page_asks_the_same_for_3_and_30_rows(name, cast, browser_of):
    person, address, most = pages(cast)[name]
    client = browser_of(person)
    fill(cast.noord, cast.samira, 3, reader=cast.joost)
    few = queries_of(client, address)

    fill(cast.noord, cast.samira, 27, reader=cast.joost)
    for number in range(27):
        extra = factories.team(cast.trajectory, f"Team {number}")
        factories.member(factories.user(f"Lid {number}"), Role.PROFESSIONAL, extra)
    many = queries_of(client, address)

    assert len(many) == len(few), "\n".join(sorted(set(many) - set(few)))
    assert len(many) <= most, "\n".join(many)


def test_professional_with_two_teams_stays_within_ten(cast, browser_of):
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    fill(cast.noord, cast.samira, 3, reader=cast.joost)
    fill(cast.zuid, cast.samira, 3, reader=cast.mehmet)

    asked = queries_of(browser_of(cast.samira), "/")

    assert len(asked) <= 10, "\n".join(asked)


def test_team_page_asks_the_same_for_3_and_300_wins(cast, browser_of):
    client, address = browser_of(cast.samira), cast.noord.get_absolute_url()
    fill(cast.noord, cast.samira, 3, reader=cast.joost)
    few = queries_of(client, address)
    steps = list(cast.noord.steps.all())
    rows = Win.objects.bulk_create(
        Win(
            team=cast.noord,
            author=cast.joost,
            story=f"Verhaal {number}",
            visibility="team",
            shared_at=timezone.now(),
            happened_on=factories.days(-number % 90 - 90),
            step=steps[number % 3],
        )
        for number in range(297)
    )
    LensReading.objects.bulk_create(LensReading(win=win, reader=cast.samira, c1="yes") for win in rows)
    WinLink.objects.bulk_create(
        WinLink(later=later, earlier=earlier, why="Verder.")
        for later, earlier in zip(rows[1:], rows, strict=False)
    )

    many = queries_of(client, address)

    assert len(many) == len(few) <= 12, "\n".join(many)
    assert "and 97 more" in words(client.get(address))


def test_win_page_stays_within_twelve_whatever_hangs_on_it(cast, browser_of):
    fill(cast.noord, cast.samira, 1, reader=cast.joost)
    win = Win.objects.get()
    few = {
        who: len(queries_of(browser_of(getattr(cast, who)), win.get_absolute_url()))
        for who in ("joost", "mehmet")
    }
    people = [factories.user(f"Lezer {number}") for number in range(5)]
    for person in people:
        LensReading.objects.create(win=win, reader=person, c1="yes", show_name=False)
        Recognition.objects.create(win=win, user=person, phrase="helps")
    for number in range(50):
        Comment.objects.create(win=win, author=people[number % 5], text=f"Reactie {number}")
    for number in range(10):
        other = factories.win(cast.zuid, cast.mehmet, title=f"Gevolg {number}", visibility="trajectory")
        WinLink.objects.create(later=other, earlier=win, why="Ook.", accepted_at=timezone.now())

    for who in ("joost", "mehmet", "marit", "ruben"):
        client = browser_of(getattr(cast, who))
        asked = queries_of(client, win.get_absolute_url())
        assert len(asked) <= 12, (who, "\n".join(asked))
        if who in few:
            assert len(asked) == few[who]
        page = words(client.get(win.get_absolute_url()))
        assert "Reactie 49" in page
        assert "Gevolg 9" in page
