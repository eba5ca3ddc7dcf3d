"""After a session: a takeaway, a word, a step; kept together or apart; two tabs."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import Attendance, Run, Step
from tests import factories
from tests.sessions.after_page import TAKEAWAY, TEXT, WORD, at, keep, row
from tests.wins.pages import form_to, read, send, speak_english, words

pytestmark = pytest.mark.django_db
BEFORE = dt.timedelta(hours=2)


@pytest.fixture(autouse=True)
def english(cast):
    speak_english()


@pytest.fixture
def held(cast):
    return factories.learning_session(
        cast.trajectory, cast.noord, cast.zuid, title="Aanjagen", starts_at=timezone.now() - BEFORE
    )


def test_all_three_are_kept_together(cast, held, browser_of):
    belongs_to = factories.step(cast.noord, "Buren bellen")

    answer = keep(
        browser_of(cast.samira),
        held,
        takeaway=TAKEAWAY,
        word=WORD,
        step_text=TEXT,
        belongs_to=str(belongs_to.pk),
    )

    assert (answer.status_code, answer.url) == (302, at(held))
    assert (row(cast.samira).takeaway, row(cast.samira).checkout_word) == (TAKEAWAY, WORD)
    step = Step.objects.get(person=cast.samira)
    assert (step.text, step.team, step.learning_session, step.belongs_to, step.state) == (
        TEXT,
        cast.noord,
        held,
        belongs_to,
        "next",
    )
    assert (step.created_by, step.state_set_by) == (cast.samira, cast.samira)


def test_each_is_kept_by_itself_and_stays(cast, held, browser_of):
    client = browser_of(cast.samira)
    for typed in ({"takeaway": TAKEAWAY}, {"word": WORD}, {"step_text": TEXT}):
        assert keep(client, held, **typed).status_code == 302
    form = form_to(client.get(at(held)), at(held))
    shown = [form.fields[name] for name in ("takeaway", "word", "step_text")]
    assert shown == [[TAKEAWAY], [WORD], [TEXT]]
    assert Step.objects.count() == 1


def test_an_answer_to_the_invitation_stays(cast, held, browser_of):
    Attendance.objects.create(
        learning_session=held, user=cast.samira, rsvp="yes", presence="present", rsvp_reason="Graag"
    )
    keep(browser_of(cast.samira), held, word=WORD)
    one = row(cast.samira)
    assert (one.rsvp, one.presence, one.rsvp_reason, one.checkout_word) == ("yes", "present", "Graag", WORD)


def test_words_are_changed_and_taken_back(cast, held, browser_of):
    client = browser_of(cast.samira)
    keep(client, held, takeaway=TAKEAWAY, word=WORD, step_text=TEXT)
    first = Step.objects.get()
    keep(client, held, takeaway="Anders", word="", step_text="Thee aanbieden", step_state="trying")
    one, step = row(cast.samira), Step.objects.get()
    assert (one.takeaway, one.checkout_word) == ("Anders", "")
    assert (step.pk, step.text, step.state, step.version) == (first.pk, "Thee aanbieden", "trying", 2)
    keep(client, held, step_text="")
    assert not Step.objects.exists()
    assert row(cast.samira).takeaway == "Anders"


WRONG = [
    ("takeaway", "x" * 601),
    ("takeaway", "nul\x00"),
    ("word", "x" * 81),
    ("step_text", "x" * 81),
    ("step_text", "a\x00"),
    ("team", "x"),
    ("belongs_to", "x"),
    ("belongs_to", "\x00"),
    ("step_state", "done"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_mistake_answers_422_and_keeps_every_word(field, value, cast, held, browser_of):
    typed = {"takeaway": TAKEAWAY, "word": WORD, "step_text": TEXT} | {field: value}

    answer = keep(browser_of(cast.samira), held, **typed)

    assert answer.status_code == 422
    form = form_to(answer, at(held))
    for name in ("takeaway", "word", "step_text"):
        assert name == field or form.fields[name] == [typed[name]]
    assert not Attendance.objects.exists()
    assert not Step.objects.exists()


@pytest.mark.parametrize("field", ["takeaway", "word", "step_text"])
def test_words_that_could_point_at_a_resident_are_asked_about(field, cast, held, browser_of):
    typed = {"takeaway": TAKEAWAY} | {field: "Mevrouw Van der Zwaan"}
    client = browser_of(cast.samira)

    question = keep(client, held, **typed)

    assert "Could someone recognise a resident from this?" in words(question)
    assert not Attendance.objects.exists()
    again = send(client, question, at(held), button=("privacy_change", "1"))
    assert form_to(again, at(held)).fields[field] == ["Mevrouw Van der Zwaan"]


# Two tabs


def test_two_tabs_with_different_parts_both_stay(cast, held, browser_of):
    client = browser_of(cast.samira)
    first, second = client.get(at(held)), client.get(at(held))
    assert send(client, first, at(held), takeaway=TAKEAWAY).status_code == 302
    assert send(client, second, at(held), word=WORD, step_text=TEXT).status_code == 302
    assert (row(cast.samira).takeaway, row(cast.samira).checkout_word) == (TAKEAWAY, WORD)
    assert Step.objects.get().text == TEXT


@pytest.mark.parametrize("field", ["takeaway", "word", "step_text"])
def test_two_tabs_with_other_words_meet_and_show_both(field, cast, held, browser_of):
    client = browser_of(cast.samira)
    keep(client, held, takeaway="Eerst", word="eerst", step_text="Eerst dit")
    first, second = client.get(at(held)), client.get(at(held))
    send(client, first, at(held), **{field: "Van de ene"})

    conflict = send(client, second, at(held), **{field: "Van de andere"})

    assert conflict.status_code == 409
    assert "Van de ene" in words(conflict)
    assert "Van de andere" in words(conflict)
    assert words(conflict).count("Saved meanwhile") == 1
    assert send(client, conflict, at(held)).status_code == 302
    said = {
        "takeaway": row(cast.samira).takeaway,
        "word": row(cast.samira).checkout_word,
        "step_text": Step.objects.get().text,
    }
    assert said == {"takeaway": "Eerst", "word": "eerst", "step_text": "Eerst dit"} | {field: "Van de andere"}


def test_a_conflict_in_one_part_leaves_the_others_as_they_were_saved(cast, held, browser_of):
    client = browser_of(cast.samira)
    first, second = client.get(at(held)), client.get(at(held))
    send(client, first, at(held), takeaway="Van de ene", word="Bewaard")
    conflict = send(client, second, at(held), takeaway="Van de andere")
    assert conflict.status_code == 409
    assert "Bewaard" not in words(conflict)
    send(client, conflict, at(held))
    assert (row(cast.samira).takeaway, row(cast.samira).checkout_word) == ("Van de andere", "Bewaard")


def test_a_double_click_is_one_step(cast, held, browser_of):
    client = browser_of(cast.samira)
    page = client.get(at(held))
    codes = [send(client, page, at(held), word=WORD, step_text=TEXT).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert Step.objects.count() == 1


def test_a_session_that_began_early_and_is_over_has_its_after(cast, browser_of):
    soon = factories.learning_session(
        cast.trajectory, cast.noord, starts_at=timezone.now() + dt.timedelta(minutes=30)
    )
    assert at(soon) not in [form.action for form in read(browser_of(cast.samira).get(at(soon))).forms]
    now = timezone.now()
    Run.objects.create(learning_session=soon, item_started_at=now, started_at=now, finished_at=now)
    keep(browser_of(cast.samira), soon, word=WORD)
    assert row(cast.samira).checkout_word == WORD
