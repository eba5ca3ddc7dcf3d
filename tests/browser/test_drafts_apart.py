"""Drafts of two people, two teams and two tabs stay apart (P4)."""

from collections.abc import Callable

import pytest

from tests.browser.drafts import (
    SHARE,
    STORY,
    Writer,
    choose,
    kept_here,
    shown,
    soon,
)
from tests.browser.site import Site
from wins.models import Win


@pytest.fixture
def writer(site: Site) -> Callable[..., Writer]:
    return lambda *teams, **beside: Writer(site, *teams, **beside)


def test_two_people_on_one_device_never_see_each_others_text(window, writer):
    one = writer()
    other = writer(beside=one)
    opened = window(one.name)
    page = opened.go("/")
    page.fill(STORY, "Van de een")
    kept_here(page, "Van de een")
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
    who = writer(2)
    opened = window(who.name)
    page = opened.go("/")
    page.fill(STORY, "Voor de eerste")
    kept_here(page, "Voor de eerste")
    page.reload()
    shown(page, "Voor de eerste")
    choose(page, who.teams[1])
    shown(page, "")
    assert page.locator("#draft-stays").is_visible()
    page.fill(STORY, "Voor de tweede")
    kept_here(page, "Voor de eerste", "Voor de tweede")
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
    who = writer(2)
    page = window(who.name).go("/")
    page.fill(STORY, "Eerst typen, dan kiezen")
    kept_here(page, "Eerst typen, dan kiezen")
    choose(page, who.teams[1])
    assert page.input_value(STORY) == "Eerst typen, dan kiezen"
    soon(who.teams_on_server, [who.teams[1]])
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
    kept_here(one, "In de eerste tab")
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
