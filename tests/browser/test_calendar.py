"""A person's own calendar, and answering from the mail, in a real browser without scripts."""

import urllib.request

from tests.browser.looking import ALL_RULES, axe_of, faults_of, overflow_of


def clean(page):
    return axe_of(page, ALL_RULES) + faults_of(page) + overflow_of(page, width=320) == []


def test_the_secret_address_is_made_followed_and_revoked(window, site):
    page = window("samira").go("/settings/calendar/")
    page.click("button[value=make]")
    address = page.input_value("#id_address")  # waits for it
    assert address.endswith(".ics")
    assert clean(page)
    path = "/calendar/" + address.rpartition("/")[2]
    with urllib.request.urlopen(site.url + path) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")
    with page.expect_navigation():
        page.click("button[value=revoke]")
    assert page.request.get(site.url + path).status == 404
    assert page.locator("button[value=revoke]").count() == 0


def test_somebody_answers_from_the_mail_without_signing_in_and_without_scripts(window, site):
    page = window(java_script_enabled=False).go("/rsvp/{answer}/?answer=maybe")
    page.fill("input[name=reason]", "Ik weet het donderdag")
    with page.expect_navigation():
        page.press("input[name=reason]", "Enter")
    assert page.locator("[role=status]").count() == 1
    assert page.input_value("input[name=reason]") == "Ik weet het donderdag"
    person, said = site.rows(
        "SELECT u.email, a.rsvp FROM learning_sessions_attendance a JOIN accounts_user u ON u.id = a.user_id"
        " WHERE a.rsvp_reason = %s",
        "Ik weet het donderdag",
    )[0]
    assert (person.partition("@")[0], said) == ("samira", "maybe")
