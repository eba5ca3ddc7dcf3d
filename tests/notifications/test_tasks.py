"""Beat, command and a real worker: the ledger is nudged, and each mail goes once."""

import datetime as dt
import time
import uuid

import pytest
from django.core.management import call_command
from django.db import connection

from smallwins.celery import app
from smallwins.notifications import clock, registry, services
from smallwins.notifications.models import Delivery, State
from smallwins.notifications.schedule import beat_schedule
from tests.notifications.kinds import SERVICE


def test_beat_entries_bind_and_die_within_their_period():
    app.loader.import_default_modules()
    entries = beat_schedule(plan_seconds=60, send_seconds=10)
    assert {entry["task"] for entry in entries.values()} == {"notifications.plan", "notifications.send_due"}
    for entry in entries.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["expires"] == entry["schedule"]


def test_the_clock_can_be_moved_by_a_file(tmp_path, settings):
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    settings.CLOCK_OFFSET_FILE.write_text("3600")
    moved = clock.now()
    settings.CLOCK_OFFSET_FILE = None
    assert dt.timedelta(minutes=59) < moved - clock.now() <= dt.timedelta(hours=1)


def test_sweep_plans_and_sends_without_celery(person, now, smtp_sink, capsys):
    samira, subject_id = person(), uuid.uuid4()

    def planner(moment):
        row = services.PlannedMail(
            kind=SERVICE, subject_id=subject_id, occurrence="1", due_at=now, recipient=samira
        )
        return services.plan_rows([row])

    registry._planners.clear()
    registry.register_planner("probe", planner)
    call_command("sweep")
    call_command("sweep")
    assert capsys.readouterr().out == "planned 1, sent 1\nplanned 0, sent 0\n"
    assert len(smtp_sink.messages()) == 1


def test_a_real_worker_sends_each_mail_once(mail, start_program, smtp_sink):
    worker = start_program("worker", DJANGO_SETTINGS_MODULE="tests.notifications.worker_settings")
    worker.wait_until_it_answers()
    deliveries = [mail() for _ in range(10)]
    for _ in range(5):
        app.send_task("notifications.send_due")
    messages = smtp_sink.wait_for(10)
    assert sorted(message["Message-ID"] for message in messages) == sorted(
        delivery.message_id for delivery in deliveries
    )
    deadline = time.monotonic() + 5
    while Delivery.objects.exclude(state=State.SENT).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(Delivery.objects.values_list("state", "attempts")) == [(State.SENT, 1)] * 10
    assert len(smtp_sink.messages()) == 10


def test_no_task_is_lost_to_a_connection_postgres_has_left(mail, start_program, smtp_sink):
    worker = start_program("worker", DJANGO_SETTINGS_MODULE="tests.notifications.worker_settings")
    worker.wait_until_it_answers()
    mail()
    smtp_sink.wait_for(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    mail()  # the kick of this one is the only task
    smtp_sink.wait_for(2)


@pytest.mark.parametrize("task", ["notifications.plan", "notifications.send_due"])
def test_tasks_may_run_twice(db, task, smtp_sink):
    app.loader.import_default_modules()
    for _ in range(2):
        assert app.tasks[task].apply().get() is None
