"""Teams and partial solutions, as the facilitator keeps them."""

import pytest

from smallwins.versions import StaleVersion
from tests import factories
from trajectories.models import PartialSolution, Team
from trajectories.services.teams import edit_team

pytestmark = pytest.mark.django_db


def new_team(browser, trajectory, **typed):
    return browser.post(
        f"/trajectories/{trajectory.pk}/teams/new/", {"name": "West", "direction": ""} | typed
    )


def solutions_url(trajectory, change=None):
    return f"/trajectories/{trajectory.pk}/partial-solutions/" + (f"?change={change}" if change else "")


def test_a_team_is_added_once(browser_of, marit, trajectory):
    responses = [new_team(browser_of(marit), trajectory, direction="Elkaar kennen") for _ in range(2)]
    assert [response.status_code for response in responses] == [302, 422]
    assert [(team.trajectory, team.direction) for team in Team.objects.filter(name="West")] == [
        (trajectory, "Elkaar kennen")
    ]


def test_a_name_is_taken_whatever_its_case_but_not_by_another_trajectory(browser_of, cast):
    assert new_team(browser_of(cast.marit), cast.trajectory, name="NOORD").status_code == 422
    assert new_team(browser_of(cast.marit), cast.trajectory, name="Overkant").status_code == 302


WRONG = [
    ("name", ""),
    ("name", "x" * 81),
    ("name", "a\x00"),
    ("direction", "x" * 161),
    ("direction", "a\x1b"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_team_answers_422_and_keeps_the_words(browser_of, marit, trajectory, field, value):
    response = new_team(
        browser_of(marit), trajectory, **{"name": "Mijn team", "direction": "Hierheen", field: value}
    )
    assert (response.status_code, Team.objects.filter(trajectory=trajectory).count()) == (422, 2)
    assert ("Hierheen" if field == "name" else "Mijn team") in response.content.decode()


def test_of_two_who_rename_the_second_sees_both_names(browser_of, marit, noord):
    browser, url = browser_of(marit), f"/teams/{noord.pk}/edit/"
    assert browser.post(url, {"name": "Hunne", "direction": "", "version": "1"}).status_code == 302
    conflict = browser.post(url, {"name": "Mijne", "direction": "", "version": "1"})
    assert conflict.status_code == 409
    assert {"Hunne", "Mijne"} <= set(conflict.content.decode().replace(">", " ").replace("<", " ").split())
    noord.refresh_from_db()
    assert (noord.name, noord.version) == ("Hunne", 2)
    with pytest.raises(StaleVersion):
        edit_team(team=noord, version=1)


def test_a_partial_solution_is_added_once_reworded_and_put_aside(browser_of, marit, trajectory):
    browser = browser_of(marit)
    typed = {"name": "Soep", "question": "Wie kookt?", "version": ""}
    assert [browser.post(solutions_url(trajectory), typed).status_code for _ in range(2)] == [302, 422]
    one = PartialSolution.objects.get()
    change = solutions_url(trajectory, one.pk)
    assert browser.post(change, typed | {"name": "Maaltijd", "version": "1"}).status_code == 302
    conflict = browser.post(change, typed | {"name": "Brood", "version": "1"})
    assert conflict.status_code == 409
    assert "Maaltijd" in conflict.content.decode()
    toggle = f"/trajectories/{trajectory.pk}/partial-solutions/{one.pk}/toggle/"
    closed = []
    for _ in range(2):
        browser.post(toggle)
        one.refresh_from_db()
        closed.append(one.closed_at is not None)
    assert (one.name, closed) == ("Maaltijd", [True, False])


@pytest.mark.parametrize("change", ["x", "%00", "9" * 40, "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_partial_solution_is_not_found(browser_of, marit, trajectory, change):
    assert browser_of(marit).get(solutions_url(trajectory, change)).status_code == 404


def test_another_trajectorys_partial_solution_is_not_found(browser_of, cast):
    theirs = factories.partial_solution(cast.elsewhere, "Van Otto")
    browser = browser_of(cast.marit)
    for method in (browser.get, browser.post):
        assert method(solutions_url(cast.trajectory, theirs.pk)).status_code == 404
    toggle = f"/trajectories/{cast.trajectory.pk}/partial-solutions/{theirs.pk}/toggle/"
    assert browser.post(toggle).status_code == 404
