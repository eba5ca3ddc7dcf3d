"""What stands in a file: typed cells, no formulas, the separator of the language, what the page shows."""

import datetime as dt
import zoneinfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.wins.exporting import (
    asked,
    book_of,
    bytes_of,
    column,
    lines_of,
    page_of,
    sheet_of,
    stories,
    values_of,
)
from tests.wins.pages import words
from wins.exports import xlsx_file
from wins.exports.cells import harmless
from wins.models import Barrier, BarrierNaming, BarrierStand, Verdict

FORMULAS = ["=1+1", "+31", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1"]


def naive(*parts):
    """A moment as Excel keeps it: without a zone."""
    return dt.datetime(*parts, tzinfo=dt.UTC).replace(tzinfo=None)


def told(cast, title, **fields):
    fields = {"visibility": "trajectory", "happened_on": dt.date(2026, 9, 14)} | fields
    return factories.win(cast.noord, cast.samira, title=title, **fields)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_both_kinds_of_file(text, cast, browser_of):
    told(cast, text, story=text, for_whom=[text], friction="rustig")
    client = browser_of(cast.ruben)

    lines = lines_of(asked(client, cast.trajectory))
    cells = sheet_of(asked(client, cast.trajectory, format="xlsx"))[2]

    assert [lines[1][place] for place in (3, 4, 5, 7)] == [f"'{text}"] * 3 + ["rustig"]
    assert [cells[place].value for place in (3, 4, 5, 7)] == [f"'{text}"] * 3 + ["rustig"]
    assert {cells[place].data_type for place in (3, 4, 5, 7)} <= {"s", "inlineStr"}


def test_a_cell_that_begins_with_white_space_is_harmless_too():
    assert [harmless(text) for text in ("\t=1", "\r=1", "\n=1")] == ["'\t=1", "'\r=1", "'\n=1"]
    assert [harmless(text) for text in ("", "a=1", "'=1", "1-2")] == ["", "a=1", "'=1", "1-2"]


def test_names_of_people_and_teams_are_no_formulas(cast, browser_of):
    factories.learning_session(cast.trajectory, cast.noord, title="=Sessie")
    type(cast.samira).objects.filter(pk=cast.samira.pk).update(name="=Samira")
    type(cast.noord).objects.filter(pk=cast.noord.pk).update(name="+Noord")

    rows = lines_of(asked(browser_of(cast.marit), cast.trajectory, "attendance"))

    assert [row[0:1] + row[2:4] for row in rows[1:]] == [
        ["'=Sessie", "'+Noord", "'=Samira"],
        ["'=Sessie", "'+Noord", "Joost Bakker"],
    ]


@pytest.mark.parametrize(("language", "separator", "heading"), [("nl", ";", "Titel"), ("en", ",", "Title")])
def test_csv_opens_in_the_excel_of_its_reader(language, separator, heading, cast, browser_of):
    type(cast.ruben).objects.filter(pk=cast.ruben.pk).update(language=language)
    told(cast, "Eén; of, twee", story='Een regel\nen "nog" een')

    raw = bytes_of(asked(browser_of(cast.ruben), cast.trajectory))

    assert raw.startswith(b"\xef\xbb\xbf")
    assert separator.join(['"Eén; of, twee"', '"Een regel\nen ""nog"" een"']).encode() in raw
    assert separator + heading + separator in raw.decode("utf-8-sig").splitlines()[0]


def test_cells_have_types_and_stories_their_month(cast, browser_of):
    told(cast, "Aangebeld", happened_on=dt.date(2026, 9, 14))
    start = dt.datetime(2026, 9, 14, 8, 30, tzinfo=dt.UTC)
    factories.learning_session(cast.trajectory, cast.noord, starts_at=start, duration_minutes=75)
    client = browser_of(cast.ruben)

    month = sheet_of(asked(client, cast.trajectory, format="xlsx"))["B2"]
    session = sheet_of(asked(client, cast.trajectory, "sessions", "xlsx"))[2]

    assert (month.value, month.number_format) == (naive(2026, 9, 1), "yyyy-mm")
    assert (session[2].value, session[2].number_format) == (
        naive(2026, 9, 14, 10, 30),
        "yyyy-mm-dd hh:mm",
    )
    assert (session[3].value, session[4].value, session[4].data_type) == ("Europe/Amsterdam", 75, "n")
    assert lines_of(asked(client, cast.trajectory))[1][1] == "2026-09"
    lines = lines_of(asked(client, cast.trajectory, "sessions"))
    assert lines[1][2:5] == ["2026-09-14 10:30", "Europe/Amsterdam", "75"]


def test_a_start_stands_on_the_clock_of_its_reader(cast, browser_of):
    start = dt.datetime(2026, 10, 25, 23, 30, tzinfo=dt.UTC)  # the 26th in the Netherlands
    factories.learning_session(cast.trajectory, cast.noord, starts_at=start)
    type(cast.marit).objects.filter(pk=cast.marit.pk).update(time_zone="America/Paramaribo")
    far, near = browser_of(cast.marit), browser_of(cast.ruben)

    assert lines_of(asked(far, cast.trajectory, "sessions"))[1][2] == "2026-10-25 20:30"
    assert lines_of(asked(near, cast.trajectory, "sessions"))[1][2] == "2026-10-26 00:30"
    assert lines_of(asked(far, cast.trajectory, "attendance"))[1][1] == "2026-10-25"
    assert zoneinfo.ZoneInfo("America/Paramaribo").utcoffset(start) == dt.timedelta(hours=-3)


def test_a_story_is_told_in_full(cast, browser_of):
    win = told(
        cast,
        "Aangebeld",
        for_whom=["bewoner", "buur"],
        result_kind="rule",
        friction="De sleutel",
        next_step="Nog eens",
    )
    win.partial_solutions.add(factories.partial_solution(cast.trajectory, "Welkom"))
    for verdict in ("quick_win", "small_win"):
        Verdict.objects.create(win=win, verdict=verdict, proposal=verdict)
    told(cast, "Mislukt", kind="setback", expected="Rust", why="Te laat", differently="Eerder")
    type(cast.ruben).objects.filter(pk=cast.ruben.pk).update(language="en")

    rows = values_of(asked(browser_of(cast.ruben), cast.trajectory, format="xlsx"))

    month = naive(2026, 9, 1)
    assert rows == [
        [
            *["Team", "Month", "Kind", "Title", "Story", "For whom", "Kind of result", "What rubbed"],
            *["Next step", "What you expected", "Why it happened", "What you will do differently"],
            *["Partial solutions", "The team calls it", "Who can read it"],
        ],
        [
            *["Noord", month, "setback", "Mislukt", "We belden samen aan.", None, None, None, None],
            *["Rust", "Te laat", "Eerder", None, None, "shared with the whole trajectory"],
        ],
        [
            *["Noord", month, "story", "Aangebeld", "We belden samen aan.", "bewoner, buur", "a rule or law"],
            *["De sleutel", "Nog eens", None, None, None, "Welkom", "small win"],
            "shared with the whole trajectory",
        ],
    ]


@pytest.mark.parametrize(("reader", "numbers"), [("marit", [0, 1, 3]), ("ruben", [1, 3])])
def test_rows_equal_the_page_of_the_reader(reader, numbers, cast, browser_of):
    for number, visibility in enumerate(["team", "trajectory", "draft", "trajectory"]):
        told(cast, f"verhaal {number}", visibility=visibility, happened_on=factories.days(-number))
    client = browser_of(getattr(cast, reader))
    page = client.get(reverse("wins:team_wins", args=[cast.noord.pk]))

    titles = column(lines_of(asked(client, cast.trajectory)), "Titel")

    assert titles == [win.title for win in page.context["page"].object_list]
    assert titles == [f"verhaal {number}" for number in numbers]


def test_barriers_say_how_they_stand_and_who_named_them(cast, browser_of):
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Sleutelbeleid", kind="rule")
    Barrier.objects.create(trajectory=cast.trajectory, name="Tijd", kind="time")
    Barrier.objects.create(trajectory=cast.elsewhere, name="Elders", kind="time")
    for since, state in ((1, "met"), (2, "escalated")):
        BarrierStand.objects.create(
            barrier=barrier, state=state, addressee="De corporatie", since=dt.date(2026, since, 9)
        )
    for team, day in ((cast.zuid, 3), (cast.noord, 4), (cast.noord, 5)):
        BarrierNaming.objects.create(barrier=barrier, team=team, named_on=dt.date(2026, 3, day))

    rows = lines_of(asked(browser_of(cast.ruben), cast.trajectory, "barriers"))

    assert rows[1:] == [
        ["Sleutelbeleid", "regel", "doorgegeven", "2026-02", "De corporatie", "Noord, Zuid"],
        ["Tijd", "tijd of verloop", "ervaren", "", "", ""],
    ]


def test_stories_of_one_team_and_one_period(cast, browser_of):
    for month in (1, 2, 3):
        told(cast, f"noord {month}", happened_on=dt.date(2026, month, 28))
    factories.win(cast.zuid, cast.mehmet, title="zuid", visibility="trajectory")
    client = browser_of(cast.ruben)

    def titles(**fields):
        return column(lines_of(asked(client, cast.trajectory, **fields)), "Titel")

    assert titles(team=cast.noord.pk) == ["noord 3", "noord 2", "noord 1"]
    assert titles(since="2026-02-28", until="2026-03-28") == ["noord 3", "noord 2"]
    assert titles(until="2026-02-27") == ["noord 1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ""},
        {"kind": "nonsense"},
        {"format": ""},
        {"format": "json"},
        {"kind": "trajectory", "format": "csv"},
        {"since": "2026-02-30"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"team": "x"},
        {"client_uuid": "x"},
    ],
)
def test_a_wrong_form_answers_422_with_the_form(fields, cast, browser_of):
    answer = asked(browser_of(cast.ruben), cast.trajectory, **fields)

    assert answer.status_code == 422
    assert 'name="format"' in answer.content.decode()


