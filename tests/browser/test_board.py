"""The board by keyboard alone, and with two people at once, on a narrow screen."""

import pytest
from django.utils import timezone

from sessions.models import AgendaItem, BreakoutGroup, GroupMember, Run
from sessions.services import run as services
from smallwins.accounts.models import User
from tests.browser.looking import ALL_RULES, axe_of, faults_of, overflow_of

BOARD = "/sessions/{running}/board/"
NOTES = "SELECT text FROM learning_sessions_boardnote WHERE text LIKE %s ORDER BY text"
MOST_TABS = 150
PATIENCE = 15_000  # milliseconds


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
    refresh.wait_for(state="visible", timeout=PATIENCE)
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
    with gerda.expect_navigation():
        gerda.locator("li", has_text="5 ").last.locator("button").click()

    wies.wait_for_selector(f"{next_one}[open]", timeout=PATIENCE)
    assert wies.locator(".board > :first-child").get_attribute("id") == next_one[1:] != before
    with gerda.expect_navigation():
        gerda.locator("#back").click()


def shown_item(site):
    """A question of which everybody reads the notes."""
    items = AgendaItem.objects.filter(learning_session=site.place["running"], revealed_at__isnull=False)
    return items.exclude(pk=site.place["ambition_item"]).filter(board_notes__isnull=False).first().pk


def test_sending_one_note_keeps_what_is_typed_in_the_other_columns(window, site):
    wies, item, other = window("wies").go(BOARD), shown_item(site), site.place["ambition_item"]
    for each, words in ((other, "Nog niet verstuurd"), (item, "Wel verstuurd")):
        wies.evaluate("id => { document.getElementById(id).open = true; }", f"column-{each}")
        wies.fill(f"#id_{each}_text", words)
    wies.locator(f"#column-{item} .btn-primary").click()
    wies.wait_for_selector(f"#column-{item} [role=status]:not(.countdown)")

    assert wies.input_value(f"#id_{other}_text") == "Nog niet verstuurd"
    assert wies.is_visible(f"#id_{other}_text")
    assert wies.input_value(f"#id_{item}_text") == ""
    wies.locator(f"#column-{other} .btn-primary").click()
    wies.wait_for_selector(f"#column-{other} [role=status]:not(.countdown)")
    assert wies.input_value(f"#id_{other}_text") == ""


def test_the_tag_goes_along_and_is_gone_when_the_session_ends(window, site):
    run, items = Run.objects.get(pk=site.place["running"]), (shown_item(site), site.place["ambition_item"])
    item = run.current_item

    def start(pk):
        run.refresh_from_db()
        there = run.learning_session.agenda_items.get(pk=pk)
        services.go_to(run=run, item=there, version=run.version, now=timezone.now())

    start(items[0])
    wies = window("wies").go(BOARD)
    tag = wies.locator(".board-column > summary .tag")
    assert wies.locator(f"#column-{items[0]}[data-board-current] > summary .tag").count() == tag.count() == 1
    try:
        start(items[1])
        wies.wait_for_selector(f"#column-{items[1]}[data-board-current] > summary .tag", timeout=PATIENCE)
        assert tag.count() == wies.locator("[data-board-current]").count() == 1
        run.refresh_from_db()
        services.finish(run=run, version=run.version, now=timezone.now())
        tag.wait_for(state="detached", timeout=PATIENCE)
        assert wies.locator("[data-board-current]").count() == 0
        assert wies.is_visible("[data-live-when=over] a[href$='/after/']")
    finally:
        Run.objects.filter(pk=run.pk).update(finished_at=None, current_item=item)
        services.touch(run.pk)


def test_groups_that_are_dealt_appear_while_somebody_writes(window, site):
    running, wies = site.place["running"], window("wies").go(BOARD)
    person = User.objects.get(email__startswith="wies")
    item = wies.locator("[data-board-current] input[name=item]").first.get_attribute("value")
    GroupMember.objects.filter(learning_session=running, user=person).delete()
    wies.reload()
    assert wies.is_hidden("#group")
    wies.fill(f"#id_{item}_text", "Nog niet af")
    group = BreakoutGroup.objects.create(learning_session_id=running, number=77)
    GroupMember.objects.create(group=group, learning_session_id=running, user=person)
    services.touch(running)

    wies.locator("#group", has_text="77").wait_for(timeout=PATIENCE)
    assert wies.input_value(f"#id_{item}_text") == "Nog niet af"
    group.delete()


def test_refreshing_keeps_a_theme_that_is_being_typed(window, site):
    wies, gerda, item = window("wies").go(BOARD), window("gerda").go(BOARD), shown_item(site)
    for page in (wies, gerda):
        page.evaluate("id => { document.getElementById(id).open = true; }", f"column-{item}")
    tools = f"#notes-{item} .note-tools"
    gerda.locator(f"{tools} > summary").first.click()
    gerda.locator(f"{tools}[open] input[name=theme]").fill("Half getypt")
    wies.fill(f"#id_{item}_text", "Ondertussen")
    wies.locator(f"#column-{item} .btn-primary").click()
    gerda.locator("[data-live-board] a").click()
    gerda.locator(f"#notes-{item}", has_text="Ondertussen").wait_for()

    assert gerda.locator(f"{tools}[open] input[name=theme]").input_value() == "Half getypt"
