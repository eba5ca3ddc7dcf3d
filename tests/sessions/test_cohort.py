"""A new cohort: the same programme some months later, without its people and what they wrote."""

import datetime as dt
import uuid
import zoneinfo

import pytest

from sessions.models import AgendaItem, LearningSession, SessionState
from smallwins.notifications.models import Delivery
from smallwins.when import from_wall_clock
from tests import factories
from trajectories.models import Membership, Team, Trajectory, Wording
from wins.models import Win

pytestmark = pytest.mark.django_db
AMSTERDAM = "Europe/Amsterdam"
FIRST = dt.date(2027, 3, 2)


@pytest.fixture
def lived(cast):
    """Two sessions of a trajectory of spring 2027: at 14:00 and, after the clock changed, at 9:30."""
    Trajectory.objects.filter(pk=cast.trajectory.pk).update(
        starts_on=FIRST,
        ends_on=FIRST + dt.timedelta(days=140),
        for_whom_roles=["buur"],
        reminder_offsets=[1440],
        school_region="Zuid",
        neighbourhood="Oeverhoek",
    )
    cast.trajectory.refresh_from_db()
    Wording.objects.create(trajectory=cast.trajectory, kind="ambition", text="Niemand begint als geval.")
    factories.partial_solution(cast.trajectory, "Welkom", question="Hoe leren we elkaar kennen?", order=1)
    factories.partial_solution(cast.trajectory, "Weg", closed_at=cast.trajectory.created_at)
    one = factories.learning_session(
        cast.trajectory,
        cast.noord,
        cast.zuid,
        title="Eén",
        starts_at=from_wall_clock(FIRST, dt.time(14), AMSTERDAM),
        video_url="https://video.example/een",
    )
    item = factories.agenda_item(one, "Inchecken", minutes=8)
    AgendaItem.objects.filter(pk=item.pk).update(next_time="Korter.", notes="kanarie-notitie")
    factories.learning_session(
        cast.trajectory,
        cast.noord,
        title="Twee",
        starts_at=from_wall_clock(FIRST + dt.timedelta(days=49), dt.time(9, 30), AMSTERDAM),
    )
    factories.learning_session(
        cast.trajectory, cast.noord, title="Weg", state=SessionState.CANCELLED, cancel_reason="Ziek"
    )
    factories.win(cast.noord, cast.samira, story="kanarie-verhaal")
    factories.step(cast.noord, "kanarie-stap")
    return cast


def start(cast, browser_of, **fields):
    data = {"client_uuid": uuid.uuid4(), "name": "Oeverhoek 2", "starts_on": "2027-09-07", "same_teams": "on"}
    return browser_of(cast.marit).post(f"/trajectories/{cast.trajectory.pk}/copy/", data | fields)


def newest():
    return Trajectory.objects.get(name="Oeverhoek 2")


def wall_clocks(trajectory):
    zone = zoneinfo.ZoneInfo(AMSTERDAM)
    return [
        f"{session.title} {session.starts_at.astimezone(zone):%Y-%m-%d %H:%M} {session.state}"
        for session in trajectory.learning_sessions.order_by("starts_at")
    ]


def test_the_sessions_are_as_many_days_apart_at_the_same_time_as_drafts(lived, browser_of):
    """Between the two sessions the clock went forward for the first cohort, and stays for the second."""
    answer = start(lived, browser_of)
    made = newest()
    assert [answer.status_code, answer.url] == [302, f"/trajectories/{made.pk}/schedule/check/"]
    assert wall_clocks(made) == ["Eén 2027-09-07 14:00 draft", "Twee 2027-10-26 09:30 draft"]
    assert not Delivery.objects.exists()
    item = AgendaItem.objects.get(learning_session__trajectory=made)
    assert [item.title, item.minutes, item.next_time, item.notes] == ["Inchecken", 8, "Korter.", ""]


