"""The coordinator's overview (C2): what needs a decision first, then teams by name, never counts."""

import datetime as dt

import pytest
from django.utils import timezone

from tests import factories
from tests.wins import policies
from tests.wins.pages import words
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast, browser_of):
    return lambda: words(browser_of(cast.ruben).get("/overview/"))


def test_unanswered_messages_due_checks_and_candidates_come_first(cast, page):
    policies.barrier(cast, cast.noord, cast.zuid, name="Geen sleutel")
    policies.message(cast, of=policies.barrier(cast, cast.noord, cast.zuid), on=factories.days(-8))
    old = policies.message(
        cast, of=policies.barrier(cast, cast.noord, name="Oud zeer"), on=factories.days(-90)
    )
    policies.answered(old, on=factories.days(-57))
    shown = page()
    places = [
        shown.index(text)
        for text in (
            "Hier is een besluit nodig",
            "al 8 dagen geen antwoord",
            "Oud zeer",
            "Geen sleutel",
            "Zuid",
        )
    ]
    assert places == sorted(places)
    assert "is het gebeurd?" in shown


def test_a_barrier_that_went_to_policy_is_no_candidate_any_more(cast, page):
    barrier = policies.barrier(cast, cast.noord, cast.zuid)
    assert "Schrijf een boodschap aan beleid" in page()
    policies.answered(policies.message(cast, of=barrier))
    assert "Schrijf een boodschap aan beleid" not in page()
    assert "Hier is een besluit nodig" not in page()


def test_teams_stand_by_name_and_a_quiet_one_is_a_question(cast, page):
    long_ago = timezone.now() - dt.timedelta(weeks=4)
    factories.win(cast.noord, cast.samira, visibility="trajectory", title="Koffie", shared_at=long_ago)
    factories.win(cast.zuid, cast.mehmet, visibility="trajectory", title="Soep")
    factories.team(cast.trajectory, "Aan de dijk")
    shown = page()
    places = [shown.index(text) for text in ("Aan de dijk", "Noord", "Koffie", "Zuid", "Soep")]
    assert places == sorted(places)
    assert shown.count("Misschien bellen?") == 2
    assert "Nog geen verhaal. Misschien bellen?" in shown


def test_what_is_shared_with_the_team_alone_is_news_of_the_team_but_not_shown(cast, page):
    factories.win(cast.noord, cast.samira, title="Kanarie", visibility="team")
    shown = page()
    assert "Kanarie" not in shown
    assert shown.count("Misschien bellen?") == 1  # Zuid alone


def test_only_what_one_coordinates_is_there(cast, page):
    assert cast.elsewhere.name not in page()
    other = factories.trajectory(cast.organisation, name="Ander traject")
    factories.team(other, "Onbekend")
    assert "Onbekend" not in page()
    factories.member(cast.ruben, Role.COORDINATOR, other)
    assert "Onbekend" in page()


def test_texts_that_wait_for_a_coordinator_are_there(cast, page):
    copy = policies.asked(cast, by=cast.marit)
    type(copy).objects.filter(pk=copy.pk).update(
        second_reader=cast.ruben, title="Koffie eerst", written_on=factories.days(0)
    )
    assert "Koffie eerst" in page()
