"""The life of an export that a worker makes: asked, made, stopped, kept for a day.

The row is the truth and Celery only wakes a worker: a task that is lost is sent again by the sweep, and one
that runs twice makes one file.
"""

import datetime as dt
import logging
import uuid
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from smallwins.celery import app
from wins.exports.build import build
from wins.exports.order import Order, may_export
from wins.models import Export, ExportState

logger = logging.getLogger(__name__)

KEPT = dt.timedelta(days=1)
#: A worker that says nothing for so long has died; a row that nobody could make in an hour is given up.
SILENCE, PATIENCE = dt.timedelta(minutes=2), dt.timedelta(hours=1)
#: Bytes of a piece of the file.
PIECE = 256 * 1024
UNFINISHED = (ExportState.QUEUED, ExportState.RUNNING)


class Stopped(Exception):
    """Somebody stopped it, or another worker finished it first."""


def ask(*, order: Order, total: int, client_uuid: uuid.UUID, now: dt.datetime) -> Export:
    """Have it made; ``total``: how many rows. The same ``client_uuid`` again gives the same row."""
    export = Export(
        owner=order.reader,
        trajectory=order.trajectory,
        kind=order.kind,
        format=order.format,
        language=order.language,
        team=order.team,
        since=order.since,
        until=order.until,
        total=total,
        client_uuid=client_uuid,
        created_at=now,
        expires_at=now + KEPT,
    )
    try:
        with transaction.atomic():
            export.full_clean(validate_unique=False, validate_constraints=False)
            export.save()
            transaction.on_commit(partial(_wake, export.pk))
    except IntegrityError:
        return Export.objects.get(owner=order.reader, client_uuid=client_uuid)
    return export


def _wake(export_id: uuid.UUID) -> None:
    """Nothing depends on it: a broker that is down is no error."""
    try:
        app.send_task("wins.make_export", [str(export_id)], expires=SILENCE.total_seconds())
    except Exception as error:  # noqa: BLE001 the sweep sends it again
        logger.warning("no worker woken: %s", type(error).__name__)


def cancel(*, export: Export) -> bool:
    """Stop it; its worker notices within a batch. False when it was over already."""
    return bool(_unfinished(export.pk).update(state=ExportState.CANCELLED))


def make(*, export_id: uuid.UUID, now: dt.datetime) -> None:
    """Make the file of an export that waits; one that does not wait is somebody else's."""
    if not _in_state(export_id, ExportState.QUEUED).update(state=ExportState.RUNNING, done=0, seen_at=Now()):
        return
    export = Export.objects.select_related("owner", "trajectory", "team").get(pk=export_id)
    order = Order.of(export, now=now)
    if not may_export(order.reader, order.trajectory):
        _fail(export_id)
        return
    try:
        with TemporaryFile() as file:
            rows = build(order, file, tick=partial(_tick, export_id))
            _keep(export, file, rows=rows, now=now)
    except Stopped:
        logger.info("an export was stopped")
    except (OperationalError, InterfaceError):
        raise  # the database is away: the sweep has it made again
    except Exception:
        _fail(export_id)
        raise


def _tick(export_id: uuid.UUID, done: int) -> None:
    """Say how far it is. Raises Stopped."""
    if not _in_state(export_id, ExportState.RUNNING).update(done=done, seen_at=Now()):
        raise Stopped


@transaction.atomic
def _keep(export: Export, file: BinaryIO, *, rows: int, now: dt.datetime) -> None:
    """Put the file where its owner finds it. Raises Stopped."""
    ready = {"state": ExportState.READY, "done": rows, "total": rows, "expires_at": now + KEPT}
    if not _in_state(export.pk, ExportState.RUNNING).update(**ready):
        raise Stopped
    export.chunks.all().delete()
    file.seek(0)
    for position, data in enumerate(iter(partial(file.read, PIECE), b"")):
        export.chunks.create(position=position, data=data)


def _fail(export_id: uuid.UUID) -> None:
    _unfinished(export_id).update(state=ExportState.FAILED)


def sweep(*, now: dt.datetime) -> None:
    """Delete what was kept long enough, and have made again what a worker left behind."""
    Export.objects.filter(expires_at__lte=now).delete()
    silent = Export.objects.filter(state__in=UNFINISHED, seen_at__lt=Now() - SILENCE)
    silent.filter(created_at__lt=now - PATIENCE).update(state=ExportState.FAILED)
    for export_id in silent.values_list("pk", flat=True):
        if silent.filter(pk=export_id).update(state=ExportState.QUEUED, seen_at=Now()):
            _wake(export_id)


def _in_state(export_id: uuid.UUID, *states: ExportState) -> QuerySet[Export]:
    return Export.objects.filter(pk=export_id, state__in=states)


def _unfinished(export_id: uuid.UUID) -> QuerySet[Export]:
    return _in_state(export_id, *UNFINISHED)
