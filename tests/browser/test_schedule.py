"""Marit plans a session without scripts: rows, errors, the check, the invitations."""

import datetime as dt
import re

from tests import factories

PAGE = "/trajectories/{trajectory}/schedule/"
MORE = "button[name=action][value=more_rows]"
NOTIFY = "button.btn-primary[name=action][value=notify]"
TITLE = "Vragenuur over de huisregels"


def fill(page, *, day, link):
    page.check("input[name=mode][value=single]")
    page.fill("input[name=title]", TITLE)
    page.fill("input[name=starts_at_date]", day.isoformat())
    page.fill("input[name=starts_at_time]", "14:30")
    page.fill("input[name=video_url]", link)
    page.fill("input[name=agenda-0-title]", "Welkom")
    page.fill("input[name=agenda-0-minutes]", "15")


def kept(page):
    names = ("title", "starts_at_date", "starts_at_time", "video_url", "agenda-0-title", "agenda-0-minutes")
    return [page.input_value(f"input[name={name}]") for name in names]


def test_session_is_planned_without_scripts(window, site):
    page = window("marit", java_script_enabled=False).go(PAGE)
    past, future = dt.date(2020, 1, 7), factories.days(60)
    fill(page, day=past, link="http://video.example")
    rows = page.locator("input[name$=-minutes][name^=agenda]").count()
    with page.expect_navigation():
        page.click(MORE)
    assert page.locator("input[name$=-minutes][name^=agenda]").count() > rows
    assert kept(page) == [TITLE, "2020-01-07", "14:30", "http://video.example", "Welkom", "15"]
    assert page.locator("#error-summary").count() == 0

    with page.expect_navigation():
        page.click(NOTIFY)
    assert re.match(r"(Fout|Error):", page.title())
    assert page.locator(":focus").get_attribute("id") == "error-summary"
    assert kept(page) == [TITLE, "2020-01-07", "14:30", "http://video.example", "Welkom", "15"]
    links = page.locator("#error-summary a")
    wrong = []
    for number in range(links.count()):
        links.nth(number).click()
        wrong.append(page.locator(":focus").get_attribute("name"))
    assert wrong == ["starts_at_date", "video_url"]
    for name in wrong:
        described = page.locator(f"input[name={name}]").get_attribute("aria-describedby").split()
        words = page.locator(f"#{described[-1]}").inner_text().splitlines()[-1]  # the first says: error
        assert words in page.locator("#error-summary").inner_text().splitlines()

    page.fill("input[name=starts_at_date]", future.isoformat())
    page.fill("input[name=video_url]", "https://video.example/uur")
    page.click(NOTIFY)
    page.wait_for_url(re.compile("/schedule/check/(#|$)"))
    state = "SELECT state FROM learning_sessions_learningsession WHERE title = %s"
    assert site.rows(state, TITLE) == [("draft",)]
    with page.expect_navigation():
        page.click("main form .btn-primary")
    assert site.rows(state, TITLE) == [("open",)]
    assert TITLE in page.locator("main").inner_text()


def test_double_press_plans_one_session(window, site):
    page = window("marit", java_script_enabled=False).go(PAGE)
    fill(page, day=factories.days(61), link="https://video.example")
    page.fill("input[name=title]", "Eén keer")
    page.dblclick(NOTIFY)
    page.wait_for_url(re.compile("/schedule/check/$"))
    found = site.rows("SELECT count(*) FROM learning_sessions_learningsession WHERE title = 'Eén keer'")
    assert found == [(1,)]
