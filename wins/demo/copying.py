"""Rows by the thousand through PostgreSQL's COPY."""

import csv
import datetime as dt
import io
import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_NULL = r"\N"


def copy_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows given as values of the attributes ``names``; the other fields take their default.

    Nothing is validated: the values come from this package. Raises IntegrityError when the database objects.
    """
    named = {model._meta.get_field(name).attname: model._meta.get_field(name).column for name in names}
    others = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in named and not isinstance(field, models.AutoField)
    ]
    defaults = [_cell(field.get_default()) for field in others]
    columns = [*named.values(), *(field.column for field in others)]
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerows([*map(_cell, row), *defaults] for row in rows)
    lines.seek(0)
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({quoted}) FROM STDIN (FORMAT csv, NULL '{_NULL}')", lines)


def _cell(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, str):
        return str(value)
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(json.dumps(item) for item in value) + "}"
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value)
