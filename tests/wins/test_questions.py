"""The learning agenda: asked, reworded, answered for now, carried from session to session."""

import uuid

import pytest
from django.urls import reverse

from sessions.models import SessionState
from tests import factories
from tests.counting import statements_of
from tests.wins.looking import together
from tests.wins.pages import form_to, links, read, send, words
from trajectories.models import Trajectory
from wins.models import LearningAnswer, LearningQuestion, QuestionWording
from wins.selectors.questions import PERSISTENT, age_in_words
from wins.services import questions as services

pytestmark = pytest.mark.usefixtures("english")
BSN = "Zijn nummer is 111222333."


def listed(cast):
    return reverse("wins:questions", args=[cast.trajectory.pk])


def act(question, action):
    return reverse(f"wins:question_{action}", args=[question.pk])


def asked(cast, text="Hoe delen we genoeg?", *, days=0, **fields):
    fields = {"trajectory": cast.trajectory, "author": cast.samira, "client_uuid": uuid.uuid4()} | fields
    return services.ask(text=text, on=factories.days(-days), **fields)


@pytest.fixture
def question(cast):
    return asked(cast)


def open_page(client, question):
    return client.get(question.get_absolute_url())


def test_a_question_is_asked_and_stands_on_the_agenda(cast, browser_of):
    session = factories.learning_session(cast.trajectory, cast.noord, title="Plek der moeite")
    client = browser_of(cast.samira)

    answer = send(
        client, client.get(listed(cast)), listed(cast), text="Wat merken buren?", session=str(session.pk)
    )

    question = LearningQuestion.objects.get()
    assert (answer.status_code, answer.url) == (302, question.get_absolute_url())
    wording = question.wordings.get()
    assert (wording.text, wording.author) == ("Wat merken buren?", cast.samira)
    assert (question.learning_session, question.opened_on) == (session, factories.days(0))
    page = browser_of(cast.marit).get(listed(cast))
    assert "Wat merken buren?" in words(page)
    assert "Asked today · Plek der moeite" in words(page)
    assert question.get_absolute_url() in links(page)


def test_sent_twice_a_question_is_asked_once(cast, browser_of):
    client = browser_of(cast.samira)
    data = form_to(client.get(listed(cast)), listed(cast)).fields | {"text": "Wat merken buren?"}

    answers = [client.post(listed(cast), data) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert QuestionWording.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", " \n"),
        ("text", "x" * 1001),
        ("text", "nul\x00"),
        ("session", "x"),
        ("client_uuid", "x"),
    ],
)
def test_a_wrong_question_answers_422_and_keeps_the_words(field, value, cast, browser_of):
    typed = {"text": "Mijn woorden", "session": "", "client_uuid": str(uuid.uuid4())} | {field: value}

    answer = browser_of(cast.samira).post(listed(cast), typed)

    assert answer.status_code == 422
    assert field == "text" or form_to(answer, listed(cast)).fields["text"] == ["Mijn woorden"]
    assert not LearningQuestion.objects.exists()


def test_only_sessions_one_may_see_are_offered_and_named(cast, browser_of):
    theirs = factories.learning_session(cast.trajectory, cast.zuid, title="Alleen Zuid")
    draft = factories.learning_session(cast.trajectory, cast.noord, title="Klad", state=SessionState.DRAFT)
    question = asked(cast, author=cast.mehmet, session=theirs)
    client = browser_of(cast.samira)

    for address in (listed(cast), question.get_absolute_url()):
        assert "Alleen Zuid" not in client.get(address).content.decode()
        assert "Alleen Zuid" in browser_of(cast.mehmet).get(address).content.decode()
    for session in (theirs, draft):
        answer = client.post(listed(cast), {"text": "Waarom?", "session": str(session.pk)})
        assert answer.status_code == 422
    assert "Klad" not in words(client.get(listed(cast)))


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, "0 days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (61, "8 weeks"), (-1, "0 days")],
)
def test_age_is_said_in_words(days, age):
    assert age_in_words(factories.days(-days), factories.days(0)) == age


def test_open_for_longer_than_sixty_days_is_persistent_and_only_then(cast, browser_of):
    assert PERSISTENT.days == 60
    for text, days in (("Zestig", 60), ("Eenenzestig", 61)):
        asked(cast, text, days=days)
    closed = asked(cast, "Dicht", days=90)
    services.set_state(question=closed, state="closed")
    answered = asked(cast, "Voorlopig", days=90)
    services.set_state(question=answered, state="provisional")
    client = browser_of(cast.ruben)

    said = {one.text: "persistent" in words(open_page(client, one_row)) for one, one_row in _rows()}

    assert said == {"Zestig": False, "Eenenzestig": True, "Dicht": False, "Voorlopig": False}
    page = words(client.get(listed(cast)))
    assert page.index("Eenenzestig") < page.index("Answered for now") < page.index("Voorlopig")
    assert page.index("Voorlopig") < page.index("Closed questions") < page.index("Dicht")
    assert page.count(" persistent ") == 1


