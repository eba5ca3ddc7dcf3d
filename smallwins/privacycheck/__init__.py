"""Could someone recognise a resident from this text? A check before others see it (docs/trust.md, Privacy).

It is fallible both ways: it warns, and only a citizen service number blocks. It keeps no text and has no
logger: what it finds goes to the author and nowhere else. Its time grows as fast as the length of the text.
"""

from collections.abc import Iterable

from smallwins.privacycheck.addresses import emails, postcodes, streets
from smallwins.privacycheck.care import diagnoses
from smallwins.privacycheck.dates import birth_dates
from smallwins.privacycheck.findings import Finding, Kind, blocks, mark, without_overlap
from smallwins.privacycheck.numbers import bsns, ibans, phones
from smallwins.privacycheck.people import given_names, names_in, titled_names
from smallwins.privacycheck.tokens import tokenise

__all__ = ["Finding", "Kind", "blocks", "check", "mark"]


def check(text: str, *, known_names: Iterable[str] = ()) -> list[Finding]:
    """What in a text could point at a resident, sorted and without overlap.

    ``known_names`` are names that may stand in it: the trajectory's own people, organisations and teams.
    Every word of them is known, so a full name also covers the first name and the surname.
    """
    tokens = tokenise(text)
    known = frozenset[str]().union(*(names_in(tokenise(name)) for name in known_names))
    numbers = [*phones(text), *ibans(text)]
    return without_overlap(
        text,
        [
            *numbers,
            *bsns(text, tokens, elsewhere=numbers),
            *emails(text),
            *postcodes(text),
            *birth_dates(text),
            *titled_names(tokens, known=known),
            *streets(tokens, known=known),
            *given_names(tokens, known=known),
            *diagnoses(tokens),
        ],
    )
