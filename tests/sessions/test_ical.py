"""Calendar files: golden ones per message and language, other readers, clock changes, hostile texts."""

import datetime as dt
import io
import uuid
import zoneinfo
from pathlib import Path

import pytest
import vobject
from dateutil.tz import tzical
from django.utils import translation

from sessions import ical
from sessions.ical_zones import vtimezone
from sessions.models import LearningSession
from tests import factories
from tests.sessions.calendar_files import events, properties, unescaped, value_of, without_stamp

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
NOW = dt.datetime(2027, 5, 1, 8, 0, 0, 123456, tzinfo=dt.UTC)
START = dt.datetime(2027, 6, 1, 12, 0, tzinfo=dt.UTC)
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
PK = uuid.UUID("0f6b3c2a-5d1e-4c7b-9a8f-1234567890ab")


@pytest.fixture(autouse=True)
def address(settings):
    settings.SMALLWINS_BASE_URL = "https://wins.example.org"
    settings.SMALLWINS_REPLY_TO = "Begeleiding Oeverhoek <begeleiding@example.org>"


@pytest.fixture
def session(cast):
    return factories.learning_session(
        cast.trajectory,
        cast.noord,
        pk=PK,
        title="Leersessie zes: van drempel, naar dorp; en terug",
        purpose="Elkaars stappen zien",
        preparation="Neem één moment mee.\nKort is goed.",
        starts_at=START,
        video_url="https://meet.example.org/oeverhoek",
        place="Buurthuis De Oever, zaal 2",
        schedule_version=3,
    )


def of(session, **fields):
    LearningSession.objects.filter(pk=session.pk).update(**fields)
    return LearningSession.objects.select_related("trajectory").get(pk=session.pk)


def write(kind, session, cast):
    if kind == "invitation":
        return ical.invitation(session, recipient=cast.samira, now=NOW)
    if kind == "cancellation":
        gone = of(session, state="cancelled", cancel_reason="De zaal is dicht", schedule_version=4)
        return ical.cancellation(gone, recipient=cast.samira, now=NOW)
    return ical.download(session, now=NOW) if kind == "download" else ical.feed([session], now=NOW)


def parsed(text):
    """What vobject, another library, makes of it."""
    calendar = vobject.readOne(text)
    return calendar.vevent


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["invitation", "cancellation", "download", "feed"])
def test_each_message_is_as_agreed(kind, language, session, cast):
    with translation.override(language):
        text = write(kind, session, cast)
    golden = (GOLDEN / f"{kind}.{language}.ics").read_bytes().decode()
    assert without_stamp(text) == golden
    assert events(text)[0]["DTSTAMP"] == "20270501T080000Z"


@pytest.mark.parametrize("kind", ["invitation", "cancellation", "download", "feed"])
def test_another_library_reads_the_same(kind, session, cast):
    event = parsed(write(kind, session, cast))
    assert event.uid.value == f"{PK}@wins.example.org"
    assert event.dtstart.value == START
    assert event.dtend.value == START + dt.timedelta(minutes=90)
    assert event.summary.value == session.title
    assert event.url.value == f"https://wins.example.org/sessions/{PK}/"
    assert event.organizer.value == "mailto:begeleiding@example.org"
    assert event.status.value == ("CANCELLED" if kind == "cancellation" else "CONFIRMED")


def test_the_attendee_is_the_reader_alone(session, cast):
    for kind in ("invitation", "cancellation"):
        text = write(kind, session, cast)
        attendee = events(text)[0]["ATTENDEE"]
        assert attendee.endswith(":mailto:samira@example.org")
        assert "RSVP=TRUE" in attendee
        assert "joost" not in text.lower()


def test_the_feed_and_the_download_name_nobody(session, cast):
    for kind in ("download", "feed"):
        assert "ATTENDEE" not in events(write(kind, session, cast))[0]


def test_the_feed_holds_title_time_and_link_only(session, cast):
    LearningSession.objects.update(state="cancelled", cancel_reason="De zaal is dicht")
    (event,) = events(ical.feed(LearningSession.objects.all(), now=NOW))
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "ORGANIZER", "STATUS")
    }
    assert event["STATUS"] == "CANCELLED"


def test_an_empty_feed_is_a_calendar_too(settings):
    assert value_of(ical.feed([], now=NOW), "METHOD") == "PUBLISH"


def test_the_mailbox_may_have_no_name(session, settings):
    settings.SMALLWINS_REPLY_TO = "begeleiding@example.org"
    assert events(ical.download(session, now=NOW))[0]["ORGANIZER"] == "mailto:begeleiding@example.org"


