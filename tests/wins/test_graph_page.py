"""The graph of a trajectory: every link in the list, every node a link, and only what one may read."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.counting import statements_of
from tests.wins.pages import links, speak_english, words
from trajectories.models import Trajectory
from wins.models import AliveCheck, Barrier, BarrierLink, BarrierNaming, BarrierStand, LinkKind, Win, WinLink
from wins.selectors import graph as selectors
from wins.selectors.graph import graph_of
from wins.services.mechanisms import note_mechanism

pytestmark = pytest.mark.usefixtures("english")
SVG = "{http://www.w3.org/2000/svg}"


def address(cast):
    return reverse("wins:graph", args=[cast.trajectory.pk])


def story(team, author, title, *, ago=0, **fields):
    fields = {"visibility": "trajectory", "happened_on": factories.days(-ago)} | fields
    return factories.win(team, author, title=title, **fields)


def link(later, earlier, kind=LinkKind.FOLLOWS, **fields):
    """A link that holds: with the other team's yes where that is another team."""
    fields = {"why": "Erop verder.", "accepted_at": timezone.now()} | fields
    return WinLink.objects.create(later=later, earlier=earlier, kind=kind, **fields)


def touch(win, name, effect="met"):
    barrier, _made = Barrier.objects.get_or_create(trajectory=win.team.trajectory, name=name, kind="rule")
    return BarrierLink.objects.create(win=win, barrier=barrier, effect=effect)


