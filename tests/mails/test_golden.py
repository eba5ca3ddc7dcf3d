"""Every kind of mail as agreed, in both languages, text and HTML; and what a mail must be besides.

After a change that is meant: ``GOLDEN=write pytest tests/mails`` writes the files anew; read the difference.
"""

import datetime as dt
import os
import re
import uuid
import zoneinfo
from email import message_from_bytes
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sessions.models import ScheduleVersion
from smallwins.notifications import registry
from smallwins.notifications.compose import compose
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.transport import envelope
from tests import factories
from tests.wins import policies
from trajectories.models import Invitation
from wins.models import Notice, NoticeKind, PolicyMessage
from wins.services.responses import add_comment

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
START = dt.datetime(2027, 6, 1, 14, tzinfo=AMSTERDAM)
NOW = dt.datetime(2027, 5, 31, 8, tzinfo=AMSTERDAM)
KINDS = {
    "invitation": "",
    "session_invitation": "1",
    "session_moved": "2",
    "session_cancelled": "2",
    "session_uninvited": "2",
    "session_reminder": "1",
    "session_nudge": "1",
    "digest": "2027-05-31",
    "weekly_summary": "2027-05-31",
    "policy_message": "1",
    "policy_answer": "1",
    "reply_check": "1",
}
#: Who answers instead of the house: somebody without an account replies to who sent the message.
REPLY_TO = {"policy_message": "ruben@example.org"}
#: Octets, without CRLF (RFC 5322 §2.1.1).
LONGEST_LINE = 998


