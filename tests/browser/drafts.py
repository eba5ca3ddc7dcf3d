"""Typing in the capture form as somebody whose drafts no other test sees."""

import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests import factories
from tests.browser.site import Site
from tests.browser.world import cookie_of
from trajectories.models import Team
from trajectories.roles import Role
from wins.models import Win, WinDraft

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "textarea[name=story]"
SHARE = "main button[name=action][value=share]"
CLEAR = "#draft-restored button"
#: Milliseconds within which the server must have it, on the page's own clock.
THERE = 5_000
#: Seconds that something may take in a test: a busy machine is no fault.
PATIENCE = 20
TEXT = "Eerst koffie.\n\nDe buurman: “dát werkt” & <b>niet</b> 👩🏽‍🔧 "
NUMBERS = itertools.count()
ON_DEVICE = """async () => {
  const opened = await new Promise((resolve) => {
    const asked = indexedDB.open("smallwins-drafts");
    asked.onsuccess = () => resolve(asked.result);
  });
  const all = opened.transaction("drafts").objectStore("drafts").getAll();
  const stories = () => all.result.map((row) => row.fields.story).filter(Boolean);
  return new Promise((resolve) => (all.onsuccess = () => resolve(stories())));
}"""


class Writer:
    """Somebody with teams of their own, whose drafts no other test sees."""

    def __init__(self, site: Site, teams: int = 1, *, beside: "Writer | None" = None) -> None:
        trajectory = factories.trajectory(factories.organisation("Stichting Klad"))
        self.user = factories.user(f"Klad{next(NUMBERS)} Schrijver")
        own = [factories.team(trajectory, f"Klad {number}") for number in range(teams)]
        self.teams = beside.teams if beside else own
        for team in self.teams:
            factories.member(self.user, Role.PROFESSIONAL, team)
        self.name = str(self.user.pk)
        site.people[self.name] = cookie_of(self.user)
        self.cookie = site.state_of(self.name)["cookies"][0] | {"expires": -1}

    def on_server(self) -> list[str]:
        drafts = WinDraft.objects.filter(author=self.user).order_by("updated_at")
        return [draft.fields["story"] for draft in drafts]

    def teams_on_server(self) -> list[Team]:
        return [draft.team for draft in WinDraft.objects.filter(author=self.user).order_by("updated_at")]

    def sent(self) -> list[str]:
        return list(Win.objects.filter(author=self.user).values_list("story", flat=True))


def soon(found: Callable[[], Any], wanted: Any) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while (got := found()) != wanted:
        assert time.monotonic() < deadline, got
        time.sleep(0.05)


def kept_here(page: "Page", *stories: str) -> None:
    """Wait until this device has these stories and no other."""
    soon(lambda: sorted(page.evaluate(ON_DEVICE)), sorted(stories))


def pass_time(page: "Page", milliseconds: int) -> None:
    """The page's own time goes on, in steps between which its database and the server come along."""
    for _step in range(milliseconds // 250):
        page.clock.run_for(250)
        page.wait_for_timeout(40)


def shown(page: "Page", text: str) -> None:
    """The form opens with this text, with or without the notice."""
    page.wait_for_function(
        "([field, text]) => document.querySelector(field).value === text", arg=[STORY, text]
    )
    page.wait_for_timeout(400)  # comparing device and server is over
    assert page.input_value(STORY) == text
    assert page.locator(CLEAR).is_visible() == bool(text)


def choose(page: "Page", team: Team) -> None:
    page.check(f"input[name=team][value='{team.pk}']")
