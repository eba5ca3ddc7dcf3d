"""The harvest board: silent writing, showing, changing, putting together."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import AgendaItem, BoardNote, BreakoutGroup, GroupMember, Run, SessionState
from tests import factories
from tests.wins import boards
from tests.wins.pages import form_to, links, read, words
from tests.wins.test_queries import queries_of
from wins.models import GroupStory

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def board(cast):
    return boards.build(cast)


def test_everybody_sees_own_notes_and_how_many_there_are(board, cast, browser_of):
    boards.write(browser_of(cast.samira), board, board.plain, "Het bleef stil aan de deur.")
    boards.write(browser_of(cast.mehmet), board, board.plain, "De sleutel paste niet.")

    hers, theirs = boards.read(browser_of(cast.samira), board), boards.read(browser_of(cast.joost), board)

    assert "Het bleef stil aan de deur." in hers
    assert "De sleutel paste niet." not in hers
    assert "2 notes are on the board. Everybody reads them once the facilitator shows them." in hers
    assert "Het bleef stil" not in theirs
    assert "2 notes are on the board." in theirs


@pytest.mark.parametrize("who", ["marit", "ruben", "mehmet"])
def test_before_showing_nobody_reads_anothers_note_anywhere(who, board, cast, browser_of):
    hers = boards.note(board.plain, cast.samira, "kanarie-stil", theme="kanarie-thema")
    boards.note(board.ambition, cast.samira, "kanarie-ambitie")
    client = browser_of(getattr(cast, who))
    pages = [board.url, board.session.get_absolute_url(), reverse("sessions:list")]
    if who == "marit":
        pages.append(reverse("wins:board_ambition", args=[board.session.pk, board.ambition.pk]))

    for page in pages:
        assert "kanarie" not in client.get(page).content.decode(), page
    for act in ("edit", "delete", "theme", "barrier", "question", "solution", "step", "win"):
        assert client.get(boards.on(hers, act)).status_code == 404, act


def test_showing_is_the_facilitators_and_lets_everybody_read_with_names(board, cast, browser_of):
    boards.note(board.plain, cast.samira, "Het bleef stil.")
    boards.note(board.ambition, cast.samira, "Nog even stil.")
    reveal = reverse("wins:board_reveal", args=[board.session.pk, board.plain.pk])

    refused = [browser_of(person).post(reveal).status_code for person in (cast.samira, cast.ruben)]
    assert refused == [403, 403]
    assert "Het bleef stil." not in boards.read(browser_of(cast.joost), board)

    marit = browser_of(cast.marit)
    assert form_to(marit.get(board.url), reveal)
    assert marit.post(reveal).status_code == 302
    first = AgendaItem.objects.get(pk=board.plain.pk).revealed_at
    marit.post(reveal)

    assert AgendaItem.objects.get(pk=board.plain.pk).revealed_at == first
    for person in (cast.joost, cast.mehmet, cast.marit, cast.ruben):
        page = boards.read(browser_of(person), board)
        assert "Het bleef stil. Samira Yilmaz" in page
        assert "Nog even stil." not in page


def test_writing_is_for_who_takes_part(board, cast, browser_of):
    said = {
        name: boards.write(browser_of(person), board, board.plain, f"Van {name}").status_code
        for name, person in (
            ("samira", cast.samira),
            ("mehmet", cast.mehmet),
            ("marit", cast.marit),
            ("ruben", cast.ruben),
            ("oona", board.oona),
            ("otto", cast.otto),
            ("els", cast.els),
        )
    }

    assert said == {
        "samira": 302,
        "mehmet": 302,
        "marit": 302,
        "ruben": 403,
        "oona": 403,
        "otto": 404,
        "els": 404,
    }
    assert sorted(BoardNote.objects.values_list("text", flat=True)) == [
        "Van marit",
        "Van mehmet",
        "Van samira",
    ]


def test_one_key_is_one_note_and_other_words_are_another(board, cast, browser_of):
    client, key = browser_of(cast.samira), uuid.uuid4()

    for text in ("Eén keer.", "Eén keer.", "Nog een.", "Nog een."):
        boards.write(client, board, board.plain, text, client_uuid=key)
    boards.write(browser_of(cast.joost), board, board.plain, "Van Joost.", client_uuid=key)

    found = BoardNote.objects.order_by("text").values_list("text", "author__name")
    assert list(found) == [
        ("Eén keer.", "Samira Yilmaz"),
        ("Nog een.", "Samira Yilmaz"),
        ("Van Joost.", "Joost Bakker"),
    ]


def test_a_refused_note_keeps_its_words_where_they_were_typed(board, cast, browser_of):
    long = "x" * 601

    answer = boards.write(browser_of(cast.samira), board, board.ambition, long)

    assert answer.status_code == 422
    assert "Shorten your text by 1 character" in words(answer)
    forms = [form.fields for form in read(answer).forms if form.action == board.url]
    assert [form["item"] for form in forms if form["text"] == [long]] == [[str(board.ambition.pk)]]
    assert len(forms) == 3


def test_words_under_a_question_that_is_gone_are_not_lost(board, cast, browser_of):
    data = boards.typed(board, board.plain, "Getypt en bijna weg.")
    board.plain.delete()

    answer = browser_of(cast.samira).post(board.url, data)

    assert answer.status_code == 422
    assert "This question is no longer on the board" in words(answer)
    assert ["Getypt en bijna weg."] in [form.fields.get("text") for form in read(answer).forms]
    assert not BoardNote.objects.exists()


def test_privacy_is_asked_before_a_note_stands(board, cast, browser_of):
    client = browser_of(cast.samira)
    data = boards.typed(board, board.plain, "Bel mevrouw Jansen op 06-12345678.")

    asked = client.post(board.url, data)

    assert "Could someone recognise a resident from this?" in words(asked)
    assert not BoardNote.objects.exists()
    seen = dict(form_to(asked, board.url).buttons)["privacy_seen"]
    assert client.post(board.url, data | {"privacy_seen": seen}).status_code == 302
    assert BoardNote.objects.get().text == data["text"]
    assert client.post(board.url, data | {"text": "BSN 123456782", "privacy_seen": seen}).status_code == 422


@pytest.mark.parametrize("why", ["draft", "cancelled", "closed"])
def test_board_takes_notes_only_while_it_is_open(why, cast, browser_of):
    fields = {
        "draft": {"state": SessionState.DRAFT},
        "cancelled": {"state": SessionState.CANCELLED, "cancel_reason": "Ziek"},
        "closed": {},
    }[why]
    board = boards.build(cast, **fields)
    hers = boards.note(boards.shown(board.plain), cast.marit)
    if why == "closed":
        cast.trajectory.closed_at = timezone.now()
        cast.trajectory.save()
    client = browser_of(cast.marit)

    answer = boards.write(client, board, board.plain, "Te laat.")

    assert answer.status_code == 422
    assert "The board is closed: nothing new is added." in words(answer)
    assert BoardNote.objects.count() == 1
    assert boards.on(hers, "edit") not in links(client.get(board.url))
    assert client.post(boards.on(hers, "edit"), {"text": "Anders"}).status_code == 403
    assert client.post(boards.on(hers, "step"), {"text": "Anders"}).status_code == 403
    assert BoardNote.objects.get().text == hers.text


def test_author_alone_changes_and_deletes(board, cast, browser_of):
    hers = boards.note(boards.shown(board.plain), cast.samira, "Eerst.")
    for person in (cast.joost, cast.mehmet, cast.marit, cast.ruben, board.oona):
        for act in ("edit", "delete"):
            answer = browser_of(person).post(boards.on(hers, act), {"text": "Niet van mij", "version": 1})
            assert answer.status_code == 403, (person, act)
    client = browser_of(cast.samira)

    assert client.post(boards.on(hers, "edit"), {"text": "Daarna.", "version": 1}).status_code == 302
    assert BoardNote.objects.get().text == "Daarna."
    stale = client.post(boards.on(hers, "edit"), {"text": "Te oud.", "version": 1})
    assert stale.status_code == 409
    assert "Daarna." in words(stale)
    assert "Te oud." in words(stale)
    assert client.get(boards.on(hers, "delete")).status_code == 200
    assert BoardNote.objects.exists()
    client.post(boards.on(hers, "delete"))
    assert not BoardNote.objects.exists()


def test_the_current_item_comes_first_and_is_the_open_one(board, cast, browser_of):
    now = timezone.now()
    page = browser_of(cast.samira).get(board.url).content.decode()
    assert page.count(" open>") == 3

    Run.objects.create(
        learning_session=board.session, current_item=board.ambition, item_started_at=now, started_at=now
    )
    page = browser_of(cast.samira).get(board.url).content.decode()

    assert page.index("Ambitie</bdi></h2>") < page.index("Oogsten</bdi></h2>")
    assert page.count('<details class="card board-column"') == 3
    assert page.count(" open data-board-current>") == page.count(" open") == 1


def test_an_item_without_a_prompt_has_no_column(board, cast, browser_of):
    factories.agenda_item(board.session, "Pauze van vijf minuten", position=9)

    assert "Pauze van vijf minuten" not in boards.read(browser_of(cast.samira), board)


def test_every_new_note_and_showing_tell_open_screens(board, cast, browser_of):
    now = timezone.now()
    Run.objects.create(learning_session=board.session, item_started_at=now, started_at=now)
    key = uuid.uuid4()

    for text in ("Een.", "Een."):
        boards.write(browser_of(cast.samira), board, board.plain, text, client_uuid=key)
    run = Run.objects.get()
    assert (run.version, run.board_version) == (1, 1)

    browser_of(cast.marit).post(reverse("wins:board_reveal", args=[board.session.pk, board.plain.pk]))
    run = Run.objects.get()
    assert (run.version, run.board_version) == (2, 2)


def test_changing_and_deleting_what_is_shown_tell_open_screens(board, cast, browser_of):
    now = timezone.now()
    Run.objects.create(learning_session=board.session, item_started_at=now, started_at=now)
    hers = boards.note(boards.shown(board.plain), cast.samira, "Eerst.")
    quiet = boards.note(board.ambition, cast.samira, "Nog stil.")
    client = browser_of(cast.samira)

    client.post(boards.on(quiet, "edit"), {"text": "Nog altijd stil.", "version": 1})
    counts = [Run.objects.get().board_version]
    client.post(boards.on(hers, "edit"), {"text": "Daarna.", "version": 1})
    counts.append(Run.objects.get().board_version)
    client.post(boards.on(hers, "delete"))
    counts.append(Run.objects.get().board_version)

    assert counts == [0, 1, 2]


def test_page_asks_the_same_for_3_and_30_notes(board, cast, browser_of):
    now = timezone.now()
    board.session.starts_at = now - dt.timedelta(minutes=10)
    board.session.save()
    Run.objects.create(
        learning_session=board.session, current_item=board.plain, item_started_at=now, started_at=now
    )
    boards.shown(board.plain)

    def fill(number):
        for place in range(number):
            boards.note(
                board.plain, (cast.samira, cast.mehmet)[place % 2], f"Briefje {place}", theme=f"{place % 3}"
            )
            boards.note(board.unnamed, None, f"Briefje {place}")
            factories.win(cast.noord, cast.samira, title=f"V{place}", visibility="trajectory")
            factories.win(cast.noord, cast.samira, title=f"V{place}")
            boards.note(
                board.plain, cast.samira, became="step", became_id=factories.step(cast.noord, f"S{place}").pk
            )
            win = factories.win(cast.noord, cast.samira, visibility="draft")
            boards.note(board.plain, cast.samira, became="win", became_id=win.pk)

    fill(3)
    group = BreakoutGroup.objects.create(learning_session=board.session, number=1)
    for person in (cast.samira, cast.mehmet):
        GroupMember.objects.create(group=group, learning_session=board.session, user=person)
    read = factories.win(cast.noord, cast.samira, title="Voor de groep", visibility="trajectory")
    GroupStory.objects.create(group=group, win=read)
    people = (cast.samira, cast.marit, cast.ruben)
    few = [len(queries_of(browser_of(person), board.url)) for person in people]
    fill(27)
    many = [queries_of(browser_of(person), board.url) for person in people]

    assert [len(queries) for queries in many] == few
    assert max(few) <= 12, "\n".join(many[0])
