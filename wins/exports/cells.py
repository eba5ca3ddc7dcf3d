"""Tables of typed cells, and text that no spreadsheet takes for a formula."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

#: A cell that begins with one of these may be read as a formula or a command (OWASP, CSV Injection).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Shape(Enum):
    """What a column holds; dates come as ``date``, moments as naive ``datetime`` in the reader's zone."""

    TEXT = "text"
    NUMBER = "number"
    MONTH = "month"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """A heading in the reader's language; ``width`` in characters."""

    label: str
    shape: Shape = Shape.TEXT
    width: int = 20


@dataclass(frozen=True)
class Table:
    """Rows are read while they are written; a cell without a value is None or an empty text."""

    name: str
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Sequence[Any]]]
    count: Callable[[], int]


def harmless(text: str) -> str:
    """The text, with an apostrophe before what would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
