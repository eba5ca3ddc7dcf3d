"""The rows of an agenda are kept by their own id: what was written in them is never lost or mixed up."""

import pytest
from django.utils import timezone

from sessions.models import AgendaItem, BoardNote, Material, Run
from tests import factories
from tests.sessions.typed import session_form
from tests.wins.pages import form_to, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    marit.language = "en"
    marit.save()
    return browser_of(marit)


@pytest.fixture
def session(cast):
    one = factories.learning_session(cast.trajectory, cast.noord, title="Leren zien", duration_minutes=30)
    for position, (title, minutes) in enumerate(
        [("Inchecken", 8), ("Ronde", 15), ("Uitchecken", 5)], start=1
    ):
        item = factories.agenda_item(one, title, position=position, minutes=minutes)
        item.instructions = f"Wat bij {title} hoort"
        item.save()
    return one


def shown(browser, session):
    """The form as the page shows it."""
    return form_to(browser.get(f"/sessions/{session.pk}/edit/"), "").fields


def save(browser, session, fields, **typed):
    return browser.post(f"/sessions/{session.pk}/edit/", fields | {"action": "save"} | typed)


def rows(session):
    return list(session.agenda_items.values_list("position", "title", "minutes", "instructions"))


def test_a_row_taken_out_leaves_the_texts_of_the_others_where_they_are(marits, session):
    fields = shown(marits, session)
    save(marits, session, fields, **{"agenda-0-title": "", "agenda-0-minutes": ""})
    assert rows(session) == [
        (1, "Ronde", 15, "Wat bij Ronde hoort"),
        (2, "Uitchecken", 5, "Wat bij Uitchecken hoort"),
    ]


def test_a_renamed_row_keeps_its_texts_and_a_new_one_begins_empty(marits, session):
    fields = shown(marits, session)
    new = {"agenda-1-title": "Grote ronde", "agenda-3-title": "Nieuw", "agenda-3-minutes": "2"}
    save(marits, session, fields, **new)
    assert rows(session)[1:] == [
        (2, "Grote ronde", 15, "Wat bij Ronde hoort"),
        (3, "Uitchecken", 5, "Wat bij Uitchecken hoort"),
        (4, "Nieuw", 2, ""),
    ]


def with_notes(item):
    AgendaItem.objects.filter(pk=item.pk).update(notes="Wat wij zeiden")


def with_outcome(item):
    AgendaItem.objects.filter(pk=item.pk).update(outcome="Wat eruit kwam")


def with_note_on_the_board(item):
    BoardNote.objects.create(learning_session=item.learning_session, agenda_item=item, text="Briefje")


def with_material(item):
    session = item.learning_session
    Material.objects.create(
        trajectory=session.trajectory,
        learning_session=session,
        agenda_item=item,
        title="Kaart",
        url="https://kaart.example",
    )


def being_run(item):
    now = timezone.now()
    Run.objects.create(
        learning_session=item.learning_session, current_item=item, item_started_at=now, started_at=now
    )


@pytest.mark.parametrize(
    "given", [with_notes, with_outcome, with_note_on_the_board, with_material, being_run]
)
def test_a_row_that_holds_something_stays_and_nothing_is_saved(marits, session, given):
    item = session.agenda_items.get(title="Ronde")
    fields = shown(marits, session)
    given(item)
    emptied = {"agenda-1-title": "", "agenda-1-minutes": "", "title": "Anders", "purpose": "Mijn doel"}
    answer = save(marits, session, fields, **emptied)
    assert answer.status_code == 422
    assert "“Ronde” has notes, an outcome or materials: it stays in the agenda" in words(answer)
    back = form_to(answer, "").fields
    assert (back["agenda-1-title"], back["purpose"]) == (["Ronde"], ["Mijn doel"])
    session.refresh_from_db()
    assert (session.title, [title for _p, title, *_ in rows(session)]) == (
        "Leren zien",
        ["Inchecken", "Ronde", "Uitchecken"],
    )
    assert save(marits, session, back).status_code == 302


def test_a_row_somebody_else_rewrote_meanwhile_shows_both_agendas(marits, session):
    fields = shown(marits, session)
    AgendaItem.objects.filter(title="Ronde").update(title="Hun ronde", version=2)
    answer = save(marits, session, fields, **{"agenda-1-title": "Mijn ronde"})
    assert answer.status_code == 409
    assert "Hun ronde (15)" in words(answer)
    assert "Mijn ronde (15)" in words(answer)
    assert [title for _p, title, *_ in rows(session)][1] == "Hun ronde"
    again = marits.post(
        f"/sessions/{session.pk}/edit/", form_to(answer, f"/sessions/{session.pk}/edit/").fields
    )
    assert again.status_code == 302
    assert [title for _p, title, *_ in rows(session)][1] == "Mijn ronde"


def test_an_item_of_another_session_cannot_be_taken_along(marits, cast, session):
    other = factories.agenda_item(factories.learning_session(cast.trajectory, cast.noord), "Van hen")
    fields = shown(marits, session)
    save(marits, session, fields, **{"agenda-0-id": str(other.pk), "agenda-0-title": "Gekaapt"})
    other.refresh_from_db()
    assert (other.title, other.learning_session_id != session.pk) == ("Van hen", True)


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 400])
def test_odd_ids_break_nothing(marits, session, value):
    fields = shown(marits, session)
    answers = [save(marits, session, fields, **{f"agenda-0-{name}": value}) for name in ("id", "version")]
    assert {answer.status_code for answer in answers} <= {302, 409, 422}
    assert len(rows(session)) == 3


def test_a_row_half_filled_is_asked_about(marits, session):
    fields = shown(marits, session)
    answer = save(marits, session, fields, **{"agenda-0-minutes": ""})
    assert (answer.status_code, len(rows(session))) == (422, 3)
    assert 'id="id_agenda-0-minutes_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ("8", "The agenda takes 28 of 30 minutes: 2 minutes are free."),
        ("10", "The agenda fills the session exactly: 30 minutes."),
        ("11", "The agenda takes 31 minutes: 1 minute longer than the session."),
    ],
)
def test_the_total_against_the_duration_is_said_on_saving(marits, session, minutes, sentence):
    fields = shown(marits, session)
    answer = marits.post(
        f"/sessions/{session.pk}/edit/", fields | {"agenda-0-minutes": minutes, "action": "save"}, follow=True
    )
    assert sentence in words(answer)
    assert sentence in words(marits.get(f"/sessions/{session.pk}/edit/"))


def test_each_row_leads_to_what_happens_in_it(marits, session):
    body = marits.get(f"/sessions/{session.pk}/edit/").content.decode()
    for item in session.agenda_items.all():
        assert f"/sessions/{session.pk}/agenda/{item.pk}/edit/" in body
    assert body.count("What happens in this item") == 3


def test_more_rows_keeps_the_ids(marits, session):
    fields = shown(marits, session)
    more = form_to(save(marits, session, fields, action="more_rows"), "").fields
    assert [more[f"agenda-{n}-id"] for n in range(3)] == [fields[f"agenda-{n}-id"] for n in range(3)]


def test_without_ids_a_form_makes_new_rows(marits, cast, session):
    save(marits, session, session_form(cast.noord, agenda=[("Welkom", "5")], version="1"))
    assert rows(session) == [(1, "Welkom", 5, "")]