def test_what_the_trajectory_says_goes_along(lived, browser_of):
    start(lived, browser_of)
    made = newest()
    assert [made.organisation, made.school_region, made.neighbourhood] == [
        lived.organisation,
        "Zuid",
        "Oeverhoek",
    ]
    assert [made.for_whom_roles, made.reminder_offsets] == [["buur"], [1440]]
    assert [made.starts_on, made.ends_on] == [dt.date(2027, 9, 7), dt.date(2028, 1, 25)]
    assert {w.kind: w.text for w in made.wordings.all()} == {
        "question": "Hoe blijft iedereen thuis?",
        "ambition": "Niemand begint als geval.",
    }
    assert [(s.name, s.question) for s in made.partial_solutions.all()] == [
        ("Welkom", "Hoe leren we elkaar kennen?")
    ]


def test_people_and_what_they_wrote_stay_behind(lived, browser_of):
    start(lived, browser_of)
    made = newest()
    members = Membership.objects.of_trajectory(made.pk)
    assert [(m.user, m.role) for m in members] == [(lived.marit, "facilitator")]
    assert [team.name for team in made.teams.all()] == ["Noord", "Zuid"]
    assert not Win.objects.filter(team__trajectory=made).exists()
    teams = {s.title: sorted(t.name for t in s.teams.all()) for s in made.learning_sessions.all()}
    assert teams == {"Eén": ["Noord", "Zuid"], "Twee": ["Noord"]}


def test_teams_are_a_choice(lived, browser_of):
    data = {"client_uuid": uuid.uuid4(), "name": "Oeverhoek 2", "starts_on": "2027-09-07"}
    browser_of(lived.marit).post(f"/trajectories/{lived.trajectory.pk}/copy/", data)
    assert not Team.objects.filter(trajectory=newest()).exists()
    assert newest().learning_sessions.count() == 2


def test_sent_twice_makes_one_trajectory(lived, browser_of):
    key = uuid.uuid4()
    first, again = (start(lived, browser_of, client_uuid=key) for _ in range(2))
    assert first.url == again.url
    assert newest().learning_sessions.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "id_name"),
        ({"starts_on": ""}, "id_starts_on"),
        ({"starts_on": "2099-12-31"}, "id_starts_on"),
        ({"starts_on": "9999-12-31"}, "id_starts_on"),
        ({"video_url": "http://video.example"}, "id_video_url"),
    ],
)
def test_what_cannot_be_is_refused(lived, browser_of, fields, words):
    answer = start(lived, browser_of, **fields)
    assert answer.status_code == 422
    assert f'href="#{words}"' in answer.content.decode()
    assert Trajectory.objects.filter(organisation=lived.organisation).count() == 1


def test_a_time_the_clock_skips_is_asked_about_and_nothing_is_made(lived, browser_of):
    """49 days after 7 February 2027 the clock goes from 02:00 to 03:00."""
    second = lived.trajectory.learning_sessions.filter(title="Twee")
    night = from_wall_clock(FIRST + dt.timedelta(days=49), dt.time(2, 30), AMSTERDAM)
    second.update(starts_at=night)
    answer = start(lived, browser_of, starts_on="2027-02-07")
    assert answer.status_code == 422
    assert "“Twee”" in answer.content.decode()
    assert not Trajectory.objects.filter(name="Oeverhoek 2").exists()
    assert LearningSession.objects.count() == 3


def test_the_form_offers_the_link_of_the_last_session(lived, browser_of):
    body = browser_of(lived.marit).get(f"/trajectories/{lived.trajectory.pk}/copy/").content.decode()
    assert 'value="https://video.example/een"' in body


def test_a_cohort_in_the_past_is_refused_and_nothing_is_made(lived, browser_of):
    for day, status in ((factories.days(-1), 422), (factories.days(0), 302)):
        assert start(lived, browser_of, starts_on=day.isoformat()).status_code == status
        assert Trajectory.objects.filter(name="Oeverhoek 2").exists() == (status == 302)
