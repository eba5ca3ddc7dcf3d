"""One session, three screens: they follow the facilitator, survive a lost connection, agree on the time."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sessions.models import Run
from tests import factories
from tests.browser.conftest import DESKTOP
from trajectories.models import Team
from wins.demo.data import demo_id

TITLE, CLOCK, LOST = "[data-live=title]", "[data-live-clock]", ".live-lost"
SEEN_WITHIN = 5_000  # milliseconds of the page's own clock
PATIENCE = 15_000  # milliseconds: a busy machine is no fault
# Time that goes on when we say so knows no navigation entries.
NO_ENTRIES = "performance.getEntriesByType = () => [{ responseStart: 0 }];"
AN_HOUR_AHEAD = "const now = Date.now; Date.now = () => now() + 3_600_000;"


@pytest.fixture
def session(site):
    """A session of team Noord that starts now, with three parts."""
    team = Team.objects.get(pk=demo_id("team", "N"))
    made = factories.learning_session(team.trajectory, team, starts_at=timezone.now())
    for position, title in enumerate(("Inchecken", "Stil oogsten", "Afronden"), start=1):
        factories.agenda_item(made, title, position=position)
    made.agenda_items.filter(position=2).update(reading="Schrijf op wat anders ging", prompt="Wat zag je?")
    yield made
    made.delete()


@pytest.fixture
def running(session, window):
    """The facilitator's page, begun."""
    marit = window("marit", viewport=DESKTOP)
    marit.go(f"/sessions/{session.pk}/run/").click("#begin")
    marit.page.wait_for_selector("#advance")
    return marit


def seconds_on(page):
    """The clock as the page shows it."""
    minutes, seconds = re.search(r"(\d+):(\d\d)", page.inner_text(CLOCK)).groups()
    return int(minutes) * 60 + int(seconds)


def ends_on(page):
    """When the page's clock will be at zero, in seconds since 1970, by a watch that no page moves."""
    now = page.evaluate("performance.timeOrigin + performance.now()")
    return seconds_on(page) + now / 1000


def follows(page, title):
    expect(page.locator(TITLE)).to_have_text(title, timeout=PATIENCE)


def test_screens_follow_the_facilitator_without_reloading(running, session, window):
    pages = [window(person).go(f"/sessions/{session.pk}/") for person in ("samira", "joost")]
    for page in pages:
        follows(page, "Inchecken")
        page.evaluate("window.stayed = true")
    running.page.click("#advance")
    for page in pages:
        follows(page, "Stil oogsten")
        assert page.inner_text("[data-live=reading]") == "Schrijf op wat anders ging"
        assert page.inner_text("[data-live=prompt]") == "Wat zag je?"
        assert page.evaluate("window.stayed")
    ends = Run.objects.get(pk=session.pk).item_ends_at.timestamp()
    assert [page for page in (*pages, running.page) if abs(ends_on(page) - ends) > 2] == []
    assert running.complaints == []


def test_going_on_is_seen_within_five_seconds(running, session, window):
    page = window("samira").page
    page.clock.install()
    page.add_init_script(NO_ENTRIES)
    page.goto(running.site.address(f"/sessions/{session.pk}/"))
    page.clock.pause_at(page.evaluate("Date.now()") + 100)  # from here its time goes on when we say so
    running.page.click("#advance")
    expect(running.page.locator("#now")).to_have_text("Stil oogsten")
    assert page.inner_text(TITLE) == "Inchecken"
    page.clock.run_for(SEEN_WITHIN)
    follows(page, "Stil oogsten")


def test_clock_is_the_servers_wherever_the_device_thinks_it_is(running, session, window):
    samira = window("samira")
    samira.context.add_init_script(AN_HOUR_AHEAD)
    page = samira.go(f"/sessions/{session.pk}/")
    assert 540 < seconds_on(page) <= 600
    running.page.click("#longer-5")
    expect(page.locator(CLOCK)).to_have_text(re.compile(r"1[3-5]:"), timeout=PATIENCE)
    assert abs(ends_on(page) - ends_on(running.page)) <= 2


