"""Ready or not, and the figures for Prometheus."""

import datetime as dt
import uuid

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from smallwins.notifications import tasks
from smallwins.notifications.models import Delivery, Heartbeat, State

pytestmark = pytest.mark.django_db


def planned(minutes_ago):
    Heartbeat.objects.update_or_create(
        id=1, defaults={"planned_at": Now() - dt.timedelta(minutes=minutes_ago)}
    )


def test_before_the_first_planning_it_is_ready(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(("minutes_ago", "status"), [(0, 200), (4, 200), (6, 503)])
def test_it_is_ready_as_long_as_mails_are_planned(minutes_ago, status, client):
    planned(minutes_ago)
    assert client.get("/readyz").status_code == status
    assert client.get("/healthz").status_code == 200


def test_planning_makes_it_ready_again(client):
    planned(60)
    tasks.plan()
    assert client.get("/readyz").json() == {"status": "ok"}


def figures(client, **headers):
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer wrong"}])
@pytest.mark.parametrize("token", ["", "geheim"])
def test_without_the_token_there_is_no_page(token, shown, client, settings):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers=shown).status_code == 404


def test_the_figures_say_what_the_ledger_holds(client, settings, samira):
    settings.METRICS_TOKEN = "geheim"
    ago = timezone.now() - dt.timedelta(seconds=300)
    for state in (State.QUEUED, State.SENT, State.DEAD, State.UNCERTAIN):
        Delivery.objects.create(
            kind="session_reminder",
            subject_id=uuid.uuid4(),
            occurrence="1",
            recipient=samira,
            recipient_key=str(samira.pk),
            address=samira.email,
            message_id="<x@example.org>",
            state=state,
            ambiguous=1 if state == State.UNCERTAIN else 0,
            due_at=ago,
            next_attempt_at=ago,
            expires_at=ago + dt.timedelta(days=1),
            sent_at=ago if state == State.SENT else None,
        )
    found = figures(client, Authorization="Bearer geheim")
    assert 299 < found["smallwins_mail_oldest_due_seconds",] < 330
    of_state = {key[1]: value for key, value in found.items() if key[0] == "smallwins_mails"}
    assert of_state == dict.fromkeys(State.values, 0) | {"queued": 1, "sent": 1, "dead": 1, "uncertain": 1}
    assert [found[f"smallwins_mail_{name}",] for name in ("dead", "uncertain", "ambiguous")] == [1, 1, 1]
    assert found["smallwins_mail_server_paused",] == 0
