"""Saving a trajectory as a programme: how it goes is kept, who was there and what they wrote is not."""

import json
import uuid

import pytest

from sessions.models import Attendance, BoardNote, SessionState
from tests import factories
from trajectories.models import Programme
from trajectories.roles import Role

pytestmark = pytest.mark.django_db
CANARIES = ("notitie", "uitkomst", "briefje", "verhaal", "stap", "woord", "meeneem", "geannuleerd", "verzet")


@pytest.fixture
def lived(cast):
    """A trajectory in which everything that may not go along carries the word kanarie."""
    session = factories.learning_session(
        cast.trajectory, cast.noord, title="Klein maken", purpose="Een eerste stap", follow_up="Leg iets vast"
    )
    item = factories.agenda_item(session, "Welkom")
    item.instructions, item.next_time, item.reading = "Zeg: welkom.", "Begin vijf minuten eerder.", "Welkom."
    item.notes, item.outcome, item.prompt = "kanarie-notitie", "kanarie-uitkomst", "Wat viel je op?"
    item.save()
    moved = factories.agenda_item(session, "kanarie-verzet", position=2)
    moved.moved_from = factories.agenda_item(session, "Barrièrekaart", position=3)
    moved.save()
    factories.agenda_item(
        factories.learning_session(
            cast.trajectory,
            cast.noord,
            title="kanarie-geannuleerd",
            state=SessionState.CANCELLED,
            cancel_reason="Ziek",
        )
    )
    BoardNote.objects.create(
        learning_session=session, agenda_item=item, author=cast.samira, text="kanarie-briefje"
    )
    Attendance.objects.create(
        learning_session=session, user=cast.samira, checkout_word="kanarie-woord", takeaway="kanarie-meeneem"
    )
    factories.win(cast.noord, cast.samira, story="kanarie-verhaal")
    factories.step(cast.noord, "kanarie-stap")
    return cast


def url_of(cast):
    return f"/trajectories/{cast.trajectory.pk}/programme/"


def save(cast, browser_of, **fields):
    data = {"client_uuid": uuid.uuid4(), "name": "Ons programma", "language": "nl"} | fields
    return browser_of(cast.marit).post(url_of(cast), data)


def test_a_saved_programme_holds_no_name_no_story_and_no_note(lived, browser_of):
    answer = save(lived, browser_of)
    programme = Programme.objects.get()
    assert [answer.status_code, answer.url] == [302, f"/programmes/{programme.pk}/"]
    body = json.dumps(programme.plan, ensure_ascii=False)
    page = browser_of(lived.marit).get(answer.url).content.decode()
    for text in (body, page.partition("</header>")[2]):
        assert "kanarie" not in text
        for person in (lived.samira, lived.joost, lived.mehmet, lived.ruben):
            assert person.name not in text
            assert person.name.split()[0] not in text
    assert [one["title"] for one in programme.plan["sessions"]] == ["Klein maken"]


def test_items_and_notes_for_next_time_are_kept_and_shown(lived, browser_of):
    save(lived, browser_of)
    programme = Programme.objects.get()
    (session,) = programme.plan["sessions"]
    assert [item["title"] for item in session["items"]] == ["Welkom", "Barrièrekaart"]
    assert session["items"][0]["next_time"] == "Begin vijf minuten eerder."
    assert [session["purpose"], session["follow_up"]] == ["Een eerste stap", "Leg iets vast"]
    page = browser_of(lived.marit).get(f"/programmes/{programme.pk}/").content.decode()
    for text in ("Begin vijf minuten eerder.", "Zeg: welkom.", "Wat viel je op?", "Een eerste stap"):
        assert text in page
    assert f"/trajectories/{lived.trajectory.pk}/schedule/?programme={programme.pk}" in page


def test_an_item_can_be_left_out(lived, browser_of):
    item = lived.trajectory.learning_sessions.get(title="Klein maken").agenda_items.get(title="Welkom")
    save(lived, browser_of, left_out=[str(item.pk)])
    titles = [one["title"] for one in Programme.objects.get().plan["sessions"][0]["items"]]
    assert titles == ["Barrièrekaart"]


def test_a_name_in_an_item_is_asked_about_also_of_somebody_who_took_part(lived, browser_of):
    """Inside the trajectory that name is known; whoever plans from the programme knows nobody."""
    item = lived.trajectory.learning_sessions.get(title="Klein maken").agenda_items.get(title="Welkom")
    item.next_time = "Vraag mevr. Yilmaz om te beginnen."
    item.save()
    question = save(lived, browser_of)
    assert [question.status_code, Programme.objects.count()] == [200, 0]
    assert "mevr. Yilmaz" in question.content.decode()
    again = {row[0]: row[1] for row in question.context["fields"]}
    again[question.context["seen"]] = question.context["seen_value"]
    assert browser_of(lived.marit).post(url_of(lived), again).status_code == 302
    assert Programme.objects.count() == 1


def test_sent_twice_is_saved_once(lived, browser_of):
    key = uuid.uuid4()
    first, again = (save(lived, browser_of, client_uuid=key) for _ in range(2))
    assert first.url == again.url
    assert Programme.objects.count() == 1


def test_a_programme_needs_a_name_and_an_item_that_exists(lived, browser_of):
    assert save(lived, browser_of, name=" ").status_code == 422
    assert save(lived, browser_of, left_out=[str(uuid.uuid4())]).status_code == 422
    assert save(lived, browser_of, language="fr").status_code == 422
    assert not Programme.objects.exists()


def test_a_closed_trajectory_can_be_saved(lived, browser_of):
    lived.trajectory.closed_at = lived.trajectory.created_at
    lived.trajectory.save()
    assert save(lived, browser_of).status_code == 302


def test_facilitators_of_the_organisation_read_it_and_nobody_elsewhere_does(lived, browser_of):
    save(lived, browser_of)
    tess = factories.user("Tess Groen")
    factories.member(tess, Role.FACILITATOR, factories.trajectory(lived.organisation, name="Buren"))
    seen = {}
    for name, person in {"tess": tess, "otto": lived.otto, "marit": lived.marit}.items():
        body = browser_of(person).get("/programmes/").content.decode()
        seen[name] = "Ons programma" in body
        assert "/programmes/six_sessions/" in body
    assert seen == {"tess": True, "otto": False, "marit": True}
