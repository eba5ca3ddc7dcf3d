"""Long content at 320 px, forced colours, paper, larger letters: the page bends, nothing is lost."""

import pytest

from tests.browser import world
from tests.browser.looking import overflow_of

LONG = [
    ("wies", "/"),
    ("wies", "/wins/"),
    ("wies", "/teams/{long_team}/"),
    ("wies", "/teams/{long_team}/wins/"),
    ("wies", "/teams/{long_team}/path/"),
    ("wies", "/wins/{long_win}/"),
    ("wies", "/wins/{long_win}/saved/"),
    ("wies", "/wins/{long_win}/edit/"),
    ("wies", "/wins/{draft}/share/"),
    ("wies", "/sessions/"),
    ("wies", "/sessions/{long_session}/"),
    ("gerda", "/facilitate/"),
    ("gerda", "/trajectories/{long_trajectory}/"),
    ("gerda", "/trajectories/{long_trajectory}/people/"),
    ("gerda", "/sessions/{long_session}/edit/"),
]
SPACING = "* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
EDGES = """element => {
  const style = getComputedStyle(element);
  return [style.borderTopStyle, parseFloat(style.borderTopWidth), style.backgroundColor];
}"""
TEAM = "/teams/{noord}/"


@pytest.mark.parametrize(("person", "path"), LONG)
def test_long_content_stays_within_320_px(person, path, kept_window):
    window = kept_window(person)
    page = window.go(path)
    assert window.answer.status == 200
    assert overflow_of(page, width=320) == []


def test_long_win_is_shown_whole_and_in_order(window):
    page = window("wies").go("/wins/{long_win}/")
    text = page.locator("main").inner_text()
    assert world.TITLE in text
    for part in (world.LONG_WORD, world.RTL, world.EMOJI):
        assert part in text
    assert text.split().count("vorige") >= 8


@pytest.mark.parametrize("path", ["/", TEAM, "/wins/{win}/", "/teams/{noord}/wins/"])
def test_text_spacing_and_double_size_need_no_sideways_scrolling(path, window):
    page = window("samira", viewport={"width": 1280, "height": 800}, bypass_csp=True).go(path)
    page.add_style_tag(content=SPACING)
    assert overflow_of(page, width=320) == []
    page.add_style_tag(content="html {font-size: 200%}")
    assert overflow_of(page, width=640) == []


def test_forced_colours_keep_stones_and_dots(window):
    page = window("samira", forced_colors="active", reduced_motion="reduce").go(TEAM)
    stones = page.locator(".path .stone")
    assert stones.count() >= 3
    for number in range(stones.count()):
        style, width, _colour = stones.nth(number).evaluate(EDGES)
        assert style in ("solid", "dashed", "dotted")
        assert width >= 2
    behind = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    dots = page.locator(".lens-dots i")
    assert dots.count() >= 7
    assert {dots.nth(number).evaluate(EDGES)[2] for number in range(dots.count())} & {behind} == set()
    assert dots.first.bounding_box()["width"] >= 8


def test_paper_has_no_frame_and_keeps_the_content(window):
    page = window("samira").go(TEAM)
    page.emulate_media(media="print")
    for part in (".site", ".foot", ".skip", ".nav", ".back"):
        assert page.locator(part).first.is_hidden(), part
    stone = page.locator(".path .stone").first
    assert stone.evaluate(EDGES)[1] >= 2
    assert stone.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
    assert page.locator("main .card").first.evaluate(EDGES)[1] >= 1
    assert page.locator(".lens-dots i").first.is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_paper_opens_what_is_folded(window):
    page = window("samira").go("/wins/new/")
    folded = page.locator("main details p").first
    assert folded.is_hidden()
    page.emulate_media(media="print")
    assert folded.is_visible()


def test_reduced_motion_moves_nothing(window):
    page = window("samira", reduced_motion="reduce").go("/")
    lasting = "all => all.filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.locator("body *").evaluate_all(lasting) == 0


@pytest.mark.parametrize("path", ["/", TEAM, "/wins/{win}/", "/help/", "/privacy/"])
def test_lines_stay_readable_on_a_wide_screen(path, window):
    """At most 75 characters: 38 rem of 17 px letters."""
    page = window("samira", viewport={"width": 1280, "height": 800}).go(path)
    widest = (
        "Math.max(...[...document.querySelectorAll('main p, main li > p, main dd')].map(e => e.clientWidth))"
    )
    assert page.evaluate(widest) <= 38 * 17 + 1


def test_chosen_colours_win_over_the_screen(window, site):
    opened = window("noor", color_scheme="light")
    page = opened.go("/settings/")
    page.check("input[name=theme][value=dark]", force=True)
    with page.expect_navigation():
        page.click("main form .btn-primary")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(14, 27, 29)"
