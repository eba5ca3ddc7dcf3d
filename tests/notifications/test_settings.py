"""The page of mail settings: kinds, rhythm and hour of the digest, a pause; and what everything off means."""

import re

import pytest
from django.urls import reverse

from smallwins.notifications import registry, selectors
from tests import factories
from tests.wins.pages import form_to

pytestmark = pytest.mark.django_db
PAGE = "/settings/mail/"


@pytest.fixture
def mine(samira, browser_of):
    return browser_of(samira)


def save(client, **typed):
    fields = {"kinds": [], "digest": "daily", "digest_hour": "8", "paused_until": ""}
    return client.post(PAGE, fields | typed)


def test_the_page_shows_what_holds_and_saves_what_is_chosen(mine, samira):
    assert form_to(mine.get(PAGE), "").fields["digest"] == ["daily"]

    until = factories.days(14)
    answer = save(mine, kinds=["session_reminder"], digest="weekly", digest_hour="17", paused_until=until)
    samira.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, reverse("notifications:settings"))
    assert (samira.digest_rhythm, samira.digest_hour, samira.mail_paused_until) == ("weekly", 17, until)
    on = {name for name, enabled in selectors.preferences(samira).items() if enabled}
    assert on == {"session_reminder", "digest"}


def test_no_digest_keeps_the_rhythm_for_later(mine, samira):
    save(mine, digest="weekly")
    save(mine, digest="off")
    samira.refresh_from_db()
    assert samira.digest_rhythm == "weekly"
    assert not any(selectors.preferences(samira).values())
    assert 'value="off" ' in mine.get(PAGE).content.decode().partition("checked")[0].rpartition("<input")[2]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("paused_until", 0),
        ("paused_until", -1),
        ("paused_until", 367),
        ("paused_until", "9999-12-31"),
        ("paused_until", "straks"),
        ("digest_hour", "24"),
        ("digest_hour", ""),
        ("digest", "yearly"),
        ("kinds", ["session_cancelled"]),
    ],
)
def test_wrong_input_answers_422_and_changes_nothing(field, value, mine, samira):
    typed = factories.days(value).isoformat() if isinstance(value, int) else value
    answer = save(mine, **{"digest": "weekly", field: typed})
    samira.refresh_from_db()
    assert answer.status_code == 422
    assert (samira.digest_rhythm, samira.digest_hour, samira.mail_paused_until) == ("daily", 8, None)


def test_a_pause_that_is_over_shows_as_none(mine, samira):
    for days, shown in ((0, ""), (1, factories.days(1).isoformat())):
        samira.mail_paused_until = factories.days(days)
        samira.save()
        assert form_to(mine.get(PAGE), "").fields["paused_until"] == [shown]


def test_every_optional_kind_can_be_chosen_and_no_service_mail(mine):
    optional = {kind.name for kind in registry.kinds() if kind.optional and not kind.is_digest}
    page = mine.get(PAGE).content.decode()
    assert set(re.findall(r'name="kinds" value="(\w+)"', page)) == optional
    assert optional
