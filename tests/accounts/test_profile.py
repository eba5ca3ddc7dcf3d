"""Settings of one's own, the language switch, and what was typed surviving an expired sign-in."""

import re

import pytest
from django.test import Client

from smallwins.accounts.models import User
from tests.accounts.mails import code_in
from wins.models import Win

PROFILE = {"name": "Samira Y.", "language": "en", "time_zone": "America/Paramaribo", "theme": "dark"}


def test_the_profile_is_saved_and_read_back(browser_of, samira):
    page = browser_of(samira).post("/settings/", PROFILE, follow=True)
    samira.refresh_from_db()
    kept = {name: getattr(samira, name) for name in PROFILE}
    assert (page.status_code, kept) == (200, PROFILE)
    assert '<html lang="en"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("name", "a\x00b"),
        ("language", "de"),
        ("time_zone", "Mars/Base"),
        ("theme", "pink"),
        ("time_zone", "\x00"),
    ],
)
def test_a_wrong_profile_answers_422_and_changes_nothing(browser_of, samira, field, value):
    response = browser_of(samira).post("/settings/", PROFILE | {field: value})
    assert response.status_code == 422
    assert User.objects.get(pk=samira.pk).name == "Samira Yilmaz"


def test_nobody_changes_what_is_not_on_the_form(browser_of, samira):
    browser_of(samira).post("/settings/", PROFILE | {"is_superuser": "1", "email": "x@example.org"})
    samira.refresh_from_db()
    assert (samira.is_superuser, samira.email) == (False, "samira@example.org")


def test_the_language_switch_is_kept_on_every_device(browser_of, samira):
    page = browser_of(samira).post("/language/", {"language": "en", "next": "/help/"}, follow=True)
    assert '<html lang="en"' in page.content.decode()
    assert '<html lang="en"' in browser_of(samira).get("/").content.decode()


@pytest.mark.parametrize("language", ["de", "", "nl\x00", "x" * 300])
def test_another_language_changes_nothing(browser_of, samira, language):
    assert browser_of(samira).post("/language/", {"language": language, "next": "//evil.example"}).url == "/"
    assert User.objects.get(pk=samira.pk).language == "nl"


@pytest.fixture
def typed(noord):
    return {"team": str(noord.pk), "story": "Regel een.\nRegel <b>twee</b> & \u202edrie.", "action": "draft"}


def fields_of(page):
    """The hidden fields of the form that sends again, as a browser would post them."""
    import html

    form = page.content.decode().partition('action="/wins/new/"')[2].partition("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {html.unescape(name): html.unescape(value) for name, value in pairs}


def test_a_post_after_an_expired_sign_in_waits_until_one_is_back(client, samira, smtp_sink, typed):
    gone = client.post("/wins/new/", typed)
    assert gone.url == "/accounts/login/?next=%2Fsettings%2Fresume%2F"
    client.post(gone.url, {"login": samira.email, "next": "/settings/resume/"})
    code = code_in(smtp_sink.messages()[0])
    back = client.post("/accounts/login/code/confirm/", {"code": code, "next": "/settings/resume/"})
    assert back.url == "/settings/resume/"
    fields = fields_of(client.get(back.url))
    assert {name: fields[name] for name in typed} == typed
    client.post("/wins/new/", fields)
    assert [win.story for win in Win.objects.filter(author=samira)] == [typed["story"]]


def test_what_waited_is_not_offered_twice(client, samira, typed):
    client.post("/wins/new/", typed)
    client.force_login(samira)
    assert client.get("/settings/resume/").status_code == 200
    client.post("/wins/new/", fields_of(client.get("/settings/resume/")))
    assert client.get("/settings/resume/").url == "/"


def test_what_waited_is_not_shown_to_somebody_else_on_the_same_device(client, samira, mehmet, typed):
    client.post("/wins/new/", typed)
    client.force_login(samira)
    assert client.get("/settings/resume/").status_code == 200
    client.post("/accounts/logout/")
    client.force_login(mehmet)
    assert client.get("/settings/resume/").url == "/"


@pytest.mark.django_db
def test_more_than_any_form_holds_is_not_kept(client):
    assert client.post("/wins/new/", {"story": "x" * 40_001}).url == "/accounts/login/?next=/wins/new/"


def test_a_stale_form_keeps_every_word_and_can_be_sent_again(samira, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(samira)
    stale = client.post("/wins/new/", typed)
    assert (stale.status_code, Win.objects.count()) == (403, 0)
    fields = fields_of(stale)
    assert {name: fields[name] for name in typed} == typed
    assert "<b>twee</b>" not in stale.content.decode()
    client.post("/wins/new/", fields)
    assert [win.story for win in Win.objects.filter(author=samira)] == [typed["story"]]


def test_a_post_from_another_site_is_refused_without_an_offer(samira, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(samira)
    foreign = client.post("/wins/new/", typed, headers={"origin": "https://evil.example"})
    assert (foreign.status_code, fields_of(foreign)) == (403, {})
    assert "Regel een." not in foreign.content.decode()
