"""Asking for files as a reader does, and reading them back as their programs do."""

import csv
import datetime as dt
import io
import json
import uuid

from django.urls import reverse
from openpyxl import load_workbook

from tests import factories
from wins.models import Export, ExportChunk, ExportState


def page_of(trajectory):
    return reverse("wins:export_new", args=[trajectory.pk])


def address(export, action=""):
    return reverse(f"wins:export{action and '_'}{action}", args=[export.pk])


def asked(client, trajectory, kind="wins", format="csv", **fields):  # noqa: A002
    """The answer to the form."""
    return client.post(
        page_of(trajectory), {"kind": kind, "format": format, "client_uuid": uuid.uuid4()} | fields
    )


def bytes_of(answer):
    """The file that came with an answer."""
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return answer.getvalue()


def lines_of(answer, delimiter=";"):
    """Rows of a CSV file, headings first."""
    return list(csv.reader(io.StringIO(bytes_of(answer).decode("utf-8-sig")), delimiter=delimiter))


def book_of(answer):
    """An Excel file."""
    return load_workbook(io.BytesIO(bytes_of(answer)))


def sheet_of(answer):
    """The first sheet of an Excel file."""
    return book_of(answer).worksheets[0]


def values_of(answer):
    """Rows of an Excel file, headings first."""
    return [list(row) for row in sheet_of(answer).iter_rows(values_only=True)]


def data_of(answer):
    return json.loads(bytes_of(answer))


def column(rows, heading):
    """What stands below one heading."""
    return [row[rows[0].index(heading)] for row in rows[1:]]


def export_of(person, trajectory, **fields):
    """An export of wins that waits, as if it was asked now."""
    now = fields.pop("now", None) or dt.datetime.now(dt.UTC)
    usual = {"kind": "wins", "format": "csv", "total": 1, "expires_at": now + dt.timedelta(days=1)}
    return Export.objects.create(owner=person, trajectory=trajectory, **usual | fields)


def ready_export(person, trajectory, data=b"af", **fields):
    """One whose file is there, in pieces of a single byte."""
    export = export_of(person, trajectory, state=ExportState.READY, **fields)
    ExportChunk.objects.bulk_create(
        ExportChunk(export=export, position=place, data=data[place : place + 1]) for place in range(len(data))
    )
    return export


def stories(team, author, number):
    for each in range(number):
        factories.win(team, author, title=f"Verhaal {each}", visibility="trajectory")
