"""Words that tell something about one person's health."""

from collections.abc import Iterator, Sequence

from smallwins.privacycheck.findings import Finding, Kind
from smallwins.privacycheck.tokens import Token
from smallwins.privacycheck.words import care_terms


def diagnoses(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Diagnoses, medicines and coercive measures, as whole words; the longest term wins."""
    terms = care_terms()
    for i, token in enumerate(tokens):
        for words, only_capitals in terms.get(token.folded, ()):
            found = tokens[i : i + len(words)]
            if tuple(part.folded for part in found) == words and (token.text.isupper() or not only_capitals):
                yield Finding(Kind.DIAGNOSIS, token.start, found[-1].end)
                break
