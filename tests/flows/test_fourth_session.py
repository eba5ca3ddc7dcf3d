"""The demo's fourth session, from its invitation to the preparation sheet of the fifth.

The loader lays down everything up to the evening before; the session itself is planned, answered, run and
written down by its people at their pages, on its day. Mails go over SMTP.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance, BoardNote, LearningSession, Run, SessionState, Step
from smallwins.notifications import services as notifications
from tests.flows.demo_pages import Neighbourhood
from tests.wins.pages import links, read, speak_english, words
from wins.demo.data import Calendar, demo_id
from wins.demo.gatherings import load_sessions, load_steps
from wins.demo.people import load_people
from wins.demo.policy import load_learning
from wins.demo.stories import load_stories
from wins.models import LearningQuestion, Win

NOW = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)
#: Days of the trajectory: planning, answering, the session, the weeks after, preparing the next one.
PLANNED, ANSWERED, HELD, AFTERWARDS, PREPARED = 70, 72, 77, 80, 90
HARVEST, UNFINISHED = "Stil oogsten", "Vraag en aanbod tussen teams"
TAKEAWAY, STEP = "Eerst vragen, dan pas bellen.", "De gastheer vragen wat hij zonder ons wil"


@pytest.fixture
def hood(db):
    path = settings.BASE_DIR / "wins" / "demo" / "demo-data.yaml"
    cast = load_people(Calendar(today=NOW.date(), now=NOW))
    for load in (load_sessions, load_steps, load_stories, load_learning):
        load(cast)
    hood = Neighbourhood(cast, yaml.safe_load(path.read_text(encoding="utf-8")))
    before_the_fourth(hood)
    speak_english()
    return hood


def before_the_fourth(hood):
    """Take back what the loader knows of the fourth session and of the days after it."""
    session = fourth()
    for rows in (session.attendances, session.board_notes, session.steps.filter(person__isnull=False)):
        rows.all().delete()
    LearningSession.objects.filter(pk=demo_id("session", "S4b")).delete()
    Win.objects.filter(happened_on__gte=hood.date(HELD)).delete()
    LearningSession.objects.filter(pk=session.pk).update(state=SessionState.DRAFT)


def fourth():
    return LearningSession.objects.get(pk=demo_id("session", "S4"))


def fifth():
    return LearningSession.objects.get(pk=demo_id("session", "S5"))


def of(name, *ids):
    return reverse(name, args=ids)


def item(title):
    return fourth().agenda_items.get(title=title)


def is_invited(hood, smtp_sink):
    """Marit plans it from the page that says who is mailed; nine invitations go out. Returns the mails."""
    check = of("sessions:check", hood.cast.trajectory.pk)
    with hood.on(PLANNED, "10:00"):
        marit = hood.client("marit")
        page = hood.at(marit, check)
        assert "Plan and mail 9 people" in words(page)
        hood.press(marit, page, "", to=check, what="plan")
        assert fourth().state == SessionState.OPEN
        notifications.send_now(now=timezone.now())
        assert smtp_sink.messages() == []
    with hood.on(PLANNED, "10:06"):
        notifications.send_now(now=timezone.now())
    mails = {mail["To"]: mail for mail in smtp_sink.messages()}
    assert len(mails) == len(smtp_sink.messages()) == 9
    assert all("Aanjagen" in mail["Subject"] for mail in mails.values())
    return mails


def is_answered(hood, mails):
    """From the mail, without signing in; looking at the page changes nothing."""
    with hood.on(ANSWERED, "19:30"):
        for person, answer in (("samira", "yes"), ("mehmet", "yes"), ("tessa", "maybe")):
            text = mails[hood.cast.users[person].email].get_body(("plain",)).get_content()
            address = urlsplit(re.search(r"https?://\S+/rsvp/\S+", text)[0]).path
            anybody = Client()
            page = anybody.get(address, {"answer": answer})
            assert page.status_code == 200
            assert not Attendance.objects.filter(learning_session=fourth(), user=hood.cast.users[person])
            anybody.post(address, {"rsvp": answer, "reason": ""})
    said = Attendance.objects.filter(learning_session=fourth()).values_list("rsvp", flat=True)
    assert sorted(said) == ["maybe", "yes", "yes"]


def is_run(hood):
    """People come in, the clock runs, notes become a question, an item is written down and one moves on."""
    session = fourth()
    edit, board = (
        of("sessions:item_edit", session.pk, item(HARVEST).pk),
        of("wins:board", session.pk),
    )
    with hood.on(HELD, "13:50"):
        marit = hood.client("marit")
        hood.press(marit, hood.at(marit, edit), "", to=edit, what="prompt", prompt="Wat houdt je bezig?")
        for person in ("samira", "mehmet"):
            client = hood.client(person)
            check_in = of("sessions:check_in", session.pk)
            hood.press(client, hood.at(client, session.get_absolute_url()), check_in, what="check in")
        page = hood.at(marit, of("sessions:run", session.pk))
        hood.press(marit, page, of("sessions:run_begin", session.pk), what="begin")
    with hood.on(HELD, "14:08"):
        page = hood.at(hood.client("marit"), of("sessions:run", session.pk))
        hood.press(hood.client("marit"), page, of("sessions:run_advance", session.pk), what="advance")
        assert Run.objects.get().current_item == item(HARVEST)
        notes = {"samira": "Wie belt er na tienen?", "mehmet": "Buren willen meedoen."}
        for person, note in notes.items():
            client = hood.client(person)
            page = hood.at(client, board)
            assert HARVEST in words(page)
            hood.press(client, page, board, what="note", text=note)
        reveal = of("wins:board_reveal", session.pk, item(HARVEST).pk)
        marit = hood.client("marit")
        assert notes["mehmet"] not in words(hood.at(hood.client("samira"), board))
        hood.press(marit, hood.at(marit, board), reveal, what="reveal")
        assert notes["mehmet"] in words(hood.at(hood.client("samira"), board))
        becomes_a_question(hood, BoardNote.objects.get(text=notes["samira"]))
    with hood.on(HELD, "15:10"):
        is_written_down(hood, session)


def becomes_a_question(hood, note):
    samira, address = hood.client("samira"), of("wins:note_question", note.pk)
    hood.press(samira, hood.at(samira, address), "", to=address, what="question")
    asked = LearningQuestion.objects.get(learning_session=fourth())
    assert asked.wordings.get().text == note.text


def is_written_down(hood, session):
    marit = hood.client("marit")
    record = of("sessions:item_record", session.pk, item(HARVEST).pk)
    hood.press(marit, hood.at(marit, record), "", to=record, what="record", outcome="Eén nummer, drie namen.")
    move = of("sessions:item_move", session.pk, item(UNFINISHED).pk)
    hood.press(marit, hood.at(marit, move), "", to=move, what="move")
    assert fifth().agenda_items.get(title=UNFINISHED).moved_from == item(UNFINISHED)
    page = words(hood.at(hood.client("samira"), session.get_absolute_url()))
    assert "Eén nummer, drie namen." in page


def is_looked_back_on(hood):
    """One word each, a takeaway, a step; Marit reads what is for her."""
    address = of("wins:after", fourth().pk)
    with hood.on(HELD, "15:27"):
        samira, mehmet, marit = (hood.client(person) for person in ("samira", "mehmet", "marit"))
        stone = Step.objects.of_teams().current().filter(team=hood.cast.teams["N"]).first()
        typed = {"takeaway": TAKEAWAY, "word": "Ruimte", "step_text": STEP, "belongs_to": str(stone.pk)}
        hood.press(samira, hood.at(samira, address), address, what="after", **typed)
        hood.press(mehmet, hood.at(mehmet, address), address, what="after", word="Energie")
        theirs = words(hood.at(mehmet, address))
        assert "Energie Ruimte" in theirs
        assert TAKEAWAY not in theirs
        hers = words(hood.at(marit, address))
        assert TAKEAWAY in hers
        assert f"Samira Oulad {STEP}" in hers
        page = hood.at(marit, of("sessions:run", fourth().pk))
        hood.press(marit, page, of("sessions:run_finish", fourth().pk), what="finish")


def goes_on_at_home(hood):
    """Her step stands at home; a story answers what the team tries."""
    with hood.on(AFTERWARDS, "21:00"):
        samira = hood.client("samira")
        home = hood.at(samira, "/")
        assert f"Your own step I will try … {STEP}" in words(home)
        story = "De gastheer opende zelf, wij schonken koffie."
        hood.press(samira, home, of("wins:new"), what="story", button=("action", "share"), story=story)
    return Win.objects.get(story=story)


def is_prepared(hood, win):
    """Everything returns on the sheet of the fifth, and goes on its agenda once."""
    address = of("wins:preparation", fifth().pk)
    with hood.on(PREPARED, "09:00"):
        marit = hood.client("marit")
        page = hood.at(marit, address)
        text = words(page)
        assert "Since “Aanjagen”" in text
        assert f"{win.story} Noord" in text
        assert f"{STEP} Samira Oulad · Noord Next step" in text
        assert re.search(r"Wie belt er na tienen\? Asked on [^,]+, 13 days ago Put", text)
        assert re.search(r"zonder dossiers te delen\? Asked on [^,]+, 9 weeks ago persistent", text)
        assert f"{UNFINISHED} from “Aanjagen” On the agenda" in text
        assert win.get_absolute_url() in links(page)
        before = fifth().agenda_items.count()
        for _ in range(2):
            hood.press(marit, page, address, what="agenda", button=("line", f"win:{win.pk}"))
        assert fifth().agenda_items.count() == before + 1
        agenda = words(hood.at(hood.client("mehmet"), fifth().get_absolute_url()))
        assert "A story of Team Noord" in agenda
        assert win.story not in agenda
        assert hood.client("samira").get(address).status_code == 403
        assert read(page).forms


@pytest.mark.timeout(240)
def test_from_the_invitation_to_the_next_preparation_sheet(hood, smtp_sink):
    is_answered(hood, is_invited(hood, smtp_sink))
    is_run(hood)
    is_looked_back_on(hood)
    is_prepared(hood, goes_on_at_home(hood))
    assert hood.asked == []
