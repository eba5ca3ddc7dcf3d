"""Answering from the mail, without signing in: the links carry who, what and nothing more."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance, LearningSession
from sessions.services import session as sessions
from sessions.services.attendance import token_for
from smallwins.notifications import services as notifications
from tests import factories
from trajectories.services.people import end_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(cast):
    return factories.learning_session(cast.trajectory, cast.noord, title="Leersessie zes")


@pytest.fixture
def url(cast, soon):
    return f"/rsvp/{token_for(learning_session=soon, user=cast.samira)}/"


def post(url, rsvp="yes", reason="", client=None):
    return (client or Client()).post(url, {"rsvp": rsvp, "reason": reason})


def test_the_links_in_the_mail_lead_to_an_answer(cast, smtp_sink):
    session = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    sessions.open_session(learning_session=session, now=timezone.now())
    notifications.send_now(now=timezone.now() + dt.timedelta(minutes=6))
    (mail,) = [mail for mail in smtp_sink.messages() if mail["To"] == "samira@example.org"]
    text = mail.get_body(("plain",)).get_content()
    yes, no, maybe = re.findall(r"http://127\.0\.0\.1:8000(/rsvp/\S+)", text)
    assert [link.partition("?")[2] for link in (yes, no, maybe)] == [
        "answer=yes",
        "answer=no",
        "answer=maybe",
    ]
    reader = Client(enforce_csrf_checks=True)
    page = reader.get(no).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answered = reader.post(no.partition("?")[0], {"rsvp": "no", "csrfmiddlewaretoken": token})
    assert answered.status_code == 200
    assert Attendance.objects.get().rsvp == "no"


@pytest.mark.parametrize("query", ["", "?answer=yes", "?answer=no", "?answer=%00", "?rsvp=yes&answer=x"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_follows_links_changes_nothing(url, query, method):
    assert getattr(Client(), method)(url + query).status_code == 200
    assert Attendance.objects.count() == 0


def test_the_page_is_in_the_language_of_the_mail_until_its_reader_chooses_another(url):
    client = Client(headers={"accept-language": "en"})
    assert "Nederlandse tijd" in client.get(url).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": url})
    assert "Dutch time" in client.get(url).content.decode()


@pytest.mark.parametrize("answer", ["yes", "no", "maybe"])
def test_the_link_chooses_and_the_button_answers(url, answer):
    page = Client().get(f"{url}?answer={answer}").content.decode()
    chosen = re.findall(r'class="btn btn-primary" name="rsvp" value="(\w+)"', page)
    assert chosen == [answer]
    assert "Leersessie zes" in page
    assert "Nederlandse tijd" in page


def test_the_answer_is_kept_and_can_be_changed(browser_of, cast, soon, url):
    for rsvp, reason in (("yes", ""), ("no", "Ik heb vrij")):
        assert "Dank je" in post(url, rsvp, reason).content.decode()
    (row,) = Attendance.objects.all()
    assert (row.user, row.rsvp, row.rsvp_reason) == (cast.samira, "no", "Ik heb vrij")
    assert "Ik heb vrij" in Client().get(url).content.decode()
    assert "Samira Yilmaz" in browser_of(cast.marit).get(f"/sessions/{soon.pk}/").content.decode()


def test_no_cache_keeps_the_page(url):
    assert "no-store" in Client().get(url)["Cache-Control"]


def test_it_is_the_persons_answer_whoever_is_signed_in(browser_of, cast, url):
    post(url, client=browser_of(cast.joost))
    assert Attendance.objects.get().user == cast.samira


@pytest.mark.parametrize(
    ("rsvp", "reason"), [("", ""), ("perhaps", ""), ("yes", "x" * 201), ("yes", "a\x00b")]
)
def test_a_wrong_answer_is_422_and_keeps_nothing(url, rsvp, reason):
    assert post(url, rsvp, reason).status_code == 422
    assert Attendance.objects.count() == 0


def test_it_speaks_the_language_and_the_time_of_the_recipient(cast, soon, url):
    LearningSession.objects.update(starts_at=dt.datetime(2031, 6, 3, 12, tzinfo=dt.UTC))
    cast.samira.language, cast.samira.time_zone = "en", "America/Paramaribo"
    cast.samira.save()
    page = Client(headers={"accept-language": "nl"}).get(url).content.decode()
    assert "Tuesday 3 June 2031, 09:00 (Surinamese time)" in page
    assert '<html lang="en"' in page


def gone(url):
    return Client().get(url).status_code, post(url).status_code, Attendance.objects.count()


def test_the_link_dies_when_the_session_ends(soon, url, time_machine):
    time_machine.move_to(soon.ends_at - dt.timedelta(seconds=1), tick=False)
    assert Client().get(url).status_code == 200
    time_machine.move_to(soon.ends_at, tick=False)
    assert gone(url) == (410, 410, 0)


def test_the_link_dies_with_the_membership(cast, url):
    end_membership(membership=cast.samira.memberships.get(), ends_on=factories.days(0))
    assert gone(url) == (410, 410, 0)


def test_the_link_dies_with_the_account(cast, url):
    cast.samira.is_active = False
    cast.samira.save()
    assert gone(url) == (410, 410, 0)


@pytest.mark.parametrize("fields", [{"state": "cancelled", "cancel_reason": "x"}, {"state": "draft"}])
def test_the_link_is_for_an_open_session(url, fields):
    LearningSession.objects.update(**fields)
    assert gone(url) == (410, 410, 0)


def test_the_link_dies_with_the_trajectory(cast, url):
    cast.trajectory.closed_at = timezone.now()
    cast.trajectory.save()
    assert gone(url) == (410, 410, 0)


def test_a_link_fits_one_person_one_session_and_one_purpose(cast, soon):
    value = [str(soon.pk), str(cast.samira.pk)]
    real = signing.dumps(value, salt="session_rsvp")
    stolen = signing.dumps([str(soon.pk), str(cast.joost.pk)], salt="session_rsvp").partition(":")
    assert Client().get(f"/rsvp/{real}/").status_code == 200
    others = (
        signing.dumps(value, salt="invitation"),
        real[:-1],
        stolen[0] + ":" + real.partition(":")[2],
        token_for(learning_session=soon, user=cast.mehmet),
        "nonsense",
        "%00",
    )
    assert {gone(f"/rsvp/{other}/") for other in others} == {(410, 410, 0)}
