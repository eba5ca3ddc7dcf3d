"""Running a session: one item at a time, moved once, on a clock everybody shares."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import LearningSession, Run
from sessions.selectors.run import course_of
from sessions.services import run as services
from smallwins.versions import StaleVersion
from tests import factories
from tests.counting import statements_of
from tests.sessions.running import now_on, press, run_of, session_now
from trajectories.roles import Role

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def session(trajectory, noord, zuid):
    return session_now(trajectory, noord, zuid)


@pytest.fixture
def started(session):
    services.begin(learning_session=session, now=session.starts_at)
    return session


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def page_of(browser, session):
    response = browser.get(reverse("sessions:run", args=[session.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("minutes", "may"), [(-61, False), (-60, True), (0, True), (90 + 359, True), (90 + 360, False)]
)
def test_session_begins_from_an_hour_before_until_the_room_closes(session, minutes, may):
    now = session.starts_at + minutes * MINUTE
    if may:
        services.begin(learning_session=session, now=now)
    else:
        with pytest.raises(services.CannotBegin):
            services.begin(learning_session=session, now=now)
    assert Run.objects.exists() is may


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_only_a_planned_session_begins(marits, trajectory, noord, state):
    session = session_now(
        trajectory, noord, state=state, cancel_reason="Ziek" if state == "cancelled" else ""
    )
    press(marits, session, "begin")
    assert not Run.objects.exists()


def test_session_of_a_closed_trajectory_does_not_begin(marits, session, trajectory):
    trajectory.closed_at = timezone.now()
    trajectory.save()
    assert press(marits, session, "begin").status_code == 403
    assert not Run.objects.exists()


def test_beginning_twice_changes_nothing(started):
    before = run_of(started)
    services.begin(learning_session=started, now=started.starts_at + 5 * MINUTE)
    after = run_of(started)
    assert (after.version, after.item_started_at) == (before.version, before.item_started_at)
    assert now_on(started) == "Inchecken"


def test_facilitator_walks_through_the_session(marits, session):
    press(marits, session, "begin")
    seen = [now_on(session)]
    for action in ("advance", "advance", "back", "advance", "advance"):
        press(marits, session, action)
        seen.append(now_on(session))
    assert seen == ["Inchecken", "Stil oogsten", "Afronden", "Stil oogsten", "Afronden", "Afronden"]
    press(marits, session, "finish")
    assert run_of(session).finished_at is not None
    press(marits, session, "advance")
    press(marits, session, "reopen")
    assert (run_of(session).finished_at, now_on(session)) == (None, "Afronden")


def test_double_press_of_next_moves_once(marits, started):
    version = run_of(started).version
    first = press(marits, started, "advance", version=version)
    second = press(marits, started, "advance", version=version)
    assert now_on(started) == "Stil oogsten"
    assert [len(response.context["messages"]) for response in (first, second)] == [0, 1]
    assert "Stil oogsten" in second.content.decode()


def test_stale_press_of_every_button_moves_nothing(marits, started):
    press(marits, started, "advance")
    before = vars(run_of(started)) | {"_state": None}
    third = started.agenda_items.last()
    for action, more in (
        ("advance", {}),
        ("back", {}),
        ("extend", {"minutes": 5}),
        ("finish", {}),
        ("reopen", {}),
        ("go_to", {"item": third}),
    ):
        response = press(marits, started, action, version=1, **more)
        assert response.status_code == 200, action
        assert vars(run_of(started)) | {"_state": None} == before, action


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "2.5"])
def test_nonsense_versions_move_nothing(marits, started, version):
    assert press(marits, started, "advance", version=version).status_code == 200
    assert now_on(started) == "Inchecken"


@pytest.mark.parametrize("minutes", ["", "3", "600", "x"])
def test_only_the_four_lengths_are_taken(marits, started, minutes):
    press(marits, started, "extend", minutes=minutes)
    assert run_of(started).extra_minutes == 0


def test_item_of_another_session_is_not_found(marits, started, trajectory, noord):
    other = session_now(trajectory, noord).agenda_items.first()
    assert press(marits, started, "go_to", item=other).status_code == 404
    with pytest.raises(StaleVersion):
        services.go_to(run=run_of(started), item=other, version=1, now=timezone.now())


def test_any_item_can_be_started_from_the_list(marits, started):
    press(marits, started, "go_to", item=started.agenda_items.last())
    assert now_on(started) == "Afronden"


@pytest.mark.parametrize(
    ("at", "added", "ends"),
    [
        (4, [1], 11),
        (4, [5, 1], 16),
        (4, [-1], 9),
        (4, [-5], 5),
        (7, [-5], 7),  # never before now
        (4, [5, -5, -5], 5),
        (12, [-1], 10),  # over time already: nothing to take
        (12, [5], 17),  # from now
    ],
)
def test_item_is_made_longer_and_shorter(started, at, added, ends):
    now = started.starts_at + at * MINUTE
    for minutes in added:
        run = run_of(started)
        services.extend(run=run, minutes=minutes, version=run.version, now=now)
    assert run_of(started).item_ends_at == started.starts_at + ends * MINUTE


def test_earlier_item_starts_again_with_its_own_minutes(started):
    services.extend(run=run_of(started), minutes=5, version=1, now=started.starts_at)
    services.advance(run=run_of(started), version=2, now=started.starts_at + 9 * MINUTE)
    later = started.starts_at + 12 * MINUTE
    services.back(run=run_of(started), version=3, now=later)
    assert now_on(started) == "Inchecken"
    assert run_of(started).item_ends_at == later + 10 * MINUTE


def test_rest_of_the_agenda_is_on_the_clock(started):
    now = started.starts_at + 16 * MINUTE
    course = course_of(started, run_of(started), now=now)
    starts = [(row.starts_at - started.starts_at) / MINUTE for row in course.rows]
    assert (starts, course.late) == ([0, 16, 36], 6)
    assert course.ends_at == started.starts_at + 41 * MINUTE
    services.advance(run=run_of(started), version=1, now=started.starts_at + 7 * MINUTE)
    early = course_of(started, run_of(started), now=started.starts_at + 8 * MINUTE)
    assert (early.late, early.early, early.next_item.title) == (-3, 3, "Afronden")


def test_lateness_is_said_in_words(marits, started, marit):
    marit.language = "en"
    marit.save()
    began = timezone.now() - 16 * MINUTE
    LearningSession.objects.update(starts_at=began)
    Run.objects.update(item_started_at=began)
    text = page_of(marits, started)
    assert "We run 6 minutes late." in text
    assert "6 minutes over time" in text


def test_facilitator_reads_everything_of_the_current_item(marits, started):
    started.agenda_items.filter(position=1).update(
        instructions="Heet iedereen welkom",
        short_version="Eén woord",
        reading="Hoe kom je binnen?",
        prompt="Nu?",
    )
    text = page_of(marits, started)
    for words in ("Heet iedereen welkom", "Eén woord", "Hoe kom je binnen?", "Nu?", "Stil oogsten"):
        assert words in text


def test_second_host_sees_what_the_first_did(marits, browser_of, started, trajectory):
    hanneke = factories.user("Hanneke")
    factories.member(hanneke, Role.FACILITATOR, trajectory)
    press(browser_of(hanneke), started, "advance")
    press(marits, started, "advance", version=1)
    assert now_on(started) == "Stil oogsten"
    press(marits, started, "advance")
    assert now_on(started) == "Afronden"


def test_current_item_that_was_removed_leaves_a_page_that_goes_on(marits, started):
    started.agenda_items.filter(position=1).delete()
    page_of(marits, started)
    press(marits, started, "extend", minutes=5)
    press(marits, started, "advance")
    assert now_on(started) == "Stil oogsten"


def test_session_without_an_agenda_can_begin(marits, trajectory, noord):
    empty = session_now(trajectory, noord, items=())
    press(marits, empty, "begin")
    for action in ("advance", "back", "finish"):
        press(marits, empty, action)
    assert run_of(empty).finished_at is not None


def test_touch_tells_screens(started, trajectory, noord):
    other = session_now(trajectory, noord)
    for id_, board in ((started.pk, False), (started.pk, True), (started.pk, True), (other.pk, True)):
        services.touch(id_, board=board)
    run = run_of(started)
    assert (run.version, run.board_version) == (2, 2)
    assert Run.objects.count() == 1


def test_page_asks_as_much_for_thirty_items_as_for_three(marits, started):
    url = reverse("sessions:run", args=[started.pk])
    few = statements_of(marits, url)
    for position in range(4, 31):
        factories.agenda_item(started, "Nog een", position=position, minutes=2)
    assert statements_of(marits, url) == few <= 12
