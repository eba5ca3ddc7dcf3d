"""Who may take a file, and what never stands in it: drafts, what its reader may not read, people's names."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sessions.models import Attendance
from smallwins.accounts.models import User
from tests import factories
from tests.access import world
from tests.wins.exporting import asked, bytes_of, lines_of, page_of, values_of
from tests.wins.pages import words
from trajectories.roles import Role

KINDS = [
    *[(kind, shape) for kind in ("wins", "sessions", "barriers", "attendance") for shape in ("csv", "xlsx")],
    ("trajectory", "json"),
]
#: What some may read on pages and has no place in a file: drafts, and what people say about stories.
NEVER = {
    *["kanarie-beleidsklad", "kanarie-keuze"],
    *["kanarie-klad", "kanarie-conceptsessie", "kanarie-aanwijzing", "kanarie-bestand", "kanarie-reactie"],
    *["kanarie-uitnodiging", "kanarie-meegenomen", "kanarie-uitcheckwoord", "kanarie-voornemen"],
    *["kanarie-briefje", "kanarie-stilbriefje", "kanarie-programma"],
}


def text_of(answer, shape):
    """Everything that can be read in a file."""
    raw = bytes_of(answer)
    if shape != "xlsx":
        return raw.decode()
    cells = load_workbook(io.BytesIO(raw)).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in cells for cell in row)


def files_of(client, trajectory):
    return {(kind, shape): text_of(asked(client, trajectory, kind, shape), shape) for kind, shape in KINDS}


@pytest.mark.parametrize("reader", ["marit", "ruben"])
def test_files_hold_what_their_reader_may_read_and_no_draft(reader, cast, browser_of):
    built = world.build(cast)
    Attendance.objects.create(learning_session=cast.session, user=cast.joost, rsvp="yes")

    files = files_of(browser_of(getattr(built, reader)), cast.trajectory)

    seen = {canary for canary in world.READERS for text in files.values() if canary in text}
    readable = {canary for canary, readers in world.READERS.items() if reader in readers}
    assert seen == readable - NEVER
    assert [name for name, text in files.items() if "@example.org" in text] == []


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_what_is_a_draft_withdrawn_or_for_the_team_is_absent(shape, cast, browser_of):
    told = {
        "kanarie-klad": {"visibility": "draft"},
        "kanarie-team": {"visibility": "team"},
        "kanarie-weg": {"visibility": "trajectory", "withdrawn_at": factories.long_ago()},
        "kanarie-open": {"visibility": "trajectory"},
    }
    for story, fields in told.items():
        if "withdrawn_at" in fields:
            fields["withdrawn_at"] = "2026-09-01T00:00Z"
        factories.win(cast.noord, cast.samira, story=story, **fields)
    factories.win(cast.their_team, cast.otto, story="kanarie-elders", visibility="trajectory")

    def canaries(person):
        text = text_of(asked(browser_of(person), cast.trajectory, format=shape), shape)
        return {story for story in [*told, "kanarie-elders"] if story in text}

    assert canaries(cast.ruben) == {"kanarie-open"}
    assert canaries(cast.marit) == {"kanarie-open", "kanarie-team"}


def test_a_draft_of_ones_own_stays_out(cast, browser_of):
    factories.member(cast.marit, Role.PROFESSIONAL, cast.noord)
    factories.win(cast.noord, cast.marit, story="kanarie-eigen", visibility="draft")
    for kind, shape in (("wins", "csv"), ("trajectory", "json")):
        assert "kanarie-eigen" not in text_of(
            asked(browser_of(cast.marit), cast.trajectory, kind, shape), shape
        )


def test_only_the_attendance_of_the_facilitator_has_names(cast, browser_of):
    world.build(cast)
    for person, presence in ((cast.samira, "present"), (cast.joost, "late")):
        said = {"rsvp": "yes", "presence": presence, "rsvp_reason": "kanarie-reden"}
        Attendance.objects.update_or_create(learning_session=cast.session, user=person, defaults=said)
    names = {part for user in User.objects.all() for part in (user.name, user.email, user.name.split()[0])}
    names |= {str(pk) for pk in User.objects.values_list("pk", flat=True)}

    found = {
        (reader, *file): {name for name in names if name in text}
        for reader in ("marit", "ruben")
        for file, text in files_of(browser_of(getattr(cast, reader)), cast.trajectory).items()
    }

    both = {"Samira Yilmaz", "Samira", "Joost Bakker", "Joost"}
    expected = {("marit", "attendance", shape): both for shape in ("csv", "xlsx")}
    assert {file: names for file, names in found.items() if names} == expected


def attended(cast):
    """Samira was there, Joost said maybe and came late, Nanda was there and left the team since."""
    session = factories.learning_session(
        cast.trajectory, cast.noord, title="Oogst", starts_at="2026-09-14T08:00Z"
    )
    nanda = factories.user("Nanda")
    factories.member(nanda, Role.PROFESSIONAL, cast.noord, ends_on=factories.days(-1))
    for person, said, was in (
        (cast.samira, "yes", "present"),
        (cast.joost, "maybe", "late"),
        (nanda, "yes", "present"),
    ):
        Attendance.objects.create(learning_session=session, user=person, rsvp=said, presence=was)
    return session


def test_the_facilitator_gets_the_rows_of_the_page_of_attendance(english, browser_of):
    session, client = attended(english), browser_of(english.marit)
    page = words(client.get(reverse("sessions:attendance", args=[session.pk])))

    rows = lines_of(asked(client, english.trajectory, "attendance"), ",")

    assert rows == [
        ["Session", "Date", "Team", "Name", "Answer beforehand", "At the session"],
        ["Oogst", "2026-09-14", "Noord", "Joost Bakker", "Maybe", "late"],
        ["Oogst", "2026-09-14", "Noord", "Nanda", "Coming", "present"],
        ["Oogst", "2026-09-14", "Noord", "Samira Yilmaz", "Coming", "present"],
    ]
    assert [page.index(row[3]) for row in rows[1:]] == sorted(page.index(row[3]) for row in rows[1:])


def test_a_coordinator_gets_counts_of_a_session_and_nothing_of_a_person(english, browser_of):
    attended(english)

    rows = values_of(asked(browser_of(english.ruben), english.trajectory, "attendance", "xlsx"))

    assert rows[0] == ["Session", "Date", "Team", "Moment", "Which answer", "People"]
    assert [row[3:] for row in rows[1:]] == [
        ["Beforehand", "Coming", 2],
        ["Beforehand", "Can't come", 0],
        ["Beforehand", "Maybe", 1],
        ["At the session", "present", 2],
        ["At the session", "late", 1],
        ["At the session", "excused", 0],
        ["At the session", "absent", 0],
    ]


def test_sessions_are_those_of_the_page_without_drafts(cast, browser_of):
    world.build(cast)
    factories.learning_session(
        cast.trajectory, cast.zuid, title="Vervallen", state="cancelled", cancel_reason="Ziek"
    )
    factories.learning_session(cast.trajectory, cast.zuid, title="Geweest", starts_at="2026-08-25T08:00Z")

    rows = lines_of(asked(browser_of(cast.ruben), cast.trajectory, "sessions"))

    page = browser_of(cast.ruben).get(reverse("wins:trajectory", args=[cast.trajectory.pk]))
    assert sorted(row[0] for row in rows[1:]) == sorted(one.title for one in page.context["sessions"])
    states = {row[0]: (row[6], row[7]) for row in rows[1:]}
    assert states["Vervallen"] == ("Zuid", "gaat niet door")
    assert states["Geweest"] == ("Zuid", "geweest")
    assert states["kanarie-sessie"] == ("Noord", "gepland")


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("samira", 403),
        ("mehmet", 403),
        ("marit", 200),
        ("ruben", 200),
        ("els", 404),
        ("pien", 404),
        ("otto", 404),
    ],
)
def test_who_may_take_a_file(person, status, cast, browser_of):
    client = browser_of(getattr(cast, person))

    assert client.get(page_of(cast.trajectory)).status_code == status
    answer = asked(client, cast.trajectory)
    assert (answer.status_code, bool(answer.getvalue())) == (status, True)


def test_a_facilitator_next_door_gets_nothing(cast, browser_of):
    assert asked(browser_of(cast.otto), cast.trajectory, "trajectory", "json").status_code == 404


def test_who_left_takes_no_file_any_more(cast, browser_of):
    client = browser_of(cast.marit)
    cast.marit.memberships.update(ends_on=factories.days(0))
    assert asked(client, cast.trajectory).status_code == 404


def test_an_empty_trajectory_gives_headings_alone(cast, browser_of):
    for kind in ("wins", "sessions", "barriers", "attendance"):
        raw = bytes_of(asked(browser_of(cast.ruben), cast.trajectory, kind)).decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(raw)))) == 1