def test_lost_connection_is_said_and_comes_back(running, session, window):
    samira = window("samira")
    page = samira.go(f"/sessions/{session.pk}/")
    samira.context.set_offline(True)
    expect(page.locator(LOST)).not_to_be_empty(timeout=PATIENCE)
    assert page.locator(LOST).get_attribute("role") == "status"
    running.page.click("#advance")
    running.page.wait_for_selector("#back")
    before = seconds_on(page)
    page.wait_for_timeout(1_500)
    assert (page.inner_text(TITLE), seconds_on(page) < before) == ("Inchecken", True)
    samira.context.set_offline(False)
    follows(page, "Stil oogsten")
    expect(page.locator(LOST)).to_be_empty()


def test_what_is_being_typed_stays(running, session, window):
    page = window("samira").go(f"/sessions/{session.pk}/")
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML(
          'beforeend', '<form id="mine"><label for="note">Notitie</label><input id="note"></form>')"""
    )
    page.fill("#note", "Halverwege een zi")
    running.page.click("#advance")
    follows(page, "Stil oogsten")
    assert page.input_value("#note") == "Halverwege een zi"
    assert page.evaluate("document.activeElement.id") == "note"


def test_second_host_follows_and_keeps_the_place_of_the_keyboard(running, session, window):
    second = window("marit", viewport=DESKTOP).go(f"/sessions/{session.pk}/run/")
    second.focus("#longer-1")
    running.page.click("#advance")
    expect(second.locator("#now")).to_have_text("Stil oogsten", timeout=PATIENCE)
    assert second.evaluate("document.activeElement.id") == "longer-1"
    second.click("#advance")  # with the version that came along
    expect(second.locator("#now")).to_have_text("Afronden")


def test_page_that_waits_sees_the_beginning_and_the_end(session, window):
    page = window("samira").go(f"/sessions/{session.pk}/")
    assert not page.is_visible(TITLE)
    marit = window("marit").go(f"/sessions/{session.pk}/run/")
    marit.click("#begin")
    page.wait_for_selector(TITLE, timeout=PATIENCE)
    marit.click("#finish")
    page.wait_for_selector("[data-live-when=over]", timeout=PATIENCE)
    assert not page.is_visible(TITLE)


def test_hidden_page_asks_nothing_and_asks_at_once_when_looked_at(running, session, window):
    samira = window("samira")
    page = samira.go(f"/sessions/{session.pk}/")
    asked = []
    page.on("request", lambda request: "/state/" in request.url and asked.append(request.url))
    look = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(look, True)
    page.wait_for_timeout(5_500)
    assert asked == []
    page.evaluate(look, False)
    page.wait_for_timeout(1_000)
    assert len(asked) == 1


def test_who_is_removed_no_longer_follows(running, session, window):
    page = window("samira").go(f"/sessions/{session.pk}/")
    session.teams.clear()
    expect(page.locator(LOST)).not_to_be_empty(timeout=PATIENCE)
    Run.objects.filter(pk=session.pk).update(version=9)
    page.wait_for_timeout(5_000)
    assert page.inner_text(TITLE) == "Inchecken"


def test_time_that_is_over_is_said_in_words(running, session, window):
    Run.objects.filter(pk=session.pk).update(item_started_at=timezone.now() - dt.timedelta(minutes=13))
    page = window("samira").go(f"/sessions/{session.pk}/")
    expect(page.locator(CLOCK)).to_have_text(re.compile("^3 "), timeout=PATIENCE)
    assert ":" not in page.inner_text(CLOCK)


def test_session_is_run_without_scripts(session, window):
    page = window("marit", java_script_enabled=False).go(f"/sessions/{session.pk}/run/")
    for button, now in (
        ("#begin", "Inchecken"),
        ("#advance", "Stil oogsten"),
        ("#longer-5", "Stil oogsten"),
        ("#back", "Inchecken"),
    ):
        with page.expect_navigation():
            page.click(button)
        assert page.inner_text("#now") == now
    samira = window("samira", java_script_enabled=False).go(f"/sessions/{session.pk}/")
    assert samira.inner_text(TITLE) == "Inchecken"
    assert re.search(r"\d", samira.inner_text(CLOCK))
