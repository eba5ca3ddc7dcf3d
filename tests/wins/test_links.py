"""Linking a story to an earlier one: what is said there, what is refused, and that no circle ever closes."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.pages import form_to, links, send, words
from wins.models import FollowUp, WinLink
from wins.services import links as services

pytestmark = pytest.mark.usefixtures("english")
WHY = "Na de kaart zochten we iets waarbij mensen elkaar echt zien."
REFUSED = "These stories are linked already, or the link would close a circle"


@pytest.fixture
def earlier(cast):
    return factories.win(
        cast.noord,
        cast.joost,
        title="Kaart in de bus",
        visibility="trajectory",
        happened_on=factories.days(-20),
    )


@pytest.fixture
def later(cast):
    return factories.win(cast.noord, cast.samira, title="Koffie vooraf", visibility="trajectory")


def new(win):
    return reverse("wins:link_new", args=[win.pk])


def link(client, win, to, **typed):
    """Fill in the form: this story grew out of that one."""
    typed = {"earlier": str(to.pk), "why": WHY} | typed
    return send(client, client.get(new(win)), "", to=new(win), **typed)


def made(later, earlier, **fields):
    """A link as it is in the database."""
    same = later.team_id == earlier.team_id
    now = timezone.now() if same else None
    return WinLink.objects.create(later=later, earlier=earlier, why=WHY, **{"accepted_at": now} | fields)


def pairs():
    return set(WinLink.objects.values_list("later__title", "earlier__title"))


def test_what_each_link_says_stands_where_it_is_chosen_and_follows_is_chosen(
    later, earlier, samira, browser_of
):
    page = browser_of(samira).get(new(later))

    for definition in (
        "Follows: came after.",
        "Deepens: same approach, more far-reaching.",
        "Broadens: a subject or partner joined.",
        "Spreads: elsewhere too, in its own way.",
    ):
        assert definition in words(page)
    assert form_to(page, "").fields["kind"] == ["follows"]

    assert link(browser_of(samira), later, earlier).url == f"{later.get_absolute_url()}#links"
    row = WinLink.objects.get()
    assert (row.later, row.earlier, row.kind, row.why, row.author) == (later, earlier, "follows", WHY, samira)
    assert row.accepted_at is None  # within a team nobody is asked


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"why": ""}, "Write down why"),
        ({"why": " \n "}, "Write down why"),
        ({"why": "a" * 201}, "Shorten your text by 1 character"),
        ({"earlier": ""}, "Choose the earlier story"),
        ({"earlier": str(uuid.uuid4())}, "Choose a story from the list"),
        ({"kind": ""}, "Choose how it grew"),
        ({"kind": "causes"}, "Select a valid choice"),
        ({"adapted": "a" * 201, "kind": "spreads"}, "Shorten your text by 1 character"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(typed, says, later, earlier, samira, browser_of):
    response = link(browser_of(samira), later, earlier, **typed)

    assert response.status_code == 422
    assert says in words(response)
    kept = form_to(response, "").fields
    assert kept["why"] == [typed.get("why", WHY)]
    assert pairs() == set()


def test_why_has_200_characters_and_only_spreading_is_adapted(later, earlier, samira, browser_of):
    link(
        browser_of(samira), later, earlier, why="e\u0301" * 200, kind="deepens", adapted="Dit hoort er niet."
    )

    row = WinLink.objects.get()
    assert (row.why, row.adapted) == ("é" * 200, "")


@pytest.mark.parametrize(
    ("adapted", "shown"), [("Met naaimachines.", "Adapted: Met naaimachines."), ("", "Copied.")]
)
def test_a_spreading_link_says_what_was_adapted(adapted, shown, later, earlier, samira, browser_of):
    link(browser_of(samira), later, earlier, kind="spreads", adapted=adapted)

    for win in (later, earlier):
        assert shown in words(browser_of(samira).get(win.get_absolute_url()))


def test_a_link_is_seen_from_both_sides(later, earlier, samira, mehmet, ruben, browser_of):
    link(browser_of(samira), later, earlier, kind="deepens")

    for person in (samira, mehmet, ruben):
        for win, other in ((later, earlier), (earlier, later)):
            page = browser_of(person).get(win.get_absolute_url())
            assert other.get_absolute_url() in links(page)
            assert WHY in words(page)
    page = words(browser_of(samira).get(later.get_absolute_url()))
    assert "This story deepens Kaart in de bus" in page
    assert "Koffie vooraf deepens this story" in words(browser_of(samira).get(earlier.get_absolute_url()))


def test_itself_is_no_earlier_story(later, earlier, samira, browser_of):
    response = link(browser_of(samira), later, later)

    assert (response.status_code, pairs()) == (422, set())
    assert "Choose a story from the list" in words(response)
    with pytest.raises(services.LinkRefused):
        services.link_wins(
            later=later, earlier=later, kind="follows", why=WHY, author=samira, now=timezone.now()
        )


def test_the_same_link_twice_is_one_and_says_so(later, earlier, samira, browser_of):
    client = browser_of(samira)
    data = form_to(client.get(new(later)), "").fields | {"earlier": str(earlier.pk), "why": WHY}

    answers = [client.post(new(later), data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert REFUSED in words(answers[1])
    assert WinLink.objects.count() == 1
    assert "There is no earlier story to link to yet." in words(client.get(new(later)))


def test_a_later_story_is_not_offered_as_the_earlier_one(later, earlier, samira, browser_of):
    client = browser_of(samira)
    assert "There is no earlier story to link to yet." in words(client.get(new(earlier)))

    response = client.post(new(earlier), {"earlier": str(later.pk), "kind": "follows", "why": WHY})

    assert (response.status_code, pairs()) == (422, set())


def test_how_did_it_go_on_makes_the_link(earlier, cast, browser_of):
    client = browser_of(cast.joost)
    home = client.get("/")
    (go_on,) = [address for address in links(home) if address.endswith(f"?follows={earlier.pk}")]

    send(
        client,
        client.get(go_on),
        reverse("wins:new"),
        button=("action", "share"),
        story="Nu schrijven buren zelf.",
    )

    row = WinLink.objects.get()
    assert (row.earlier, row.kind, row.later.story) == (earlier, "follows", "Nu schrijven buren zelf.")
    assert row.accepted_at is None  # within a team nobody is asked
    assert FollowUp.objects.get(win=earlier).answer == "continued"
    assert "How did it go on?" not in words(client.get("/"))
    assert row.later.get_absolute_url() in links(client.get(earlier.get_absolute_url()))


def test_nobody_goes_on_from_what_is_not_theirs(earlier, cast, browser_of):
    data = {"story": "Verder.", "team": str(cast.zuid.pk), "action": "share"}

    response = browser_of(cast.mehmet).post(reverse("wins:new"), data | {"follows": str(earlier.pk)})

    assert response.status_code == 422
    assert pairs() == set()
