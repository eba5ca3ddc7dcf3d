"""Sessions as calendar files (RFC 5545, 5546): the mails of one recipient, a download, a person's feed.

The UID of a session never changes; its SEQUENCE rises with the schedule version. People's words come in
without control characters, which the library would keep.
"""

import datetime as dt
import unicodedata
import zoneinfo
from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from sessions.ical_zones import add_zones
from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.notifications.links import absolute
from smallwins.text import validate_https_link

#: Besides LF: what some program somewhere takes for the end of a line (Unicode UAX #14, Python's splitlines).
_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
#: Overrides of the writing direction: in a calendar nothing can isolate them.
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def invitation(session: LearningSession, *, recipient: User, now: dt.datetime) -> str:
    """What one person puts in their calendar; with a higher SEQUENCE it moves what is there."""
    event = _event(session, now=now)
    event.add("status", "CONFIRMED")
    event.add("description", _text(_description(session)))
    _add(event, "location", _line(session.place or _https(session.video_url)))
    event.add("attendee", _attendee(recipient))
    return _file([event], [session], method="REQUEST")


def cancellation(session: LearningSession, *, recipient: User, now: dt.datetime) -> str:
    """Takes a cancelled session out of one person's calendar."""
    event = _event(session, now=now)
    event.add("status", "CANCELLED")
    _add(event, "description", _text(session.cancel_reason))
    event.add("attendee", _attendee(recipient))
    return _file([event], [session], method="CANCEL")


def withdrawal(session: LearningSession, *, recipient: User, now: dt.datetime) -> str:
    """Takes it out of one person's calendar while it goes on for others: no STATUS (RFC 5546 §3.2.5)."""
    event = _event(session, now=now)
    event.add("attendee", _attendee(recipient))
    return _file([event], [session], method="CANCEL")


def download(session: LearningSession, *, now: dt.datetime) -> str:
    """One session as a file, for people who did not come by mail."""
    event = _brief(session, now=now)
    event.add("description", _text(_description(session)))
    _add(event, "location", _line(session.place or _https(session.video_url)))
    return _file([event], [session], method="PUBLISH")


def feed(sessions: Iterable[LearningSession], *, now: dt.datetime) -> str:
    """A person's sessions: title, time and link only; a cancelled one stays with its status."""
    sessions = list(sessions)
    events = [_brief(session, now=now) for session in sessions]
    return _file(events, sessions, method="PUBLISH", name="Small Wins")


def uid(session: LearningSession) -> str:
    """The same for the whole life of a session, in mails, download and feed."""
    return f"{session.pk}@{urlsplit(settings.SMALLWINS_BASE_URL).hostname}"


def _file(events: list[Event], sessions: list[LearningSession], *, method: str, name: str = "") -> str:
    cal = Calendar()
    cal.add("prodid", "-//Small Wins//Small Wins//NL")
    cal.add("version", "2.0")
    cal.add("calscale", "GREGORIAN")
    cal.add("method", method)
    if name:
        cal.add("x-wr-calname", name)
        cal.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        cal.add_component(event)
    if sessions:
        add_zones(cal, first_year=min(session.starts_at.year for session in sessions))
    return cal.to_ical().decode()


def _event(session: LearningSession, *, now: dt.datetime) -> Event:
    event = Event()
    zone = zoneinfo.ZoneInfo(session.time_zone)
    event.add("uid", uid(session))
    event.add("sequence", session.schedule_version - 1)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", _moment(session.starts_at, zone))
    event.add("dtend", _moment(session.ends_at, zone))
    event.add("summary", _line(session.title))
    event.add("url", absolute(session.get_absolute_url()))
    event.add("organizer", _mailbox(*parseaddr(settings.SMALLWINS_REPLY_TO)))
    return event


def _brief(session: LearningSession, *, now: dt.datetime) -> Event:
    event = _event(session, now=now)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    return event


def _moment(moment: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """On the wall clock of the zone; in UTC for the second time a clock shows an hour, which has no name."""
    local = moment.astimezone(zone)
    return moment.astimezone(dt.UTC) if local.fold else local


def _description(session: LearningSession) -> str:
    lines = [session.trajectory.name, session.purpose]
    if session.preparation:
        lines.append(f"{_('Prepare:')} {session.preparation}")
    if session.place:
        lines.append(_https(session.video_url))
    lines.append(f"{_('View the session')}: {absolute(session.get_absolute_url())}")
    return "\n\n".join(line for line in lines if line)


def _attendee(recipient: User) -> vCalAddress:
    """The recipient alone: nobody learns from a calendar who else is invited."""
    address = _mailbox(recipient.name, recipient.email)
    address.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return address


def _mailbox(name: str, address: str) -> vCalAddress:
    mailbox = vCalAddress(f"mailto:{address}")
    if name:
        mailbox.params["CN"] = _line(name).replace('"', "'")
    return mailbox


def _add(event: Event, name: str, value: Any) -> None:
    """An empty property says nothing."""
    if value:
        event.add(name, value)


def _https(url: str) -> str:
    """The link, if it is one people may be led to; else nothing."""
    try:
        validate_https_link(url)
    except ValidationError:
        return ""
    return url


def _text(words: str) -> str:
    """People's words over several lines, without what breaks a file or a reader."""
    words = words.replace("\r\n", "\n").translate(_BREAKS).translate(_DIRECTIONS).replace("\t", " ")
    return "".join(char for char in words if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))


def _line(words: str) -> str:
    """The same on one line."""
    return " ".join(_text(words).split("\n")).strip()
