"""The digest in its reader's own rhythm, at their own hour: every event once, also over a change of mind."""

import pytest

from smallwins.notifications import services
from smallwins.notifications.models import State
from tests import factories
from tests.wins.digests import DAY, MINUTE, MONDAY, at, canary_story, comment, digests, mails_of, run
from wins import digest
from wins.models import Visibility


@pytest.fixture
def story(cast):
    return canary_story(cast)


def choose(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(fields))


def test_every_week_it_comes_on_monday_with_the_whole_week(cast, story, smtp_sink):
    choose(cast.samira, digest_rhythm="weekly", digest_hour=17)
    for day in range(6):
        comment(story, cast.mehmet, at(MONDAY + (day + 1) * DAY))
        run(at(MONDAY + (day + 1) * DAY, 12, 1))
    assert digests().get().due_at == at(MONDAY + 7 * DAY, 17)
    run(at(MONDAY + 7 * DAY, 16, 59))
    assert mails_of(cast.samira, smtp_sink) == []
    run(at(MONDAY + 7 * DAY, 17))
    assert len(mails_of(cast.samira, smtp_sink)) == 1
    run(at(MONDAY + 8 * DAY, 17))
    assert len(mails_of(cast.samira, smtp_sink)) == 1


@pytest.mark.parametrize("hour", [0, 7, 23])
def test_it_comes_at_the_chosen_hour_and_tells_each_event_once(hour, cast, story, smtp_sink):
    choose(cast.samira, digest_hour=hour)
    other = factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY, happened_on=MONDAY)
    comment(story, cast.mehmet, at(MONDAY, hour) - MINUTE)
    comment(other, cast.mehmet, at(MONDAY, hour) + MINUTE)
    run(at(MONDAY, hour) + 2 * MINUTE)
    assert [line.win for line in digest.lines_for(cast.samira, MONDAY + DAY)] == [other]
    run(at(MONDAY + DAY, hour) + MINUTE)
    assert [row.state for row in digests().order_by("due_at")] == [State.SENT, State.SENT]
    assert len(mails_of(cast.samira, smtp_sink)) == 2


def test_who_changes_to_an_earlier_hour_or_to_mondays_misses_nothing(cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY, 7))
    run(at(MONDAY, 8))
    choose(cast.samira, digest_rhythm="weekly", digest_hour=6)
    other = factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY, happened_on=MONDAY)
    comment(other, cast.mehmet, at(MONDAY, 9))
    run(at(MONDAY, 9, 1))
    assert [line.win for line in digest.lines_for(cast.samira, MONDAY + 7 * DAY)] == [other]
    run(at(MONDAY + 7 * DAY, 6))
    assert len(mails_of(cast.samira, smtp_sink)) == 2


def test_a_daily_one_that_waits_is_not_sent_to_who_now_wants_mondays(cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY))
    services.plan(now=at(MONDAY, 13))
    choose(cast.samira, digest_rhythm="weekly")
    run(at(MONDAY + DAY, 8))
    assert mails_of(cast.samira, smtp_sink) == []
    run(at(MONDAY + 7 * DAY, 8))
    assert len(mails_of(cast.samira, smtp_sink)) == 1
