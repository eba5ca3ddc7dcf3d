"""Barriers: picked before they are made, and found by two teams as one (P10)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier as Gate

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.naming import made, name_one, of, state_on_page, to_name
from tests.wins.pages import form_to, links, send, words
from trajectories.models import Trajectory
from wins.models import Barrier, BarrierLink, BarrierStand, Visibility
from wins.services import barriers as services

pytestmark = pytest.mark.usefixtures("english")
RACERS = 6


@pytest.fixture
def story(cast):
    """A story of team Noord."""
    return factories.win(cast.noord, cast.samira, title="Samen aangebeld")


# Finding before making


def test_typing_proposes_the_barriers_of_the_trajectory_and_no_others(cast, story, browser_of):
    made(cast, "Sleutelbeleid")
    made(cast, "Geen tijd & ruimte", "time")
    made(cast, "Elders bedacht", trajectory=cast.elsewhere)

    page = browser_of(cast.samira).get(to_name(story))

    body = page.content.decode()
    options = body.split('<datalist id="known-barriers">')[1].split("</datalist>")[0]
    assert options.count("<option") == 2
    assert '<option value="Sleutelbeleid">' in options
    assert "?name=Geen%20tijd%20%26%20ruimte" in links(page)
    assert "Elders bedacht" not in body


def test_picking_from_the_list_fills_in_the_name(cast, story, browser_of):
    made(cast, "Geen tijd & ruimte", "time")
    client = browser_of(cast.samira)

    page = client.get(to_name(story) + "?name=Geen%20tijd%20%26%20ruimte")

    assert form_to(page, "").fields["name"] == ["Geen tijd & ruimte"]
    assert send(client, page, "").url == f"{story.get_absolute_url()}#barriers"
    assert BarrierLink.objects.get().barrier.name == "Geen tijd & ruimte"


@pytest.mark.parametrize(("reach", "shown"), [("team", False), ("trajectory", True), ("draft", False)])
def test_what_helped_elsewhere_comes_only_from_readable_stories(reach, shown, cast, story, browser_of):
    barrier = made(cast)
    helped = factories.win(cast.zuid, cast.mehmet, title="Kanarie van Zuid", visibility=reach)
    services.link_barrier(win=helped, barrier=barrier, effect="bypassed", author=cast.mehmet)
    client = browser_of(cast.samira)

    pages = [words(client.get(to_name(story))), state_on_page(client, barrier)]

    assert ["Kanarie van Zuid" in page for page in pages] == [shown, shown]
    assert ("what helped at Team Zuid: Kanarie van Zuid" in pages[0]) == shown


def test_what_helped_elsewhere_is_neither_ones_own_nor_what_only_rubbed_nor_withdrawn(
    cast, story, browser_of
):
    barrier = made(cast)
    own = factories.win(cast.noord, cast.joost, title="Van onszelf", visibility="trajectory")
    rubbed = factories.win(cast.zuid, cast.mehmet, title="Alleen gebotst", visibility="trajectory")
    gone = factories.win(
        cast.zuid, cast.mehmet, title="Weg", visibility="trajectory", withdrawn_at=timezone.now()
    )
    for win, effect in ((own, "broke"), (rubbed, "met"), (gone, "broke")):
        services.link_barrier(win=win, barrier=barrier, effect=effect, author=win.author)
    client = browser_of(cast.samira)

    assert "what helped" not in words(client.get(to_name(story)))
    page = state_on_page(client, barrier)
    assert "Van onszelf" in page
    assert "Alleen gebotst" in page
    assert "Weg" not in page.split()


@pytest.mark.parametrize("typed", ["sleutelbeleid", "SLEUTELBELEID", "  Sleutelbeleid ", "sLEUTELbeleid"])
def test_two_teams_find_the_same_one_whatever_the_capitals(typed, cast, story, browser_of):
    theirs = factories.win(cast.zuid, cast.mehmet)
    name_one(browser_of(cast.samira), story, name="Sleutelbeleid", kind="rule", effect="met")

    answer = name_one(browser_of(cast.mehmet), theirs, name=typed, effect="bypassed")

    assert answer.status_code == 302
    barrier = Barrier.objects.get()
    assert (barrier.name, barrier.kind) == ("Sleutelbeleid", "rule")
    assert set(barrier.win_links.values_list("win", "effect")) == {
        (story.pk, "met"),
        (theirs.pk, "bypassed"),
    }
    assert {naming.team for naming in barrier.namings.all()} == {cast.noord, cast.zuid}
    page = state_on_page(browser_of(cast.joost), barrier)
    assert "Noord" in page
    assert "Zuid" in page


#: Pairs that one rule of capitals calls the same and another does not.
CAPITALS = [("große Straße", "GROẞE STRAẞE"), ("Straße", "STRASSE"), ("istanbul", "İSTANBUL"), ("ısı", "ISI")]


@pytest.mark.parametrize(("first", "second"), CAPITALS)
def test_odd_capitals_never_break(first, second, cast, story, browser_of):
    client = browser_of(cast.samira)
    for name in (first, second, first):
        assert name_one(client, story, name=name, kind="rule", effect="met").status_code == 302
        assert name_one(client, story, name=name, effect="met").status_code == 302
    assert Barrier.objects.count() in (1, 2)


def test_a_new_name_asks_its_kind_and_keeps_the_text(cast, story, browser_of):
    client = browser_of(cast.samira)

    page = name_one(client, story, name="Nieuw & onbekend", effect="broke", state="removed")

    assert page.status_code == 422
    assert "Choose what kind of barrier it is" in words(page)
    fields = form_to(page, "").fields
    assert (fields["name"], fields["effect"], fields["state"]) == (
        ["Nieuw & onbekend"],
        ["broke"],
        ["removed"],
    )
    assert not Barrier.objects.exists()
    assert send(client, page, "", kind="money").status_code == 302
    assert Barrier.objects.get().kind == "money"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": " \n "},
        {"name": "x" * 81},
        {"name": "nul\x00"},
        {"kind": "politics"},
        {"effect": ""},
        {"effect": "removed"},
        {"state": "gone"},
    ],
)
def test_nonsense_is_refused_with_a_message(typed, cast, story, browser_of):
    data = {"name": "Sleutelbeleid", "kind": "rule", "effect": "met"} | typed

    answer = browser_of(cast.samira).post(to_name(story), data)

    assert answer.status_code == 422
    assert not Barrier.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_in_a_race_all_find_the_same_one(cast, browser_of):
    wins = [factories.win(cast.noord, cast.samira, story=f"Verhaal {n}") for n in range(RACERS)]
    clients = [browser_of(cast.samira) for _ in range(RACERS)]
    start = Gate(RACERS)

    def post(number):
        name = "Sleutelbeleid" if number % 2 else "SLEUTELBELEID"
        data = {"name": name, "kind": "rule", "effect": "met", "state": "accepted"}
        try:
            start.wait(timeout=10)
            return clients[number].post(to_name(wins[number]), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        assert list(pool.map(post, range(RACERS))) == [302] * RACERS
    barrier = Barrier.objects.get()
    assert barrier.win_links.count() == RACERS
    assert barrier.namings.count() == 1
    assert [stand.state for stand in barrier.stands.all()] == ["met", "accepted"]


# Borders


def test_another_trajectorys_barrier_is_not_there(cast, browser_of):
    barrier, client = made(cast, trajectory=cast.elsewhere), browser_of(cast.marit)
    since = factories.days(0).isoformat()

    assert client.get(barrier.get_absolute_url()).status_code == 404
    assert client.post(of(barrier, "state"), {"state": "removed", "since": since}).status_code == 404
    named = client.post(of(barrier, "name"), {"team": cast.noord.pk, "named_on": since})
    assert named.status_code == 404
    assert client.get(reverse("wins:barriers", args=[cast.elsewhere.pk])).status_code == 404
    assert not BarrierStand.objects.exists()


def test_the_same_name_next_door_is_another_barrier(cast, story, browser_of):
    theirs = made(cast, trajectory=cast.elsewhere)
    name_one(browser_of(cast.samira), story, name="Sleutelbeleid", kind="time", effect="met")
    assert story.barrier_links.get().barrier != theirs
    assert not theirs.namings.exists()


def test_another_storys_link_is_not_removed_through_mine(cast, story, browser_of):
    theirs = factories.win(cast.zuid, cast.mehmet, visibility=Visibility.TRAJECTORY)
    link = services.link_barrier(win=theirs, barrier=made(cast), effect="met", author=cast.mehmet)
    client = browser_of(cast.samira)

    assert client.post(reverse("wins:barrier_unlink", args=[story.pk, link.pk])).status_code == 404
    assert client.post(reverse("wins:barrier_unlink", args=[theirs.pk, link.pk])).status_code == 403
    assert client.post(reverse("wins:barrier_unlink", args=[story.pk, 10**18])).status_code == 404
    assert BarrierLink.objects.get() == link


def test_pages_lead_to_barriers(cast, browser_of):
    barrier = made(cast)
    services.name_barrier(barrier=barrier, team=cast.noord, author=cast.samira, on=factories.days(0))
    client = browser_of(cast.samira)

    assert barrier.get_absolute_url() in links(client.get(cast.noord.get_absolute_url()))
    listed = reverse("wins:barriers", args=[cast.trajectory.pk])
    assert listed in links(client.get(cast.trajectory.get_absolute_url()))
    assert barrier.get_absolute_url() in links(client.get(listed))


def test_a_hostile_name_stays_text_on_every_page(cast, story, browser_of):
    name, client = "<script>alert(1)</script>{{7*7}}\u202e\"'", browser_of(cast.samira)
    Trajectory.objects.update(neighbourhood="")
    assert name_one(client, story, name=name, kind="rule", effect="met").status_code == 302
    barrier = Barrier.objects.get()
    assert barrier.name == name
    for address in (
        barrier.get_absolute_url(),
        story.get_absolute_url(),
        to_name(story),
        cast.noord.get_absolute_url(),
        reverse("wins:barriers", args=[cast.trajectory.pk]),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert name in words(response)
