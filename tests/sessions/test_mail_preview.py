"""Reading a mail before anybody gets it: real words, a made-up reader, nothing that works."""

import re

import pytest
from django.utils import timezone

from sessions import mails
from sessions.services import session as sessions
from smallwins.notifications.models import Delivery, MailPreference
from tests import factories
from tests.wins.pages import words

pytestmark = pytest.mark.django_db
KINDS = ("session_invitation", "session_reminder", "session_moved")
ALL_KINDS = (*KINDS, "session_cancelled", "session_uninvited", "session_nudge")


@pytest.fixture
def session(cast):
    return factories.learning_session(cast.trajectory, cast.noord, title="Leren zien", state="draft")


def page_of(browser, session, kind, query=""):
    return browser.get(f"/sessions/{session.pk}/mails/{kind}/{query}")


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_as_the_chosen_person_gets_it(browser_of, cast, session, kind):
    cast.joost.language, cast.joost.time_zone = "en", "America/Paramaribo"
    cast.joost.save()
    marits = browser_of(cast.marit)
    joosts = words(page_of(marits, session, kind, f"?person={cast.joost.pk}"))
    samiras = words(page_of(marits, session, kind, f"?person={cast.samira.pk}"))
    assert "Hi Joost," in joosts
    assert "(Surinamese time)" in joosts
    assert "Hoi Samira," in samiras
    assert "(Nederlandse tijd)" in samiras
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_or_unsubscription_in_it_works(client, browser_of, cast, session, kind):
    session.state, session.video_url = "open", "https://meet.example.org/oeverhoek"
    session.save()
    body = page_of(browser_of(cast.marit), session, kind).content.decode()
    assert "/rsvp/" not in body
    assert "/unsubscribe/" not in body
    assert "https://meet.example.org/oeverhoek" in body

    mail = mails.preview(session, kind=kind, person=cast.samira, language="nl", now=timezone.now())
    answers = set(re.findall(r"/rsvp/[^/\s]+/", mail.body))
    offs = set(re.findall(r"/mail/[^/\s]+/unsubscribe/", mail.body))
    assert answers
    assert {client.get(one).status_code for one in answers} == {410}
    for one in offs:
        client.post(one)
    assert (kind == "session_reminder") == bool(offs)
    assert MailPreference.objects.count() == 0


def test_of_an_empty_team_it_is_written_to_somebody_made_up(browser_of, cast):
    empty = factories.team(cast.trajectory, "Leeg")
    session = factories.learning_session(cast.trajectory, empty, state="draft")
    page = page_of(browser_of(cast.marit), session, "session_invitation", "?person=%00")
    assert page.status_code == 200
    assert "example.org" in words(page)


def test_somebody_elses_name_is_not_to_be_had(browser_of, cast, session):
    page = page_of(browser_of(cast.marit), session, "session_invitation", f"?person={cast.otto.pk}")
    assert "Otto" not in page.content.decode()


@pytest.mark.parametrize("kind", ["digest", "weekly_summary", "x", "%00"])
def test_other_kinds_are_not_there(browser_of, cast, session, kind):
    assert page_of(browser_of(cast.marit), session, kind).status_code == 404


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_its_html_stands_in_a_frame_in_which_no_link_leads_anywhere(browser_of, cast, session, kind):
    query = f"?person={cast.joost.pk}"
    page = page_of(browser_of(cast.marit), session, kind, query).content.decode()
    framed = browser_of(cast.marit).get(f"/sessions/{session.pk}/mails/{kind}/html/{query}")
    body = framed.content.decode()
    assert f'src="/sessions/{session.pk}/mails/{kind}/html/{query}" sandbox ' in page
    assert ("Hoi Joost," in body, session.title in body) == (True, True)
    assert set(re.findall(r'href="([^"]*)"', body)) == {"#"}
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert Delivery.objects.count() == 0


def test_the_outbox_leads_to_each_mail_as_its_recipient_gets_it(browser_of, cast, session):
    sessions.open_session(learning_session=session, now=timezone.now())
    marits = browser_of(cast.marit)
    outbox = marits.get(f"/sessions/{session.pk}/outbox/").content.decode()
    links = re.findall(r'href="(/sessions/[^"]*/mails/[^"]*)"', outbox)
    assert sorted(links) == sorted(
        f"/sessions/{session.pk}/mails/session_invitation/?person={one.pk}"
        for one in (cast.samira, cast.joost)
    )
    assert "Hoi Joost," in words(marits.get(f"{links[0].partition('?')[0]}?person={cast.joost.pk}"))


def test_who_was_told_and_left_is_still_its_reader(browser_of, cast, session):
    sessions.open_session(learning_session=session, now=timezone.now())
    cast.joost.memberships.update(ends_on=factories.days(0))
    page = page_of(browser_of(cast.marit), session, "session_uninvited", f"?person={cast.joost.pk}")
    assert "Hoi Joost," in words(page)
