"""Reads addresses as people paste them: a list, what Outlook copies, or a table with a header.

A pure reading: what it gives was not judged yet (``trajectories.services.inviting``). Every line is read by
itself, so that a broken one leaves the others alone.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Characters of the whole list, and how many addresses it may hold.
LONGEST_LIST, MOST = 60_000, 200
#: Stands for a character that can be in no address; it makes its line wrong and nothing else.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_HEADERS = {
    "email": {"e-mail", "email", "mail", "e-mailadres", "emailadres", "mailadres", "e-mail address"}
    | {"email address", "e-mail-adres", "adres", "address"},
    "name": {"naam", "name", "volledige naam", "full name", "voornaam", "tussenvoegsel", "achternaam"}
    | {"first name", "last name", "surname"},
    "role": {"rol", "role"},
    "team": {"team"},
    "language": {"taal", "language"},
}
_SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True)
class Entry:
    """One address with what was said of it. ``role``, ``team`` and ``language`` are words of a table."""

    line: int
    text: str
    email: str
    name: str = ""
    role: str = ""
    team: str = ""
    language: str = ""
    is_broken: bool = False


def readable(text: str) -> str:
    """One kind of line break, no byte order mark, control characters made visible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
    return "".join(
        REPLACEMENT if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs") else char
        for char in text
    )


def entries_of(text: str) -> list[Entry]:
    """Every address of a pasted text, in its order."""
    lines = [
        (number, line.strip(" \N{NO-BREAK SPACE}"))
        for number, line in enumerate(readable(text).split("\n"), start=1)
    ]
    lines = [(number, line) for number, line in lines if line.strip() and not re.match(r"sep=.$", line)]
    columns, separator = _header(lines[0][1]) if lines else ([], "")
    if columns:
        return [_row(number, line, columns, separator) for number, line in lines[1:]]
    return [entry for number, line in lines for entry in _listed(number, line)]


def _header(line: str) -> tuple[list[str], str]:
    """The columns of a table, "" for unknown ones, and what separates them; no columns for a plain list."""
    for separator in _SEPARATORS:
        cells = [cell.strip(" \"'").casefold() for cell in line.split(separator)]
        columns = [next((key for key, words in _HEADERS.items() if cell in words), "") for cell in cells]
        if "email" in columns:
            return columns, separator
    return [], ""


def _row(number: int, line: str, columns: list[str], separator: str) -> Entry:
    cells = next(csv.reader([line], delimiter=separator), [])
    found: dict[str, list[str]] = {}
    for key, cell in zip(columns, cells, strict=False):
        found.setdefault(key, []).append(cell.strip())
    return Entry(
        line=number,
        text=line,
        email=_address(found.get("email", [""])[0]),
        name=_name(" ".join(part for part in found.get("name", []) if part)),
        role=found.get("role", [""])[0],
        team=found.get("team", [""])[0],
        language=found.get("language", [""])[0],
        is_broken=line.count('"') % 2 == 1,
    )


def _address(text: str) -> str:
    """Without what surrounds an address: ``mailto:``, brackets, quotes, invisible characters."""
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.sub(
        r"^mailto:", "", shown.strip().strip("<>\"'()[],;: \N{NO-BREAK SPACE}"), flags=re.IGNORECASE
    )


def _name(text: str) -> str:
    """``"Yilmaz, Samira"`` as Outlook writes it becomes ``Samira Yilmaz``."""
    name = " ".join(text.split()).strip("\"' ,")
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _unquoted(line: str, separator: str) -> list[str]:
    """Split outside quotation marks; a mark that is never closed counts for nothing."""
    pieces, is_quoted = [""], False
    may_quote = line.count('"') % 2 == 0
    for part in re.split(rf'([{separator}"])', line):
        is_quoted ^= may_quote and part == '"'
        if part == separator and not is_quoted:
            pieces.append("")
        else:
            pieces[-1] += part
    return [piece for piece in pieces if piece.strip()]


def _listed(number: int, line: str) -> Iterator[Entry]:
    for chunk in _unquoted(line, ";"):
        if "\t" in chunk:
            cells = [cell.strip() for cell in chunk.split("\t") if cell.strip()]
            email = next((cell for cell in cells if "@" in cell), "")
            name = next((cell for cell in cells if cell != email), "")
            yield Entry(number, chunk.strip(), _address(email), _name(name))
        elif "<" in chunk and ">" in chunk:
            yield from _angled(number, chunk)
        else:
            yield from _bare(number, chunk)


def _angled(number: int, chunk: str) -> Iterator[Entry]:
    """``Name <address>``, several of them behind each other, bare addresses in between."""
    *named, rest = chunk.split(">")
    for part in named:
        before, _bracket, inside = part.rpartition("<")
        email = _address(inside)
        words = _unquoted(before.strip(" ,"), ",")
        bare = [word for word in words if "@" in word and _address(word).casefold() != email.casefold()]
        for word in bare:
            yield from _bare(number, word)
        name = ",".join(word for word in words if "@" not in word)
        yield Entry(number, f"{name.strip()} <{email}>".strip(), email, _name(name))
    if rest.strip(" ,"):
        yield from _bare(number, rest)


def _bare(number: int, chunk: str) -> Iterator[Entry]:
    """Addresses between commas or spaces; words beside a single address are its owner's name."""
    for piece in _unquoted(chunk, ","):
        words = piece.split()
        addresses = [word for word in words if "@" in word]
        if len(addresses) > 1:
            yield from (Entry(number, word, _address(word)) for word in addresses)
            continue
        name = " ".join(word for word in words if "@" not in word) if addresses else ""
        yield Entry(number, piece.strip(), _address(addresses[0] if addresses else ""), _name(name))
