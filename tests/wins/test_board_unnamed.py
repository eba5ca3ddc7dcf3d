"""Notes without a name: nothing in any row leads back to who wrote them (docs/product.md, F10)."""

import datetime as dt
import io
import logging
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from sessions.models import AgendaItem, BoardNote, Run
from tests.wins import boards
from tests.wins.pages import links, read, words
from trajectories.models import Membership
from wins.models import Win

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def board(cast):
    return boards.build(cast)


def everything_stored():
    """Every row of every table as the database writes it: table → lines."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = sorted(line for (line,) in cursor.fetchall())
    return found


def test_whole_row_says_nothing_of_its_author(board, cast, browser_of):
    client, key = browser_of(cast.samira), uuid.uuid4()

    answer = boards.write(client, board, board.unnamed, "Ik durf het niet te zeggen.", client_uuid=key)

    assert answer.status_code == 302
    row = BoardNote.objects.values().get()
    assert row.pop("id").version == 4
    assert row == {
        "learning_session_id": board.session.pk,
        "agenda_item_id": board.unnamed.pk,
        "author_id": None,
        "text": "Ik durf het niet te zeggen.",
        "theme": "",
        "client_uuid": key,
        "version": 1,
        "became": "",
        "became_id": None,
        "written_at": board.session.starts_at,
    }


def test_no_other_row_changes_when_it_is_written(board, cast, browser_of):
    clients = {person: browser_of(person) for person in (cast.samira, cast.joost)}
    for client in clients.values():
        client.get(board.url)
    before = everything_stored()

    for person, client in clients.items():
        boards.write(client, board, board.unnamed, f"Stil van {person.pk.hex[:4]}")

    after = everything_stored()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"learning_sessions_boardnote"}
    rows = "".join(after["learning_sessions_boardnote"])
    people = [
        str(pk)
        for person in clients
        for pk in (person.pk, *Membership.objects.filter(user=person).values_list("pk", flat=True))
    ]
    assert not [pk for pk in people if pk in rows]
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in rows]


def test_order_on_the_board_is_not_the_order_of_writing(board, cast, browser_of):
    boards.shown(board.unnamed)
    texts = [f"Briefje nummer {place:02}" for place in range(12)]
    for text in texts:
        boards.write(browser_of(cast.samira), board, board.unnamed, text)

    page = boards.read(browser_of(cast.joost), board)
    order = sorted(texts, key=page.index)

    assert order == list(BoardNote.objects.order_by("pk").values_list("text", flat=True))
    assert order != texts  # random keys: in order once in 479 million runs
    assert len(set(BoardNote.objects.values_list("written_at", flat=True))) == 1


def test_no_log_line_and_no_address_name_the_item(board, cast, browser_of):
    caught = io.StringIO()
    handler = logging.StreamHandler(caught)
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "smallwins")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        boards.write(browser_of(cast.samira), board, board.unnamed, "Ongezegd.")
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)

    assert str(board.unnamed.pk) not in board.url
    assert "Ongezegd" not in caught.getvalue()
    assert str(cast.samira.pk) not in caught.getvalue()
    assert "samira" not in caught.getvalue().lower()


def test_nobody_sees_it_before_it_is_shown_and_nobody_a_name_after(board, cast, browser_of):
    boards.write(browser_of(cast.samira), board, board.unnamed, "Ongezegd.")
    one = BoardNote.objects.get()

    for person in (cast.samira, cast.marit):
        page = boards.read(browser_of(person), board)
        assert "Ongezegd." not in page
        assert "1 note is on the board." in page
        assert browser_of(person).get(boards.on(one, "edit")).status_code == 404
    boards.shown(board.unnamed)

    page = boards.read(browser_of(cast.samira), board)
    assert "Ongezegd." in page
    assert "Ongezegd. Samira" not in page
    client = browser_of(cast.samira)
    assert boards.on(one, "edit") not in links(client.get(board.url))
    for act in ("edit", "delete"):
        assert client.post(boards.on(one, act), {"text": "Anders", "version": 1}).status_code == 403


def test_field_says_so_beforehand(board, cast, browser_of):
    page = boards.read(browser_of(cast.samira), board)

    assert "nobody sees or can find out who wrote it. So you cannot change it" in page
    assert page.count("Only you see it, until the facilitator shows all notes.") == 2


def test_a_promise_made_by_an_open_page_is_kept(board, cast, browser_of):
    """The facilitator asks for names while somebody still writes without."""
    data = boards.typed(board, board.unnamed, "Getypt zonder naam.")
    AgendaItem.objects.filter(pk=board.unnamed.pk).update(is_anonymous=False)
    client = browser_of(cast.samira)

    answer = client.post(board.url, data)

    assert answer.status_code == 422
    assert "Notes here carry a name since you opened this page." in words(answer)
    assert "Getypt zonder naam." in answer.content.decode()
    assert not BoardNote.objects.exists()
    again = next(form for form in read(answer).forms if form.fields.get("text") == ["Getypt zonder naam."])
    assert client.post(board.url, again.fields).status_code == 302
    assert BoardNote.objects.get().author == cast.samira


def test_facilitator_takes_away_what_nobody_else_can(board, cast, browser_of):
    one = boards.note(board.unnamed, None, "Over mevrouw die op 3 hoog woont.")
    two = boards.note(boards.shown(board.plain), cast.samira)
    marit = browser_of(cast.marit)
    assert marit.post(boards.on(one, "delete")).status_code == 404
    boards.shown(board.unnamed)

    assert browser_of(cast.joost).post(boards.on(one, "delete")).status_code == 403
    assert marit.post(boards.on(two, "delete")).status_code == 403
    assert marit.post(boards.on(one, "delete")).status_code == 302
    assert list(BoardNote.objects.all()) == [two]


def test_a_participant_adopts_it_as_an_own_draft_once(board, cast, browser_of):
    one = boards.note(boards.shown(board.unnamed), None, "We belden samen.")
    assert browser_of(cast.marit).get(boards.on(one, "win")).status_code == 403
    assert browser_of(board.oona).get(boards.on(one, "win")).status_code == 403

    answer = boards.make(browser_of(cast.joost), one, "win")

    win = Win.objects.get()
    assert answer.url == reverse("wins:saved", args=[win.pk])
    assert (win.author, win.story, win.visibility, win.learning_session, win.team) == (
        cast.joost,
        "We belden samen.",
        "draft",
        board.session,
        cast.noord,
    )
    again = browser_of(cast.mehmet).post(boards.on(one, "win"), {"team": cast.zuid.pk})
    assert again.status_code == 302
    assert Win.objects.count() == 1
    page = boards.read(browser_of(cast.marit), board)
    assert "Taken up" in page
    assert "Joost" not in page


def test_boards_counter_rises_without_saying_who(board, cast, browser_of):
    now = board.session.starts_at - dt.timedelta(days=11)
    Run.objects.create(learning_session=board.session, item_started_at=now, started_at=now)

    boards.write(browser_of(cast.samira), board, board.unnamed, "Stil.")

    assert Run.objects.values_list("version", "board_version").get() == (1, 1)
