"""Stones per month: where they lie, what they stand for, and that the table says the same (C4)."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from wins.charts.months import MONTHS, STACK, STONE, first_month, picture_of

ROW = r'<table class="data">.*?<tr><th scope="row">[^<]+</th><td>(\d+)</td><td>(\d+)</td>'
TODAY = dt.date(2026, 11, 27)
MONTH = st.integers(2025 * 12 + 12, 2026 * 12 + 10).map(lambda number: f"{number // 12}-{number % 12 + 1:02}")
TOLD = st.dictionaries(MONTH, st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), max_size=14)


def test_months_begin_with_the_first_story_and_empty_ones_stay():
    with translation.override("en"):
        picture = picture_of({"2026-08": (1, 0), "2026-10": (3, 1)}, today=TODAY)
    assert [(month.label, month.wins, month.setbacks) for month in picture.months] == [
        ("August 2026", 1, 0),
        ("September 2026", 0, 0),
        ("October 2026", 3, 1),
        ("November 2026", 0, 0),
    ]
    assert [len(month.stones) for month in picture.months] == [1, 0, 4, 0]
    assert picture.sentence == "Something was told in 2 of the last 4 months; the latest in October."


def test_without_stories_nothing_is_drawn():
    picture = picture_of({}, today=TODAY)
    assert (picture.months, picture.sentence) == ([], "")


def test_a_year_is_drawn_from_its_first_month():
    assert first_month(TODAY) == dt.date(2025, 12, 1)
    assert first_month(dt.date(2027, 1, 31)) == dt.date(2026, 2, 1)
    assert len(picture_of({"2025-12": (1, 0)}, today=TODAY).months) == MONTHS


@given(TOLD)
def test_stones_lie_apart_inside_the_picture_and_stand_for_all_stories(told):
    picture = picture_of(told, today=TODAY)
    for month in picture.months:
        assert len(month.stones) <= STACK + 1  # both kinds are rounded up
        for kind, stories in (("win", month.wins), ("setback", month.setbacks)):
            stones = [stone for stone in month.stones if stone.kind == kind]
            assert len(stones) * picture.per_stone >= stories > (len(stones) - 1) * picture.per_stone
        heights = sorted(stone.y for stone in month.stones)
        assert all(later - one >= STONE for one, later in pairwise(heights))
        assert all(STONE // 2 <= stone.y <= picture.base - STONE // 2 for stone in month.stones)
        assert all(STONE // 2 <= stone.x <= picture.width - STONE // 2 for stone in month.stones)


@pytest.mark.django_db
def test_the_table_of_the_page_is_what_is_drawn_and_only_what_one_may_read(cast, browser_of):
    for visibility in ("draft", "team", "trajectory"):
        factories.win(cast.noord, cast.samira, visibility=visibility)
    factories.win(cast.noord, cast.joost, visibility="trajectory", kind="setback")
    found = {}
    for person in (cast.samira, cast.ruben):
        page = browser_of(person).get(f"/teams/{cast.noord.pk}/").content.decode()
        drawn = page.count('class="months-win"'), page.count('class="months-setback"')
        row = re.search(ROW, page, re.S)
        assert drawn == (int(row[1]), int(row[2]))
        found[person.name] = drawn
    assert found == {cast.samira.name: (2, 1), cast.ruben.name: (1, 1)}
