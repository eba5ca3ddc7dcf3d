"""A team's page and its list of wins: stones in order, one line of time, threads, filters in the address."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sessions.models import SessionState, StepKind, StepState
from smallwins.when import date_in_words
from tests import factories
from tests.wins.pages import links, read, words
from trajectories.models import Trajectory
from wins.models import Barrier, BarrierLink, BarrierStand, LensReading, LinkKind, Verdict, WinLink
from wins.selectors import homes
from wins.selectors import team as selectors
from wins.selectors.path import stones_of
from wins.selectors.threads import threads_of

pytestmark = pytest.mark.usefixtures("english")

#: An id no row has.
NOBODYS = "d427ef96-34b1-4baa-911a-5755682191f4"


def in_this_order(page, *texts):
    places = [page.find(text) for text in texts]
    assert -1 not in places, dict(zip(texts, places, strict=True))
    assert places == sorted(places), dict(zip(texts, places, strict=True))
    return True


def test_stones_stand_in_order_with_their_latest_stories(noord, samira, joost, browser_of):
    third = factories.step(noord, "Daarna samen eten", order=3, state=StepState.NEXT)
    first = factories.step(noord, "Aanbellen", order=1, state=StepState.TAKEN)
    factories.step(noord, "Sleutel regelen", order=2, kind=StepKind.FRICTION, barrier_name="Sleutel")
    factories.step(noord, "Voornemen van Joost", order=1, person=joost)
    for day in range(5):
        factories.win(noord, samira, title=f"Dag {day}", step=first, happened_on=factories.days(-day))
    factories.win(noord, samira, title="Niemand kwam", kind="setback", step=third)
    factories.win(noord, samira, title="Concept", step=first, visibility="draft")

    page = words(browser_of(joost).get(noord.get_absolute_url()))

    path = page[page.index("Steps") : page.index("Over time")]
    assert in_this_order(
        path, "Aanbellen", "Dag 0", "Dag 1", "Dag 2", "and 2 more", "Sleutel regelen", "Daarna"
    )
    assert in_this_order(path, "Daarna samen eten", "Setback:", "Niemand kwam")
    for absent in ("Dag 3", "Concept", "Voornemen van Joost"):
        assert absent not in path


def test_story_is_counted_under_its_stone_only_when_readable(noord, samira, ruben):
    step = factories.step(noord)
    for reach in ("draft", "team", "trajectory"):
        factories.win(noord, samira, title=reach, step=step, visibility=reach)

    (for_team,) = stones_of(noord, samira, today=factories.days(0))
    (for_ruben,) = stones_of(noord, ruben, today=factories.days(0))

    assert [story.title for story in for_team.stories] == ["trajectory", "team"]
    assert [story.title for story in for_ruben.stories] == ["trajectory"]
    assert (for_ruben.stories[0].total, for_ruben.more) == (1, 0)


def test_wins_setbacks_and_sessions_share_one_line_of_time(noord, zuid, trajectory, samira, browser_of):
    now = timezone.now()

    def session(title, days, *teams, **fields):
        moment = now + dt.timedelta(days=days)
        factories.learning_session(trajectory, *teams, title=title, starts_at=moment, **fields)

    win = factories.win(noord, samira, title="Een verhaal", happened_on=factories.days(-5))
    Verdict.objects.create(win=win, verdict="open", proposal="open")
    Verdict.objects.create(win=win, verdict="seedling", proposal="seedling")
    factories.win(noord, samira, title="Een tegenslag", kind="setback", happened_on=factories.days(-3))
    session("Eerste sessie", -10, noord, zuid)
    session("Tweede sessie", -1, noord)
    session("Afgelaste sessie", -4, noord, state=SessionState.CANCELLED, cancel_reason="Ziek")
    session("Conceptsessie", -2, noord, state=SessionState.DRAFT)
    session("Sessie van Zuid", -2, zuid)
    session("Straks", 3, noord)

    page = words(browser_of(samira).get(noord.get_absolute_url()))

    line = page[page.index("Over time") : page.index("All wins")]
    assert in_this_order(
        line,
        "Tweede sessie",
        "Een tegenslag",
        "Afgelaste sessie",
        "cancelled",
        "Een verhaal",
        "Eerste sessie",
    )
    assert in_this_order(line, "Setback", "Een tegenslag", "Seedling", "Een verhaal")
    for absent in ("Conceptsessie", "Sessie van Zuid", "Straks"):
        assert absent not in line


def test_session_stands_on_its_readers_day(noord, trajectory, samira, browser_of):
    late = (timezone.now() - dt.timedelta(days=3)).replace(hour=23, minute=30)  # past midnight in Amsterdam
    factories.learning_session(trajectory, noord, starts_at=late)

    page = words(browser_of(samira).get(noord.get_absolute_url()))

    with translation.override("en"):
        assert f"{date_in_words(late.date() + dt.timedelta(days=1))} · Session" in page


def test_threads_are_connected_chains(noord, zuid, samira, mehmet, ruben):
    def win(team, author, title, **fields):
        return factories.win(team, author, title=title, visibility="trajectory", **fields)

    def link(later, earlier, kind=LinkKind.FOLLOWS, **fields):
        return WinLink.objects.create(later=later, earlier=earlier, kind=kind, why="Erop verder.", **fields)

    a, b, c, d, e = (win(noord, samira, title) for title in "abcde")
    far, waiting = win(zuid, mehmet, "ver"), win(zuid, mehmet, "wacht")
    link(b, a)
    link(d, c, LinkKind.DEEPENS)
    link(far, b, LinkKind.SPREADS, accepted_at=timezone.now())
    link(c, far, accepted_at=timezone.now())  # joins both chains
    link(waiting, e)  # Noord did not say yes

    threads = threads_of(noord, ruben, today=factories.days(0))

    (thread,) = threads
    assert {(edge.later.title, edge.earlier.title) for edge in thread.edges} == {
        ("b", "a"),
        ("d", "c"),
        ("ver", "b"),
        ("c", "ver"),
    }
    f, g = win(noord, samira, "f"), win(noord, samira, "g")
    link(g, f)
    assert sorted(len(t.edges) for t in threads_of(noord, ruben, today=factories.days(0))) == [1, 4]


def test_link_to_an_unreadable_win_is_not_shown(noord, samira, ruben, joost, browser_of):
    public = factories.win(noord, samira, title="Openbaar", visibility="trajectory")
    inner = factories.win(noord, samira, title="Alleen team")
    link = WinLink.objects.create(later=public, earlier=inner, why="Kanarie waarom")

    for person, edges in ((joost, 1), (ruben, 0)):
        threads = threads_of(noord, person, today=factories.days(0))
        assert sum(len(thread.edges) for thread in threads) == edges
        shown = browser_of(person).get(public.get_absolute_url()).content.decode()
        assert (link.why in shown) == bool(edges)


def test_barriers_by_their_latest_state(noord, samira, trajectory, browser_of):
    barrier = Barrier.objects.create(trajectory=trajectory, name="Sleutelbeleid", kind="rule")
    for days, state in ((-9, "met"), (-2, "removed"), (-5, "bypassed")):
        BarrierStand.objects.create(barrier=barrier, state=state, since=factories.days(days))
    win = factories.win(noord, samira, visibility="trajectory")
    BarrierLink.objects.create(win=win, barrier=barrier, effect="met")

    (group,) = selectors.barriers_by_state(noord)

    assert (group.state, [b.name for b in group.barriers]) == ("removed", ["Sleutelbeleid"])
    assert "Sleutelbeleid" in words(browser_of(samira).get(noord.get_absolute_url()))


@pytest.fixture
def wins_to_filter(noord, samira, trajectory):
    """Win by title, and the values that filter for it."""
    barrier = Barrier.objects.create(trajectory=trajectory, name="Sleutelbeleid", kind="rule")
    solution = factories.partial_solution(trajectory)
    made = {
        title: factories.win(noord, samira, title=title) for title in ("kiem", "barrière", "deel", "kaal")
    }
    factories.win(noord, samira, title="tegenslag", kind="setback")
    Verdict.objects.create(win=made["kiem"], verdict="seedling", proposal="seedling")
    BarrierLink.objects.create(win=made["barrière"], barrier=barrier, effect="met")
    made["deel"].partial_solutions.add(solution)
    return {
        "verdict=seedling": {"kiem"},
        f"barrier={barrier.pk}": {"barrière"},
        f"partial_solution={solution.pk}": {"deel"},
        "kind=setback": {"tegenslag"},
        "kind=win": {"kiem", "barrière", "deel", "kaal"},
        f"kind=setback&barrier={barrier.pk}": set(),
    }


def titles(response):
    return {win.title for win in response.context["page"].object_list}


def test_filters_narrow_and_stay_in_the_address(wins_to_filter, noord, joost, browser_of):
    client, address = browser_of(joost), reverse("wins:team_wins", args=[noord.pk])
    for query, expected in wins_to_filter.items():
        response = client.get(f"{address}?{query}")
        assert titles(response) == expected
        for pair in query.split("&"):
            name, value = pair.split("=")
            assert f'<option value="{value}" selected' in response.content.decode(), name
    assert "Nothing fits these filters." in words(response)


@pytest.mark.parametrize("name", ["kind", "verdict", "partial_solution", "barrier", "page", "onbekend"])
@pytest.mark.parametrize(
    "value",
    ["x", "%00", "%ED%A0%80", "%E2%80%AE", "-1", "9" * 400, "d427ef96-34b1-4baa-911a-5755682191f4", "", "[]"],
)
def test_wrong_filters_filter_nothing(name, value, wins_to_filter, noord, joost, browser_of):
    address = reverse("wins:team_wins", args=[noord.pk])

    response = browser_of(joost).get(f"{address}?{name}={value}&{name}={value}")

    assert response.status_code == 200
    assert len(titles(response)) == 5


def test_filter_of_another_trajectory_filters_nothing(cast, wins_to_filter, browser_of):
    theirs = Barrier.objects.create(trajectory=cast.elsewhere, name="Van elders", kind="rule")

    response = browser_of(cast.joost).get(
        reverse("wins:team_wins", args=[cast.noord.pk]), {"barrier": theirs.pk}
    )

    assert len(titles(response)) == 5
    assert "Van elders" not in response.content.decode()


def test_pages_of_the_list_keep_the_filter(noord, samira, browser_of):
    for number in range(25):
        factories.win(noord, samira, title=f"Tegenslag {number:02}", kind="setback")
        factories.win(noord, samira, title=f"Verhaal {number:02}")
    client, address = browser_of(samira), reverse("wins:team_wins", args=[noord.pk])

    first = client.get(f"{address}?kind=setback&verdict=")
    second = client.get(address + next(link for link in links(first) if "page=2" in link))

    assert len(titles(first)) == 20
    assert len(titles(second)) == 5
    assert all(title.startswith("Tegenslag") for title in titles(first) | titles(second))
    assert not any("page=3" in link for link in read(second).links)


@pytest.mark.parametrize(("days", "quiet"), [(None, True), (20, False), (22, True), (400, True)])
def test_quiet_is_a_team_without_a_shared_story_for_three_weeks(days, quiet, cast, browser_of):
    now = timezone.now()
    factories.win(cast.zuid, cast.mehmet)
    factories.win(cast.noord, cast.samira, visibility="draft")
    factories.win(cast.noord, cast.samira, withdrawn_at=now)
    if days is not None:
        factories.win(cast.noord, cast.samira, shared_at=now - dt.timedelta(days=days))

    found = [one.team.name for one in homes.quiet_teams({cast.trajectory.pk}, now=now)]

    assert found == (["Noord"] if quiet else [])
    assert ("Maybe call?" in words(browser_of(cast.marit).get(reverse("wins:facilitate")))) == quiet


def test_new_and_closed_trajectories_have_no_quiet_teams(cast):
    now = timezone.now()
    for change in ({"starts_on": factories.days(-20)}, {"starts_on": factories.days(-90), "closed_at": now}):
        Trajectory.objects.filter(pk=cast.trajectory.pk).update(**change)
        assert homes.quiet_teams({cast.trajectory.pk}, now=now) == []


def test_a_reading_is_counted_at_the_team_its_story_belongs_to(noord, zuid, samira, marit):
    win = factories.win(noord, samira, visibility="trajectory")
    for reader in (samira, marit):
        LensReading.objects.create(win=win, reader=reader, c1="yes")

    def seen(team):
        return selectors.figures_of(team, marit, today=factories.days(0)).profile[0].count

    assert (seen(noord), seen(zuid)) == (1, 0)
    win.team = zuid
    win.save()
    assert (seen(noord), seen(zuid)) == (0, 1)
