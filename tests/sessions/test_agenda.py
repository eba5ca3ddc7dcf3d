"""One item of an agenda: its text, its record, what a team will try, and moving it on."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sessions.models import AgendaItem, BoardNote, Step
from tests import factories

pytestmark = pytest.mark.django_db

BSN = "Haar nummer is 111222333."


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


@pytest.fixture
def session(cast):
    return factories.learning_session(cast.trajectory, cast.noord, cast.zuid, title="Sessie drie")


@pytest.fixture
def item(session):
    return factories.agenda_item(session, "Ronde twee")


def url_of(item, action):
    return f"/sessions/{item.learning_session_id}/agenda/{item.pk}/{action}/"


def typed(**changes):
    fields = {
        "title": "Ronde twee",
        "minutes": "10",
        "reading": "Lees dit",
        "grouping": "pairs",
        "prompt": "Waar schuurde het?",
        "instructions": "Zeg niets",
        "short_version": "Sla over",
        "kept": "De briefjes",
        "next_time": "Eerder beginnen",
        "version": "1",
    }
    return fields | changes


def later_session(cast, *teams, days=20, **fields):
    starts_at = timezone.now() + dt.timedelta(days=days)
    return factories.learning_session(cast.trajectory, *teams, starts_at=starts_at, **fields)


def test_everything_an_item_says_is_kept(marits, item):
    response = marits.post(url_of(item, "edit"), typed(is_anonymous="on", is_ambition_round="on"))
    assert response.url == f"/sessions/{item.learning_session_id}/"
    item.refresh_from_db()
    kept = {name: str(getattr(item, name)) for name in typed()}
    assert kept == typed(version="2")
    assert (item.is_anonymous, item.is_ambition_round) == (True, True)


WRONG = [
    ("title", ""),
    ("title", "x" * 201),
    ("title", "a\x00"),
    ("minutes", "0"),
    ("minutes", "601"),
    ("minutes", "tien"),
    ("grouping", "mountain"),
    ("reading", "x" * 201),
    ("instructions", "x" * 1001),
    ("short_version", "x" * 301),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_item_answers_422_and_keeps_the_words(marits, item, field, value):
    response = marits.post(url_of(item, "edit"), typed(**{field: value}))
    assert response.status_code == 422
    assert "Eerder beginnen" in response.content.decode()
    item.refresh_from_db()
    assert (item.title, item.version) == ("Ronde twee", 1)


@pytest.mark.parametrize("action", ["edit", "record"])
def test_of_two_hosts_the_second_sees_both_texts(marits, item, action):
    def send(words, version):
        text = {"notes": words, "outcome": ""} if action == "record" else typed(reading=words)
        return marits.post(url_of(item, action), text | {"version": version})

    assert send("Hun woorden", "1").status_code == 302
    conflict = send("Mijn woorden", "1")
    body = conflict.content.decode()
    assert (conflict.status_code, "Hun woorden" in body, "Mijn woorden" in body) == (409, True, True)
    item.refresh_from_db()
    assert (item.reading or item.notes) == "Hun woorden"
    assert send("Mijn woorden", "2").status_code == 302


def note(item, author=None):
    return BoardNote.objects.create(
        learning_session=item.learning_session, agenda_item=item, author=author, text="Stil"
    )


@pytest.mark.parametrize("nameless", [True, False])
def test_notes_keep_the_choice_of_names_as_it_was(marits, item, samira, nameless):
    AgendaItem.objects.update(is_anonymous=nameless, prompt="Waar schuurde het?")
    note(item, None if nameless else samira)
    other = {} if nameless else {"is_anonymous": "on"}
    response = marits.post(url_of(item, "edit"), typed(**other))
    assert response.status_code == 422
    assert 'id="id_is_anonymous_error"' in response.content.decode()
    item.refresh_from_db()
    assert (item.is_anonymous, item.version) == (nameless, 1)
    same = {"is_anonymous": "on"} if nameless else {}
    assert marits.post(url_of(item, "edit"), typed(**same)).status_code == 302


def test_a_prompt_with_notes_under_it_is_not_emptied(marits, item, samira):
    AgendaItem.objects.update(prompt="Waar schuurde het?")
    note(item, samira)
    assert marits.post(url_of(item, "edit"), typed(prompt="")).status_code == 422
    assert marits.post(url_of(item, "edit"), typed(prompt="Waar wrong het?")).status_code == 302


def test_after_the_session_only_the_note_for_next_time_changes(marits, cast):
    held = later_session(cast, cast.noord, days=-1)
    item = factories.agenda_item(held, "Zo ging het")
    marits.post(url_of(item, "edit"), typed(title="Anders", next_time="Korter"))
    item.refresh_from_db()
    assert (item.title, item.prompt, item.next_time) == ("Zo ging het", "", "Korter")


@pytest.mark.parametrize("action", ["edit", "record", "step", "move"])
def test_nothing_is_written_in_a_closed_trajectory(marits, cast, item, action):
    cast.trajectory.closed_at = timezone.now()
    cast.trajectory.save()
    later_session(cast, cast.noord, cast.zuid)
    assert marits.post(url_of(item, action), typed(notes="x", text="y")).status_code == 403
    assert (AgendaItem.objects.count(), Step.objects.count()) == (1, 0)


@pytest.mark.parametrize("action", ["edit", "record", "step", "move"])
def test_an_item_is_reached_through_its_own_session_alone(marits, cast, item, action):
    other = later_session(cast, cast.noord)
    assert marits.get(f"/sessions/{other.pk}/agenda/{item.pk}/{action}/").status_code == 404


def test_the_record_is_kept(marits, item):
    marits.post(url_of(item, "record"), {"notes": "Er is gezegd", "outcome": "We gaan door", "version": "1"})
    item.refresh_from_db()
    assert (item.notes, item.outcome, item.version) == ("Er is gezegd", "We gaan door", 2)


@pytest.mark.parametrize("field", ["notes", "outcome"])
def test_a_number_of_a_citizen_is_not_recorded(marits, item, field):
    sent = {"notes": "", "outcome": "", "version": "1"} | {field: BSN}
    assert marits.post(url_of(item, "record"), sent).status_code == 422
    item.refresh_from_db()
    assert (item.notes, item.outcome) == ("", "")


def step_of(of, **changes):
    return {"text": "Thee in de hal", "team": str(of.pk), "client_uuid": str(uuid.uuid4())} | changes


def test_a_step_from_the_session_is_a_stone_of_the_chosen_team(marits, item, cast):
    sent = step_of(cast.zuid)
    for _ in range(2):
        assert marits.post(url_of(item, "step"), sent).url == f"/sessions/{item.learning_session_id}/"
    made = Step.objects.get()
    assert (made.text, made.team, made.learning_session) == (
        "Thee in de hal",
        cast.zuid,
        item.learning_session,
    )
    assert (made.created_by, made.person, made.state) == (cast.marit, None, "next")


def test_a_professional_adds_for_the_own_team_alone(browser_of, item, cast):
    samiras = browser_of(cast.samira)
    assert samiras.post(url_of(item, "step"), step_of(cast.zuid)).status_code == 422
    assert samiras.post(url_of(item, "step"), step_of(cast.noord)).status_code == 302
    assert list(Step.objects.values_list("team__name", flat=True)) == ["Noord"]


WRONG_STEPS = [
    ("text", ""),
    ("text", "x" * 81),
    ("text", BSN),
    ("team", ""),
    ("team", "x"),
    ("team", "\x00"),
    ("client_uuid", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG_STEPS)
def test_a_wrong_step_is_refused(marits, item, cast, field, value):
    response = marits.post(url_of(item, "step"), step_of(cast.noord, **{field: value}))
    assert (response.status_code, Step.objects.count()) == (422, 0)


def test_an_unfinished_item_goes_once_to_the_end_of_the_next_session(marits, item, cast):
    marits.post(url_of(item, "edit"), typed(is_ambition_round="on"))
    AgendaItem.objects.update(notes="Blijft hier")
    later_session(cast, cast.noord, cast.zuid, days=12, state="cancelled", cancel_reason="Ziek")
    later_session(cast, cast.noord, days=15)
    target = later_session(cast, cast.noord, cast.zuid, state="draft", title="Sessie vier")
    factories.agenda_item(target, "Inchecken")
    for _ in range(2):
        assert marits.post(url_of(item, "move")).url == f"/sessions/{item.learning_session_id}/"
    moved = AgendaItem.objects.get(moved_from=item)
    assert list(target.agenda_items.all()) == [target.agenda_items.get(title="Inchecken"), moved]
    for name in set(typed()) - {"version"}:
        assert str(getattr(moved, name)) == typed()[name]
    assert (moved.is_ambition_round, moved.notes, moved.version) == (True, "", 1)


def test_both_pages_name_the_other_where_the_reader_may_know_of_it(browser_of, item, cast):
    target = later_session(cast, cast.noord, cast.zuid, state="draft", title="Sessie vier")
    browser_of(cast.marit).post(url_of(item, "move"))

    def page_of(person, session):
        return browser_of(person).get(f"/sessions/{session.pk}/").content.decode()

    assert "Sessie vier" in page_of(cast.marit, item.learning_session)
    assert "Sessie vier" not in page_of(cast.samira, item.learning_session)
    assert f'<a href="/sessions/{item.learning_session_id}/">' in page_of(cast.marit, target)
    target.state = "open"
    target.save()
    assert "Sessie vier" in page_of(cast.samira, item.learning_session)
    assert f'<a href="/sessions/{item.learning_session_id}/">' in page_of(cast.samira, target)


def test_taken_off_the_agenda_there_it_can_move_again(marits, item, cast):
    later_session(cast, cast.noord, cast.zuid)
    for _ in range(2):
        marits.post(url_of(item, "move"))
        AgendaItem.objects.get(moved_from=item).delete()
    item.refresh_from_db()
    assert item.title == "Ronde twee"


def test_where_all_its_teams_meet_others_an_item_can_go_too(marits, cast):
    alone = factories.learning_session(cast.trajectory, cast.noord)
    item = factories.agenda_item(alone)
    together = later_session(cast, cast.noord, cast.zuid, days=12)
    later_session(cast, cast.zuid, days=11)
    marits.post(url_of(item, "move"))
    assert AgendaItem.objects.get(moved_from=item).learning_session == together


def test_without_a_next_session_the_way_to_plan_one_is_shown(marits, item, cast):
    later_session(cast, cast.noord, cast.zuid, days=5)
    factories.learning_session(cast.elsewhere, cast.their_team)
    for answer in (marits.get(url_of(item, "move")), marits.post(url_of(item, "move"))):
        assert f'href="/trajectories/{cast.trajectory.pk}/schedule/"' in answer.content.decode()
    assert answer.status_code == 422
    assert AgendaItem.objects.count() == 1
