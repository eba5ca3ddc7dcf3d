"""What is typed stays (P4): here at once, on the server in five seconds, and never in the wrong place."""

import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

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
DRAFT = "main button[name=action][value=draft]"
CLEAR = "#draft-restored button"
SERVER = "**/wins/drafts/**"
#: Milliseconds after which this device must have it, and seconds within which the server must.
HERE, THERE = 700, 5
TEXT = "Eerst koffie.\n\nDe buurman: “dát werkt” & <b>niet</b> 👩🏽‍🔧 "
BSN = "111222333"
NUMBERS = itertools.count()
ON_DEVICE = """async () => {
  const opened = await new Promise((resolve) => {
    const asked = indexedDB.open("smallwins-drafts");
    asked.onsuccess = () => resolve(asked.result);
  });
  const all = opened.transaction("drafts").objectStore("drafts").getAll();
  return new Promise((resolve) => (all.onsuccess = () => resolve(all.result.map((row) => row.fields.story).filter(Boolean))););
}"""


class Writer:
    """Somebody with teams of their own, whose drafts no other test sees."""

    def __init__(self, site: Site, teams: int) -> None:
        trajectory = factories.trajectory(factories.organisation("Stichting Klad"))
        self.user = factories.user(f"Klad{next(NUMBERS)} Schrijver")
        self.teams = [factories.team(trajectory, f"Klad {number}") for number in range(teams)]
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


@pytest.fixture
def writer(site: Site) -> Callable[..., Writer]:
    return lambda teams=1: Writer(site, teams)


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


@pytest.mark.parametrize("path", ["/", "/wins/new/", "/wins/new/?kind=setback"])
def test_closed_tab_reopens_with_the_text_that_only_this_device_has(path, window, writer):
    opened = window(writer().name)
    opened.context.route(SERVER, lambda route: route.abort())
    page = opened.go(path)
    page.fill(STORY, TEXT)
    page.wait_for_timeout(HERE)
    page.close()

    again = opened.context.new_page()
    again.goto(page.url)

    shown(again, TEXT)


def test_server_has_it_in_five_seconds_while_typing_goes_on(window, writer):
    who = writer()
    page = window(who.name).go("/")
    page.type(STORY, "Dit typ ik langzaam en door", delay=160)
    assert who.on_server(), "nothing after four seconds of typing"
    soon(who.on_server, ["Dit typ ik langzaam en door"])
    page.type(STORY, " 12345678")  # a number that may not be finished
    assert soon(who.on_server, ["Dit typ ik langzaam en door 12345678"]) < THERE


def test_another_device_opens_what_the_server_has(window, writer):
    who = writer()
    first = window(who.name).go("/")
    first.fill(STORY, TEXT)
    soon(who.on_server, [TEXT])

    shown(window(who.name).go("/wins/new/"), TEXT)
    shown(window(who.name, java_script_enabled=True).go("/"), TEXT)


