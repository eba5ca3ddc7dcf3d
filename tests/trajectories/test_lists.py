"""Lists of trajectories, and the admin's page: who is in, until when things are kept, no content."""

import datetime as dt

import pytest

from tests import factories
from tests.counting import statements_of
from trajectories.roles import Role
from trajectories.selectors.organisations import retention_of

pytestmark = pytest.mark.django_db


def test_one_sees_ones_own_trajectories(browser_of, cast):
    seen = {}
    for name in ("samira", "marit", "ruben", "els", "otto"):
        body = browser_of(getattr(cast, name)).get("/trajectories/").content.decode()
        seen[name] = [title for title in ("Thuis in Oeverhoek", "Samen Elders") if title in body]
    ours, theirs = ["Thuis in Oeverhoek"], ["Samen Elders"]
    assert seen == {"samira": ours, "marit": ours, "ruben": ours, "els": [], "otto": theirs}


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(browser_of, cast):
    browser = browser_of(cast.marit)

    def facilitate(number):
        for each in range(number):
            made = factories.trajectory(cast.organisation, name=f"Traject {each}")
            factories.member(cast.marit, Role.FACILITATOR, made)

    facilitate(2)
    few = statements_of(browser, "/trajectories/")
    facilitate(27)
    assert statements_of(browser, "/trajectories/") == few <= 12


def test_a_trajectorys_page_takes_as_many_queries_for_thirty_teams_as_for_three(browser_of, cast):
    browser, url = browser_of(cast.marit), f"/trajectories/{cast.trajectory.pk}/"
    factories.learning_session(cast.trajectory, cast.noord)
    factories.partial_solution(cast.trajectory, "Eerste")
    few = statements_of(browser, url)
    for number in range(28):
        team = factories.team(cast.trajectory, f"Team {number}")
        factories.learning_session(cast.trajectory, team)
        factories.partial_solution(cast.trajectory, f"Oplossing {number}")
    assert statements_of(browser, url) == few <= 12


def test_the_admins_page_takes_as_many_queries_for_thirty_as_for_three(browser_of, cast):
    browser, url = browser_of(cast.els), f"/organisations/{cast.organisation.pk}/"
    few = statements_of(browser, url)
    for number in range(27):
        factories.member(factories.user(f"Persoon {number}"), Role.PROFESSIONAL, cast.noord)
        factories.trajectory(cast.organisation, name=f"Traject {number}")
    assert statements_of(browser, url) == few <= 12


def test_the_admin_sees_who_is_in_and_nobody_of_another_organisation(browser_of, cast):
    body = browser_of(cast.els).get(f"/organisations/{cast.organisation.pk}/").content.decode()
    for person in (cast.samira, cast.mehmet, cast.marit, cast.ruben, cast.els, cast.pien):
        assert person.name in body
    assert cast.otto.name not in body


def test_retention_counts_from_closing(cast, time_machine):
    today = dt.date(2028, 3, 1)
    closed = dt.datetime(2027, 2, 28, 12, tzinfo=dt.UTC)
    (still_open,) = retention_of([cast.trajectory], today=today)
    cast.trajectory.closed_at = closed
    (due,) = retention_of([cast.trajectory], today=today)
    (not_due,) = retention_of([cast.trajectory], today=dt.date(2028, 2, 27))
    assert (still_open.deletes_on, still_open.is_due) == (None, False)
    assert (due.deletes_on, due.is_due, not_due.is_due) == (dt.date(2028, 2, 28), True, False)


def test_without_any_role_there_is_a_page_that_says_so(browser_of):
    nobody = factories.user("Nog Niemand")
    browser = browser_of(nobody)
    pages = {path: browser.get(path).status_code for path in ("/", "/sessions/", "/trajectories/", "/wins/")}
    assert set(pages.values()) == {200}
