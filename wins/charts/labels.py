"""Words that fit in a node of a picture: SVG does not break lines by itself, so the server does."""

import unicodedata
from collections.abc import Iterable

#: Characters by width, in hundredths of the letter's height, of Atkinson Hyperlegible Next at weight 600.
_WIDTHS = {
    30: " .,;:'’!|ijl·",
    37: "frt()[]-",
    46: 'I1/“”*"',
    54: "acksvxyzJ7?–",
    59: "bdeghnopquEFLST2359",
    66: "ABCKPRVXYZ0468_+=<>",
    76: "wDGHNOQU&…",
    90: "mMWÆŒæœ%@—",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_LETTER, _WIDE, _ELLIPSIS = 62, 110, "…"


def width_of(text: str, size: int) -> float:
    """About how wide a text is, rather too wide than too narrow; all in pixels, ``size`` of the letters."""
    return sum(map(_width_of, text)) * size / 100


def _width_of(char: str) -> int:
    if char in _WIDTH_OF:
        return _WIDTH_OF[char]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    is_wide = unicodedata.east_asian_width(char) in "WF" or unicodedata.category(char) in ("So", "Sk")
    return _WIDE if is_wide else _LETTER


def lines_of(text: str, *, width: float, size: int, most: int) -> list[str]:
    """The text in at most ``most`` lines of ``width`` pixels; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text.split(), width, size):
        longer = f"{line} {word}".strip()
        if width_of(longer, size) <= width:
            line = longer
        elif len(lines) + 1 == most:
            return [*lines, _cut(longer, width, size)]
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def _pieces(words: Iterable[str], width: float, size: int) -> Iterable[str]:
    """The words; one that is wider than a line comes in parts."""
    for word in words:
        rest = word
        while width_of(rest, size) > width:
            fits = _fitting(rest, width, size)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _fitting(text: str, width: float, size: int) -> int:
    """How many characters fit on a line, at least one; marks stay with their letter."""
    fits = 1
    while fits < len(text) and width_of(text[: fits + 1], size) <= width:
        fits += 1
    while fits < len(text) and unicodedata.category(text[fits]) in ("Mn", "Me", "Cf"):
        fits += 1
    return fits


def _cut(text: str, width: float, size: int) -> str:
    """As much as fits before an ellipsis, whole words if there is more than one."""
    kept = text[: _fitting(text, width - width_of(_ELLIPSIS, size), size)]
    if kept != text and " " in kept.strip() and not text[len(kept)].isspace():
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" ,.;:-–·&") + _ELLIPSIS
