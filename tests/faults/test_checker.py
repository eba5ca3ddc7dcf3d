"""The checker of the campaigns finds what it is there to find."""

import pytest

from tests.faults.checker import Received, Row, Verdict, check
from tests.faults.mailserver import about

ANNA, BEN = ("anna@example.org", "reminder Round 1"), ("ben@example.org", "reminder Round 1")


def row(message_id, mail, state="sent", ambiguous=0):
    return Row(message_id, *mail, state, ambiguous)


def got(message_id, mail):
    return Received(message_id, *mail)


ROWS = [row("<1>", ANNA), row("<2>", BEN)]
MAILS = [got("<1>", ANNA), got("<2>", BEN)]


def figures(verdict):
    return verdict.lost, verdict.unexpected, verdict.duplicated, verdict.explained, verdict.unexplained


def test_each_mail_once_is_clean():
    verdict = check([ANNA, BEN], ROWS, MAILS)
    assert figures(verdict) == (0, 0, 0, 0, 0)
    assert verdict.clean
    assert str(verdict) == (
        "intended=2 received=2 lost=0 unexpected=0 duplicated=0 explained=0 unexplained=0"
    )


@pytest.mark.parametrize("state", ["sent", "queued", "handover", "expired", "cancelled", "dead", "uncertain"])
def test_a_mail_that_never_came_is_lost_whatever_the_ledger_says(state):
    verdict = check([ANNA, BEN], [row("<1>", ANNA, state), ROWS[1]], MAILS[1:])
    assert (verdict.lost, verdict.clean) == (1, False)


def test_a_mail_that_was_never_planned_is_lost():
    assert check([ANNA, BEN], ROWS[1:], MAILS[1:]).lost == 1


def test_the_ledger_says_sent_and_another_row_of_the_same_mail_arrived():
    again = row("<3>", ANNA)
    assert check([ANNA, BEN], [*ROWS, again], MAILS).lost == 1


@pytest.mark.parametrize(
    ("rows", "mail"),
    [
        (ROWS, got("<9>", ANNA)),
        (ROWS, got("<1>", BEN)),
        (ROWS, got("<1>", (ANNA[0], "reminder Round 2"))),
        ([*ROWS, row("<3>", ("otto@example.org", ANNA[1]))], got("<3>", ("otto@example.org", ANNA[1]))),
    ],
    ids=["in no row", "to somebody else", "about something else", "to somebody nobody intended"],
)
def test_a_mail_nobody_intended_is_unexpected(rows, mail):
    verdict = check([ANNA, BEN], rows, [*MAILS, mail])
    assert (verdict.unexpected, verdict.clean) == (1, False)


@pytest.mark.parametrize("state", ["queued", "leased", "expired", "cancelled", "bounced", "dead"])
def test_a_mail_the_ledger_denies_is_unexpected(state):
    assert check([ANNA, BEN], [row("<1>", ANNA, state), ROWS[1]], MAILS).unexpected == 1


def test_a_flag_explains_one_copy_and_no_more():
    flagged = [row("<1>", ANNA, ambiguous=1), ROWS[1]]
    once = check([ANNA, BEN], flagged, [*MAILS, MAILS[0]])
    assert (figures(once), once.clean) == ((0, 0, 1, 1, 0), True)
    twice = check([ANNA, BEN], flagged, [*MAILS, MAILS[0], MAILS[0]])
    assert (figures(twice), twice.clean) == ((0, 0, 2, 1, 1), False)


def test_a_copy_without_a_flag_is_unexplained():
    assert figures(check([ANNA, BEN], ROWS, [*MAILS, MAILS[1]])) == (0, 0, 1, 0, 1)


def test_two_rows_of_one_mail_are_a_copy_no_flag_explains():
    rows = [*ROWS, row("<3>", ANNA, ambiguous=1)]
    assert figures(check([ANNA, BEN], rows, [*MAILS, got("<3>", ANNA)])) == (0, 0, 1, 0, 1)


def test_what_is_intended_twice_may_come_twice():
    rows = [*ROWS, row("<3>", ANNA)]
    assert check([ANNA, ANNA, BEN], rows, [*MAILS, got("<3>", ANNA)]).clean
    assert check([ANNA, ANNA, BEN], rows, MAILS).lost > 0


@pytest.mark.parametrize(("state", "lost"), [("bounced", 0), ("sent", 1), ("queued", 1)])
def test_a_mail_that_was_not_to_arrive_ends_as_planned(state, lost):
    verdict = check([ANNA, BEN], [row("<1>", ANNA, state), ROWS[1]], MAILS[1:], ends={ANNA: "bounced"})
    assert (verdict.lost > 0) == lost


def test_a_broken_bound_is_not_clean():
    assert not Verdict(broken=["a page answered 500"]).clean


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Sunday 28 March 2027, 10:00 (Dutch time): Round 12", "reminder Round 12"),
        ("Changed: Round 1, Sunday 28 March", "moved Round 1"),
        ("Cancelled: Round 1, Sunday 28 March", "cancelled Round 1"),
        ("Invitation: Round 1, Sunday 28 March", "invitation Round 1"),
        ("Week 13", "summary"),
    ],
)
def test_the_subject_says_what_a_mail_is_about(subject, said):
    assert about(subject) == said
