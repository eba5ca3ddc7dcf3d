"""Could someone recognise a resident? Asked of a facilitator's words about a session before they are kept."""

import pytest

from sessions.models import LearningSession
from tests import factories
from tests.sessions.typed import session_form
from tests.wins.pages import form_to
from trajectories.privacy import CHANGE, SEEN

pytestmark = pytest.mark.django_db
NAMED = "Mevrouw Van der Zwaan van Tulpstraat 12"


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def url_of(cast):
    return f"/trajectories/{cast.trajectory.pk}/schedule/"


@pytest.mark.parametrize("field", ["title", "purpose", "preparation", "agenda-0-title"])
@pytest.mark.parametrize("mode", ["single", "series"])
def test_planning_asks_once_and_keeps_it_when_told_to(marits, cast, field, mode):
    typed = session_form(cast.noord, mode=mode, repeat_every_weeks="1", repeat_count="2") | {field: NAMED}
    asked = marits.post(url_of(cast), typed)
    assert (asked.status_code, LearningSession.objects.count()) == (200, 0)
    form = form_to(asked, url_of(cast))
    again = marits.post(url_of(cast), form.fields | {CHANGE: "1"})
    assert NAMED in again.content.decode()
    assert LearningSession.objects.count() == 0
    (seen,) = [button for button in form.buttons if button[0] == SEEN]
    assert marits.post(url_of(cast), form.fields | dict([seen])).status_code == 302
    assert LearningSession.objects.count() == (1 if mode == "single" else 2)


def test_a_citizen_service_number_is_never_kept(marits, cast):
    answer = marits.post(url_of(cast), session_form(cast.noord, purpose="Het nummer is 999990019, zei hij."))
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)


def test_editing_and_cancelling_ask_too(marits, cast):
    session = factories.learning_session(cast.trajectory, cast.noord, title="Ronde")
    for address, typed in (
        (f"/sessions/{session.pk}/edit/", session_form(cast.noord, purpose=NAMED, version="1")),
        (f"/sessions/{session.pk}/cancel/", {"reason": NAMED}),
    ):
        asked = marits.post(address, typed)
        assert asked.status_code == 200
        assert "<mark>" in asked.content.decode()
    session.refresh_from_db()
    assert (session.purpose, session.state) == ("", "open")


def test_a_programme_brings_its_own_words_and_is_not_asked_about(marits, cast):
    typed = session_form(cast.noord, mode="programme", programme="six_sessions", title=NAMED)
    assert marits.post(url_of(cast), typed).status_code == 302
