"""Everything the demo says of its sixteen stories, made through the pages by its own people.

The loader lays down people, teams, sessions and steps. From the first card in a letter box on, each day's
acts follow on their day: telling, sharing, reading through the lens, deciding, naming barriers, linking,
answering. At the end the database says what ``demo-data.yaml`` says, field by field.
"""

import datetime as dt

import pytest
import yaml
from django.conf import settings

from sessions.models import LearningSession
from tests.flows import demo_rows
from tests.flows.demo_pages import Neighbourhood
from tests.wins.pages import speak_english, words
from wins.demo.data import Calendar
from wins.demo.gatherings import load_sessions, load_steps
from wins.demo.people import load_people
from wins.models import Win

NOW = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)
#: The readings typed a question at a time, as on a phone; the others on one page.
ON_A_PHONE = ("W04", "W14", "W16")


@pytest.fixture
def known():
    path = settings.BASE_DIR / "wins" / "demo" / "demo-data.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def hood(db, known):
    cast = load_people(Calendar(today=NOW.date(), now=NOW))
    load_sessions(cast)
    load_steps(cast)
    assert not Win.objects.exists()
    return Neighbourhood(cast, known)


def acts_of(hood, known):
    """(day, time, act) for all that people did, in the order of the days."""
    stories = {row["key"]: row for row in known["wins"]}
    barriers = {row["key"]: row for row in known["barrieres"]}
    members = {}
    for person in known["personen"]:
        members.setdefault(person.get("team"), []).append(person["key"])
    acts = []

    def act(day, clock, do, *args, **kwargs):
        acts.append((day, clock, len(acts), do, args, kwargs))

    for key, row in stories.items():
        day = row["dag"]
        act(day, "16:30", hood.tell, row)
        if row["soort"] == "tegenslag":
            continue
        read_it = hood.read_on_a_phone if key in ON_A_PHONE else _jointly(hood)
        act(day + 1, "09:30", read_it, key, row["auteur"], row["bril"], evidence=row.get("bewijs", {}))
        if row["bevestigd"]:
            act(day + 1, "09:40", hood.decide, row)
    for row in known["brillezingen"]:
        day, say = stories[row["win"]]["dag"] + 2, {"remark": row["opmerking"]}
        act(day, "09:30", hood.read_on_one_page, row["win"], row["lezer"], row["bril"], **say)
    for row in known["links"]:
        later, earlier = stories[row["van"]], stories[row["naar"]]
        act(later["dag"], "16:50", hood.link, row, later)
        if row.get("akkoord"):
            colleague = next(m for m in members[earlier["team"]] if m != earlier["auteur"])
            act(later["dag"] + 1, "09:10", hood.say_yes, row, colleague)
    for row in known["barriere_links"]:
        day, barrier = stories[row["win"]]["dag"], barriers[row["barriere"]]
        changed = [s["stand"] for s in barrier["geschiedenis"] if s["dag"] == day and s["stand"] != "ervaren"]
        state = changed[0] if changed else ""
        act(day, "16:40", hood.meet_barrier, row["win"], barrier, effect=row["effect"], state=state)
    told = {(row["barriere"], stories[row["win"]]["dag"]) for row in known["barriere_links"]}
    sessions = {row.get("dag"): row["titel"] for row in known["sessies"]}
    for key, barrier in barriers.items():
        for naming in barrier["genoemd_door"]:
            if (key, naming["dag"]) not in told:
                session = LearningSession.objects.get(title=sessions[naming["dag"]])
                person = members[naming["team"]][0]
                where = {"in_session": session}
                act(naming["dag"], "15:40", hood.name_barrier, barrier, naming["team"], person, **where)
        for stand in barrier["geschiedenis"]:
            if (key, stand["dag"]) not in told and stand["stand"] != "ervaren":
                act(stand["dag"], "16:40", hood.set_state, barrier, stand, "marit")
    for row in known["reacties"]["herkenningen"]:
        act(row["dag"], "18:15", hood.recognise, row)
    for row in known["reacties"]["opmerkingen"]:
        act(row["dag"], "18:30", hood.comment, row)
    for row in known["leeft_dit_nog"]:
        act(row["dag"], "10:20", hood.still_alive, row, members[stories[row["win"]]["team"]][-1])
    for row in known["concepten"]:
        act(row["dag"], "12:40", hood.keep_draft, row)
    return sorted(acts, key=lambda one: one[:3])


def _jointly(hood):
    def read_it(key, person, letters, *, evidence):
        hood.read_on_one_page(key, person, letters, joint=True, evidence=evidence)

    return read_it


@pytest.mark.timeout(300)
def test_sixteen_stories_come_out_of_the_pages_as_the_data_say(hood, known):
    for day, clock, _order, do, args, kwargs in acts_of(hood, known):
        with hood.on(day, clock):
            do(*args, **kwargs)

    demo_rows.stories_are_as_told(hood, known)
    demo_rows.readings_and_verdicts_are_as_told(hood, known)
    demo_rows.links_are_as_told(hood, known)
    demo_rows.barriers_are_as_told(hood, known)
    demo_rows.responses_are_as_told(hood, known)
    assert hood.asked == []
    with hood.on(90, "09:00"):
        pages_say_so(hood, known)


def pages_say_so(hood, known):
    """In words, to the author: what the team calls it, or what is still open; to an outsider nothing."""
    speak_english()
    called = {
        "small_win": "What the team calls it small win",
        "kiem": "What the team calls it seedling",
        "quick_win": "What the team calls it quick win",
        "activiteit": "What the team calls it activity",
        None: "Questions 2, 4 and 5 are open.",
    }
    for row in known["wins"]:
        text = words(hood.at(hood.client(row["auteur"]), hood.win(row["key"]).get_absolute_url()))
        assert row["titel"] in text
        if row["soort"] == "tegenslag":
            assert "What the team calls it" not in text
        else:
            assert called[row["bevestigd"]] in text
        assert ("the lens suggested: quick win" in text) == (row["key"] == "W14")
    otto = hood.client("otto")
    assert [otto.get(hood.win(key).get_absolute_url()).status_code for key in hood.wins] == [404] * 16


def test_privacy_is_asked_where_words_point_at_somebody_and_only_there(hood, known):
    """Of the demo's own words none does; a titled name does, until its author shares it as it is."""
    story = next(row for row in known["wins"] if row["key"] == "W04")
    named = story | {"wat": "Mevrouw Van der Zwaan van Tulpstraat 12 belde als eerste.", "schuurde": "Nee."}
    with hood.on(20, "16:30"):
        hood.tell(named)

    assert [what for what, _marks in hood.asked] == [
        ("W04", "capture"),
        ("W04", "edit"),
        ("W04", "share"),
    ]
    assert {tuple(marks) for _what, marks in hood.asked} == {("Mevrouw Van der Zwaan van Tulpstraat 12",)}
    assert hood.win("W04").story == named["wat"]
    with hood.on(21, "09:30"):
        hood.read_on_one_page("W04", "mehmet", story["bril"], joint=True, evidence=story["bewijs"])
    assert len(hood.asked) == 3
