"""A text cut into words, numbers and signs, in one pass."""

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*|\d+|\S")
_NO_DECOMPOSITION = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss"})
_OPENING = frozenset('.!?:;…"“”„«»(•*–—[/')  # after these a capital says nothing
_QUOTES = frozenset("'‘’")


class Token(NamedTuple):
    """A word, a number or one sign, and what stands before it."""

    text: str
    folded: str
    start: int
    end: int
    glued: bool
    new_line: bool
    opens: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def is_name_like(self) -> bool:
        """True for a word with a capital."""
        return self.text[0].isupper() or self.text[0].istitle()


def fold(word: str) -> str:
    """Small letters without accents, so that Ayşe, AYSE and ayse are one."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.translate(_NO_DECOMPOSITION)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order; ``opens`` is true where a sentence, line or quotation begins."""
    tokens: list[Token] = []
    before: Token | None = None
    for found in _TOKEN.finditer(text):
        start, word = found.start(), found.group()
        gap = text[before.end if before else 0 : start]
        new_line = "\n" in gap
        glued = before is not None and not gap
        opens = before is None or new_line or before.text in _OPENING
        if before is not None and before.text in _QUOTES:
            opens = opens or (glued and not before.glued)  # an apostrophe is glued on both sides
        if before is not None and before.text == "-":
            opens = opens or not (glued or before.glued)  # a dash, or the bullet of a list
        before = Token(word, fold(word), start, found.end(), glued, new_line, opens)
        tokens.append(before)
    return tokens
