"""What waits for somebody at home: the one statement says what the querysets and the property say."""

import itertools

import pytest

from tests import factories
from tests.wins import policies
from tests.wins.pages import words
from wins.models import CopyState, PublishedWin, Visibility, WinLink
from wins.selectors.policy import awaiting
from wins.selectors.waiting import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies(cast):
    """A copy in every state there can be."""
    made = {}
    dates = ("written_on", "read_on", "approved_on", "declined_on", "withdrawn_on")
    given = itertools.product([None, factories.days(0)], repeat=len(dates))
    for number, (days, agreed) in enumerate(itertools.product(given, (True, False))):
        fields = dict(zip(dates, days, strict=True))
        if fields["approved_on"] and not (fields["read_on"] and agreed):
            continue
        copy = policies.asked(
            cast, win=factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY)
        )
        answers = dict.fromkeys(
            ("recognisable", "is_true", "is_honest"), agreed if fields["read_on"] else None
        )
        rows = PublishedWin.objects.filter(pk=copy.pk)
        rows.update(title=f"{number}", text="Tekst", **fields, **answers)
        made[copy.pk] = rows.get()
    return made


def test_every_state_is_there(copies):
    assert {copy.state for copy in copies.values()} == set(CopyState)


def test_who_has_to_act_sees_it_and_nobody_else(cast, copies):
    for_author = (CopyState.ASKED, CopyState.SENT_BACK, CopyState.READ)
    expected = {
        cast.samira: {pk for pk, copy in copies.items() if copy.state in for_author},
        cast.marit: {pk for pk, copy in copies.items() if copy.state == CopyState.WRITTEN},
        cast.ruben: set(),
        cast.joost: set(),
    }
    # Read before it was written is no state people can bring about.
    odd = {pk for pk, copy in copies.items() if copy.read_on and not copy.written_on}
    for person, keys in expected.items():
        assert {copy.pk for copy in awaiting(person)} - odd == keys - odd


def test_the_statement_at_home_finds_the_same(cast, copies):
    for person in (cast.samira, cast.marit, cast.ruben, cast.joost):
        found = {copy.pk: copy.state for copy in waiting_for(person, []).copies}
        assert found == {copy.pk: copy.state for copy in awaiting(person)[:5]}


def test_closed_trajectories_ask_nothing(cast, copies):
    cast.trajectory.closed_at = cast.trajectory.created_at
    cast.trajectory.save()
    assert (list(awaiting(cast.samira)), waiting_for(cast.samira, []).copies) == ([], [])


@pytest.mark.parametrize("person", ["samira", "marit"])
def test_it_stands_at_home(cast, browser_of, person):
    copy = policies.asked(cast)
    PublishedWin.objects.filter(pk=copy.pk).update(title="Koffie eerst")
    if person == "marit":
        PublishedWin.objects.filter(pk=copy.pk).update(written_on=factories.days(0), text="Tekst")
    home = browser_of(getattr(cast, person)).get("/", follow=True)
    assert "Een tekst voor beleid wacht op jou" in words(home)
    assert f"/copies/{copy.pk}/" in home.content.decode()


def test_links_of_other_teams_wait_for_a_yes(cast):
    theirs = factories.win(cast.zuid, cast.mehmet, visibility=Visibility.TRAJECTORY)
    ours = factories.win(cast.noord, cast.samira, title="Koffie eerst")
    link = WinLink.objects.create(later=theirs, earlier=ours, why="Dat gaf moed.")
    own = factories.win(cast.noord, cast.joost, visibility=Visibility.TRAJECTORY)
    WinLink.objects.create(later=own, earlier=ours, why="Zelfde team.")
    (found,) = waiting_for(cast.samira, [cast.noord.pk]).links
    assert (found.team, found.earlier.display_title) == ("Zuid", "Koffie eerst")
    assert waiting_for(cast.mehmet, [cast.zuid.pk]).links == []
    theirs.visibility = Visibility.TEAM
    theirs.save()
    assert waiting_for(cast.samira, [cast.noord.pk]).links == []
    theirs.visibility = Visibility.TRAJECTORY
    theirs.save()
    link.accepted_at = theirs.shared_at
    link.save()
    assert waiting_for(cast.samira, [cast.noord.pk]).links == []
