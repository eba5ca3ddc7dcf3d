"""Leaving a kind of mail: GET asks, POST does, neither needs a cookie (RFC 8058)."""

import pytest
from django.core import signing
from django.test import Client

from smallwins.notifications import selectors
from smallwins.notifications.links import unsubscribe_url
from tests.notifications.kinds import OPTIONAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    """A mail program: no cookies, and CSRF is checked as in production."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def samira(person):
    return person()


def path_for(user, settings):
    return unsubscribe_url(user_id=user.pk, kind=OPTIONAL).removeprefix(settings.SMALLWINS_BASE_URL)


def test_get_asks_and_changes_nothing(stranger, samira, settings):
    response = stranger.get(path_for(samira, settings))
    assert response.status_code == 200
    assert '<form method="post"' in response.content.decode()
    assert f"label of {OPTIONAL}" in response.content.decode()
    assert selectors.preferences(samira)[OPTIONAL] is True


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}])
def test_post_switches_the_kind_off_without_a_redirect(stranger, samira, person, settings, body):
    ruben = person("Ruben Bos")
    for _ in range(2):
        response = stranger.post(path_for(samira, settings), body)
        assert response.status_code == 200
        assert "<form" not in response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert selectors.preferences(samira)[OPTIONAL] is False
    assert selectors.preferences(ruben)[OPTIONAL] is True


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_is_not_found(stranger, samira, settings, method):
    foreign = signing.dumps([str(samira.pk), OPTIONAL], salt="invitation")
    for token in (foreign, "x", path_for(samira, settings).split("/")[2] + "x"):
        assert getattr(stranger, method)(f"/mail/{token}/unsubscribe/").status_code == 404
    assert selectors.preferences(samira)[OPTIONAL] is True


def test_a_link_of_somebody_who_left_is_not_found(stranger, samira, settings):
    path = path_for(samira, settings)
    samira.delete()
    assert stranger.post(path).status_code == 404
