"""JSON, written piece by piece: one row of a section to a line."""

import io
import json
from collections.abc import Iterable
from typing import Any, BinaryIO


def write(file: BinaryIO, head: dict[str, Any], sections: Iterable[tuple[str, Iterable[Any]]]) -> None:
    """One object: what ``head`` says, then a list for each section; the file stays open."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        text.write("{")
        text.write(",\n".join(f"{_json(name)}: {_json(value)}" for name, value in head.items()))
        for name, rows in sections:
            text.write(f",\n{_json(name)}: [")
            for place, row in enumerate(rows):
                text.write(",\n" if place else "\n")
                text.write(_json(row))
            text.write("]")
        text.write("}\n")
    finally:
        text.detach()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
