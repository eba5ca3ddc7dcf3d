"""The word lists beside this module, read once."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from smallwins.privacycheck.tokens import fold, tokenise

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    name = ""
    for line in _lines("words.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            found[name] = found.get(name, frozenset()) | frozenset(line.split())
    return found


def word_set(name: str) -> frozenset[str]:
    """The folded words under ``[name]`` in words.txt."""
    return _sets()[name]


@cache
def names_also_words() -> frozenset[str]:
    """Folded first names that are also something else: Roos, Mark, Elke."""
    return frozenset(fold(name) for line in _lines("first_names_also_words.txt") for name in line.split())


@cache
def first_names() -> frozenset[str]:
    """Folded first names that are nothing else."""
    listed = (fold(name) for line in _lines("first_names.txt") for name in line.split())
    return frozenset(listed) - names_also_words()


@cache
def care_terms() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """First word → (all words, whether only capitals count), the longest term first."""
    terms: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for line in _lines("care_terms.txt"):
        words = tuple(token.folded for token in tokenise(line))
        terms[words[0]].append((words, line.isupper()))
    return {first: sorted(found, key=lambda term: -len(term[0])) for first, found in terms.items()}
