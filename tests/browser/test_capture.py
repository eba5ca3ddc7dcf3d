"""Logging a win on a phone: two taps plus typing, and nothing typed is ever lost."""

import re

import pytest

TEXT = "Eerst koffie, dan pas de sleutel.\n\nDe buurman zei: “dát werkt” & <b>niet</b> 'zomaar' 👩🏽‍🔧"
SHARE = "button[name=action][value=share]"
DRAFT = "button[name=action][value=draft]"
SETBACK = "button[name=action][value=setback]"
STORY = "textarea[name=story]"
SAVED = re.compile(r"/wins/[0-9a-f-]{36}/saved/$")


def fresh(name):
    """A text of this test alone."""
    return f"{name}: {TEXT}"


def sign_in_by_code(page, mail, address):
    """From the sign-in page: ask for a code, read the mail, fill it in."""
    before = len(mail.messages())
    page.fill("input[name=login]", address)
    page.click("main form button[type=submit]")
    text = mail.wait_for(before + 1)[-1].get_body(("plain",)).get_content()
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", text, re.MULTILINE)[1]
    page.fill("input[name=code]", code)
    page.click("main form:has(input[name=code]) button[type=submit]")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_taps_and_typing_save_a_win(script, window, site):
    page = window("samira", has_touch=True, java_script_enabled=script).go("/")
    story = fresh(f"Twee tikken {script}")
    page.tap(STORY)
    page.keyboard.insert_text(story)
    page.tap(SHARE)
    page.wait_for_url(SAVED)
    assert site.stories(story.split(":")[0]) == [story]
    assert page.locator("main .user-text").inner_text().split() == story.split()


@pytest.mark.parametrize("path", ["/", "/wins/new/"])
@pytest.mark.parametrize("person", ["mehmet", "wies"])
def test_both_buttons_stay_above_the_keyboard(person, path, window):
    page = window(person).go(path)
    for button in (SHARE, DRAFT):
        box = page.locator(button).bounding_box()
        assert box["y"] + box["height"] <= 420, box
        assert box["height"] >= 48


def test_step_of_eighty_characters_is_shown_whole(window, site):
    page = window("wies").go("/")
    step = page.locator(".current-step strong")
    assert len(step.inner_text()) == 80
    assert step.evaluate("e => e.scrollWidth <= e.clientWidth || getComputedStyle(e).display === 'inline'")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_double_tap_saves_one_win(script, window, site):
    page = window("samira", java_script_enabled=script).go("/")
    story = fresh(f"Dubbel {script}")
    page.fill(STORY, story)
    page.dblclick(SHARE)
    page.wait_for_url(SAVED)
    page.wait_for_load_state("networkidle")
    assert site.stories(story.split(":")[0]) == [story]


@pytest.mark.parametrize("path", ["/", "/wins/new/"])
def test_switching_to_setback_and_back_keeps_the_text(path, window):
    page = window("samira").go(path)
    page.fill(STORY, TEXT)
    page.click(SETBACK)
    page.wait_for_selector("textarea[name=expected]")
    assert page.input_value(STORY) == TEXT
    page.click("button[name=action][value=win]")
    page.wait_for_selector("textarea[name=expected]", state="detached")
    assert page.input_value(STORY) == TEXT


def test_setback_is_saved_as_one(window, site):
    page = window("samira", java_script_enabled=False).go("/")
    story = fresh("Tegenslag")
    page.fill(STORY, story)
    with page.expect_navigation():
        page.click(SETBACK)
    page.click(SHARE)
    page.wait_for_url(SAVED)
    assert site.rows("SELECT kind, story FROM wins_win WHERE story LIKE %s", "Tegenslag:%") == [
        ("setback", story)
    ]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_expired_sign_in_keeps_the_text_and_saves_it_once(script, window, site):
    opened = window("samira", java_script_enabled=script)
    page = opened.go("/")
    story = fresh(f"Verlopen {script}")
    page.fill(STORY, story)
    opened.context.clear_cookies(name="smallwins_session")
    page.click(SHARE)
    sign_in_by_code(page, site.mail, "samira@oeverhoek.example")
    assert page.locator("main .user-text").inner_text().split() == story.split()
    assert site.stories(story.split(":")[0]) == []
    page.click("main form button[type=submit]")
    page.wait_for_url(SAVED)
    assert site.stories(story.split(":")[0]) == [story]


def test_stale_form_keeps_the_text_and_saves_it_once(window, site):
    opened = window("samira")
    page = opened.go("/")
    story = fresh("Oud formulier")
    page.fill(STORY, story)
    opened.context.clear_cookies(name="csrftoken")
    page.click(SHARE)
    assert page.locator("main .user-text").inner_text().split() == story.split()
    assert site.stories("Oud formulier") == []
    page.click("main form button[type=submit]")
    page.wait_for_url(SAVED)
    assert site.stories("Oud formulier") == [story]


@pytest.mark.parametrize("path", ["/", "/wins/new/"])
def test_one_tab_leads_from_the_text_to_sharing(path, window, site):
    page = window("samira").go(path)
    page.focus(STORY)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("value") == "share"
    assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineWidth") == "3px"


def test_empty_text_is_explained_above_the_form(window):
    page = window("samira").go("/wins/new/")
    page.click(SHARE)
    page.wait_for_selector("#error-summary:focus")
    assert re.match(r"(Fout|Error):", page.title())
    page.click("#error-summary a")
    assert page.locator(":focus").get_attribute("name") == "story"


def test_too_long_text_is_kept_and_counted(window):
    page = window("samira").go("/wins/new/")
    page.fill(STORY, "x" * 640)
    page.wait_for_selector(".countdown-over")
    assert "40" in page.locator(".countdown-over").inner_text()
    page.click(SHARE)
    page.wait_for_selector("#error-summary:focus")
    assert page.input_value(STORY) == "x" * 640
    assert "40" in page.locator("#error-summary a").inner_text()
