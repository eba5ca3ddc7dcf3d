"""The work of the check grows as fast as the text: ten times the text is at most eleven times the steps.

The steps are the lines of Python that run, which are the same on every machine. What the patterns of `re` do
between two of them is measured by `make bench`, as a ratio.
"""

import sys

import pytest

from bench.privacy import STORY_UNITS
from smallwins import privacycheck
from smallwins.privacycheck import check
from tests.smallwins.privacycheck import labelled

STORY = " ".join(sentence.text for half in labelled.HALVES for sentence in labelled.sentences(half))
SHORT, LONG = 1_000, 10_000


def steps(text):
    """The number of lines of the check's own modules that run."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if event == "call" and not frame.f_globals["__name__"].startswith(privacycheck.__name__):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", [STORY, *STORY_UNITS], ids=lambda unit: unit[:12])
def test_ten_times_the_text_is_ten_times_the_work(unit):
    short, long = ((unit * (length // len(unit) + 1))[:length] for length in (SHORT, LONG))

    assert 0 < steps(long) <= 11 * steps(short)
