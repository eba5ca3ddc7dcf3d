"""A real Chromium against the product as it is deployed; nothing is collected where Playwright is missing."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from smallwins.testing import chromium
from tests.browser import site as running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

if importlib.util.find_spec("playwright") is None:
    collect_ignore_glob = ["test_*.py"]

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


def pytest_configure(config: pytest.Config) -> None:
    """Playwright empties its folder at every start: the screenshots beside it stay."""
    config.option.output = "test-results/playwright"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pictures are for people: only `make screenshots` takes them."""
    if "screenshots" not in config.getoption("-m"):
        items[:] = [item for item in items if not item.get_closest_marker("screenshots")]


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any, django_db_setup: None
) -> Iterator[running.Site]:
    """The running product with the demo in it; kept for the whole run."""
    # Playwright's loop lives in this thread; Django may still read its own settings of the demo.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock(), running.serve(tmp_path_factory.mktemp("site")) as started:
        yield started
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = chromium.find()
    assert found, "No Chromium found: apt-get install chromium, or CHROMIUM=/path/to/it"
    return {"executable_path": found, "args": chromium.FLAGS}


class Window:
    """A page of one person's browser, with everything the console complained about."""

    def __init__(self, context: "BrowserContext", site: running.Site) -> None:
        self.context = context
        self.site = site
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)  # milliseconds: a busy machine is no fault
        self.complaints: list[str] = []
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.complaints.append(m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def become(self, person: str) -> None:
        """Start again as this person: a light page of a phone's size, and no complaint."""
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.context.add_cookies(self.site.state_of(person)["cookies"])
        self.page.set_viewport_size(PHONE)
        self.page.emulate_media(color_scheme="light")
        self.complaints.clear()

    def go(self, path: str) -> "Page":
        """Open an address such as ``/teams/{noord}/``."""
        self.answer = self.page.goto(self.site.address(path))
        return self.page


@pytest.fixture
def window(browser: "Browser", site: running.Site) -> Iterator[Callable[..., Window]]:
    """``window("samira", viewport=DESKTOP, java_script_enabled=False)``: a fresh browser of this person."""
    from wins.models import WinDraft

    WinDraft.objects.all().delete()  # what another test was typing
    opened = []

    def make(person: str = "", **options: Any) -> Window:
        usual = {"viewport": PHONE, "locale": "nl-NL", "storage_state": site.state_of(person)}
        opened.append(browser.new_context(**usual | options))
        return Window(opened[-1], site)

    yield make
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def kept_window(browser: "Browser", site: running.Site) -> Iterator[Callable[[str], Window]]:
    """One page that becomes each person in turn, for looking at many pages."""
    # Colours that are still changing would be measured halfway.
    window = Window(browser.new_context(locale="nl-NL", reduced_motion="reduce"), site)

    def make(person: str) -> Window:
        window.become(person)
        return window

    yield make
    window.context.close()
