"""What policy said is on the preparation sheet: what is new since last time, and what still waits."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests import factories
from tests.wins import policies
from wins.selectors import preparation

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(cast):
    factories.learning_session(cast.trajectory, cast.noord, starts_at=timezone.now() - dt.timedelta(days=20))
    return factories.learning_session(cast.trajectory, cast.noord)


def lines_of(session, person):
    with translation.override("nl"):
        sheet = preparation.sheet_for(session, person, now=timezone.now(), today=factories.days(0))
    return next(section.lines for section in sheet.sections if section.name == "policy")


def test_new_answers_and_open_messages_are_on_it(cast, coming):
    old = policies.message(cast, text="Oud?", on=factories.days(-60))
    policies.answered(old, text="Lang geleden.", on=factories.days(-40))
    row = policies.message(cast, of=policies.barrier(cast, cast.noord), on=factories.days(-30))
    policies.message(cast, text="En dit?", on=factories.days(-9))
    policies.answered(row, text="Eerst dit.", on=factories.days(-25))
    policies.answered(row, text="Wij regelen vier uur.", kind="doing", on=factories.days(-2))

    first, second = lines_of(coming, cast.marit)

    assert (first.text, first.tag, first.title) == ("Wij regelen vier uur.", None, "Beleid: Geen uren")
    assert first.meta.startswith("Programmamanager · doen, ")
    assert (second.text, second.tag) == ("En dit?", ("warn", "al 9 dagen geen antwoord"))
    assert second.meta == "Programmamanager"


def test_it_can_be_put_on_the_agenda_and_an_answer_is_a_new_line(cast, coming, browser_of):
    row = policies.message(cast)
    (line,) = lines_of(coming, cast.marit)
    browser_of(cast.marit).post(f"/sessions/{coming.pk}/preparation/", {"line": line.key})
    (line,) = lines_of(coming, cast.marit)
    assert line.is_on_agenda
    policies.answered(row)
    (line,) = lines_of(coming, cast.marit)
    assert (line.is_on_agenda, line.text) == (False, "Ik kom erop terug.")
