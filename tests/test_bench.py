"""The bench's own parts: a line's verdict, the race, the floor's bytes."""

import json
import math
import time
import types

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse

from bench import floor, lines, pages
from bench.browser import Browser
from bench.lines import Line
from bench.race import race
from tests import factories
from wins.models import Win


@pytest.mark.parametrize(
    ("figure", "ratio", "bound", "verdict"),
    [
        (900, 1.5, 1.5, "ok"),  # the ratio counts where there is one
        (1, 1.51, 1.5, "short"),
        (400, None, 400, "ok"),
        (400.1, None, 400, "short"),
        (math.nan, None, 400, "short"),
        (1, 99, None, ""),
    ],
)
def test_verdict_holds_the_ratio_or_the_figure_against_the_bound(figure, ratio, bound, verdict):
    assert Line("x", figure, "ms", ratio=ratio, bound=bound).verdict == verdict


def test_short_lines_are_found_and_results_are_written(tmp_path):
    good, bad = Line("good", 1, "ms", ratio=1.0, bound=1.5), Line("bad", 500, "MB", bound=400)
    assert lines.short([good, bad]) == [bad]
    lines.write([good, bad], tmp_path / "new" / "result.json")
    written = json.loads((tmp_path / "new" / "result.json").read_text())
    assert [(row["name"], row["verdict"]) for row in written["lines"]] == [("good", "ok"), ("bad", "short")]


def test_line_shows_name_figure_ratio_bound_and_verdict():
    shown = str(Line("team page", 12.34, "ms", ratio=1.234, bound=1.5, note="10 queries"))
    assert shown.split() == [
        "team",
        "page",
        "12.3",
        "ms",
        "1.23",
        "×",
        "≤",
        "1.5",
        "×",
        "ok",
        "10",
        "queries",
    ]


def test_race_sees_which_is_slower():
    result = race(lambda: time.sleep(0.004), lambda: time.sleep(0.001), rounds=6)
    assert result.ours > result.floor
    assert 1.5 < result.ratio < 6


@pytest.fixture
def bench_urls(settings):
    """The floor's pages; a request leaves the test's own connection open, as with Django's client."""
    settings.ROOT_URLCONF = "bench.urls"
    for end in (request_started, request_finished):
        end.disconnect(close_old_connections)
    yield
    for end in (request_started, request_finished):
        end.connect(close_old_connections)


@pytest.mark.parametrize("size", [5_000, 30_000])
def test_floor_page_has_as_many_bytes_as_asked(bench_urls, samira, noord, size):
    for _ in range(floor.ROWS):
        factories.win(noord, samira, title="Koffie in de hal")
    bare = Browser(floor.application(), samira)
    assert len(bare.get(pages._floor_path(bare, size)).body) == pytest.approx(size, rel=0.02)


def test_both_sides_of_the_post_save_one_row(bench_urls, samira, noord):
    common = {"team": str(noord.pk), "kind": "win", "story": "We belden samen aan."}
    Browser(WSGIHandler(), samira).post(reverse("wins:new"), common | {"action": "share"})
    Browser(floor.application(), samira).post(reverse("bench_insert"), common | {"happened_on": "2026-01-05"})
    assert sorted(Win.objects.values_list("visibility", flat=True)) == ["draft", "team"]


def test_every_group_is_known_to_the_command_line():
    from bench import __main__ as command
    from bench.groups import GROUPS

    assert isinstance(command, types.ModuleType)
    assert set(GROUPS) == {*command.USUAL, *command.UNUSUAL}
