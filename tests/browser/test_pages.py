"""Every page: axe in both themes, no sideways scrolling, headings, targets, titles, a silent console."""

import re
from collections import Counter

import pytest
from django.urls import resolve, reverse

from tests.browser import urls
from tests.browser.looking import ALL_RULES, COLOURS, axe_of, faults_of, overflow_of
from tests.browser.pages import NO_PAGES, OTHER_LOOKS, PAGES

FLOATING = "– Small Wins"


def expected(complaints, page):
    """A refused page is itself an error to the console; nothing else is."""
    return [c for c in complaints if page.status == 200 or f"status of {page.status}" not in c]


@pytest.mark.parametrize("page", PAGES + OTHER_LOOKS, ids=str)
def test_page_is_accessible_and_keeps_within_its_width(page, kept_window):
    window = kept_window(page.person)
    shown = window.go(page.path)
    assert window.answer.status == page.status
    found = {
        "axe light": axe_of(shown, ALL_RULES),
        "look": faults_of(shown),
        "360": overflow_of(shown, width=360),
        "320": overflow_of(shown, width=320),
    }
    shown.emulate_media(color_scheme="dark")
    found |= {"axe dark": axe_of(shown, COLOURS), "look dark": faults_of(shown)}
    if page.main:
        shown.set_viewport_size({"width": 1280, "height": 800})
        found |= {"axe wide dark": axe_of(shown, COLOURS), "look wide": faults_of(shown)}
        shown.emulate_media(color_scheme="light")
        found |= {"axe wide": axe_of(shown, ALL_RULES)}
    found["console"] = expected(window.complaints, page)
    assert [f"{kind}: {fault}" for kind, faults in found.items() for fault in faults] == []
    assert shown.locator("html").get_attribute("lang") == "nl"


# A form sent empty or wrong: the address, who sends it, the button.
REFUSED = [
    ("/accounts/login/", "", "main form .btn-primary"),
    ("/wins/new/", "samira", "button[value=share]"),
    ("/wins/new/?kind=setback", "samira", "button[value=share]"),
    ("/trajectories/{trajectory}/schedule/", "marit", "main .btn-primary[value=notify]"),
    ("/trajectories/{trajectory}/people/", "marit", "main .btn-primary"),
    ("/trajectories/new/", "marit", "main .btn-primary"),
    ("/sessions/{session}/cancel/", "marit", "main form button[type=submit]"),
]


@pytest.mark.parametrize(("path", "person", "button"), REFUSED)
def test_refused_form_is_accessible(path, person, button, kept_window):
    window = kept_window(person)
    shown = window.go(path)
    shown.locator(button).first.click()
    shown.wait_for_selector("#error-summary:focus")
    assert re.match(r"(Fout|Error): ", shown.title())
    assert axe_of(shown, ALL_RULES) + faults_of(shown) + overflow_of(shown, width=320) == []
    shown.emulate_media(color_scheme="dark")
    assert axe_of(shown, COLOURS) == []


def test_what_the_table_leaves_out_answers_no_get(site, browser):
    context = browser.new_context(storage_state=site.state_of("samira"))
    for name, arguments in urls.addresses():
        if NO_PAGES.get(name) == "POST only":
            answer = context.request.get(site.url + reverse(name, urlconf=urls, kwargs=arguments))
            assert answer.status == 405, name
    context.close()


def test_table_names_every_address():
    pages = {page.name for page in PAGES}
    assert sorted(pages | NO_PAGES.keys()) == sorted(name for name, _ in urls.addresses())
    assert pages & NO_PAGES.keys() == set()


def test_table_names_the_address_it_opens(site):
    for page in PAGES + OTHER_LOOKS:
        path = page.path.format(**site.place).partition("?")[0]
        assert resolve(path, urlconf=urls).view_name == page.name


def test_titles_are_unique_and_end_with_the_product(browser, site):
    titles = {}
    for person in {page.person for page in PAGES}:
        context = browser.new_context(storage_state=site.state_of(person))
        for page in PAGES:
            if page.person == person:
                html = context.request.get(site.address(page.path)).text()
                titles[str(page)] = re.search(r"<title>\s*(.*?)\s*</title>", html, re.DOTALL)[1]
        context.close()
    assert [title for title in titles.values() if not re.match(rf"\S.* {FLOATING}$", title)] == []
    twins = [title for title, number in Counter(titles.values()).items() if number > 1]
    doubled = {name: title for name, title in titles.items() if title in twins}
    assert (doubled, len(titles)) == ({}, len(PAGES))


@pytest.mark.parametrize("path", ["/", "/teams/{long_team}/", "/wins/new/", "/settings/"])
def test_english_reader_gets_an_english_page(path, window):
    page = window("ellen").go(path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("body").get_attribute("data-chars-left") == "Characters left: {n}"


def test_skip_link_leads_past_the_menu(window):
    page = window("samira").go("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "skip"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"
