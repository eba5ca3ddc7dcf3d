"""From the preparation sheet to the agenda: each line once, saying no more than all may read."""

import uuid

import pytest
from django.utils import timezone

from sessions.models import AgendaItem, LearningSession
from tests import factories
from tests.wins.looking import together
from tests.wins.pages import form_to, read, words
from tests.wins.preparing import DAY, at, meetings, named, sheet_of
from trajectories.models import Trajectory
from wins.models import WinKind
from wins.services import questions

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def held(cast):
    return meetings(cast)[0]


@pytest.fixture
def coming(cast, held):
    return LearningSession.objects.get(title="Komende keer")


def _forms(page, session):
    return [form for form in read(page).forms if form.action == at(session)]


def put(client, session, key):
    page = client.get(at(session))
    assert ("line", key) in [button for form in _forms(page, session) for button in form.buttons]
    return client.post(at(session), form_to(page, at(session)).fields | {"line": key})


def test_a_line_goes_on_the_agenda_once(cast, coming, browser_of):
    factories.agenda_item(coming, "Inchecken", position=1)
    win = factories.win(cast.noord, cast.samira, title="Koffie in de hal")
    client, key = browser_of(cast.marit), f"win:{win.pk}"

    answer = put(client, coming, key)

    assert answer.url == f"{at(coming)}#wins"
    item = coming.agenda_items.last()
    assert (item.position, item.minutes) == (2, 10)
    assert win.get_absolute_url() in item.instructions
    assert client.post(at(coming), {"line": key}).status_code == 302
    assert coming.agenda_items.count() == 2
    page = client.get(at(coming))
    assert "On the agenda" in words(page)
    assert ("line", key) not in [button for form in _forms(page, coming) for button in form.buttons]


@pytest.mark.django_db(transaction=True)
def test_pressed_by_six_at_once_it_is_there_once(cast, coming, browser_of):
    first, second = (factories.win(cast.noord, cast.samira, title=title) for title in ("Een", "Twee"))
    clients = [browser_of(cast.marit) for _ in range(6)]
    posts = [
        lambda client=client, win=win: client.post(at(coming), {"line": f"win:{win.pk}"})
        for client, win in zip(clients, [first, second] * 3, strict=True)
    ]
    assert {answer.status_code for answer in together(*posts)} == {302}
    assert sorted(coming.agenda_items.values_list("position", flat=True)) == [1, 2]


def test_every_line_can_be_put_on_the_agenda_and_says_no_more_than_all_may_read(
    cast, coming, held, browser_of
):
    factories.win(cast.noord, cast.samira, title="kanarie-verhaal")
    factories.win(cast.noord, cast.samira, title="kanarie-tegenslag", kind=WinKind.SETBACK)
    factories.step(cast.noord, "kanarie-stap")
    factories.step(cast.noord, "kanarie-eigen", person=cast.samira, learning_session=held)
    named(cast, "Drempel " + "x" * 72, (cast.noord, None), (cast.zuid, None))
    questions.ask(
        trajectory=cast.trajectory,
        text="Waarom? " * 100,
        author=cast.samira,
        on=factories.days(0),
        client_uuid=uuid.uuid4(),
    )
    client = browser_of(cast.marit)
    keys = [line.key for section in sheet_of(coming, cast.marit).sections for line in section.lines]

    for key in keys:
        assert put(client, coming, key).status_code == 302

    titles = list(coming.agenda_items.values_list("title", flat=True))
    assert len(titles) == len(keys) == 8
    assert max(map(len, titles)) == 200
    assert "kanarie" not in " ".join(titles)
    reader = browser_of(cast.mehmet).get(coming.get_absolute_url()).content.decode()
    assert "kanarie" not in reader
    assert "A story of Team Noord" in words(browser_of(cast.mehmet).get(coming.get_absolute_url()))


SOME_WIN = "win:898bf72c-3072-44b3-89f1-e1fe95a0afff"


@pytest.mark.parametrize("line", ["", "x", "win:", "\x00", SOME_WIN, "foreign"])
def test_what_is_not_on_the_sheet_goes_nowhere(line, cast, coming, browser_of):
    foreign = factories.win(cast.their_team, cast.otto, visibility="trajectory")
    line = f"win:{foreign.pk}" if line == "foreign" else line
    assert browser_of(cast.marit).post(at(coming), {"line": line}).status_code == 302
    assert not coming.agenda_items.exists()


def test_over_cancelled_or_closed_an_agenda_stays_as_it_is(cast, held, coming, browser_of):
    factories.learning_session(cast.trajectory, cast.noord, starts_at=timezone.now() - 30 * DAY)
    win = factories.win(cast.noord, cast.samira, shared_at=held.starts_at - DAY)
    client, line = browser_of(cast.marit), {"line": f"win:{win.pk}"}
    assert "Put on the agenda" not in words(client.get(at(held)))
    assert client.post(at(held), line).status_code == 302
    later = {"line": f"win:{factories.win(cast.noord, cast.samira).pk}"}
    LearningSession.objects.filter(pk=coming.pk).update(state="cancelled", cancel_reason="Ziek")
    assert client.post(at(coming), later).status_code == 302
    LearningSession.objects.filter(pk=coming.pk).update(state="open")
    Trajectory.objects.update(closed_at=timezone.now())
    assert client.post(at(coming), later).status_code == 403
    assert not AgendaItem.objects.exists()


def test_it_is_the_facilitators_alone(cast, coming, browser_of):
    codes = {
        name: browser_of(getattr(cast, name)).get(at(coming)).status_code
        for name in ("samira", "mehmet", "ruben", "marit", "otto")
    }
    assert codes == {"samira": 403, "mehmet": 403, "ruben": 403, "marit": 200, "otto": 404}
