"""Excel with typed cells, written row by row: what is written is on disk, not in memory."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from wins.exports.cells import Shape, Table, harmless

#: Rows below the headings of one sheet, and characters in one cell: more is not possible in Excel.
MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767

_FORMATS = {Shape.MONTH: "yyyy-mm", Shape.DAY: "yyyy-mm-dd", Shape.MOMENT: "yyyy-mm-dd hh:mm"}


def write(file: BinaryIO, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Write ``rows`` (those of the table) below its headings; the file stays open."""
    with TemporaryDirectory(prefix="export-") as folder:
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        try:
            _fill(book, table, rows)
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()


def _fill(book: Workbook, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    bold = book.add_format({"bold": True})
    formats = {shape: book.add_format({"num_format": words}) for shape, words in _FORMATS.items()}
    line, writers = 0, _writers(_sheet(book, table, bold), table, formats)
    for row in rows:
        if line == MOST_ROWS:
            line, writers = 0, _writers(_sheet(book, table, bold), table, formats)
        line += 1
        for place, (write_cell, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None and value != "":
                write_cell(line, place, value)


def _sheet(book: Workbook, table: Table, bold: Any) -> Worksheet:
    """A new sheet with headings that stay in sight."""
    number = len(book.worksheets())
    sheet = book.add_worksheet(f"{table.name} {number + 1}" if number else table.name)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, harmless(column.label), bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _writers(sheet: Worksheet, table: Table, formats: dict[Shape, Any]) -> list[Callable[..., Any]]:
    """For each column how its cells are written: never by guessing from the value."""

    def text(line: int, place: int, value: str) -> None:
        sheet.write_string(line, place, harmless(value)[:MOST_CHARACTERS])

    def month(line: int, place: int, value: dt.date) -> None:
        sheet.write_datetime(line, place, value.replace(day=1), formats[Shape.MONTH])

    def moment(shape: Shape) -> Callable[..., Any]:
        return lambda line, place, value: sheet.write_datetime(line, place, value, formats[shape])

    by_shape = {
        Shape.TEXT: text,
        Shape.NUMBER: sheet.write_number,
        Shape.MONTH: month,
        Shape.DAY: moment(Shape.DAY),
        Shape.MOMENT: moment(Shape.MOMENT),
    }
    return [by_shape[column.shape] for column in table.columns]
