"""What is typed stays (P4): here at once, on the server in five seconds, and never in the wrong place."""

from collections.abc import Callable

import pytest

from tests.browser.drafts import (
    CLEAR,
    SHARE,
    STORY,
    TEXT,
    THERE,
    Writer,
    kept_here,
    pass_time,
    shown,
    soon,
)
from tests.browser.site import Site

DRAFT = "main button[name=action][value=draft]"
SERVER = "**/wins/drafts/**"
BSN = "111222333"


@pytest.fixture
def writer(site: Site) -> Callable[..., Writer]:
    return lambda *teams, **beside: Writer(site, *teams, **beside)


@pytest.mark.parametrize("path", ["/", "/wins/new/", "/wins/new/?kind=setback"])
def test_closed_tab_reopens_with_the_text_that_only_this_device_has(path, window, writer):
    opened = window(writer().name)
    opened.context.route(SERVER, lambda route: route.abort())
    page = opened.go(path)
    page.fill(STORY, TEXT)
    kept_here(page, TEXT)
    page.close()

    again = opened.context.new_page()
    again.goto(page.url)

    shown(again, TEXT)


def test_server_has_it_in_five_seconds_while_typing_goes_on(window, writer):
    who = writer()
    opened = window(who.name)
    page = opened.page
    page.clock.install()
    opened.go("/")
    page.clock.pause_at(page.evaluate("Date.now()") + 100)  # from here its time goes on when we say so
    with page.expect_response(SERVER):
        for letter in "Dit typ ik langzaam en door":
            page.type(STORY, letter)
            pass_time(page, 250)
    with page.expect_response(SERVER):
        pass_time(page, THERE)
    soon(who.on_server, ["Dit typ ik langzaam en door"])
    page.type(STORY, " 12345678")  # a number that may not be finished
    with page.expect_response(SERVER):
        pass_time(page, THERE)
    soon(who.on_server, ["Dit typ ik langzaam en door 12345678"])


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
    kept_here(page, TEXT)
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
    kept_here(page, TEXT)
    assert who.on_server() == []
    opened.context.set_offline(False)
    page.reload()

    shown(page, TEXT)
    soon(who.on_server, [TEXT])


@pytest.mark.parametrize("button", [SHARE, DRAFT], ids=["share", "draft"])
@pytest.mark.parametrize("kept", ["nowhere", "on the device", "on the server"])
def test_sent_is_gone_on_both_sides(kept, button, window, writer):
    who = writer()
    page = window(who.name).go("/")
    page.fill(STORY, "Klaar om te delen")
    if kept == "on the device":
        kept_here(page, "Klaar om te delen")
    elif kept == "on the server":
        soon(who.on_server, ["Klaar om te delen"])
    page.click(button)
    page.wait_for_url("**/saved/")
    kept_here(page)

    assert (who.sent(), who.on_server()) == (["Klaar om te delen"], [])
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
    kept_here(here)


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
    kept_here(page)
    opened.context.set_offline(False)
    page.reload()

    shown(page, "")
    soon(who.on_server, [])
    kept_here(page)


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
    kept_here(page)
    assert opened.complaints == []
