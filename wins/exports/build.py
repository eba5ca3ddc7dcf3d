"""Making a file of what was asked, in the language and on the clock of its reader."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.utils import timezone, translation

from wins.exports import csv_file, json_file, whole, xlsx_file
from wins.exports.order import Order
from wins.exports.tables import table_of
from wins.models import ExportFormat, ExportKind
from wins.selectors.exports import BATCH

#: Hears after each batch how many rows are written; may raise to stop.
Tick = Callable[[int], None]

CONTENT_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
}


@contextmanager
def _as_reader(order: Order) -> Iterator[None]:
    with translation.override(order.language), timezone.override(order.zone):
        yield


def count(order: Order) -> int:
    """How many rows it will have."""
    with _as_reader(order):
        if order.kind == ExportKind.TRAJECTORY:
            return sum(section.rows.count() for section in whole.sections_of(order))
        return table_of(order).count()


def build(order: Order, file: BinaryIO, *, tick: Tick = lambda done: None) -> int:
    """Write it and return how many rows it has; the file stays open."""
    batches = Batches(tick)
    with _as_reader(order):
        if order.kind == ExportKind.TRAJECTORY:
            sections = ((one.name, batches.of(one)) for one in whole.sections_of(order))
            json_file.write(file, whole.head_of(order), sections)
        else:
            table = table_of(order)
            rows = batches.of(table.rows())
            if order.format == ExportFormat.XLSX:
                xlsx_file.write(file, table, rows)
            else:
                csv_file.write(file, table, rows, language=order.language)
    return batches.done


class Batches:
    """Rows on their way to the file, counted."""

    def __init__(self, tick: Tick) -> None:
        self.tick, self.done = tick, 0

    def of(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % BATCH == 0:
                self.tick(self.done)


def file_name(order: Order) -> str:
    """The name it is kept under, in the language of its reader."""
    with _as_reader(order):
        return order.file_name
