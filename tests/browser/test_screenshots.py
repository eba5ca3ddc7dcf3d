"""`make screenshots`: pictures of the main pages for people to look at, and the two of the README."""

import importlib.util
from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import OTHER_LOOKS, PAGES
from tests.browser.site import ROOT

FOLDER = ROOT / "test-results" / "screenshots"
DOCS = ROOT / "docs" / "images"
MAIN = [page for page in PAGES if page.main] + OTHER_LOOKS
LARGEST = 150 * 1024  # bytes

pytestmark = [pytest.mark.screenshots, pytest.mark.timeout(300)]


def speak(page, language):
    """Switch language as a reader does, in the footer."""
    page.click(f".language-switch button[value={language}]")


def taken(page, path: Path, *, full_page: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, full_page=full_page, animations="disabled")
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_the_main_pages(language, theme, window):
    for person in dict.fromkeys(page.person for page in MAIN):
        opened = window(person, color_scheme=theme)
        opened.go("/help/")
        if language == "en":
            speak(opened.page, "en")
        for number, page in enumerate(MAIN):
            if page.person != person:
                continue
            name = f"{number:02d}-{page.name.replace(':', '-')}-{person or 'nobody'}"
            shown = opened.go(page.path)
            for size in (PHONE, DESKTOP):
                shown.set_viewport_size(size)
                taken(shown, FOLDER / f"{language}-{theme}-{size['width']}" / f"{name}.png")
        if language == "en" and person:
            speak(opened.page, "nl")
        opened.context.close()


def test_pictures_of_the_readme(window):
    desk = window("samira", viewport={"width": 1280, "height": 900}).go("/teams/{noord}/")
    phone = window("samira").go("/")
    pictures = [
        taken(desk, DOCS / "team-desktop.png", full_page=False),
        taken(phone, DOCS / "home-phone.png", full_page=False),
    ]
    for picture in pictures:
        fewer_colours(picture)
        assert 5_000 < picture.stat().st_size < LARGEST


def fewer_colours(path: Path) -> None:
    """A palette makes it a third of the size, where Pillow is installed."""
    if importlib.util.find_spec("PIL"):
        from PIL import Image

        Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