@pytest.mark.parametrize(
    ("day", "hour", "minutes", "ends"),
    [
        ((2027, 3, 27), 14, 90, "TZID=Europe/Amsterdam:20270327T153000"),
        ((2027, 3, 28), 1, 90, "TZID=Europe/Amsterdam:20270328T033000"),
        ((2027, 3, 28), 14, 90, "TZID=Europe/Amsterdam:20270328T153000"),
        ((2027, 10, 30), 14, 90, "TZID=Europe/Amsterdam:20271030T153000"),
        ((2027, 10, 31), 1, 120, "20271031T010000Z"),
        ((2027, 10, 31), 14, 90, "TZID=Europe/Amsterdam:20271031T153000"),
        ((2028, 2, 29), 14, 90, "TZID=Europe/Amsterdam:20280229T153000"),
    ],
)
def test_the_wall_time_is_right_around_the_changes_of_the_clock(session, day, hour, minutes, ends):
    start = dt.datetime(*day, hour, tzinfo=AMSTERDAM).astimezone(dt.UTC)
    text = ical.download(of(session, starts_at=start, duration_minutes=minutes), now=NOW)
    (event,) = events(text)
    assert event["DTSTART"] == f"TZID=Europe/Amsterdam:{day[0]}{day[1]:02}{day[2]:02}T{hour:02}0000"
    assert event["DTEND"] == ends
    assert parsed(text).dtstart.value == start
    assert parsed(text).dtend.value == start + dt.timedelta(minutes=minutes)


def zone_in(text):
    """TZID and per part: start, offsets, rule."""
    parts = []
    for name, _parameters, value in properties(text):
        if name == "BEGIN" and value in ("STANDARD", "DAYLIGHT"):
            parts.append({"part": value})
        elif name == "BEGIN" and value == "VEVENT":
            break
        elif parts:
            parts[-1][name] = value
    return [
        tuple(part.get(name) for name in ("part", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"))
        for part in parts
    ]


def test_the_zone_says_when_the_clock_changes(session):
    march, october = (f"FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}" for month in (3, 10))
    assert zone_in(ical.download(session, now=NOW)) == [
        ("DAYLIGHT", "20260329T020000", "+0100", "+0200", march),
        ("STANDARD", "20261025T030000", "+0200", "+0100", october),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Amsterdam", "America/New_York", "Australia/Sydney", "Europe/Dublin", "America/Nuuk"),
        *("Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem", "America/Paramaribo", "Asia/Kathmandu"),
    ],
)
def test_another_library_reads_every_hour_of_two_years_right(name):
    real = zoneinfo.ZoneInfo(name)
    read = tzical(io.StringIO(vtimezone(name, first_year=2027).to_ical().decode())).get(name)
    first = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    local = [(first + dt.timedelta(hours=hour)).astimezone(real) for hour in range(2 * 365 * 24)]
    assert [one for one in local if one.replace(tzinfo=read).utcoffset() != one.utcoffset()] == []


def test_each_zone_stands_once_and_utc_needs_none(session):
    zones = ("Europe/Amsterdam", "Europe/London", "Europe/Amsterdam", "UTC")
    sessions = [
        LearningSession(trajectory=session.trajectory, time_zone=zone, starts_at=START, title="x")
        for zone in zones
    ]
    found = [value for name, _parameters, value in properties(ical.feed(sessions, now=NOW)) if name == "TZID"]
    assert found == ["Europe/Amsterdam", "Europe/London"]


HOSTILE = [
    "\x07bel",
    "regel\u2028scheiding\u2029alinea",
    "x\r\nATTENDEE:mailto:eve@example.org",
    "x\nEND:VEVENT\nBEGIN:VEVENT",
    "verticaal\x0b, pagina\x0c, volgende\x85regel",
    "nul\x00 en \x7f",
    "rug\u202egekeerd\u2066",
    'komma, punt;komma: "aanhaling" \\n ^n',
    "é🏳️‍🌈" * 40,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(session, cast, words):
    cast.samira.name = words
    for name in ("title", "purpose", "preparation", "place", "cancel_reason"):
        setattr(session, name, words)
    for write_one in (ical.invitation, ical.cancellation):
        text = write_one(session, recipient=cast.samira, now=NOW)
        (event,) = events(text)
        assert event["ATTENDEE"].endswith(":mailto:samira@example.org")
        assert "\n" not in unescaped(event["SUMMARY"])
        assert not set("\u202e\u2066\u2028\x07\x85\x00") & set(text)
        assert parsed(text).summary.value == unescaped(event["SUMMARY"])
        assert parsed(text).description.value == unescaped(event["DESCRIPTION"])


@pytest.mark.parametrize(
    "url", ["http://meet.example.org/x", "javascript:alert(1)", "https://a.example/\r\nX-EVIL:1", "x"]
)
def test_only_https_links_come_in(session, cast, url):
    session.video_url = url
    for place in ("", "Zaal 2"):
        session.place = place
        text = ical.invitation(session, recipient=cast.samira, now=NOW)
        assert url.splitlines()[0] not in text or url == "x"
        assert "EVIL" not in text
        assert events(text)[0].get("LOCATION", "") == place


def test_without_a_place_the_link_is_the_place(session, cast):
    session.place = ""
    (event,) = events(ical.invitation(session, recipient=cast.samira, now=NOW))
    assert event["LOCATION"] == session.video_url
