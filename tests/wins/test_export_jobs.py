"""A worker makes the file: batch by batch, stopped within one, taken over when it dies, kept for a day."""

import datetime as dt
import time

import pytest
from django.db import OperationalError
from django.utils import timezone

from smallwins.celery import app
from tests import factories
from tests.wins.exporting import (
    address,
    asked,
    bytes_of,
    column,
    export_of,
    lines_of,
    ready_export,
    stories,
    values_of,
)
from wins.exports import build
from wins.models import Export, ExportChunk, ExportState
from wins.services import export_jobs as services


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(build, "BATCH", 1)


@pytest.fixture
def woken(monkeypatch):
    """The tasks that were sent instead of sending them."""
    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, args, **options: sent.append((name, *args)))
    return sent


def make(export):
    services.make(export_id=export.pk, now=timezone.now())
    export.refresh_from_db()


def silent(export, **ago):
    Export.objects.filter(pk=export.pk).update(seen_at=timezone.now() - dt.timedelta(**ago))


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_what_a_worker_makes_is_what_comes_at_once(shape, cast, browser_of):
    stories(cast.noord, cast.samira, 5)
    factories.win(cast.noord, cast.samira, title="kanarie-team")
    export = export_of(cast.ruben, cast.trajectory, format=shape)
    client = browser_of(cast.ruben)

    make(export)

    read = lines_of if shape == "csv" else values_of
    assert (export.state, export.done, export.total) == (ExportState.READY, 5, 5)
    taken = client.get(address(export, "file"))
    assert int(taken["Content-Length"]) == len(bytes_of(taken))
    made = read(client.get(address(export, "file")))
    assert made == read(asked(client, cast.trajectory, format=shape))
    assert sorted(column(made, "Titel")) == [f"Verhaal {number}" for number in range(5)]


def test_the_file_speaks_the_language_it_was_asked_in(cast, browser_of):
    stories(cast.noord, cast.samira, 1)
    export = export_of(cast.ruben, cast.trajectory, language="en")
    make(export)
    taken = browser_of(cast.ruben).get(address(export, "file"))
    assert "thuis-in-oeverhoek-stories-" in taken["Content-Disposition"]
    assert lines_of(taken, ",")[0][:2] == ["Team", "Month"]


def test_a_file_goes_out_in_its_pieces(cast, browser_of, monkeypatch):
    monkeypatch.setattr(services, "PIECE", 10)
    stories(cast.noord, cast.samira, 3)
    export = export_of(cast.ruben, cast.trajectory)
    make(export)
    assert export.chunks.count() > 3
    assert {len(piece.data) for piece in export.chunks.all()[:3]} == {10}
    assert len(lines_of(browser_of(cast.ruben).get(address(export, "file")))) == 4


def seen_while_made(monkeypatch, watch):
    """Call ``watch`` with the row after each batch."""
    tick = services._tick

    def watched(export_id, done):
        tick(export_id, done)
        watch(Export.objects.get(pk=export_id))

    monkeypatch.setattr(services, "_tick", watched)


def test_progress_grows_batch_by_batch(cast, small_batches, monkeypatch):
    stories(cast.noord, cast.samira, 4)
    seen = []
    seen_while_made(monkeypatch, lambda export: seen.append((export.state, export.done)))
    make(export_of(cast.ruben, cast.trajectory))
    assert seen == [("running", 1), ("running", 2), ("running", 3), ("running", 4)]


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_a_stopped_export_ends_within_a_batch(shape, cast, small_batches, monkeypatch, browser_of):
    stories(cast.noord, cast.samira, 4)
    client, seen = browser_of(cast.ruben), []

    def stop_at_two(export):
        seen.append(export.done)
        if export.done == 2:
            assert client.post(address(export, "cancel")).url == export.get_absolute_url()

    seen_while_made(monkeypatch, stop_at_two)
    export = export_of(cast.ruben, cast.trajectory, format=shape)
    make(export)

    assert (export.state, seen) == (ExportState.CANCELLED, [1, 2])
    assert not ExportChunk.objects.exists()
    assert client.get(address(export, "file")).status_code == 404


def test_a_worker_makes_nothing_for_who_lost_the_right(cast):
    export = export_of(cast.ruben, cast.trajectory)
    cast.ruben.memberships.update(ends_on=factories.days(0))
    make(export)
    assert (export.state, export.chunks.count()) == (ExportState.FAILED, 0)


