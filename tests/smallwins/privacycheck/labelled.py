"""The labelled sentences, and how well the check does on them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from smallwins.privacycheck import Finding, Kind, check

HALVES = ("tuning", "held_out")
PATTERNS = frozenset({Kind.BSN, Kind.PHONE, Kind.EMAIL, Kind.IBAN, Kind.POSTCODE, Kind.BIRTH_DATE})
_LABEL = re.compile(r"\[(\w+): ([^\]]+)\]")


@dataclass(frozen=True)
class Sentence:
    """A text and the labels in it; none when it is clean."""

    text: str
    labels: tuple[Finding, ...]


def read(line: str) -> Sentence:
    """Take the labels out of "Bel [phone: 06-12345678]"."""
    text, done, labels = "", 0, []
    for label in _LABEL.finditer(line):
        text += line[done : label.start()]
        labels.append(Finding(Kind(label[1]), len(text), len(text) + len(label[2])))
        text += label[2]
        done = label.end()
    return Sentence(text + line[done:], tuple(labels))


@cache
def sentences(half: str) -> tuple[Sentence, ...]:
    """All sentences of "tuning" or "held_out"."""
    groups = yaml.safe_load((Path(__file__).parent / f"sentences_{half}.yaml").read_text(encoding="utf-8"))
    return tuple(read(line) for lines in groups.values() for line in lines.splitlines())


def missed(half: str, kinds: frozenset[Kind]) -> list[str]:
    """The labelled texts of some kinds that no finding of the same kind covers."""
    return [
        sentence.text[label.start : label.end]
        for sentence in sentences(half)
        for label in sentence.labels
        if label.kind in kinds
        and not any(
            found.kind == label.kind and found.start <= label.start and found.end >= label.end
            for found in check(sentence.text)
        )
    ]


def labelled(half: str, kinds: frozenset[Kind]) -> int:
    """How many labels of some kinds a half has."""
    return sum(label.kind in kinds for sentence in sentences(half) for label in sentence.labels)


def recall(half: str, kinds: frozenset[Kind]) -> float:
    """The share of labels that is found, from 0 to 1."""
    return 1 - len(missed(half, kinds)) / labelled(half, kinds)


def clean(half: str) -> list[str]:
    """The sentences in which nothing must be found."""
    return [sentence.text for sentence in sentences(half) if not sentence.labels]


def false_alarms(half: str) -> list[str]:
    """The clean sentences in which something is found all the same."""
    return [text for text in clean(half) if check(text)]
