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
#: Milliseconds after which this device must have it, and seconds within which the server must.
HERE, THERE = 700, 5
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

    def sent(self) -> list[str]:
        return list(Win.objects.filter(author=self.user).values_list("story", flat=True))


def soon(found: Callable[[], Any], wanted: Any, *, within: float = THERE) -> float:
    """Wait until something is so; returns the seconds it took."""
    start = time.monotonic()
    while (got := found()) != wanted:
        assert time.monotonic() - start < within, got
        time.sleep(0.05)
    return time.monotonic() - start


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
