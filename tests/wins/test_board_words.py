"""What a column says beside its field, also when a note comes back to be changed."""

import pytest

from sessions.models import BoardNote
from tests.wins import boards
from tests.wins.pages import words

pytestmark = pytest.mark.usefixtures("english")

HINT = "Without a name: nobody sees or can find out who wrote it."


@pytest.fixture
def board(cast):
    return boards.build(cast)


@pytest.mark.parametrize(
    ("text", "more"),
    [("", {}), ("Bel 06-12345678.", {"privacy_change": "1"})],
    ids=["empty", "change the text"],
)
def test_a_note_that_comes_back_stands_under_its_question(text, more, board, cast, browser_of):
    answer = boards.write(browser_of(cast.samira), board, board.unnamed, text, **more)

    label = f'for="id_sent_text">{board.unnamed.prompt}'
    assert label in answer.content.decode()
    assert words(answer).count(HINT) == 1
    assert "Your note" not in words(answer).replace("Your notes", "")
    assert not BoardNote.objects.exists()


def test_the_column_itself_says_that_the_note_is_there(board, cast, browser_of):
    client = browser_of(cast.samira)

    page = client.get(boards.write(client, board, board.plain, "Het bleef stil.").url).content.decode()

    column = page[page.index(f'id="column-{board.plain.pk}"') :].partition("</details>")[0]
    assert "Your note is on the board." in column
    assert page.count("Your note is on the board.") == 2
