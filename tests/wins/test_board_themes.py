"""Notes that are put together, by whoever takes part."""

import pytest

from sessions.models import BoardNote
from tests.wins import boards
from tests.wins.pages import words

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def board(cast):
    return boards.build(cast)


def test_notes_with_one_theme_stand_under_one_heading(board, cast, browser_of):
    boards.shown(board.plain)
    one, two = (
        boards.note(board.plain, cast.samira, "Sleutel weg."),
        boards.note(board.plain, cast.mehmet, "Deur dicht."),
    )
    boards.note(board.plain, cast.joost, "Iets anders.")

    assert (
        browser_of(cast.joost).post(boards.on(one, "theme"), {"theme": "Toegang", "version": 1}).status_code
        == 302
    )
    assert (
        browser_of(cast.marit).post(boards.on(two, "theme"), {"theme": "Toegang", "version": 1}).status_code
        == 302
    )
    assert (
        browser_of(cast.ruben).post(boards.on(two, "theme"), {"theme": "x", "version": 2}).status_code == 403
    )

    page = browser_of(cast.ruben).get(board.url).content.decode()
    assert page.count("<bdi>Toegang</bdi></h3>") == 1
    assert page.index("Toegang") < page.index("Sleutel weg.") < page.index("Not put together yet")
    assert page.index("Deur dicht.") < page.index("Not put together yet") < page.index("Iets anders.")


def test_two_themes_at_once_are_both_shown(board, cast, browser_of):
    one = boards.note(boards.shown(board.plain), cast.samira)
    boards_theme = boards.on(one, "theme")
    browser_of(cast.joost).post(boards_theme, {"theme": "Toegang", "version": 1})

    late = browser_of(cast.mehmet).post(boards_theme, {"theme": "Sleutels", "version": 1})
    same = browser_of(cast.marit).post(boards_theme, {"theme": "Toegang", "version": 1})

    assert late.status_code == 409
    assert "Toegang" in words(late)
    assert "Sleutels" in words(late)
    assert same.status_code == 302
    assert BoardNote.objects.get().theme == "Toegang"


def test_themes_to_choose_from_do_not_tell_what_is_still_silent(board, cast, browser_of):
    boards.note(board.plain, cast.samira, "Stil", theme="kanarie-thema")
    mine = boards.note(board.plain, cast.joost, "Ook stil")

    page = browser_of(cast.joost).get(boards.on(mine, "theme"))

    assert page.status_code == 200
    assert "kanarie" not in page.content.decode()
