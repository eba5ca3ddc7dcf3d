"""The page to search on, and the filters of a team's list: in the address, patient with any value."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.counting import statements_of
from tests.wins.pages import links, read, words
from trajectories.roles import Role
from wins.models import Barrier, BarrierLink, Verdict
from wins.selectors import search as selectors

pytestmark = pytest.mark.usefixtures("english")
SEARCH = reverse("wins:search")
NOBODY = "d427ef96-34b1-4baa-911a-5755682191f4"


def titles(response):
    assert response.status_code == 200
    return {hit.win.title for hit in response.context["hits"]}


def team_titles(response):
    assert response.status_code == 200
    return {win.title for win in response.context["page"].object_list}


def filters(response):
    """What the form of the page would send."""
    form = next(form for form in read(response).forms if "q" in form.fields)
    return {name: value for name, (value,) in form.fields.items() if value}


@pytest.fixture
def stories(cast):
    """One plain story, and one that answers to every filter at once."""
    factories.win(cast.noord, cast.samira, title="Kaal", story="We dronken koffie.", visibility="trajectory")
    full = factories.win(
        cast.zuid,
        cast.mehmet,
        title="Vol",
        story="We dronken koffie.",
        visibility="trajectory",
        happened_on=factories.days(-40),
    )
    cast.solution = factories.partial_solution(cast.trajectory, "Ontmoeting")
    full.partial_solutions.add(cast.solution)
    cast.barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Geen sleutel", kind="rule")
    BarrierLink.objects.create(win=full, barrier=cast.barrier, effect="met")
    for verdict in ("open", "seedling"):
        Verdict.objects.create(win=full, verdict=verdict, proposal=verdict, author=cast.mehmet)
    factories.win(cast.noord, cast.samira, title="Mis", kind="setback", visibility="trajectory")
    return cast


def everything(cast):
    return {
        "q": "koffie",
        "trajectory": str(cast.trajectory.pk),
        "team": str(cast.zuid.pk),
        "kind": "win",
        "verdict": "seedling",
        "partial_solution": str(cast.solution.pk),
        "barrier": str(cast.barrier.pk),
        "from": factories.days(-50).isoformat(),
        "until": factories.days(-30).isoformat(),
    }


def test_page_invites_before_anything_is_asked(stories, browser_of):
    response = browser_of(stories.ruben).get(SEARCH)

    assert "Type a word from a story, or choose a filter." in words(response)
    assert titles(response) == set()


def test_address_restores_every_field(stories, browser_of):
    factories.member(stories.ruben, Role.COORDINATOR, stories.elsewhere)
    asked = everything(stories)

    response = browser_of(stories.ruben).get(SEARCH, asked)

    assert filters(response) == asked
    assert titles(response) == {"Vol"}
    assert "1 story found" in words(response)
    assert "Filters: Trajectory Thuis in Oeverhoek · Team Zuid · Kind story" in words(response)


@pytest.mark.parametrize(
    "name", ["team", "kind", "verdict", "partial_solution", "barrier", "from", "until", "q"]
)
def test_each_filter_narrows_by_itself(name, stories, browser_of):
    client = browser_of(stories.ruben)
    factories.win(stories.zuid, stories.mehmet, title="Lang geleden", visibility="trajectory")
    changed = {
        "from": factories.days(-1).isoformat(),
        "until": factories.days(-1).isoformat(),
        "kind": "setback",
    }
    asked = everything(stories) | changed

    expected = {
        "team": {"Vol", "Lang geleden"},
        "kind": {"Mis"},
        "from": {"Kaal", "Mis", "Lang geleden"},
        "q": {"Kaal", "Vol"},
    }
    assert titles(client.get(SEARCH, {name: asked[name]})) == expected.get(name, {"Vol"})


def test_only_the_last_verdict_counts(stories, browser_of):
    assert titles(browser_of(stories.ruben).get(SEARCH, {"verdict": "open"})) == set()


def test_first_and_last_day_count(stories, browser_of):
    client, day = browser_of(stories.ruben), factories.days(-40).isoformat()

    assert titles(client.get(SEARCH, {"from": day, "until": day})) == {"Vol"}


def test_choices_are_those_of_the_own_trajectories(stories, browser_of):
    Barrier.objects.create(trajectory=stories.elsewhere, name="Van elders", kind="rule")
    factories.partial_solution(stories.elsewhere, "Stuk van elders")
    factories.win(stories.their_team, stories.otto, title="Vreemd", visibility="trajectory")

    for person in (stories.samira, stories.ruben, stories.els):
        page = browser_of(person).get(SEARCH, {"kind": "win"}).content.decode()
        for name in ("Van elders", "Stuk van elders", "Overkant", "Samen Elders", "Vreemd"):
            assert name not in page
    assert "Geen sleutel" in browser_of(stories.samira).get(SEARCH).content.decode()
    assert "Geen sleutel" not in browser_of(stories.els).get(SEARCH).content.decode()


@pytest.mark.parametrize("name", ["trajectory", "team", "kind", "verdict", "partial_solution", "barrier"])
@pytest.mark.parametrize("value", ["x", "%00", "%ED%A0%80", "%E2%80%AE", "-1", "9" * 400, NOBODY, "", "[]"])
def test_unknown_choices_filter_nothing(name, value, stories, browser_of):
    factories.member(stories.ruben, Role.COORDINATOR, stories.elsewhere)

    response = browser_of(stories.ruben).get(f"{SEARCH}?q=koffie&{name}={value}&{name}={value}")

    assert titles(response) == {"Kaal", "Vol"}


def test_what_belongs_to_others_filters_nothing(stories, browser_of):
    theirs = Barrier.objects.create(trajectory=stories.elsewhere, name="Van elders", kind="rule")
    asked = {"barrier": theirs.pk, "team": stories.their_team.pk, "trajectory": stories.elsewhere.pk}

    for name, value in asked.items():
        response = browser_of(stories.ruben).get(SEARCH, {"q": "koffie", name: value})
        assert titles(response) == {"Kaal", "Vol"}, name
        assert "Van elders" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("q=%00", "Remove the invisible characters"),
        ("q=koffie%00", "Remove the invisible characters"),
        (f"q={'a' * 100_000}", "Shorten your text by 99800 characters"),
        ("from=gisteren", "Enter a date"),
        ("from=0001-01-01", "Choose a date between 2000 and 2100"),
        ("until=9999-12-31", "Choose a date between 2000 and 2100"),
        ("until=%00", "Enter a date"),
        ("until=%ED%A0%80", "Enter a date"),
        ("from=2027-03-02&until=2027-03-01", "Choose the same day or a later one"),
    ],
)
def test_wrong_words_and_days_get_a_clear_message(query, says, stories, browser_of):
    client = browser_of(stories.samira)
    for address in (SEARCH, reverse("wins:team_wins", args=[stories.noord.pk])):
        response = client.get(f"{address}?{query}")

        assert response.status_code == 200
        assert words(response).count(says) == 2  # above the form and at the field
        assert "<title>Error:" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        *(
            f"q={value}"
            for value in ["%ED%A0%80", "%E2%80%AE", "%27", "%5C", "%22", "-", "or", "%25s", "%3A*"]
        ),
        *(f"q={value}" for value in ["%26%7C%21%28%29%3C-%3E", "a%22+b%22", "--%22-", "%F0%9F%8F%A1" * 100]),
        *(f"q=koffie&page={value}" for value in ["0", "-1", "x", "9" * 400, "%00"]),
        "q=koffie&q=",
        "onbekend=1",
    ],
)
def test_odd_questions_are_answered(query, stories, browser_of):
    client = browser_of(stories.samira)
    for address in (SEARCH, reverse("wins:team_wins", args=[stories.noord.pk])):
        assert client.get(f"{address}?{query}").status_code == 200


def test_pages_keep_words_and_filters(cast, browser_of):
    for number in range(25):
        factories.win(cast.noord, cast.samira, title=f"Koffie {number}", kind="setback")
        factories.win(cast.noord, cast.samira, title=f"Verhaal {number}")
    client = browser_of(cast.samira)

    first = client.get(SEARCH, {"q": "koffie", "kind": "setback", "from": factories.days(-1).isoformat()})
    second = client.get(SEARCH + next(link for link in links(first) if "page=2" in link))

    assert "25 stories found" in words(first)
    assert len(titles(first)) == 20
    assert len(titles(second)) == 5
    assert all(title.startswith("Koffie") for title in titles(first) | titles(second))
    assert filters(first) == filters(second)


def test_newest_come_first_and_what_is_beyond_the_most_is_not_counted(cast, browser_of, monkeypatch):
    monkeypatch.setattr(selectors, "MOST", 2)
    for day in (-3, -1, -2):
        factories.win(cast.noord, cast.samira, title=f"Dag {day}", happened_on=factories.days(day))

    response = browser_of(cast.samira).get(SEARCH, {"kind": "win"})

    assert [hit.win.title for hit in response.context["hits"]] == ["Dag -1", "Dag -2"]
    assert "More than 2 stories found." in words(response)


def test_search_asks_as_much_for_3_and_30_stories(cast, browser_of):
    client, address = browser_of(cast.ruben), f"{SEARCH}?q=koffie&kind=win&verdict=seedling"

    def fill(number):
        for _ in range(number):
            told = {"story": "Koffie met de buren.", "visibility": "trajectory"}
            win = factories.win(cast.noord, cast.samira, **told)
            Verdict.objects.create(win=win, verdict="seedling", proposal="seedling", author=cast.samira)

    fill(3)
    few = statements_of(client, address)
    fill(27)
    for number in range(27):
        factories.team(cast.trajectory, f"Team {number}")
        factories.partial_solution(cast.trajectory, f"Deel {number}")

    assert statements_of(client, address) == few <= 12


def test_team_list_is_searched_too(stories, browser_of):
    noord = reverse("wins:team_wins", args=[stories.noord.pk])
    factories.win(
        stories.noord, stories.samira, title="Vroeger", story="Koffie.", happened_on=factories.days(-9)
    )
    client, day = browser_of(stories.joost), factories.days(-5).isoformat()

    assert team_titles(client.get(noord, {"q": "koffie"})) == {"Kaal", "Vroeger"}
    assert team_titles(client.get(noord, {"q": "koffie", "until": day})) == {"Vroeger"}
    assert team_titles(client.get(noord, {"q": "koffie", "from": day})) == {"Kaal"}
    asked = {"q": "koffie", "kind": "win", "from": day}
    assert filters(client.get(noord, asked)) == asked
    assert SEARCH in links(client.get(noord))


def test_results_say_team_date_and_verdict(stories, browser_of):
    response = browser_of(stories.ruben).get(SEARCH, {"q": "koffie", "verdict": "seedling"})

    assert "Team Zuid seedling" in words(response)
    assert "Team Noord setback" in words(browser_of(stories.ruben).get(SEARCH, {"kind": "setback"}))


def test_everybody_finds_the_way_to_it(cast, browser_of):
    for person in (cast.samira, cast.marit, cast.ruben, cast.els):
        assert SEARCH in links(browser_of(person).get("/help/"))
    page = browser_of(cast.ruben).get(cast.trajectory.get_absolute_url())
    assert f"{SEARCH}?trajectory={cast.trajectory.pk}" in links(page)


def test_withdrawn_since_is_gone(stories, browser_of):
    stories.noord.wins.update(withdrawn_at=timezone.now())

    assert titles(browser_of(stories.samira).get(SEARCH, {"q": "koffie"})) == {"Vol"}
