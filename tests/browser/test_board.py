"""The board by keyboard alone, and with two people at once, on a narrow screen."""

import pytest

from tests.browser.looking import ALL_RULES, axe_of, faults_of, overflow_of

BOARD = "/sessions/{running}/board/"
NOTES = "SELECT text FROM learning_sessions_boardnote WHERE text LIKE %s ORDER BY text"
MOST_TABS = 150


def tab_to(page, selector):
    """Press Tab until the focus is on it, as somebody without a mouse would."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def open_column(page, item):
    """The column of a question that is not asked now stands closed."""
    tab_to(page, f"#column-{item} > summary")
    page.keyboard.press("Enter")


def faults_at_360(page):
    return axe_of(page, ALL_RULES) + faults_of(page) + overflow_of(page, width=360)


def test_keyboard_alone_writes_shows_groups_and_makes_a_question(window, site):
    item = site.place["ambition_item"]
    wies = window("wies").go(BOARD)
    open_column(wies, item)
    tab_to(wies, f"#id_{item}_text")
    wies.keyboard.type("Wie belt er na zes uur terug?")
    tab_to(wies, f"#column-{item} .btn-primary")
    wies.keyboard.press("Enter")
    wies.wait_for_selector(f"#notes-{item} .note")
    assert wies.evaluate("document.activeElement.id") == f"id_{item}_text"

    gerda = window("gerda").go(BOARD)
    assert "Wie belt er na zes" not in gerda.content()
    open_column(gerda, item)
    tab_to(gerda, f"#notes-{item} form[action$='/reveal/'] button")
    gerda.keyboard.press("Enter")
    gerda.wait_for_selector(f"#notes-{item} .note")
    assert "Wie belt er na zes" in gerda.locator(f"#notes-{item}").inner_text()

    tab_to(gerda, f"#notes-{item} .note-tools > summary")
    gerda.keyboard.press("Enter")
    tab_to(gerda, f"#notes-{item} .note-theme input[name=theme]")
    gerda.keyboard.type("Bereikbaar")
    gerda.keyboard.press("Enter")
    gerda.wait_for_selector(f"#notes-{item} .board-theme")
    assert gerda.locator(f"#notes-{item} .board-theme").inner_text() == "Bereikbaar"
    assert gerda.evaluate("document.activeElement.className") == "note"

    tab_to(gerda, f"#notes-{item} .note-tools > summary")
    gerda.keyboard.press("Enter")
    tab_to(gerda, "a[href$='/question/']")
    gerda.keyboard.press("Enter")
    gerda.wait_for_url("**/question/")
    tab_to(gerda, "main .btn-primary")
    gerda.keyboard.press("Enter")
    gerda.wait_for_selector(f"#notes-{item} a[href^='/questions/']")
    words = "SELECT text FROM wins_questionwording WHERE text = %s"
    assert site.rows(words, "Wie belt er na zes uur terug?") == [("Wie belt er na zes uur terug?",)]
    assert faults_at_360(gerda) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_two_who_write_at_the_same_moment_both_stay(scripts, window, site):
    people = {name: window(name, java_script_enabled=scripts).go(BOARD) for name in ("wies", "gerda")}
    item = people["wies"].locator("[data-board-current] input[name=item]").first.get_attribute("value")
    start = f"Tegelijk {scripts}"
    for name, page in people.items():
        page.fill(f"#id_{item}_text", f"{start} van {name}")
    for page in people.values():
        page.locator(f"#column-{item} .btn-primary").click(no_wait_after=True)
    for page in people.values():
        page.wait_for_url("**/board/?column=*")

    assert site.rows(NOTES, f"{start}%") == [(f"{start} van gerda",), (f"{start} van wies",)]


def test_what_is_new_is_said_and_shown_on_request_while_typing_stays(window):
    wies, gerda = window("wies").go(BOARD), window("gerda").go(BOARD)
    item = wies.locator("[data-board-current] input[name=item]").first.get_attribute("value")
    wies.fill(f"#id_{item}_text", "Nog niet af")
    gerda.fill(f"#id_{item}_text", "Nieuw van de begeleider")
    gerda.locator(f"#column-{item} .btn-primary").click()
    gerda.wait_for_url("**/board/?column=*")

    refresh = wies.locator("[data-live-board] a")
    refresh.wait_for(state="visible", timeout=9_000)
    assert "Nieuw van de begeleider" not in wies.locator(f"#notes-{item}").inner_text()
    refresh.click()
    wies.locator(f"#notes-{item}", has_text="Nieuw van de begeleider").wait_for()

    assert wies.input_value(f"#id_{item}_text") == "Nog niet af"
    assert refresh.is_hidden()


def test_the_question_of_now_opens_by_itself_when_the_facilitator_goes_on(window, site):
    wies = window("wies").go(BOARD)
    before = wies.locator("[data-board-current]").get_attribute("id")
    gerda = window("gerda").go("/sessions/{running}/run/")
    next_one = f"#column-{site.place['ambition_item']}"
    assert wies.locator(next_one).get_attribute("open") is None
    gerda.locator("li", has_text="5 ").last.locator("button").click()

    wies.wait_for_selector(f"{next_one}[open]", timeout=9_000)
    assert wies.locator(".board > :first-child").get_attribute("id") == next_one[1:] != before
    gerda.locator("#back").click()
