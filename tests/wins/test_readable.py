"""The team page's own SQL reads what ``visible_to`` reads, for everybody, also who has moved on."""

import pytest
from django.utils import timezone

from tests import factories
from trajectories.models import Membership
from trajectories.roles import Role
from wins.models import Visibility, Win
from wins.selectors.readable import READABLE, is_readable, reading

PEOPLE = ("samira", "joost", "mehmet", "marit", "ruben", "els", "pien", "otto", "moved")


@pytest.fixture
def wins(cast):
    """Every way of sharing by Samira and by somebody who moved from Noord to Zuid, kept and withdrawn."""
    cast.moved = factories.user("Nanda Kreugel")
    factories.member(cast.moved, Role.PROFESSIONAL, cast.zuid)
    for author in (cast.samira, cast.moved):
        for visibility in Visibility.values:
            for withdrawn_at in (None, timezone.now()):
                factories.win(cast.noord, author, visibility=visibility, withdrawn_at=withdrawn_at)
    factories.win(cast.zuid, cast.mehmet, visibility=Visibility.TRAJECTORY)


def read_by_sql(team, person):
    known = reading(team, person, today=factories.days(0))
    return {win.pk for win in Win.objects.raw(f"SELECT id FROM wins_win WHERE {READABLE}", known)}


@pytest.mark.parametrize("name", PEOPLE)
def test_all_forms_agree_with_visible_to(cast, wins, name):
    person, today = getattr(cast, name), factories.days(0)
    visible = Win.objects.visible_to(person, today)
    expected = set(visible.filter(team=cast.noord).shared().values_list("pk", flat=True))

    assert read_by_sql(cast.noord, person) == expected

    everything = Win.objects.select_related("team")
    asked = {win.pk for win in everything if is_readable(win, person, today=today)}
    assert asked == set(visible.values_list("pk", flat=True))


def test_the_cast_reads_different_things(cast, wins):
    """So that the agreement above is not one of empty sets."""
    assert {name: len(read_by_sql(cast.noord, getattr(cast, name))) for name in PEOPLE} == {
        "samira": 4,
        "joost": 4,
        "marit": 4,
        "moved": 3,
        "mehmet": 2,
        "ruben": 2,
        "els": 0,
        "pien": 0,
        "otto": 0,
    }


def test_a_membership_that_ended_counts_no_more(cast, wins):
    Membership.objects.filter(user=cast.joost).update(ends_on=factories.days(0))
    assert read_by_sql(cast.noord, cast.joost) == set()
