"""People, probe mails and the ledger in every state."""

import copy
import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.notifications import registry, services
from smallwins.notifications.models import Delivery
from tests.notifications import kinds


@pytest.fixture(autouse=True)
def probes(settings):
    """The probe kinds with their templates; nothing of them is left afterwards."""
    before = dict(registry._kinds), dict(registry._planners)
    kinds.register_probes()
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [*changed[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = changed
    yield
    registry._kinds, registry._planners = before
    for memory in (kinds.REFUSALS, kinds.FAILURES, kinds.CONTEXTS):
        memory.clear()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def person(db):
    """A function that makes a person."""

    def make(name="Samira Yilmaz", language="nl", time_zone="Europe/Amsterdam", **fields):
        email = f"{name.split()[0].lower()}-{uuid.uuid4().hex[:6]}@example.org"
        return User.objects.create_user(email, name=name, language=language, time_zone=time_zone, **fields)

    return make


@pytest.fixture
def mail(person, now):
    """A function that queues a due mail, to somebody new unless told otherwise."""

    def make(*, kind=kinds.SERVICE, due_at=None, subject_id=None, occurrence="1", **to):
        delivery = services.queue(
            kind=kind,
            subject_id=subject_id or uuid.uuid4(),
            occurrence=occurrence,
            due_at=due_at or now - dt.timedelta(minutes=1),
            **(to or {"recipient": person()}),
        )
        assert delivery is not None
        return delivery

    return make


@pytest.fixture
def fresh():
    """A function that reads a row again."""

    def read(delivery):
        return Delivery.objects.select_related("recipient").get(pk=delivery.pk)

    return read
