"""Our calendar files as ical.js, a library of other people in another language, reads them."""

import base64
import datetime as dt
import uuid
import zoneinfo
from pathlib import Path

import pytest

from sessions import ical
from sessions.models import LearningSession
from smallwins.accounts.models import User
from trajectories.models import Trajectory

SOURCE = Path(__file__).parent / "ical_js" / "ical.min.js"
GOLDEN = Path(__file__).parents[1] / "sessions" / "golden"
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")

READ = """async ([source, text]) => {
  const { default: ICAL } = await import("data:text/javascript;base64," + source);
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid, sequence: event.sequence, status: component.getFirstPropertyValue("status"),
      title: event.summary, zone: event.startDate.zone.tzid,
      wall: event.startDate.toString(),
      start: event.startDate.toJSDate().toISOString(), end: event.endDate.toJSDate().toISOString(),
      attendees: event.attendees.map((one) => one.getFirstValue()),
    };
  });
  ICAL.TimezoneService.reset();
  return { method: calendar.getFirstPropertyValue("method"), events };
}"""


@pytest.fixture
def read(browser):
    context = browser.new_context()
    page = context.new_page()
    source = base64.b64encode(SOURCE.read_bytes()).decode()
    yield lambda text: page.evaluate(READ, [source, text])
    context.close()


def session_at(local, *, version, state="open"):
    return LearningSession(
        pk=uuid.UUID("0f6b3c2a-5d1e-4c7b-9a8f-1234567890ab"),
        trajectory=Trajectory(name="Thuis in Oeverhoek"),
        title="Van drempel, naar dorp; en terug",
        starts_at=local.astimezone(dt.UTC),
        state=state,
        cancel_reason="De zaal is dicht" if state == "cancelled" else "",
        schedule_version=version,
    )


def test_a_whole_life_over_both_changes_of_the_clock(read):
    """Invited in winter time, moved to the afternoon of the spring change, moved back, cancelled."""
    winter, spring = (
        dt.datetime(2027, 3, 2, 14, tzinfo=AMSTERDAM),
        dt.datetime(2027, 3, 28, 14, tzinfo=AMSTERDAM),
    )
    samira = User(name="Samira Yilmaz", email="samira@example.org")
    now = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    life = [
        ical.invitation(session_at(winter, version=1), recipient=samira, now=now),
        ical.invitation(session_at(spring, version=2), recipient=samira, now=now),
        ical.invitation(session_at(winter, version=3), recipient=samira, now=now),
        ical.cancellation(session_at(winter, version=4, state="cancelled"), recipient=samira, now=now),
    ]
    seen = [read(text) for text in life]

    events = [one["events"][0] for one in seen]
    assert [len(one["events"]) for one in seen] == [1, 1, 1, 1]
    assert [one["method"] for one in seen] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [event["sequence"] for event in events] == [0, 1, 2, 3]
    assert [event["status"] for event in events] == [*["CONFIRMED"] * 3, "CANCELLED"]
    assert len({event["uid"] for event in events}) == 1
    assert {event["zone"] for event in events} == {"Europe/Amsterdam"}
    assert [event["start"] for event in events] == [
        "2027-03-02T13:00:00.000Z",
        "2027-03-28T12:00:00.000Z",
        "2027-03-02T13:00:00.000Z",
        "2027-03-02T13:00:00.000Z",
    ]
    assert {tuple(event["attendees"]) for event in events} == {("mailto:samira@example.org",)}
    assert {event["title"] for event in events} == {"Van drempel, naar dorp; en terug"}


@pytest.mark.parametrize(
    ("local", "start"),
    [
        (dt.datetime(2027, 10, 31, 1, 30, tzinfo=AMSTERDAM), "2027-10-30T23:30:00.000Z"),
        (dt.datetime(2027, 10, 31, 10, tzinfo=AMSTERDAM), "2027-10-31T09:00:00.000Z"),
        (dt.datetime(2028, 2, 29, 10, tzinfo=AMSTERDAM), "2028-02-29T09:00:00.000Z"),
    ],
    ids=["before the autumn change", "after it", "leap day"],
)
def test_the_wall_clock_is_what_was_chosen(read, local, start):
    (event,) = read(ical.feed([session_at(local, version=1)], now=dt.datetime(2027, 2, 1, tzinfo=dt.UTC)))[
        "events"
    ]
    assert (event["wall"], event["start"]) == (local.replace(tzinfo=None).isoformat(), start)


@pytest.mark.parametrize("golden", sorted(path.name for path in GOLDEN.glob("*.ics")))
def test_the_agreed_files_are_read(read, golden):
    (event,) = read((GOLDEN / golden).read_bytes().decode())["events"]
    assert event["start"] == "2027-06-01T12:00:00.000Z"
    assert event["end"] == "2027-06-01T13:30:00.000Z"
    assert event["title"] == "Leersessie zes: van drempel, naar dorp; en terug"
