"""A team's direction and its stones: added, edited, moved, answered with "not yet"."""

import uuid

import pytest

from sessions.models import NotYet, Step
from tests import factories
from tests.counting import statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def samiras(browser_of, samira):
    return browser_of(samira)


def typed(**changes):
    fields = {"text": "Koffie in de hal", "kind": "step", "state": "next", "barrier_name": ""}
    return fields | {"client_uuid": str(uuid.uuid4()), "partial_solution": ""} | changes


def add(browser, team, **changes):
    return browser.post(f"/teams/{team.pk}/path/", typed(**changes))


def texts(team):
    return [step.text for step in Step.objects.filter(team=team)]


def test_stones_are_added_at_the_end(samiras, cast):
    solution = factories.partial_solution(cast.trajectory)
    add(samiras, cast.noord, text="Eerst")
    assert add(samiras, cast.noord, text="Daarna", partial_solution=str(solution.pk)).status_code == 302
    assert texts(cast.noord) == ["Eerst", "Daarna"]
    last = Step.objects.get(text="Daarna")
    assert (last.partial_solution, last.created_by, last.state) == (solution, cast.samira, "next")


def test_sent_twice_a_stone_is_added_once(samiras, noord):
    same = typed()
    assert [samiras.post(f"/teams/{noord.pk}/path/", same).status_code for _ in range(2)] == [302, 302]
    assert texts(noord) == ["Koffie in de hal"]


def test_the_key_of_another_teams_stone_does_no_harm(samiras, cast):
    theirs = factories.step(cast.their_team, "Van Otto")
    assert add(samiras, cast.noord, client_uuid=str(theirs.client_uuid)).status_code == 302
    assert (texts(cast.noord), texts(cast.their_team)) == (["Koffie in de hal"], ["Van Otto"])


WRONG = [
    ("text", ""),
    ("text", "x" * 81),
    ("text", "a\x00"),
    ("kind", "mountain"),
    ("kind", "friction"),
    ("barrier_name", "x" * 81),
    ("state", "done"),
    ("state_reason", "x" * 201),
    ("partial_solution", "x"),
    ("partial_solution", "\x00"),
    ("client_uuid", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_stone_answers_422_and_keeps_the_words(samiras, noord, field, value):
    response = add(samiras, noord, **{"state_reason": "Mijn reden", field: value})
    assert (response.status_code, texts(noord)) == (422, [])
    kept = "Mijn reden" if field != "state_reason" else "Koffie in de hal"
    assert kept in response.content.decode()


def test_another_trajectorys_partial_solution_is_refused(samiras, cast):
    theirs = factories.partial_solution(cast.elsewhere, "Van Otto")
    response = add(samiras, cast.noord, partial_solution=str(theirs.pk))
    assert (response.status_code, texts(cast.noord)) == (422, [])
    assert "Van Otto" not in response.content.decode()


def test_a_new_state_carries_who_set_it(browser_of, cast, samiras):
    add(samiras, cast.noord)
    step = Step.objects.get()
    url, before = f"/steps/{step.pk}/edit/", step.state_set_at
    browser_of(cast.marit).post(url, typed(version="1", text="Thee in de hal"))
    step.refresh_from_db()
    assert (step.text, step.state_set_by, step.state_set_at) == ("Thee in de hal", cast.samira, before)
    browser_of(cast.marit).post(url, typed(version="2", state="taken"))
    step.refresh_from_db()
    assert (step.state, step.state_set_by, step.version) == ("taken", cast.marit, 3)
    assert step.state_set_at > before


def test_of_two_who_edit_a_stone_the_second_sees_both_texts(samiras, noord):
    step = factories.step(noord)
    url = f"/steps/{step.pk}/edit/"
    samiras.post(url, typed(version="1", text="Hun woorden"))
    conflict = samiras.post(url, typed(version="1", text="Mijn woorden"))
    body = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Hun woorden" in body
    assert "Mijn woorden" in body
    assert texts(noord) == ["Hun woorden"]


def test_of_two_who_change_the_direction_the_second_sees_both_texts(samiras, noord):
    url = f"/teams/{noord.pk}/path/direction/"
    assert samiras.post(url, {"direction": "Hun richting", "version": "1"}).status_code == 302
    conflict = samiras.post(url, {"direction": "Mijn richting", "version": "1"})
    assert conflict.status_code == 409
    assert "Hun richting" in conflict.content.decode()
    assert "Mijn richting" in conflict.content.decode()
    assert samiras.post(url, {"direction": "x" * 161, "version": "2"}).status_code == 422
    noord.refresh_from_db()
    assert (noord.direction, noord.name) == ("Hun richting", "Noord")


def test_stones_change_places_with_their_neighbours(samiras, noord, zuid):
    a, b, c = (factories.step(noord, text, order=order) for order, text in enumerate("abc", start=1))
    factories.step(zuid, "elders", order=2)
    factories.step(noord, "van een persoon", order=2, person=factories.user("Iemand"))

    def order_after(step, direction):
        samiras.post(f"/steps/{step.pk}/move/", {"direction": direction})
        return "".join(Step.objects.of_teams().filter(team=noord).values_list("text", flat=True))

    moves = [(b, "up"), (b, "up"), (c, "down"), (c, "up"), (a, "down"), (a, "\x00")]
    assert [order_after(*move) for move in moves] == ["bac", "bac", "bac", "bca", "bca", "bca"]


def test_not_yet_is_kept_once_per_person(browser_of, cast):
    step = factories.step(cast.noord)
    for person in (cast.samira, cast.samira, cast.joost):
        assert browser_of(person).post(f"/steps/{step.pk}/not-yet/").url == "/"
    assert sorted(NotYet.objects.values_list("user__name", flat=True)) == ["Joost Bakker", "Samira Yilmaz"]


def test_a_persons_own_step_is_no_stone_anybody_can_edit(samiras, noord, samira):
    own = factories.step(noord, person=samira)
    assert samiras.get(f"/steps/{own.pk}/edit/").status_code == 404


def test_the_path_takes_as_many_queries_for_thirty_stones_as_for_three(samiras, noord):
    url = f"/teams/{noord.pk}/path/"
    for order in range(3):
        factories.step(noord, order=order)
    few = statements_of(samiras, url)
    for order in range(3, 30):
        factories.step(noord, order=order)
    assert statements_of(samiras, url) == few <= 12


def test_every_way_on_from_a_refused_direction_leads_somewhere(samiras, noord):
    url, path = f"/teams/{noord.pk}/path/direction/", f"/teams/{noord.pk}/path/"
    too_long = samiras.post(url, {"direction": "x" * 161, "version": "1"})
    assert too_long.content.decode().count(f'action="{path}"') == 1
    samiras.post(url, {"direction": "Hun richting", "version": "1"})
    conflict = samiras.post(url, {"direction": "Mijn richting", "version": "1"})
    assert f'href="{path}">' in conflict.content.decode()