def pictures(page):
    """The drawn pictures, parsed; the legend's little ones are left out."""
    found = re.findall(r"<svg class=\"graph\" role.*?</svg>", page.content.decode(), re.DOTALL)
    return [
        ElementTree.fromstring(text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
        for text in found
    ]


def nodes(page):
    """The names of the nodes that lead somewhere, in reading order, without what follows the title."""
    return [
        node.find(f"{SVG}title").text.partition(",")[0]
        for one in pictures(page)
        for node in one.iter(f"{SVG}a")
    ]


def drawn(page):
    """The looks of the lines."""
    groups = [group for one in pictures(page) for group in one.iter(f"{SVG}g")]
    return sorted(
        looks[1]
        for group in groups
        if (looks := re.findall(r"graph-(\w+)", group.get("class", "")))[:1] == ["line"]
    )


def pairs(person, cast):
    """What somebody reads: (later, kind, earlier) of every edge."""
    found = graph_of(cast.trajectory, person, today=factories.days(0))
    return {
        (edge.later and edge.later.title, edge.kind, edge.earlier and edge.earlier.title)
        for thread in found.threads
        for edge in thread.edges
    }


@pytest.fixture
def told(cast):
    """A thread of three in Noord that went on to Zuid, with a barrier; a setback alone in Zuid."""
    first = story(cast.noord, cast.samira, "Eén telefoon", ago=40)
    second = story(cast.noord, cast.samira, "Samen opnemen", ago=30)
    third = story(cast.zuid, cast.mehmet, "Ook in Zuid", ago=10)
    story(cast.zuid, cast.mehmet, "Niemand kwam", ago=5, kind="setback")
    link(second, first, LinkKind.DEEPENS, why="Nu met drie.")
    link(third, second, LinkKind.SPREADS)
    touch(second, "Ieder een eigen lijn", "broke")
    return cast


def test_the_list_has_every_edge_and_the_sentence_says_what_there_is(told, browser_of):
    page = browser_of(told.ruben).get(address(told))

    text = words(page)
    assert "One thread, from “Eén telefoon” to “Ook in Zuid”. One link goes from team to team." in text
    listed = text[text.index("All links") : text.index("What was seen")]
    for line in (
        r"Samen opnemen \w+ \d+ \w+ deepens Eén telefoon \w+ \d+ \w+ Nu met drie\.",
        r"Ook in Zuid Zuid, \w+ \d+ \w+ ends here spreads Samen opnemen Noord, \w+ \d+ \w+ between teams",
        r"Samen opnemen broke Ieder een eigen lijn barrier",
        r"Stories without a link Niemand kwam setback, Zuid,",
    ):
        assert re.search(line, listed), (line, listed)
    assert listed.count("ends here") == 1


def test_every_node_is_a_link_with_its_full_name_in_order_of_time(told, browser_of):
    page = browser_of(told.ruben).get(address(told))

    (picture,) = pictures(page)
    assert nodes(page) == [
        "Eén telefoon",
        "Ieder een eigen lijn",
        "Samen opnemen",
        "Ook in Zuid",
        "Niemand kwam",
    ]
    assert drawn(page) == ["barrier", "deepens", "spreads"]
    hrefs = [node.get("href") for node in picture.iter(f"{SVG}a")]
    assert set(hrefs) <= set(links(page))
    assert [win.get_absolute_url() in hrefs for win in Win.objects.all()] == [True] * 4
    names = [node.find(f"{SVG}title").text for node in picture.iter(f"{SVG}a")]
    assert re.fullmatch(r"Niemand kwam, setback, Team Zuid, \w+ \d+ \w+( \d+)?", names[-1])
    assert names[1] == "Ieder een eigen lijn, barrier"
    # The line between teams is drawn twice.
    spread = next(group for group in picture.iter(f"{SVG}g") if "graph-spreads" in group.get("class", ""))
    assert len(spread.findall(f"{SVG}path")) == 2
    assert spread.find(f"{SVG}title").text == "“Ook in Zuid” spreads “Samen opnemen”"


def test_figures_of_the_picture_are_the_same_in_every_language(told, browser_of):
    """A comma for a point would break every path."""
    Trajectory.objects.update(name="Anders")
    told.ruben.language = "nl"
    told.ruben.save()
    in_dutch = browser_of(told.ruben).get(address(told)).content.decode()
    speak_english()
    in_english = browser_of(told.ruben).get(address(told)).content.decode()
    geometry = r' (?:d|points|transform|viewBox|width|x|y)="[^"]*"'
    assert re.findall(geometry, in_dutch) == re.findall(geometry, in_english)


def test_a_withdrawn_story_is_an_empty_node_and_its_words_are_gone(told, browser_of):
    Win.objects.filter(title="Samen opnemen").update(withdrawn_at=timezone.now())

    page = browser_of(told.mehmet).get(address(told))

    assert pairs(told.mehmet, told) == {(None, "deepens", "Eén telefoon"), ("Ook in Zuid", "spreads", None)}
    for gone in ("Samen opnemen", "Nu met drie", "Ieder een eigen lijn", "between teams"):
        assert gone not in page.content.decode(), gone
    listed = words(page).partition("All links")[2]
    assert listed.count("withdrawn story") == 2
    assert nodes(page) == ["Eén telefoon", "Ook in Zuid", "Niemand kwam"]
    (empty,) = [
        group for group in pictures(page)[0].iter(f"{SVG}g") if "graph-withdrawn" in group.get("class", "")
    ]
    assert empty.find(f"{SVG}rect") is not None


def test_what_one_may_not_read_is_neither_listed_nor_drawn(told, browser_of):
    only_noord = story(told.noord, told.samira, "Alleen Noord", visibility="team", ago=3)
    draft = story(told.noord, told.samira, "Nog een klad", visibility="draft", ago=2)
    first = Win.objects.get(title="Eén telefoon")
    link(only_noord, first)
    link(draft, first)
    touch(only_noord, "Van Noord alleen")
    link(story(told.their_team, told.otto, "Elders"), story(told.their_team, told.otto, "Ook elders"))

    seen = {
        name: "Alleen Noord" in browser_of(getattr(told, name)).get(address(told)).content.decode()
        for name in ("samira", "joost", "marit", "mehmet", "ruben")
    }

    assert seen == {"samira": True, "joost": True, "marit": True, "mehmet": False, "ruben": False}
    assert "Van Noord alleen" not in browser_of(told.mehmet).get(address(told)).content.decode()
    assert ("Alleen Noord", "follows", "Eén telefoon") in pairs(told.joost, told)
    assert len(pairs(told.ruben, told)) == 2
    for name in ("samira", "marit"):
        page = browser_of(getattr(told, name)).get(address(told)).content.decode()
        assert "Nog een klad" not in page
        assert "elders" not in page.lower().replace("stichting elders", "")


def test_a_link_across_teams_waits_for_the_other_teams_yes(told):
    waiting = link(
        story(told.zuid, told.mehmet, "Wacht nog"), Win.objects.get(title="Eén telefoon"), accepted_at=None
    )
    assert ("Wacht nog", "follows", "Eén telefoon") not in pairs(told.samira, told)
    waiting.accepted_at = timezone.now()
    waiting.save()
    assert ("Wacht nog", "follows", "Eén telefoon") in pairs(told.samira, told)


@pytest.mark.parametrize("who", ["samira", "mehmet", "marit", "ruben"])
def test_readers_see_links_of_wins_that_visible_to_gives_them(told, who):
    """The same rule as everywhere: both ends are among what ``visible_to`` gives, or were withdrawn."""
    person = getattr(told, who)
    visibilities = ("team", "trajectory")
    wins = [
        story(team, author, f"{team.name} {visibility} {number}", visibility=visibility, ago=number)
        for number in range(2)
        for team, author in ((told.noord, told.samira), (told.zuid, told.mehmet))
        for visibility in visibilities
    ]
    for later, earlier in pairwise(wins):
        link(later, earlier)
    readable = set(Win.objects.visible_to(person, factories.days(0)).values_list("title", flat=True))
    expected = {
        (row.later.title, row.kind, row.earlier.title)
        for row in WinLink.objects.select_related("later", "earlier")
        if {row.later.title, row.earlier.title} <= readable
    }
    assert pairs(person, told) == expected


def test_above_thirty_nodes_each_thread_has_its_picture(told, browser_of):
    for number in range(2):
        pair = [story(told.noord, told.joost, f"Deel {number} {part}", ago=20 - part) for part in range(2)]
        link(pair[1], pair[0], LinkKind.BROADENS)
    extra = selectors.MOST_NODES - 9  # 4 stories, 1 barrier and 4 in pairs stand there already
    alone = [story(told.noord, told.joost, f"Los {number}", ago=4) for number in range(extra)]
    assert len(pictures(browser_of(told.ruben).get(address(told)))) == 1
    one_more = story(told.noord, told.joost, "Los en te veel", ago=4)
    touch(one_more, "Nog een barrière")

    page = browser_of(told.ruben).get(address(told))

    assert len(alone) == 21
    assert len(pictures(page)) == 3
    assert len(nodes(page)) == 8
    text = words(page)
    assert "Each thread has a picture of its own. Stories without a link are not drawn; you find" in text
    assert text.count("From “Deel 0 0” to “Deel 0 1”") == 2
    assert "Los 20" not in text.partition("All links")[2].partition("What was seen")[0]
    assert "Los en te veel met Nog een barrière barrier" in text
    assert "3 threads. The longest goes from “Eén telefoon” to “Ook in Zuid”." in text


def test_only_the_latest_links_are_shown_and_the_page_says_so(told, browser_of, monkeypatch):
    monkeypatch.setattr(selectors, "LINKS", 1)
    page = browser_of(told.ruben).get(address(told))
    assert pairs(told.ruben, told) == {("Ook in Zuid", "spreads", "Samen opnemen")}
    assert "Only the latest 500 links stand here." in words(page)


def test_without_links_the_page_says_that_this_is_normal(cast, browser_of):
    page = browser_of(cast.ruben).get(address(cast))
    assert "No links between wins yet. That is normal: wins arrive scattered." in words(page)
    assert pictures(page) == []


def fill(cast, number):
    earlier = None
    for place in range(number):
        win = story(cast.noord, cast.samira, f"Verhaal {place} {number}", ago=number - place)
        barrier = touch(win, f"Barrière {place} {number}").barrier
        BarrierStand.objects.create(barrier=barrier, state="met", since=factories.days(-1))
        for team in (cast.noord, cast.zuid):
            BarrierNaming.objects.create(barrier=barrier, team=team, named_on=factories.days(-1))
        AliveCheck.objects.create(win=win, answer="yes", answered_on=factories.days(90))
        note = {"mechanism": "coupling", "text": f"{place} {number}", "on": factories.days(0)}
        note_mechanism(trajectory=cast.trajectory, wins=[win], author=cast.marit, **note)
        if earlier:
            link(win, earlier)
        earlier = win


@pytest.mark.parametrize("who", ["samira", "marit", "ruben"])
def test_the_page_asks_as_much_for_3_links_as_for_30(cast, browser_of, who):
    client = browser_of(getattr(cast, who))
    fill(cast, 4)
    few = statements_of(client, address(cast))
    fill(cast, 31)
    assert WinLink.objects.count() == 33
    assert statements_of(client, address(cast)) == few <= 12
    page = words(client.get(address(cast)))
    assert (page.count("Seen: 2 teams"), page.count("still lives")) == (35, 35)


def test_trajectory_page_leads_to_the_graph(cast, browser_of):
    assert address(cast) in links(browser_of(cast.ruben).get(cast.trajectory.get_absolute_url()))


def test_titles_that_turn_the_direction_or_look_like_markup_do_no_harm(cast, browser_of):
    turned = story(cast.noord, cast.samira, "\u202eomgekeerd", ago=1)
    link(story(cast.noord, cast.samira, "<b>vet</b> & 'co'"), turned)

    page = browser_of(cast.ruben).get(address(cast))

    assert nodes(page) == ["\u202eomgekeerd", "<b>vet</b> & 'co'"]
    assert "<b>vet" not in page.content.decode()
    assert "From “<bdi>\u202eomgekeerd</bdi>” to “<bdi>&lt;b&gt;vet" in page.content.decode()