@pytest.fixture
def session(cast, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.SMALLWINS_BASE_URL = "https://wins.example.org"
    settings.SMALLWINS_REPLY_TO = "Begeleiding <begeleiding@example.org>"
    return factories.learning_session(
        cast.trajectory,
        cast.noord,
        title="Leersessie drie",
        starts_at=START,
        video_url="https://meet.example.org/oeverhoek",
        preparation="Neem één moment mee.",
        preparation_minutes=5,
        cancel_reason="De zaal is dicht",
        created_by=cast.marit,
        reminder_note="Trek een jas aan: we beginnen buiten.",
    )


def _invitation(cast, session, language):
    asked = Invitation.objects.create(
        team=cast.noord,
        role="professional",
        email="nieuw@example.org",
        name="Nora Nieuw",
        language=language,
        invited_by=cast.marit,
        expires_at=NOW + dt.timedelta(days=7),
    )
    return {"subject_id": asked.pk, "address": asked.email, "language": language}


def _moved(cast, session, language):
    """Somebody who heard of version 1, which was two hours later, and elsewhere."""
    ScheduleVersion.objects.create(
        learning_session=session,
        version=1,
        starts_at=START + dt.timedelta(hours=2),
        duration_minutes=90,
        time_zone="Europe/Amsterdam",
        place="De Oever",
    )
    type(session).objects.update(schedule_version=2)
    Delivery.objects.create(
        kind="session_invitation",
        subject_id=session.pk,
        occurrence="1",
        recipient=cast.samira,
        recipient_key=str(cast.samira.pk),
        address=cast.samira.email,
        message_id="<1@example.org>",
        state=State.SENT,
        due_at=NOW,
        next_attempt_at=NOW,
        expires_at=START,
        sent_at=NOW,
    )
    return {}


def _cancelled(cast, session, language):
    type(session).objects.update(state="cancelled", schedule_version=2)
    return {}


def _nudge(cast, session, language):
    factories.step(cast.noord, "Bij twee nieuwe buren langs", person=cast.samira, learning_session=session)
    return {}


def _story(cast, session, language):
    """A setback and a story of the last days, with a response to it."""
    ago = NOW - dt.timedelta(hours=20)
    win = factories.win(
        cast.noord,
        cast.samira,
        title="Kennismaken vóór de sleutel",
        visibility="trajectory",
        happened_on=ago.date(),
        shared_at=ago,
    )
    factories.win(
        cast.noord, cast.joost, kind="setback", happened_on=ago.date(), shared_at=ago, expected="Rust"
    )
    add_comment(win=win, author=cast.mehmet, text="Mooi!", client_uuid=uuid.uuid4(), now=ago)
    assert Notice.objects.get().kind == NoticeKind.COMMENT
    return {"subject_id": cast.samira.pk}


def _summary(cast, session, language):
    _story(cast, session, language)
    return {"subject_id": cast.marit.pk, "recipient": cast.marit}


def _message(cast, session, language):
    """Ruben's message, with a link to its addressee."""
    row = PolicyMessage.objects.create(
        trajectory=cast.trajectory,
        barrier=policies.barrier(cast, cast.noord),
        addressee="Programmamanager",
        text="Kanarie",
        address="manager@example.org",
        language=language,
        link_version=1,
        link_expires_at=NOW + dt.timedelta(days=90),
        sent_on=NOW.date(),
        author=cast.ruben,
    )
    return {"subject_id": row.pk, "address": row.address, "recipient": None, "language": language}


def _answer(cast, session, language):
    """An answer of a while ago."""
    message = PolicyMessage.objects.get(pk=_message(cast, session, language)["subject_id"])
    message.responses.create(pk=1, kind="doing", text="Kanarie", answered_on=NOW.date())
    return {"subject_id": message.pk}


BEFORE = {
    "policy_message": _message,
    "policy_answer": _answer,
    "reply_check": _answer,
    "invitation": _invitation,
    "session_moved": _moved,
    "session_cancelled": _cancelled,
    "session_nudge": _nudge,
    "digest": _story,
    "weekly_summary": _summary,
}


def mail_of(kind, language, cast, session):
    """The message as it goes over the wire, read back."""
    for person in (cast.samira, cast.marit):
        person.language = language
        person.save()
    fields = {"subject_id": session.pk, "address": cast.samira.email, "recipient": cast.samira}
    if kind == "invitation":
        fields["recipient"] = None
    fields |= BEFORE.get(kind, lambda *known: {})(cast, session, language)
    recipient = fields["recipient"]
    delivery = Delivery(
        kind=kind,
        occurrence=KINDS[kind],
        due_at=NOW,
        expires_at=START,
        recipient_key=str(recipient.pk) if recipient else fields["address"],
        message_id=f"<{kind}@example.org>",
        **fields,
    )
    return envelope(compose(delivery)).content


def _steady(text):
    """Without what is different each time: ids and signed values."""
    text = re.sub(
        r"/(rsvp|nudge|mail|invitations|policy)/[^/\s\"]+/", r"/\1/TOKEN/", text.replace("\r\n", "\n")
    )
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


class _Reader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.language = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        found = dict(attrs)
        self.links += [found["href"]] if tag == "a" else []
        self.language = found.get("lang", self.language) if tag == "html" else self.language


def test_every_kind_is_here():
    assert {kind.name for kind in registry.kinds()} - {"test", "test_optional"} >= set(KINDS)
    assert {kind.name for kind in registry.kinds() if not kind.name.startswith("test")} == set(KINDS)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_was_agreed(kind, language, cast, session):
    mail = message_from_bytes(mail_of(kind, language, cast, session), policy=SMTP)
    text, html = (mail.get_body((part,)).get_content() for part in ("plain", "html"))
    for said, name in ((f"{mail['Subject']}\n\n{text}", "txt"), (html, "html")):
        path = GOLDEN / f"{kind}.{language}.{name}"
        if os.environ.get("GOLDEN") == "write":
            path.write_text(_steady(said), encoding="utf-8")
        assert _steady(said) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_program_can_read_it(kind, language, cast, session):
    raw = mail_of(kind, language, cast, session)
    assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST_LINE
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    raw.partition(b"\r\n\r\n")[0].decode("ascii")
    mail = message_from_bytes(raw, policy=SMTP)
    html, text = (mail.get_body((part,)).get_content() for part in ("html", "plain"))
    read = _Reader(html)
    assert read.language == language
    assert not {"img", "script", "link", "form", "video", "iframe"} & set(read.tags)
    assert "prefers-color-scheme" in html
    assert {link for link in read.links if link.startswith("https")} <= set(re.findall(r"https\S+", text))
    optional = registry.kind(kind).optional
    assert (mail["List-Unsubscribe"] is not None, mail["List-Unsubscribe-Post"] is not None) == (
        optional,
        optional,
    )
    assert mail["Reply-To"] == REPLY_TO.get(kind, "Begeleiding <begeleiding@example.org>")