def test_kept_for_a_day_from_being_made(cast, browser_of):
    export = export_of(cast.ruben, cast.trajectory, now=timezone.now() - dt.timedelta(hours=20))
    make(export)
    assert export.expires_at > timezone.now() + dt.timedelta(hours=23)
    Export.objects.update(expires_at=timezone.now())
    client = browser_of(cast.ruben)
    assert [client.get(address(export, action)).status_code for action in ("", "file")] == [404, 404]


def test_the_sweep_deletes_what_was_kept_long_enough(cast, woken):
    old, new = (ready_export(cast.ruben, cast.trajectory) for _ in range(2))
    Export.objects.filter(pk=old.pk).update(expires_at=timezone.now())

    services.sweep(now=timezone.now())

    assert list(Export.objects.all()) == [new]
    assert (ExportChunk.objects.count(), woken) == (2, [])


@pytest.mark.parametrize("state", ["queued", "running"])
def test_the_sweep_takes_up_what_a_dead_worker_left(state, cast, woken, browser_of):
    stories(cast.noord, cast.samira, 2)
    export, alive = (export_of(cast.ruben, cast.trajectory, state=state, done=1) for _ in range(2))
    ExportChunk.objects.create(export=export, position=0, data=b"half")
    silent(export, minutes=2, seconds=5)
    silent(alive, minutes=1)

    for _ in range(2):
        services.sweep(now=timezone.now())

    assert woken == [("wins.make_export", str(export.pk))]
    make(export)
    assert (export.state, export.done) == (ExportState.READY, 2)
    assert len(lines_of(browser_of(cast.ruben).get(address(export, "file")))) == 3


def test_what_nobody_could_make_in_an_hour_is_given_up(cast, woken):
    export = export_of(cast.ruben, cast.trajectory, created_at=timezone.now() - dt.timedelta(minutes=61))
    silent(export, minutes=3)
    services.sweep(now=timezone.now())
    export.refresh_from_db()
    assert (export.state, woken) == (ExportState.FAILED, [])


def test_a_task_that_runs_twice_makes_one_file(cast, monkeypatch):
    stories(cast.noord, cast.samira, 2)
    export = export_of(cast.ruben, cast.trajectory)
    make(export)
    monkeypatch.setattr(services, "build", lambda *args, **kwargs: pytest.fail("made again"))
    for state in (ExportState.READY, ExportState.RUNNING, ExportState.CANCELLED, ExportState.FAILED):
        Export.objects.update(state=state)
        make(export)
        assert export.state == state


@pytest.mark.parametrize(("error", "state"), [(ValueError, "failed"), (OperationalError, "running")])
def test_what_goes_wrong_is_said_or_tried_again(error, state, cast, monkeypatch):
    def broken(*args, **kwargs):
        raise error

    monkeypatch.setattr(services, "build", broken)
    export = export_of(cast.ruben, cast.trajectory)
    with pytest.raises(error):
        make(export)
    export.refresh_from_db()
    assert (export.state, export.chunks.count()) == (state, 0)


def test_the_tasks_are_known_and_have_time():
    app.loader.import_default_modules()
    task = app.tasks["wins.make_export"]
    assert (task.soft_time_limit, task.time_limit) == (540, 600)
    entries = {entry["task"]: entry for entry in app.conf.beat_schedule.values()}
    sweep = entries["wins.sweep_exports"]
    assert sweep["task"] in app.tasks
    assert sweep["options"]["expires"] <= sweep["schedule"] <= 60


def test_the_tasks_make_and_sweep(cast, woken):
    app.loader.import_default_modules()
    stories(cast.noord, cast.samira, 1)
    export = export_of(cast.ruben, cast.trajectory)
    for _ in range(2):
        app.tasks["wins.make_export"].apply(args=[str(export.pk)]).get()
        app.tasks["wins.sweep_exports"].apply().get()
    export.refresh_from_db()
    assert (export.state, export.done) == (ExportState.READY, 1)


def test_a_real_worker_makes_it(start_program, cast, browser_of):
    """As in production: the row is there, the task names it, another process makes the file."""
    worker = start_program("worker")
    worker.wait_until_it_answers()
    stories(cast.noord, cast.samira, 3)
    export = export_of(cast.ruben, cast.trajectory, format="xlsx")

    for _ in range(3):
        app.send_task("wins.make_export", [str(export.pk)])

    deadline = time.monotonic() + 20
    while export.state != ExportState.READY and time.monotonic() < deadline:
        time.sleep(0.1)
        export.refresh_from_db()
    assert (export.state, export.done) == (ExportState.READY, 3), worker.output()
    assert len(values_of(browser_of(cast.ruben).get(address(export, "file")))) == 4
