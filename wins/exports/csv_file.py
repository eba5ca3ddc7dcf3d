"""CSV that Excel opens by a double click: a byte order mark, and the list separator of the language."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from wins.exports.cells import Shape, Table, harmless

#: Excel splits at what the language of the machine puts between items of a list.
_SEPARATORS = {"nl": ";", "en": ","}

_WORDS = {
    Shape.TEXT: harmless,
    Shape.NUMBER: str,
    Shape.MONTH: lambda day: day.isoformat()[:7],
    Shape.DAY: lambda day: day.isoformat(),
    Shape.MOMENT: lambda moment: moment.isoformat(sep=" ", timespec="minutes"),
}


def write(file: BinaryIO, table: Table, rows: Iterable[Sequence[Any]], *, language: str) -> None:
    """Write ``rows`` (those of the table) below its headings; the file stays open."""
    words = [_WORDS[column.shape] for column in table.columns]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        lines = csv.writer(text, delimiter=_SEPARATORS[language])
        lines.writerow(harmless(column.label) for column in table.columns)
        for row in rows:
            lines.writerow(
                "" if value is None else word(value) for word, value in zip(words, row, strict=True)
            )
    finally:
        text.detach()
