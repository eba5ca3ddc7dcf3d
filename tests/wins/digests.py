"""What tests of the digest share: moments of the summer of 2027, a story full of canaries, and runs."""

import datetime as dt
import uuid
import zoneinfo

from smallwins.notifications import services
from smallwins.notifications.models import Delivery
from tests import factories
from trajectories.models import Membership, Trajectory
from wins import digest
from wins.models import Visibility
from wins.services import responses as services_of_responses

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
CANARY = "Kanarie"
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
MONDAY = dt.date(2027, 6, 7)


def at(day, hour=12, minute=0, zone=AMSTERDAM):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=zone)


def canary_story(cast):
    """A story of Samira's with the canary everywhere a digest could take it from; in the summer of 2027."""
    Membership.objects.update(starts_on=dt.date(2026, 1, 1))
    Trajectory.objects.update(starts_on=dt.date(2026, 1, 1))
    texts = dict.fromkeys(("story", "title", "friction", "next_step"), CANARY)
    return factories.win(
        cast.noord,
        cast.samira,
        visibility=Visibility.TRAJECTORY,
        happened_on=MONDAY,
        **{name: f"{text} {name}" for name, text in texts.items()},
    )


def comment(win, author, moment, text=f"{CANARY} reageert"):
    return services_of_responses.add_comment(
        win=win, author=author, text=text, client_uuid=uuid.uuid4(), now=moment
    )


def recognise(win, user, moment, phrase="helps"):
    services_of_responses.recognise(win=win, user=user, phrase=phrase, now=moment)


def digests(person=None):
    rows = Delivery.objects.filter(kind=digest.DIGEST)
    return rows.filter(recipient=person) if person else rows


def mails_of(person, sink):
    return [mail for mail in sink.messages() if mail["To"] == person.email]


def run(moment):
    services.plan(now=moment)
    services.send_now(now=moment)
