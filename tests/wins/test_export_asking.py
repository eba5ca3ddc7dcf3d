"""Asking for a large file, seeing how far it is, and whose it is."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from smallwins.celery import app
from tests import factories
from tests.wins.exporting import address, asked, bytes_of, export_of, ready_export, stories, values_of
from tests.wins.pages import words
from trajectories.roles import Role
from wins.exports import order
from wins.models import Export, ExportState
from wins.services import export_jobs

REFRESH = '<meta http-equiv="refresh" content="2">'


@pytest.fixture
def few(monkeypatch):
    """Above three rows a worker makes the file."""
    monkeypatch.setattr(order, "AT_ONCE", 3)


@pytest.fixture
def woken(monkeypatch):
    """The tasks that were sent instead of sending them."""
    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, args, **options: sent.append((name, *args)))
    return sent


@pytest.mark.parametrize("number", [3, 4])
def test_above_the_limit_a_worker_makes_it(
    number, cast, few, woken, browser_of, django_capture_on_commit_callbacks
):
    stories(cast.noord, cast.samira, number)

    with django_capture_on_commit_callbacks(execute=True):
        answer = asked(browser_of(cast.ruben), cast.trajectory, format="xlsx")

    if number == 3:
        assert (len(values_of(answer)), Export.objects.count(), woken) == (4, 0, [])
        return
    export = Export.objects.get()
    assert (answer.status_code, answer.url) == (302, export.get_absolute_url())
    assert (export.owner, export.kind, export.format, export.total) == (cast.ruben, "wins", "xlsx", 4)
    assert woken == [("wins.make_export", str(export.pk))]


def test_the_limit_is_five_thousand_rows():
    assert order.AT_ONCE == 5_000


def test_sent_twice_it_is_made_once(cast, few, woken, browser_of, django_capture_on_commit_callbacks):
    stories(cast.noord, cast.samira, 4)
    client, key = browser_of(cast.ruben), uuid.uuid4()

    with django_capture_on_commit_callbacks(execute=True):
        answers = [asked(client, cast.trajectory, client_uuid=key) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert (Export.objects.count(), len(woken)) == (1, 1)


def test_a_broker_that_is_down_is_no_error(
    cast, few, monkeypatch, browser_of, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(app, "send_task", down)
    stories(cast.noord, cast.samira, 4)
    with django_capture_on_commit_callbacks(execute=True):
        answer = asked(browser_of(cast.ruben), cast.trajectory)
    assert answer.url == reverse("wins:export", args=[Export.objects.get().pk])


def test_a_job_remembers_what_it_was_narrowed_to(cast, few, browser_of):
    stories(cast.noord, cast.samira, 4)
    stories(cast.zuid, cast.mehmet, 1)
    period = {"since": factories.days(-9), "until": factories.days(0)}

    asked(browser_of(cast.ruben), cast.trajectory, team=cast.noord.pk, **period)

    export = Export.objects.get()
    assert (export.team, export.since, export.until, export.total) == (cast.noord, *period.values(), 4)
    export_jobs.make(export_id=export.pk, now=timezone.now())
    export.refresh_from_db()
    assert (export.state, export.done) == ("ready", 4)


def test_progress_is_said_in_words_and_the_page_renews_itself(english, browser_of):
    export = export_of(english.ruben, english.trajectory, state="running", done=3000, total=50_000)
    client = browser_of(english.ruben)

    page = client.get(export.get_absolute_url())

    assert "3,000 of 50,000 rows" in words(page)
    assert re.search(r'<progress id="progress" value="3000" max="50000">', page.content.decode())
    assert REFRESH in page.content.decode()
    assert REFRESH not in client.get(export.get_absolute_url() + "?still").content.decode()


@pytest.mark.parametrize("state", ["ready", "cancelled", "failed"])
def test_what_is_over_renews_itself_no_more(state, cast, browser_of):
    export = export_of(cast.ruben, cast.trajectory, state=state)
    page = browser_of(cast.ruben).get(export.get_absolute_url()).content.decode()
    assert REFRESH not in page
    assert (address(export, "file") in page) is (state == "ready")
    assert address(export, "cancel") not in page


def test_stopping_what_is_ready_changes_nothing(cast, browser_of):
    export = ready_export(cast.ruben, cast.trajectory)
    assert browser_of(cast.ruben).post(address(export, "cancel")).status_code == 302
    export.refresh_from_db()
    assert (export.state, export.chunks.count()) == (ExportState.READY, 2)


@pytest.mark.parametrize("person", ["marit", "samira", "otto"])
def test_an_export_is_its_owners_alone(person, cast, browser_of):
    export = ready_export(cast.ruben, cast.trajectory)
    client = browser_of(getattr(cast, person))
    assert client.get(address(export)).status_code == 404
    assert client.get(address(export, "file")).status_code == 404
    assert client.post(address(export, "cancel")).status_code == 404
    assert bytes_of(browser_of(cast.ruben).get(address(export, "file"))) == b"af"


def test_who_coordinates_no_more_takes_no_file(cast, browser_of):
    export, client = ready_export(cast.ruben, cast.trajectory), browser_of(cast.ruben)
    cast.ruben.memberships.update(ends_on=factories.days(0))
    factories.member(cast.ruben, Role.PROFESSIONAL, cast.noord)
    assert [client.get(address(export, action)).status_code for action in ("", "file")] == [403, 403]
