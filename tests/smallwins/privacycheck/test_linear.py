"""The time of the check grows as fast as the text: ten times the text is at most fifteen times the work."""

import time
import timeit

import pytest

from smallwins.privacycheck import check
from tests.smallwins.privacycheck import labelled

STORY = " ".join(sentence.text for half in labelled.HALVES for sentence in labelled.sentences(half))
SHORT, LONG = 10_000, 100_000


def seconds(text):
    """The processor time of one check, the best of two; like timeit without the garbage collector."""
    return min(timeit.repeat(lambda: check(text), timer=time.process_time, number=1, repeat=2))


@pytest.mark.parametrize(
    "unit",
    [
        *(STORY, "0", "aan de ", "@", "a@", "1.", "06 ", "NL91 ", "1011AB"),
        *("Jan van ", "mevr. en dhr. en ", "geboren op 3-4-1961 ", "A-"),
    ],
    ids=lambda unit: unit[:12],
)
def test_ten_times_the_text_is_ten_times_the_work(unit):
    short, long = (unit * (length // len(unit) + 1) for length in (SHORT, LONG))

    assert seconds(long[:LONG]) <= 15 * max(seconds(short[:SHORT]), 0.002)
