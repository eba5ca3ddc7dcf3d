"""Stories in the room: an author shows one in a session, and takes it back; nobody else ever does."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins import boards
from tests.wins.pages import links, words
from wins.models import Comment, LensReading, ShownWin, Win
from wins.services import win as services

pytestmark = pytest.mark.usefixtures("english")
CANARY = "kanarie-in-de-kamer"


@pytest.fixture
def board(cast):
    return boards.build(cast)


@pytest.fixture
def story(cast):
    """Shared with team Noord alone, with a reading and a response that stay there."""
    win = factories.win(
        cast.noord, cast.samira, title="Samen aanbellen", story=CANARY, friction="kanarie-wrijving"
    )
    LensReading.objects.create(win=win, reader=cast.joost, c1="yes", evidence={"C1": "kanarie-bril"})
    Comment.objects.create(win=win, author=cast.joost, text="kanarie-reactie")
    return win


def tap(client, win, board, action="show"):
    return client.post(reverse("wins:show", args=[win.pk]), {"session": board.session.pk, "action": action})


def readers(board, cast, browser_of):
    """Who meets the story on the board."""
    people = {
        "samira": cast.samira,
        "joost": cast.joost,
        "mehmet": cast.mehmet,
        "marit": cast.marit,
        "ruben": cast.ruben,
        "oona": board.oona,
        "otto": cast.otto,
        "els": cast.els,
    }
    return {name for name, person in people.items() if CANARY in boards.read(browser_of(person), board)}


def test_a_story_of_the_team_is_not_on_the_board_by_itself(board, story, cast, browser_of):
    assert readers(board, cast, browser_of) == set()
    assert "Show in this session" in boards.read(browser_of(cast.samira), board)
    assert "Samen aanbellen" not in boards.read(browser_of(cast.joost), board)


def test_its_author_shows_it_to_who_takes_part_and_takes_it_back(board, story, cast, browser_of):
    samira = browser_of(cast.samira)

    tap(samira, story, board)
    assert readers(board, cast, browser_of) == {"samira", "joost", "mehmet", "marit"}
    tap(samira, story, board)
    assert ShownWin.objects.count() == 1

    tap(samira, story, board, "take_back")
    assert readers(board, cast, browser_of) == set()


def test_only_title_and_story_on_the_board_alone(board, story, cast, browser_of):
    tap(browser_of(cast.samira), story, board)
    mehmet = browser_of(cast.mehmet)

    page = boards.read(mehmet, board)

    assert "Samen aanbellen" in page
    for canary in ("kanarie-wrijving", "kanarie-bril", "kanarie-reactie"):
        assert canary not in page
    assert story.get_absolute_url() not in links(mehmet.get(board.url))
    for name in ("wins:win", "wins:lens"):
        assert mehmet.get(reverse(name, args=[story.pk])).status_code == 403
    assert mehmet.post(reverse("wins:comment_new", args=[story.pk]), {"text": "Mooi"}).status_code == 403
    for url in ("/", board.session.get_absolute_url(), cast.trajectory.get_absolute_url()):
        assert CANARY not in mehmet.get(url).content.decode()


def test_nobody_else_shows_or_takes_back(board, story, cast, browser_of):
    for person in (cast.joost, cast.marit, cast.mehmet, cast.ruben):
        assert tap(browser_of(person), story, board).status_code == 403
    assert not ShownWin.objects.exists()
    tap(browser_of(cast.samira), story, board)
    for person in (cast.joost, cast.marit):
        assert tap(browser_of(person), story, board, "take_back").status_code == 403
    assert ShownWin.objects.count() == 1


def test_withdrawn_narrowed_or_draft_it_is_gone(board, story, cast, browser_of):
    samira = browser_of(cast.samira)
    draft = factories.win(cast.noord, cast.samira, story="Nog niet.", visibility="draft")
    assert tap(samira, draft, board).status_code == 404
    tap(samira, story, board)

    services.withdraw_win(win=story, now=timezone.now())

    assert readers(board, cast, browser_of) == set()
    assert tap(samira, story, board).status_code == 404


def test_only_in_sessions_of_its_own_team(board, story, cast, browser_of):
    theirs = factories.learning_session(cast.trajectory, cast.zuid, title="Alleen Zuid")
    elsewhere = factories.learning_session(cast.elsewhere, cast.their_team)
    samira = browser_of(cast.samira)

    for one in (theirs, elsewhere):
        answer = samira.post(reverse("wins:show", args=[story.pk]), {"session": one.pk, "action": "show"})
        assert answer.status_code == 404
    assert not ShownWin.objects.exists()


def test_name_on_the_board_is_as_the_author_chose(board, story, cast, browser_of):
    Win.objects.update(show_name=False)
    tap(browser_of(cast.samira), story, board)

    assert "Someone from Team Noord" in boards.read(browser_of(cast.mehmet), board)
    assert "Samira" not in boards.read(browser_of(cast.mehmet), board)
    assert "Samira" in boards.read(browser_of(cast.joost), board)


def test_privacy_is_asked_before_more_people_read_it(board, cast, browser_of):
    story = factories.win(cast.noord, cast.samira, story="Mevrouw Jansen deed open.")

    answer = tap(browser_of(cast.samira), story, board)

    assert "Could someone recognise a resident from this?" in words(answer)
    assert not ShownWin.objects.exists()


def test_shared_since_the_session_before_is_listed_for_its_readers(board, cast, browser_of):
    now = timezone.now()
    before = factories.learning_session(
        cast.trajectory, cast.noord, title="Eerder", starts_at=now - dt.timedelta(days=20)
    )
    old = now - dt.timedelta(days=30)
    wide = {"visibility": "trajectory"}
    new = factories.win(cast.noord, cast.samira, title="Nieuw verhaal", **wide)
    factories.win(cast.noord, cast.samira, title="Oud verhaal", **wide, shared_at=old)
    factories.win(board.oost, board.oona, title="Verhaal van Oost", **wide)
    factories.win(cast.zuid, cast.mehmet, title="Alleen team Zuid")
    assert before.starts_at > old

    for person in (cast.samira, cast.mehmet, cast.marit, cast.ruben):
        page = browser_of(person).get(board.url)
        assert new.get_absolute_url() in links(page)
        assert "Oud verhaal" not in words(page)
        assert "Verhaal van Oost" not in words(page)
    assert "Alleen team Zuid" not in boards.read(browser_of(cast.samira), board)


def test_closed_trajectory_shows_nothing_new_and_still_takes_back(board, story, cast, browser_of):
    samira = browser_of(cast.samira)
    other = factories.win(cast.noord, cast.samira, story="Ook dit.")
    tap(samira, story, board)
    cast.trajectory.closed_at = timezone.now()
    cast.trajectory.save()

    assert tap(samira, other, board).status_code == 403
    tap(samira, story, board, "take_back")

    assert not ShownWin.objects.exists()
