"""What stories did to a barrier, how it stands, and which teams named it: a history that only grows (P10)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.naming import made, name_one, of, state_on_page
from tests.wins.pages import send, words
from wins.models import Barrier, BarrierLink, BarrierNaming, BarrierStand

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def story(cast):
    """A story of team Noord."""
    return factories.win(cast.noord, cast.samira, title="Samen aangebeld")


def test_effect_and_state_are_two_things(cast, story, browser_of):
    client = browser_of(cast.samira)
    name_one(client, story, name="Sleutelbeleid", kind="rule", effect="bypassed")
    barrier = Barrier.objects.get()
    assert [stand.state for stand in barrier.stands.all()] == ["met"]

    name_one(client, story, name="Sleutelbeleid", effect="broke", state="removed")

    assert barrier.win_links.get().effect == "broke"
    assert [stand.state for stand in barrier.stands.all()] == ["met", "removed"]
    assert barrier.namings.count() == 1
    page = words(client.get(story.get_absolute_url()))
    assert "Sleutelbeleid broke" in page


@pytest.mark.parametrize("kind", ["win", "setback"])
def test_a_setback_names_its_barrier_too(kind, cast, browser_of):
    win = factories.win(cast.noord, cast.samira, kind=kind)
    assert name_one(browser_of(cast.joost), win, name="X", kind="time", effect="met").status_code == 302
    assert win.barrier_links.get().author == cast.joost


def test_history_is_kept_and_the_last_state_holds(cast, browser_of):
    barrier, client = made(cast), browser_of(cast.mehmet)
    for state, day in (("met", -20), ("bypassed", -10), ("removed", -1)):
        page = client.get(barrier.get_absolute_url())
        answer = send(client, page, of(barrier, "state"), state=state, since=factories.days(day).isoformat())
        assert answer.url == barrier.get_absolute_url()

    assert list(barrier.stands.values_list("state", "author__name")) == [
        ("met", "Mehmet Demir"),
        ("bypassed", "Mehmet Demir"),
        ("removed", "Mehmet Demir"),
    ]
    shown = state_on_page(client, barrier)
    assert shown.index("Met ") < shown.index("Bypassed") < shown.index("Removed")
    assert shown.count("Mehmet Demir") >= 3
    lists = client.get(reverse("wins:barriers", args=[cast.trajectory.pk])).content.decode()
    assert '<h2 id="removed">' in lists
    assert '<h2 id="met">' not in lists


def test_what_was_forgotten_takes_its_place_in_the_history(cast, browser_of):
    barrier, client = made(cast), browser_of(cast.samira)
    for state, day in (("removed", -1), ("bypassed", -10)):
        since = factories.days(day).isoformat()
        client.post(of(barrier, "state"), {"state": state, "since": since})

    assert [stand.state for stand in barrier.stands.all()] == ["bypassed", "removed"]
    assert Barrier.objects.with_state().get().state == "removed"


def test_saying_what_stands_already_adds_nothing(cast, browser_of):
    barrier, client = made(cast), browser_of(cast.samira)
    data = {"state": "accepted", "since": factories.days(0).isoformat()}
    for _ in range(3):
        assert client.post(of(barrier, "state"), data).status_code == 302
    assert barrier.stands.count() == 1


def test_no_address_changes_or_removes_a_stand(cast, story, browser_of):
    client = browser_of(cast.samira)
    name_one(client, story, name="Sleutelbeleid", kind="rule", effect="met", state="accepted")
    barrier = Barrier.objects.get()
    before = list(BarrierStand.objects.values())

    link = story.barrier_links.get()
    send(
        client, client.get(story.get_absolute_url()), reverse("wins:barrier_unlink", args=[story.pk, link.pk])
    )

    assert not story.barrier_links.exists()
    assert list(BarrierStand.objects.values()) == before
    assert "Sleutelbeleid" not in words(client.get(story.get_absolute_url()))
    assert state_on_page(client, barrier)


@pytest.mark.parametrize("addressee", ["", "   ", "\n"])
def test_passing_on_needs_somebody(addressee, cast, story, browser_of):
    barrier, client = made(cast), browser_of(cast.samira)
    since = factories.days(0).isoformat()

    page = client.post(of(barrier, "state"), {"state": "escalated", "since": since, "addressee": addressee})
    assert page.status_code == 422
    assert "Write down to whom it was passed on" in words(page)
    page = name_one(client, story, name="sleutelbeleid", effect="met", state="escalated", addressee=addressee)
    assert page.status_code == 422
    assert not BarrierStand.objects.exists()
    assert not BarrierLink.objects.exists()

    name_one(client, story, name="sleutelbeleid", effect="met", state="escalated", addressee="de wethouder")
    assert barrier.stands.last().addressee == "de wethouder"
    shown = words(client.get(reverse("wins:barriers", args=[cast.trajectory.pk])))
    assert "passed on to de wethouder" in shown


def test_somebody_is_kept_only_when_it_is_passed_on(cast, browser_of):
    barrier, client = made(cast), browser_of(cast.samira)
    data = {"state": "accepted", "since": factories.days(0).isoformat(), "addressee": "de wethouder"}
    client.post(of(barrier, "state"), data)
    assert barrier.stands.get().addressee == ""


@pytest.mark.parametrize("day", [1, 30, 40_000])
def test_days_lie_not_in_the_future(day, cast, browser_of):
    barrier, client, since = made(cast), browser_of(cast.samira), factories.days(day).isoformat()

    for act, data in (
        ("state", {"state": "removed", "since": since}),
        ("name", {"team": cast.noord.pk, "named_on": since}),
    ):
        page = client.post(of(barrier, act), data)
        assert page.status_code == 422
        assert since in page.content.decode()
    assert not barrier.stands.exists()
    assert not barrier.namings.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "yesterday", "", "\x00"])
def test_days_outside_this_century_are_refused(day, cast, browser_of):
    barrier, client = made(cast), browser_of(cast.samira)

    assert client.post(of(barrier, "state"), {"state": "met", "since": day}).status_code == 422
    named = client.post(of(barrier, "name"), {"team": cast.noord.pk, "named_on": day})
    assert named.status_code == 422
    assert client.get(barrier.get_absolute_url()).status_code == 200


# Naming


def test_a_team_names_it_once_a_day(cast, browser_of):
    barrier, client = made(cast), browser_of(cast.mehmet)
    for _ in range(3):
        page = client.get(barrier.get_absolute_url())
        answer = send(client, page, of(barrier, "name"), team=cast.zuid.pk)
        assert answer.url == barrier.get_absolute_url()

    naming = barrier.namings.get()
    assert (naming.team, naming.named_on) == (cast.zuid, factories.days(0))
    assert [stand.state for stand in barrier.stands.all()] == ["met"]


def test_naming_in_a_session_that_was_held(cast, browser_of):
    barrier = made(cast)
    held = factories.learning_session(
        cast.trajectory, cast.zuid, title="Vorige keer", starts_at=timezone.now() - dt.timedelta(days=3)
    )
    coming = factories.learning_session(cast.trajectory, cast.zuid, title="Volgende keer")
    elsewhere = factories.learning_session(
        cast.elsewhere, cast.their_team, starts_at=timezone.now() - dt.timedelta(days=3)
    )
    client, day = browser_of(cast.mehmet), factories.days(-3).isoformat()

    for refused in (coming, elsewhere):
        data = {"team": cast.zuid.pk, "named_on": day, "learning_session": refused.pk}
        assert client.post(of(barrier, "name"), data).status_code == 422
    data = {"team": cast.zuid.pk, "named_on": day, "learning_session": held.pk}
    assert client.post(of(barrier, "name"), data).status_code == 302
    assert "Vorige keer" in state_on_page(client, barrier)


def test_one_names_for_the_own_team_and_the_facilitator_for_any(cast, browser_of):
    barrier, day = made(cast), factories.days(0).isoformat()
    post = {}
    for who in ("mehmet", "marit"):
        client = browser_of(getattr(cast, who))
        for team in (cast.noord, cast.zuid, cast.their_team):
            post[who, team.name] = client.post(
                of(barrier, "name"), {"team": team.pk, "named_on": day}
            ).status_code
    assert post == {
        ("mehmet", "Noord"): 422,
        ("mehmet", "Zuid"): 302,
        ("mehmet", "Overkant"): 422,
        ("marit", "Noord"): 302,
        ("marit", "Zuid"): 302,
        ("marit", "Overkant"): 422,
    }
    assert BarrierNaming.objects.count() == 2