def _rows():
    return [(wording, wording.question) for wording in QuestionWording.objects.select_related("question")]


def test_rewording_keeps_every_wording_with_its_date_and_author(cast, question, browser_of):
    client = browser_of(cast.marit)

    answer = send(
        client, open_page(client, question), act(question, "reword"), **{"reword-text": "Wat is genoeg?"}
    )

    assert (answer.status_code, answer.url) == (302, question.get_absolute_url())
    assert [(one.text, one.author) for one in question.wordings.all()] == [
        ("Hoe delen we genoeg?", cast.samira),
        ("Wat is genoeg?", cast.marit),
    ]
    page = words(open_page(client, question))
    assert "Hoe delen we genoeg?" in page
    assert "Marit de Vries" in page
    listing = words(client.get(listed(cast)))
    assert "Wat is genoeg?" in listing
    assert "Hoe delen we genoeg?" not in listing


def test_the_same_words_again_are_no_new_wording(cast, question, browser_of):
    client = browser_of(cast.samira)
    send(client, open_page(client, question), act(question, "reword"))
    assert question.wordings.count() == 1


def test_of_two_who_reword_the_second_sees_both_texts(cast, question, browser_of):
    mine, theirs = browser_of(cast.samira), browser_of(cast.mehmet)
    page = open_page(mine, question)
    send(theirs, open_page(theirs, question), act(question, "reword"), **{"reword-text": "Hun woorden"})

    conflict = send(mine, page, act(question, "reword"), **{"reword-text": "Mijn woorden"})

    assert conflict.status_code == 409
    assert "Hun woorden" in words(conflict)
    assert "Mijn woorden" in words(conflict)
    assert question.wordings.count() == 2
    assert send(mine, conflict, act(question, "reword")).status_code == 302
    assert [one.text for one in question.wordings.all()][-1] == "Mijn woorden"


@pytest.mark.django_db(transaction=True)
def test_racing_rewordings_lose_nothing(cast, question, browser_of):
    clients = [browser_of(cast.samira) for _ in range(6)]
    pages = [open_page(client, question) for client in clients]
    posts = [
        lambda client=client, page=page, n=n: send(
            client, page, act(question, "reword"), **{"reword-text": f"Woorden {n}"}
        )
        for n, (client, page) in enumerate(zip(clients, pages, strict=True))
    ]

    codes = sorted(answer.status_code for answer in together(*posts))

    assert codes == [302] + [409] * 5
    assert question.wordings.count() == 2


def test_a_coordinator_reads_and_does_not_write(cast, question, browser_of):
    ruben = browser_of(cast.ruben)
    assert [form.action for form in read(ruben.get(listed(cast))).forms if "question" in form.action] == []
    assert [form.action for form in read(open_page(ruben, question)).forms if "question" in form.action] == []
    for address in (listed(cast), act(question, "reword"), act(question, "answer"), act(question, "state")):
        assert ruben.post(address, {"text": "x", "state": "closed"}).status_code == 403


def test_in_a_closed_trajectory_everything_is_read_and_nothing_added(cast, question, browser_of):
    Trajectory.objects.filter(pk=cast.trajectory.pk).update(closed_at="2026-01-01T00:00Z")
    client = browser_of(cast.samira)
    assert "Hoe delen we genoeg?" in words(client.get(listed(cast)))
    assert act(question, "reword") not in open_page(client, question).content.decode()
    for address in (listed(cast), act(question, "reword"), act(question, "answer"), act(question, "state")):
        assert client.post(address, {"text": "x", "state": "closed"}).status_code == 403


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        (None, {"text": BSN}),
        ("reword", {"reword-text": BSN, "reword-version": "1"}),
        ("answer", {"answer-text": BSN, "answer-state": "open"}),
    ],
)
def test_words_that_could_point_at_a_resident_are_asked_about(action, typed, cast, question, browser_of):
    answer = browser_of(cast.samira).post(act(question, action) if action else listed(cast), typed)
    assert answer.status_code == 422
    assert "Could someone recognise a resident from this?" in words(answer)
    assert QuestionWording.objects.count() == 1
    assert not LearningAnswer.objects.exists()


def test_as_many_queries_for_thirty_questions_as_for_three(cast, browser_of):
    client, win = browser_of(cast.samira), factories.win(cast.noord, cast.samira)
    one = asked(cast, "Vraag 0")

    def grow(first, last):
        for n in range(first, last):
            session = factories.learning_session(cast.trajectory, cast.noord, title=f"Sessie {n}")
            asked(cast, f"Vraag {n}", days=n, session=session)
            services.reword(question=one, text=f"{n}?", author=cast.joost, version=n, on=factories.days(0))
            services.answer(question=one, text=f"{n}!", author=cast.joost, on=factories.days(0), win=win)

    grow(1, 4)
    few = [statements_of(client, address) for address in (listed(cast), one.get_absolute_url())]
    grow(4, 31)
    one.refresh_from_db()
    assert [statements_of(client, address) for address in (listed(cast), one.get_absolute_url())] == few
    assert max(few) <= 12
