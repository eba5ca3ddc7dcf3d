"""The page before opening: which drafts, what asks for a second look, and who gets which mail when."""

import datetime as dt
import re

import pytest

from sessions import reminders
from sessions.models import LearningSession
from sessions.selectors.planning import check_address
from smallwins.notifications.models import Delivery
from smallwins.notifications.services import set_preference
from tests import factories
from tests.counting import statements_of
from tests.wins.pages import form_to, send, words
from trajectories.roles import Role

pytestmark = [pytest.mark.django_db]

NOW = dt.datetime(2027, 2, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def marits(browser_of, marit, time_machine):
    marit.language = "en"
    marit.save()
    time_machine.move_to(NOW, tick=False)
    return browser_of(marit)


def url_of(cast):
    return f"/trajectories/{cast.trajectory.pk}/schedule/check/"


def draft(cast, *teams, day, title="Ronde", hour=13, **fields):
    """At two o'clock in Amsterdam, in winter."""
    moment = dt.datetime(2027, *day, hour, tzinfo=dt.UTC)
    teams = teams or (cast.noord,)
    return factories.learning_session(
        cast.trajectory, *teams, title=title, starts_at=moment, state="draft", **fields
    )


def said(page):
    """(people on the button, mails in the sentence)."""
    text = words(page)
    return (
        int(re.search(r"Plan and mail (\d+) p", text)[1]),
        int(re.search(r"Together (?:these are|that is) (\d+) mail", text)[1]),
    )


def rows_after_all_reminders(time_machine):
    """As the ledger stands when the planner has run past every moment."""
    last = LearningSession.objects.order_by("starts_at").last().starts_at
    moment = NOW
    while moment < last:
        moment += dt.timedelta(hours=12)
        time_machine.move_to(moment, tick=False)
        reminders.plan(moment)
    return Delivery.objects.all()


def test_as_many_people_and_mails_as_it_says(marits, cast, time_machine):
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    set_preference(user=cast.joost, kind="session_reminder", enabled=False)
    gone = factories.user("Gerrit Weg", is_active=False)
    former = factories.user("Fem Eerder")
    factories.member(gone, Role.PROFESSIONAL, cast.noord)
    factories.member(former, Role.PROFESSIONAL, cast.noord, ends_on=dt.date(2027, 1, 31))
    draft(cast, cast.noord, cast.zuid, day=(2, 2), reminder_offsets=[2880, 120])  # 2 days before is past
    draft(cast, cast.noord, day=(2, 16), reminder_offsets=None)
    draft(cast, cast.zuid, day=(3, 30), reminder_offsets=[])
    page = marits.get(url_of(cast))
    people, mails = said(page)

    send(marits, page, "", to=url_of(cast))
    rows = rows_after_all_reminders(time_machine)
    assert (people, mails) == (3, rows.count())
    assert set(rows.values_list("recipient__name", flat=True)) == {
        "Samira Yilmaz",
        "Joost Bakker",
        "Mehmet Demir",
    }
    # Three, two and two invitations; then two hours for two, 7 days and 2 hours for one, none.
    assert mails == (3 + 2 + 2) + 2 + 2


def test_each_mail_says_who_and_when_and_can_be_read(marits, cast):
    one = draft(cast, cast.noord, day=(2, 16), reminder_offsets=[10080, 120])
    page = marits.get(url_of(cast))
    text = words(page)
    assert "Five minutes after you plan" in text
    assert "Tuesday 9 February, 14:00 (Dutch time)" in text
    assert "Tuesday 16 February, 12:00 (Dutch time)" in text
    assert text.count("Samira Yilmaz") == 3
    for kind in ("session_invitation", "session_reminder"):
        assert f"/sessions/{one.pk}/mails/{kind}/" in page.content.decode()


def test_a_moment_elsewhere_is_told_in_both_zones(marits, cast):
    draft(cast, day=(2, 16), time_zone="America/New_York")
    text = words(marits.get(url_of(cast)))
    assert "Tuesday 16 February, 14:00 (Dutch time)" in text
    assert "Tuesday 16 February, 08:00 (time in New York)" in text


def test_holidays_are_named_by_region_and_move_nothing(marits, cast):
    cast.trajectory.school_region = "Noord"
    cast.trajectory.save()
    holiday = draft(cast, day=(2, 23), title="In de vakantie")
    king = draft(cast, day=(4, 27), title="Op Koningsdag", hour=12)
    draft(cast, day=(3, 9), title="Gewoon")
    body = marits.get(url_of(cast)).content.decode()
    flagged = [title for title in ("In de vakantie", "Op Koningsdag", "Gewoon") if flag_of(body, title)]
    assert flagged == ["In de vakantie", "Op Koningsdag"]
    assert f"/sessions/{holiday.pk}/edit/" in flag_of(body, "In de vakantie")
    starts = dict(LearningSession.objects.values_list("pk", "starts_at"))
    assert (starts[holiday.pk], starts[king.pk]) == (holiday.starts_at, king.starts_at)

    cast.trajectory.school_region = "Zuid"
    cast.trajectory.save()
    assert not flag_of(marits.get(url_of(cast)).content.decode(), "In de vakantie")


def flag_of(body, title):
    """The line about a holiday in the row of a session."""
    row = next(row for row in body.split("<li>") if f"<bdi>{title}</bdi>" in row)
    found = re.search(r">holiday<.*?</p>", row, re.DOTALL)
    return found[0] if found else ""


def test_the_same_team_twice_at_a_time_is_named(marits, cast):
    draft(cast, cast.noord, day=(2, 16), title="Eerste")
    factories.learning_session(
        cast.trajectory,
        cast.noord,
        title="Al gepland",
        starts_at=dt.datetime(2027, 2, 16, 14, 29, tzinfo=dt.UTC),
    )
    factories.learning_session(
        cast.trajectory,
        cast.noord,
        title="Sluit aan",
        starts_at=dt.datetime(2027, 2, 16, 14, 30, tzinfo=dt.UTC),
    )
    draft(cast, cast.zuid, day=(2, 16), title="Ander team")
    text = words(marits.get(url_of(cast)))
    assert text.count("The same team also has") == 1
    assert "The same team also has “Al gepland”, Tuesday 16 February, 15:29 (Dutch time)" in text


def test_a_past_one_is_refused_and_not_counted(marits, cast):
    past = draft(cast, day=(1, 30), title="Voorbij")
    page = marits.get(url_of(cast))
    assert "Plan and mail" not in words(page)
    assert "This moment is past" in words(page)
    marits.post(url_of(cast), {"sessions": [str(past.pk)]})
    past.refresh_from_db()
    assert (past.state, Delivery.objects.count()) == ("draft", 0)


def test_without_members_it_says_that_nobody_is_mailed(marits, cast):
    empty = factories.team(cast.trajectory, "Leeg")
    draft(cast, empty, day=(2, 16))
    text = words(marits.get(url_of(cast)))
    assert "Plan, nobody is mailed" in text
    assert "Nobody: the teams have no members yet." in text


def test_looking_changes_nothing_and_back_and_reload_lose_nothing(marits, cast):
    draft(cast, day=(2, 16))
    pages = [words(marits.get(url_of(cast))) for _ in range(2)]
    assert pages[0] == pages[1]
    assert LearningSession.objects.get().state == "draft"


def test_thirty_drafts_take_as_many_statements_as_three(marits, cast):
    for number in range(3):
        draft(cast, cast.noord, cast.zuid, day=(2, 10 + number))
    few = statements_of(marits, url_of(cast))
    for number in range(27):
        draft(cast, cast.noord, cast.zuid, day=(3, 1 + number))
    assert statements_of(marits, url_of(cast)) == few <= 12


def test_earlier_drafts_are_left_aside_until_they_are_asked_for(cast, marits):
    """Whoever has just planned opens these, and nothing that lay there already."""
    old = draft(cast, day=(2, 2), title="Oud")
    new = draft(cast, day=(3, 2), title="Nieuw")
    address = check_address(cast.trajectory, [new])
    page = marits.get(address)
    assert "Nieuw" in words(page)
    assert "Oud" not in words(page)
    assert "1 other draft waits" in words(page)
    marits.post(address, form_to(page, "").fields)
    assert [LearningSession.objects.get(pk=one.pk).state for one in (old, new)] == ["draft", "open"]
    assert check_address(cast.trajectory, [old]) == url_of(cast)


@pytest.mark.parametrize("only", ["x", "\x00", "0f6b3c2a-5d1e-4c7b-9a8f-1234567890ab"])
def test_what_is_no_draft_leaves_nothing_aside(only, cast, marits):
    draft(cast, day=(2, 2), title="Oud")
    assert "Oud" in words(marits.get(url_of(cast), {"only": only}))
