"""Signing in by a mailed code, over a real SMTP server."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from smallwins.accounts.models import User
from tests import factories
from tests.accounts.mails import code_in

LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/confirm/"


@pytest.fixture
def code_for(client, smtp_sink):
    """A function that asks for a code in ``client`` and reads it from the mail."""

    def ask(person, **headers):
        response = client.post(LOGIN, {"login": person.email}, headers=headers)
        assert (response.status_code, response.url) == (302, CONFIRM)
        return code_in(smtp_sink.messages()[-1])

    return ask


def is_signed_in(client):
    return client.get("/settings/").status_code == 200


def test_the_code_from_the_mail_signs_in(client, code_for, samira, smtp_sink):
    code = code_for(samira)
    (mail,) = smtp_sink.messages()
    assert (mail["Delivered-To"], mail["To"]) == (samira.email, samira.email)
    assert not is_signed_in(client)
    response = client.post(CONFIRM, {"code": code})
    assert (response.status_code, response.url) == (302, "/")
    assert "Samira" in client.get("/").content.decode()
    assert not any(code in str(value) for value in client.session.values())


def test_the_cookie_lasts_thirty_days_and_is_not_for_scripts(client, code_for, samira):
    cookie = client.post(CONFIRM, {"code": code_for(samira)}).cookies["smallwins_session"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (30 * 24 * 3600, True, "Lax")


def test_the_sign_in_gets_a_new_session_key(client, code_for, samira):
    code = code_for(samira)
    before = client.session.session_key
    client.post(CONFIRM, {"code": code})
    assert client.session.session_key != before


@pytest.mark.parametrize("typed", ["SAMIRA@Example.org", "  samira@example.org "])
def test_an_address_may_be_typed_in_any_case(client, samira, smtp_sink, typed):
    client.post(LOGIN, {"login": typed})
    assert [mail["To"] for mail in smtp_sink.messages()] == ["samira@example.org"]


def test_one_goes_on_to_where_one_wanted_to_be(client, smtp_sink, samira):
    asked = client.get("/sessions/")
    assert asked.url == "/accounts/login/?next=/sessions/"
    response = client.post(asked.url, {"login": samira.email, "next": "/sessions/"}, follow=True)
    action = re.search(r'name="next" value="([^"]*)"', response.content.decode())
    done = client.post(CONFIRM, {"code": code_in(smtp_sink.messages()[0]), "next": action.group(1)})
    assert done.url == "/sessions/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, smtp_sink, samira, elsewhere):
    client.post(f"{LOGIN}?next={elsewhere}", {"login": samira.email, "next": elsewhere})
    done = client.post(CONFIRM, {"code": code_in(smtp_sink.messages()[0]), "next": elsewhere})
    assert done.url == "/"


def without_tokens(page, email):
    body = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page.content.decode())
    return body.replace(email, "ADDRESS")


@pytest.mark.django_db
def test_known_and_unknown_are_answered_alike(samira, smtp_sink):
    gone = factories.user("Gijs Weg", email="gijs@example.org", is_active=False)
    seen = set()
    for email in (samira.email, "nobody@example.org", gone.email):
        browser = Client()
        response = browser.post(LOGIN, {"login": email})
        page = browser.get(response.url)
        wrong = browser.post(CONFIRM, {"code": "AAAA-BBBB"})
        seen.add(
            (
                response.status_code,
                response.url,
                without_tokens(page, email),
                wrong.status_code,
                without_tokens(wrong, email),
            )
        )
    assert len(seen) == 1
    assert [mail["To"] for mail in smtp_sink.messages()] == [samira.email]


def test_a_wrong_code_says_so_and_the_right_one_still_works(client, code_for, samira):
    code = code_for(samira)
    wrong = client.post(CONFIRM, {"code": "AAAA-BBBB"})
    assert "id_code_error" in wrong.content.decode()
    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": code})
    assert is_signed_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client, code_for, samira):
    code = code_for(samira)
    for _ in range(5):
        client.post(CONFIRM, {"code": "AAAA-BBBB"})
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it_alone(client, code_for, samira):
    code = code_for(samira)
    thief = Client()
    thief.post(LOGIN, {"login": "nobody@example.org"})
    thief.post(CONFIRM, {"code": code})
    assert not is_signed_in(thief)


def test_a_code_works_once(client, code_for, samira):
    code = code_for(samira)
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


def test_a_code_works_for_a_quarter_of_an_hour(client, code_for, samira, time_machine):
    time_machine.move_to("2027-02-01T10:00Z", tick=False)
    code = code_for(samira)
    time_machine.move_to("2027-02-01T10:15:01Z", tick=False)
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("own", "spoken"), [("nl", "en"), ("en", "nl")])
def test_the_mail_is_in_the_readers_own_language(code_for, samira, smtp_sink, own, spoken):
    User.objects.filter(pk=samira.pk).update(language=own)
    code_for(samira, **{"accept-language": spoken})
    with translation.override(own):
        assert smtp_sink.messages()[0]["Subject"] == gettext("Your code for Small Wins")
    assert "testserver" not in smtp_sink.messages()[0].as_string()


def test_a_mail_server_that_is_away_tells_nobody_who_is_known(samira, client, smtp_sink):
    smtp_sink.stop()
    answers = [client.post(LOGIN, {"login": email}) for email in (samira.email, "nobody@example.org")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, CONFIRM)] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["", "niet-een-adres", "a@b@c", "a\nBcc: x@example.org", "a\x00@b.nl"],
)
def test_what_is_no_address_is_refused_and_mails_nobody(client, smtp_sink, typed):
    response = client.post(LOGIN, {"login": typed})
    assert response.status_code in (200, 422)
    assert "id_login_error" in response.content.decode()
    assert smtp_sink.messages() == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"])
def test_nobody_signs_up_or_sets_a_password(client, path):
    assert client.get(path).status_code in (302, 404)
    assert client.get(path, follow=True).status_code in (200, 404)
    assert client.post(path, {"email": "new@example.org"}, follow=True).status_code != 500
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_switched_off_is_out_at_the_next_request(browser_of, samira):
    browser = browser_of(samira)
    assert is_signed_in(browser)
    User.objects.filter(pk=samira.pk).update(is_active=False)
    assert not is_signed_in(browser)


def test_too_many_attempts_are_slowed_down(client, samira, smtp_sink, settings, broker):
    settings.ACCOUNT_RATE_LIMITS = {}
    statuses = [client.post(LOGIN, {"login": samira.email}).status_code for _ in range(40)]
    assert statuses[0] == 302
    assert statuses[-1] == 429
    assert len(smtp_sink.messages()) < 40
