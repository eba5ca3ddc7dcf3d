"""While Postgres is away people meet a calm page that says so, signed in or not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.smallwins.away import closed_port

PROGRAM = """
import django
django.setup()
from django.test import Client
browser = Client(raise_request_exception=False)
for path in ("/healthz", "/readyz", "/help/", "/", "/sessions/", "/accounts/login/"):
    if path != "/healthz":
        browser.cookies["smallwins_session"] = "a" * 32
    response = browser.get(path)
    guarded = "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    print(path, response.status_code, response.headers.get("Retry-After"), guarded, "Error" in response.text)
"""


@pytest.fixture(scope="module")
def answers():
    root = Path(__file__).resolve().parents[2]
    env = {
        "DJANGO_SETTINGS_MODULE": "smallwins.settings_test",
        "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{closed_port()}/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "LOG_LEVEL": "CRITICAL",
        "PATH": "/usr/bin:/bin",
    }
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()}


def test_the_process_says_it_is_alive(answers):
    assert answers["/healthz"][0] == "200"


@pytest.mark.parametrize("path", ["/readyz", "/", "/sessions/", "/help/", "/accounts/login/"])
def test_every_page_that_needs_it_answers_503(answers, path):
    assert answers[path] == ["503", "10", "True", "False"]
