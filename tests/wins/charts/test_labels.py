"""Words that fit in a node."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wins.charts.labels import lines_of, width_of

ROOM, SIZE, MOST = 124, 14, 3


def lines(text):
    return lines_of(text, width=ROOM, size=SIZE, most=MOST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", ["a"]),
        ("Huisartsenpraktijk stuurt mensen", ["Huisartsenpraktijk", "stuurt mensen"]),
        (
            "Buren schrijven mee aan het rooster, elke week weer",
            ["Buren schrijven", "mee aan het", "rooster, elke…"],
        ),
        (
            "Eén · en · twee · " * 2 + "en nog zo veel meer",
            ["Eén · en · twee ·", "Eén · en · twee ·", "en nog zo veel…"],
        ),
    ],
)
def test_words_are_kept_whole_and_the_rest_is_an_ellipsis(text, expected):
    assert lines(text) == expected


def test_a_word_wider_than_a_line_is_broken():
    word = "Meervoudigeproblematiekafstemmingsoverlegcoördinatorenbijeen"
    first, second, last = lines(word)
    assert word.startswith(first + second)
    assert last.endswith("…")


@given(st.text(max_size=90))
def test_every_line_fits_and_shows_something_of_the_text(text):
    found = lines(text)
    assert len(found) <= MOST
    assert bool(found) == bool(text.split())
    assert all(width_of(line, SIZE) <= ROOM for line in found)
    if found and not found[-1].endswith("…"):
        assert "".join(found).replace(" ", "") == "".join(text.split())


def test_marks_stay_with_their_letter():
    e_acute = "e\u0301"
    assert all(not line.startswith("\u0301") for line in lines(e_acute * 60))