def test_typed_without_connection_survives_the_tab_and_is_newer(window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.go("/")
    page.fill(STORY, "Wat de server heeft")
    soon(who.on_server, ["Wat de server heeft"])
    opened.context.set_offline(True)
    page.fill(STORY, TEXT)
    page.wait_for_timeout(HERE)
    page.close()
    opened.context.set_offline(False)
    assert who.on_server() == ["Wat de server heeft"]

    again = opened.context.new_page()
    again.goto(opened.site.url)

    shown(again, TEXT)
    soon(who.on_server, [TEXT])


def test_typed_without_connection_survives_the_reload(window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.go("/")
    opened.context.set_offline(True)
    page.fill(STORY, TEXT)
    page.wait_for_timeout(HERE)
    assert who.on_server() == []
    opened.context.set_offline(False)
    page.reload()

    shown(page, TEXT)
    soon(who.on_server, [TEXT])


@pytest.mark.parametrize("button", [SHARE, DRAFT], ids=["share", "draft"])
@pytest.mark.parametrize("wait", [0, HERE, 4_000], ids=["at once", "on the device", "on the server"])
def test_sent_is_gone_on_both_sides(wait, button, window, writer):
    who = writer()
    page = window(who.name).go("/")
    page.fill(STORY, "Klaar om te delen")
    page.wait_for_timeout(wait)
    page.click(button)
    page.wait_for_url("**/saved/")
    page.wait_for_timeout(HERE)

    assert who.sent() == ["Klaar om te delen"]
    assert (who.on_server(), page.evaluate(ON_DEVICE)) == ([], [])
    page.goto(page.url.partition("/wins/")[0])
    shown(page, "")


def test_sent_on_another_device_is_gone_here(window, writer):
    who = writer()
    here = window(who.name).go("/")
    here.fill(STORY, "Op de ene begonnen")
    soon(who.on_server, ["Op de ene begonnen"])
    there = window(who.name).go("/")
    there.click(SHARE)
    there.wait_for_url("**/saved/")

    here.reload()

    shown(here, "")
    soon(lambda: here.evaluate(ON_DEVICE), [])


def test_two_people_on_one_device_never_see_each_others_text(window, writer):
    one, other = writer(), writer()
    opened = window(one.name)
    page = opened.go("/")
    page.fill(STORY, "Van de een")
    page.wait_for_timeout(HERE)
    opened.context.clear_cookies()
    opened.context.add_cookies([other.cookie])
    page.wait_for_timeout(3_500)  # the old page tries to save as somebody else
    page.goto(page.url)
    shown(page, "")
    page.fill(STORY, "Van de ander")
    soon(other.on_server, ["Van de ander"])

    opened.context.clear_cookies()
    opened.context.add_cookies([one.cookie])
    page.goto(page.url)

    shown(page, "Van de een")
    soon(one.on_server, ["Van de een"])
    assert other.on_server() == ["Van de ander"]


def test_two_teams_keep_their_own_text(window, writer):
    who = writer(teams=2)
    opened = window(who.name)
    page = opened.go("/")
    page.fill(STORY, "Voor de eerste")
    page.wait_for_timeout(HERE)
    page.reload()
    shown(page, "Voor de eerste")
    choose(page, who.teams[1])
    shown(page, "")
    assert page.locator("#draft-stays").is_visible()
    page.fill(STORY, "Voor de tweede")
    page.wait_for_timeout(HERE)
    page.close()

    again = opened.context.new_page()
    again.goto(opened.site.url)

    shown(again, "Voor de tweede")
    assert again.locator("input[name=team]:checked").get_attribute("value") == str(who.teams[1].pk)
    choose(again, who.teams[0])
    shown(again, "Voor de eerste")
    choose(again, who.teams[1])
    shown(again, "Voor de tweede")
    again.click(SHARE)
    again.wait_for_url("**/saved/")
    assert list(Win.objects.filter(author=who.user).values_list("story", "team__name")) == [
        ("Voor de tweede", "Klad 1")
    ]


def test_text_that_was_just_typed_goes_along_to_the_chosen_team(window, writer):
    who = writer(teams=2)
    page = window(who.name).go("/")
    page.fill(STORY, "Eerst typen, dan kiezen")
    page.wait_for_timeout(HERE)
    choose(page, who.teams[1])
    assert page.input_value(STORY) == "Eerst typen, dan kiezen"
    soon(who.on_server, ["Eerst typen, dan kiezen"])
    page.reload()
    shown(page, "Eerst typen, dan kiezen")
    assert page.locator("input[name=team]:checked").get_attribute("value") == str(who.teams[1].pk)
    choose(page, who.teams[0])
    shown(page, "")


def test_two_tabs_do_not_mix_and_neither_is_lost(window, writer):
    who = writer()
    opened = window(who.name)
    one = opened.go("/")
    one.fill(STORY, "In de eerste tab")
    one.wait_for_timeout(HERE)
    two = opened.context.new_page()
    two.goto(opened.site.url)
    shown(two, "")
    assert two.locator("#draft-elsewhere").is_visible()
    two.fill(STORY, "In de tweede tab")
    one.type(STORY, " verder")
    soon(lambda: sorted(who.on_server()), ["In de eerste tab verder", "In de tweede tab"])
    one.close()
    two.close()

    again = opened.context.new_page()
    again.goto(opened.site.url)

    first = again.input_value(STORY)
    again.click(SHARE)
    again.wait_for_url("**/saved/")
    again.goto(opened.site.url)
    shown(again, "In de tweede tab" if "eerste" in first else "In de eerste tab verder")


def test_two_tabs_that_opened_one_draft_part_when_both_type(window, writer):
    who = writer()
    opened = window(who.name)
    opened.go("/").fill(STORY, "Begin")
    soon(who.on_server, ["Begin"])
    opened.page.reload()
    two = opened.context.new_page()
    two.goto(opened.site.url)
    shown(opened.page, "Begin")
    shown(two, "Begin")

    opened.page.fill(STORY, "Begin hier")
    two.fill(STORY, "Begin daar")

    soon(lambda: sorted(who.on_server()), ["Begin daar", "Begin hier"])


def test_bsn_never_leaves_the_device(window, writer):
    who = writer()
    opened = window(who.name)
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.post_data or ""))
    page = opened.go("/")
    page.fill(STORY, "Zij is ")
    soon(who.on_server, ["Zij is "])
    page.type(STORY, BSN, delay=60)
    soon(who.on_server, [])
    page.type(STORY, " en woont hier")
    page.wait_for_timeout(4_000)

    assert who.on_server() == []
    assert not [body for body in asked if BSN[:6] in body]
    page.reload()
    shown(page, f"Zij is {BSN} en woont hier")


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_clearing_a_draft_clears_it_on_both_sides(offline, window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.go("/")
    page.fill(STORY, "Toch maar niet")
    soon(who.on_server, ["Toch maar niet"])
    page.reload()
    shown(page, "Toch maar niet")
    opened.context.set_offline(offline)
    page.click(CLEAR)
    shown(page, "")
    page.wait_for_timeout(HERE)
    opened.context.set_offline(False)
    page.reload()

    shown(page, "")
    soon(who.on_server, [])
    soon(lambda: page.evaluate(ON_DEVICE), [])


def test_signed_out_while_typing_keeps_the_text_here_until_sign_in(window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.go("/")
    opened.context.clear_cookies(name="smallwins_session")
    page.fill(STORY, TEXT)
    page.wait_for_timeout(4_000)
    assert who.on_server() == []
    page.goto(page.url)
    assert TEXT.split("\n")[0] not in page.content()

    opened.context.add_cookies([who.cookie])
    page.goto(opened.site.url)

    shown(page, TEXT)
    soon(who.on_server, [TEXT])


def test_saving_complains_about_nothing(window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.go("/wins/new/")
    page.fill(STORY, TEXT)
    soon(who.on_server, [TEXT])
    page.fill(STORY, "")
    soon(who.on_server, [])
    page.wait_for_timeout(HERE)
    assert page.evaluate(ON_DEVICE) == []
    assert opened.complaints == []
