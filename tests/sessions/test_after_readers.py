"""After a session: who reads what, when it can be filled in, and how a step returns."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import Attendance, SessionState, Step
from tests import factories
from tests.counting import statements_of
from tests.sessions.after_page import TAKEAWAY, TEXT, WORD, at, has_form, keep, row
from tests.wins.pages import links, speak_english, words
from trajectories.models import Trajectory
from trajectories.roles import Role

pytestmark = pytest.mark.django_db
SOON = BEFORE = dt.timedelta(hours=2)


@pytest.fixture(autouse=True)
def english(cast):
    speak_english()


@pytest.fixture
def held(cast):
    return factories.learning_session(
        cast.trajectory, cast.noord, cast.zuid, title="Aanjagen", starts_at=timezone.now() - BEFORE
    )


def test_a_takeaway_is_read_by_its_writer_and_the_facilitator_alone(cast, held, browser_of):
    keep(browser_of(cast.samira), held, takeaway=TAKEAWAY)
    readers = {
        name
        for name in ("samira", "joost", "mehmet", "marit")
        if TAKEAWAY in browser_of(getattr(cast, name)).get(at(held)).content.decode()
    }
    assert readers == {"samira", "marit"}
    assert "Samira Yilmaz" in words(browser_of(cast.marit).get(at(held)))


def test_words_are_seen_by_everybody_without_names_in_the_order_of_the_alphabet(cast, held, browser_of):
    for person, word in ((cast.samira, "Zin"), (cast.joost, "aandacht"), (cast.mehmet, "Moed")):
        keep(browser_of(person), held, word=word)
    for person in (cast.samira, cast.mehmet, cast.marit):
        page = words(browser_of(person).get(at(held)))
        assert "aandacht Moed Zin" in page
        assert "Joost" not in page


def test_steps_are_read_by_the_team_and_the_facilitator(cast, held, browser_of):
    keep(browser_of(cast.samira), held, step_text=TEXT)
    seen = {
        name: TEXT in words(browser_of(getattr(cast, name)).get(at(held)))
        for name in ("samira", "joost", "mehmet", "marit")
    }
    assert seen == {"samira": True, "joost": True, "mehmet": False, "marit": True}


def test_a_coordinator_and_another_team_stay_out(cast, browser_of):
    only_noord = factories.learning_session(cast.trajectory, cast.noord, starts_at=timezone.now() - BEFORE)
    for person, code in ((cast.ruben, 403), (cast.mehmet, 403), (cast.otto, 404)):
        assert browser_of(person).get(at(only_noord)).status_code == code
        assert browser_of(person).post(at(only_noord), {"word": WORD}).status_code == code
    assert browser_of(cast.marit).post(at(only_noord), {"word": WORD}).status_code == 403
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"starts_at": timezone.now() + SOON}, {"state": SessionState.CANCELLED, "cancel_reason": "Ziek"}],
)
def test_before_the_start_and_when_cancelled_nothing_is_kept(fields, cast, browser_of):
    session = factories.learning_session(
        cast.trajectory, cast.noord, **{"starts_at": timezone.now() - BEFORE} | fields
    )
    client = browser_of(cast.samira)
    assert not has_form(client, session)
    assert client.post(at(session), {"word": WORD}).status_code == 302
    assert not Attendance.objects.exists()


def test_when_the_trajectory_is_closed_everything_is_read_and_nothing_changed(cast, held, browser_of):
    client = browser_of(cast.samira)
    keep(client, held, takeaway=TAKEAWAY, step_text=TEXT)
    Trajectory.objects.update(closed_at=timezone.now())
    page = words(client.get(at(held)))
    assert TAKEAWAY in page
    assert TEXT in page
    assert not has_form(client, held)
    assert client.post(at(held), {"takeaway": "Anders"}).status_code == 403
    assert row(cast.samira).takeaway == TAKEAWAY


# Teams


def test_who_works_in_two_teams_chooses(cast, held, browser_of):
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    theirs = factories.step(cast.zuid, "Stap van Zuid")
    client = browser_of(cast.samira)

    keep(client, held, step_text=TEXT, team=str(cast.zuid.pk), belongs_to=str(theirs.pk))
    assert (Step.objects.get(person=cast.samira).team, Step.objects.get(person=cast.samira).belongs_to) == (
        cast.zuid,
        theirs,
    )
    keep(client, held, team=str(cast.noord.pk))
    step = Step.objects.get(person=cast.samira)
    assert (step.team, step.belongs_to) == (cast.noord, None)


def test_another_teams_step_is_no_choice(cast, held, browser_of):
    theirs = factories.step(cast.zuid, "Stap van Zuid")
    client = browser_of(cast.samira)
    assert "Stap van Zuid" not in client.get(at(held)).content.decode()
    for field, value in (("team", cast.zuid.pk), ("belongs_to", theirs.pk)):
        assert keep(client, held, step_text=TEXT, **{field: str(value)}).status_code == 422


# It returns


def test_the_own_step_returns_at_home_until_it_is_taken(cast, held, browser_of):
    factories.step(cast.noord, "Stap van het team", state="trying")
    factories.step(cast.noord, "Stap van Joost", person=cast.joost, learning_session=held)
    client = browser_of(cast.samira)
    keep(client, held, step_text=TEXT)

    home = client.get("/")

    assert f"Your own step I will try … {TEXT}" in words(home)
    assert "Your team's step: Stap van het team" in words(home)
    assert "Stap van Joost" not in words(home)
    assert any(link.startswith(at(held)) for link in links(home))
    keep(client, held, step_state="taken")
    assert TEXT not in words(client.get("/"))


def test_nobody_is_asked_to_promise(cast, held, browser_of):
    factories.step(cast.noord, TEXT, person=cast.samira, learning_session=held)
    client = browser_of(cast.samira)
    for page in (client.get(at(held)), client.get("/")):
        assert "promis" not in words(page).lower()


def test_as_many_queries_for_thirty_as_for_three(cast, held, browser_of):
    def grow(first, last):
        for n in range(first, last):
            person = factories.user(f"Collega{n} Veld")
            factories.member(person, Role.PROFESSIONAL, cast.noord)
            Attendance.objects.create(
                learning_session=held, user=person, takeaway=f"Mee {n}", checkout_word=f"Woord {n}"
            )
            stone = factories.step(cast.noord, f"Steen {n}", order=n)
            factories.step(cast.noord, f"Stap {n}", person=person, learning_session=held, belongs_to=stone)

    clients = [browser_of(person) for person in (cast.samira, cast.marit)]
    grow(0, 3)
    few = [statements_of(client, at(held)) for client in clients]
    grow(3, 30)
    assert [statements_of(client, at(held)) for client in clients] == few
    assert max(few) <= 12
