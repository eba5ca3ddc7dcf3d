"""Readings side by side: where readers differ is material to talk about, never an average."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wins.models import LensReading, Verdict
from wins.services.lens import core_answers
from wins.verdict import CHARACTERISTICS, Answer
from wins.words import QUESTIONS


@dataclass(frozen=True)
class Cell:
    """One reader's answer to one question, in words."""

    answer: str
    evidence: str


@dataclass(frozen=True)
class Row:
    """One question and every reader's answer, in the order of the readings."""

    question: str
    cells: list[Cell]


def _cell(reading: LensReading, characteristic: str) -> Cell:
    answer = reading.answers[characteristic]
    words = str(Answer(answer).label) if answer else _("not answered")
    return Cell(words, reading.evidence.get(characteristic, ""))


def side_by_side(readings: Sequence[LensReading]) -> list[Row]:
    """The seven questions with all answers."""
    return [Row(str(QUESTIONS[c]), [_cell(reading, c) for reading in readings]) for c in CHARACTERISTICS]


def differing(readings: Sequence[LensReading]) -> list[str]:
    """Numbers of the questions on which readers who answered differ."""
    found = []
    for number, characteristic in enumerate(CHARACTERISTICS, start=1):
        given = {reading.answers[characteristic] for reading in readings} - {"", Answer.UNKNOWN}
        if len(given) > 1:
            found.append(str(number))
    return found


def is_reopened(verdict: Verdict | None, basis: LensReading | None) -> bool:
    """True when an answer to C1 … C5 changed since the team decided."""
    return bool(verdict and verdict.answers and verdict.answers != core_answers(basis))
