"""A new trajectory with its teams at once, and what its page says to do next."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.pages import links, send, speak_english, words
from trajectories.models import Invitation, Team, Trajectory
from trajectories.roles import Role

pytestmark = pytest.mark.django_db

NEW = "/trajectories/new/"


@pytest.fixture
def marits(cast, browser_of):
    speak_english()
    return browser_of(cast.marit)


def make(browser, **typed):
    page = browser.get(NEW)
    return send(browser, page, "", to=NEW, **{"name": "Nieuw", "question": "Hoe dan?"} | typed)


def test_its_teams_are_made_along_with_it_and_once(marits):
    key = uuid.uuid4()
    for _ in range(2):
        made = make(marits, teams="Noord\r\n\r\n  Portiek & Plein \r\nDoen", client_uuid=key)
    (trajectory,) = Trajectory.objects.filter(name="Nieuw")
    assert made.url == trajectory.get_absolute_url()
    assert list(trajectory.teams.values_list("name", flat=True)) == ["Doen", "Noord", "Portiek & Plein"]


REFUSED = {
    "Noord\nDoen\nnoord": "“Noord” stands here twice. Give each team its own name.",
    "Noord\nNoord": "“Noord” stands here twice. Give each team its own name.",
    "Noord\n" + "x" * 81: "Keep each line within 80 characters: “xxxxxxxxxxxxxxxxxxxx…”",
    "\n".join(f"Team {number}" for number in range(21)): "Make at most 20 teams at once.",
    "Noord\x00": "Remove the invisible characters from this text.",
}


@pytest.mark.parametrize("teams", REFUSED, ids=range(len(REFUSED)))
def test_wrong_teams_are_refused_in_words_and_nothing_is_lost(marits, teams):
    before = Team.objects.count()
    page = make(marits, teams=teams)
    assert page.status_code == 422
    assert REFUSED[teams] in words(page)
    assert "Hoe dan?" in words(page)
    assert "Noord" in words(page) or "Team 20" in words(page)
    assert (Trajectory.objects.filter(name="Nieuw").count(), Team.objects.count()) == (0, before)


def test_editing_it_asks_for_no_teams(marits, cast):
    page = marits.get(f"/trajectories/{cast.trajectory.pk}/edit/")
    assert 'name="teams"' not in page.content.decode()


def next_things(browser, trajectory):
    """Which of the three things the page points at."""
    page = browser.get(trajectory.get_absolute_url())
    if "What to do next" not in words(page):
        return []
    part = page.content.decode().split('id="begin"')[1].split("</section>")[0]
    names = {"team": "trajectories:team_new", "plan": "sessions:schedule", "invite": "sessions:people"}
    return [what for what, name in names.items() if reverse(name, args=[trajectory.pk]) in part]


def test_an_empty_trajectory_says_what_to_do_next(marits, browser_of, cast):
    make(marits)
    trajectory = Trajectory.objects.get(name="Nieuw")
    assert next_things(marits, trajectory) == ["team", "plan", "invite"]
    team = factories.team(trajectory, "Noord")
    page = marits.get(trajectory.get_absolute_url())
    schedule = reverse("sessions:schedule", args=[trajectory.pk])
    assert f"{schedule}?programme=six_sessions" in links(page)
    assert next_things(marits, trajectory) == ["plan", "invite"]
    factories.learning_session(trajectory, team)
    assert next_things(marits, trajectory) == ["invite"]
    Invitation.objects.create(email="a@example.org", role=Role.PROFESSIONAL, team=team)
    assert next_things(marits, trajectory) == []
    factories.member(cast.samira, Role.PROFESSIONAL, team)
    trajectory.learning_sessions.all().delete()
    assert next_things(browser_of(cast.samira), trajectory) == []
    trajectory.closed_at = timezone.now()
    trajectory.save()
    assert next_things(marits, trajectory) == []