def test_a_team_of_another_trajectory_is_no_choice(cast, browser_of):
    answer = asked(browser_of(cast.ruben), cast.trajectory, team=cast.their_team.pk)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["team"])


@pytest.mark.parametrize("kind", ["wins", "sessions", "barriers", "attendance", "trajectory"])
def test_the_number_of_statements_does_not_grow_with_the_rows(kind, cast, browser_of):
    client = browser_of(cast.marit)

    def statements():
        with CaptureQueriesContext(connection) as queries:
            bytes_of(asked(client, cast.trajectory, kind, "json" if kind == "trajectory" else "xlsx"))
        return len(queries)

    def more(number):
        stories(cast.noord, cast.samira, number)
        for each in range(number):
            session = factories.learning_session(cast.trajectory, cast.noord, cast.zuid)
            factories.agenda_item(session)
            name = f"{number} {each}"
            barrier = Barrier.objects.create(trajectory=cast.trajectory, name=name, kind="time")
            BarrierNaming.objects.create(barrier=barrier, team=cast.noord, named_on=factories.days(0))

    more(3)
    few = statements()
    more(27)
    assert statements() == few


def test_the_page_says_what_its_reader_gets(english, browser_of):
    facilitator = words(browser_of(english.marit).get(page_of(english.trajectory)))
    coordinator = words(browser_of(english.ruben).get(page_of(english.trajectory)))

    assert "Stories Sessions Barriers Attendance The whole trajectory" in facilitator
    assert "Attendance has people's names" in facilitator
    assert "Attendance has people's names" not in coordinator
    assert "Attendance is counted for each session" in coordinator


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(cast, browser_of, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 2)
    stories(cast.noord, cast.samira, 5)
    book = book_of(asked(browser_of(cast.ruben), cast.trajectory, format="xlsx"))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [
        ("Verhalen", 3),
        ("Verhalen 2", 3),
        ("Verhalen 3", 2),
    ]
