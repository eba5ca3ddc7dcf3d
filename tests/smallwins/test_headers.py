"""Security headers on every status, and nothing kept in a cache behind sign-in."""

import pytest
from django.test import Client

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
}


def policies(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


def assert_guarded(response):
    directives = policies(response)
    assert directives >= CSP - {"script-src 'self'"}
    assert not [each for each in directives if "unsafe" in each or "*" in each]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def explode(request):
    raise RuntimeError("for the test")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/", 200),
        ("get", "/help/", 200),
        ("get", "/sessions", 301),
        ("get", "/trajectories/new/", 403),
        ("get", "/nergens/", 404),
        ("post", "/help/", 405),
        ("post", "/wins/new/", 422),
        ("get", "/static/css/nergens.css", 404),
    ],
)
def test_every_status_carries_them(browser_of, samira, method, path, status):
    response = getattr(browser_of(samira), method)(
        path, {"csrfmiddlewaretoken": "-"} if method == "post" else None
    )
    assert response.status_code == status
    assert_guarded(response)


@pytest.mark.django_db
def test_a_wrong_host_and_a_stale_form_carry_them_too(client):
    wrong_host = client.get("/help/", headers={"host": "evil.example"})
    stale = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    too_big = client.post("/accounts/login/", {"login": "x" * 1_100_000})
    assert [r.status_code for r in (wrong_host, stale, too_big)] == [400, 403, 400]
    for response in (wrong_host, stale, too_big):
        assert_guarded(response)


def test_a_fault_of_ours_carries_them_too(browser_of, samira, monkeypatch):
    monkeypatch.setattr("sessions.selectors.session.past_for", explode)
    browser = browser_of(samira, raise_request_exception=False)
    response = browser.get("/sessions/")
    assert response.status_code == 500
    assert_guarded(response)
    assert "RuntimeError" not in response.content.decode()


def test_pages_behind_sign_in_stay_out_of_caches(browser_of, samira, client):
    assert browser_of(samira).get("/")["Cache-Control"] == "no-store"
    assert browser_of(samira).get("/nergens/")["Cache-Control"] == "no-store"


def test_every_answer_has_an_id_of_its_own(client):
    first, second = client.get("/healthz"), client.get("/healthz")
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert len(first["X-Request-ID"]) == 32


def test_frames_are_refused_everywhere(client):
    assert client.get("/healthz")["X-Frame-Options"] == "DENY"
