"""The digest: what happened to my stories, at my hour and in my rhythm, once, no title or text (P12, P17)."""

import datetime as dt
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from smallwins.accounts.models import User
from smallwins.notifications import services
from smallwins.notifications.models import State
from tests import factories
from tests.wins.digests import (
    AMSTERDAM,
    CANARY,
    DAY,
    MINUTE,
    MONDAY,
    at,
    canary_story,
    comment,
    digests,
    mails_of,
    recognise,
    run,
)
from tests.wins.pages import form_to, send, words
from wins import digest
from wins.models import Comment, Notice, Recognition
from wins.services import links as link_services


@pytest.fixture
def story(cast):
    return canary_story(cast)


# When


@pytest.mark.parametrize(
    ("told", "goes_out"),
    [
        (at(MONDAY, 7, 59), MONDAY),
        (at(MONDAY, 8, 0), MONDAY + DAY),
        (at(MONDAY, 8, 1), MONDAY + DAY),
        (at(MONDAY, 23, 59), MONDAY + DAY),
        (at(MONDAY + DAY, 0, 0), MONDAY + DAY),
        (at(MONDAY + DAY, 7, 59) + dt.timedelta(seconds=59), MONDAY + DAY),
    ],
)
def test_from_eight_to_eight_on_the_readers_clock(told, goes_out, cast, story):
    comment(story, cast.mehmet, told)
    digest.plan(told + MINUTE)

    row = digests().get()
    assert (row.recipient, row.occurrence) == (cast.samira, goes_out.isoformat())
    assert row.due_at == at(goes_out, 8)
    assert len(digest.lines_for(cast.samira, goes_out)) == 1
    for other in (goes_out - DAY, goes_out + DAY):
        assert digest.lines_for(cast.samira, other) == []


@pytest.mark.parametrize("change", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_over_a_clock_change_every_event_is_in_one_digest(change, cast, story):
    start = at(change - 2 * DAY, 7).astimezone(dt.UTC)
    moments = [start + number * dt.timedelta(minutes=15) for number in range(4 * 24 * 4)]
    for number, moment in enumerate(moments):
        win = story if number == 0 else factories.win(cast.noord, cast.samira, happened_on=change)
        comment(win, cast.joost, moment)
        digest.plan(moment + MINUTE)

    days = [dt.date.fromisoformat(row.occurrence) for row in digests().order_by("due_at")]
    lines = {day: [line.win.pk for line in digest.lines_for(cast.samira, day)] for day in days}
    told = [pk for of_day in lines.values() for pk in of_day]
    assert len(told) == len(set(told)) == len(moments)
    for row in digests():
        local = row.due_at.astimezone(AMSTERDAM)
        assert (local.date().isoformat(), local.hour, local.minute) == (row.occurrence, 8, 0)
    counts = {day: len(of_day) for day, of_day in lines.items()}
    assert counts[change] == (4 * 23 if change.month == 3 else 4 * 25)


@pytest.mark.parametrize(
    "zone", ["America/Paramaribo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]
)
def test_each_zone_has_its_own_eight_o_clock(zone, cast, story):
    cast.samira.time_zone = zone
    cast.samira.save()
    comment(story, cast.mehmet, at(MONDAY))
    digest.plan(at(MONDAY, 12, 1))

    row = digests().get()
    local = row.due_at.astimezone(zoneinfo.ZoneInfo(zone))
    assert (local.date().isoformat(), local.hour, local.minute) == (row.occurrence, 8, 0)
    assert at(MONDAY) < row.due_at <= at(MONDAY) + DAY
    assert len(digest.lines_for(cast.samira, local.date())) == 1


# Once


def test_planned_twice_sent_once(cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY))
    for moment in (at(MONDAY, 12, 5), at(MONDAY, 20), at(MONDAY + DAY, 7, 59)):
        run(moment)
        assert mails_of(cast.samira, smtp_sink) == []
    for moment in (at(MONDAY + DAY, 8), at(MONDAY + DAY, 8), at(MONDAY + DAY, 9), at(MONDAY + 2 * DAY, 8)):
        run(moment)

    assert len(mails_of(cast.samira, smtp_sink)) == 1
    assert digests().get().state == State.SENT


def test_one_line_a_story_and_kind_however_many_said_it(cast, story, smtp_sink):
    second = factories.win(cast.noord, cast.samira, happened_on=MONDAY - DAY)
    for person in (cast.joost, cast.marit, cast.mehmet):
        comment(story, person, at(MONDAY))
        comment(story, person, at(MONDAY, 13))
        recognise(story, person, at(MONDAY))
    comment(second, cast.joost, at(MONDAY))
    run(at(MONDAY + DAY, 8))

    (mail,) = mails_of(cast.samira, smtp_sink)
    text = mail.get_body(("plain",)).get_content()
    assert sum(line.startswith("- ") for line in text.splitlines()) == 3
    assert not any(name in text for name in ("Mehmet", "Joost", "Marit"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_holds_no_title_and_no_text(language, cast, story, smtp_sink):
    cast.samira.language = language
    cast.samira.save()
    theirs = factories.win(
        cast.zuid, cast.mehmet, title=f"{CANARY} van Zuid", visibility="trajectory", happened_on=MONDAY
    )
    link_services.link_wins(
        later=theirs,
        earlier=story,
        kind="spreads",
        why=CANARY,
        adapted=CANARY,
        author=cast.mehmet,
        now=at(MONDAY),
    )
    comment(story, cast.mehmet, at(MONDAY))
    recognise(story, cast.mehmet, at(MONDAY))

    run(at(MONDAY + DAY, 8))

    (mail,) = mails_of(cast.samira, smtp_sink)
    assert CANARY not in mail.as_string()
    with translation.override(language):
        day = translation.gettext("a comment on your story")
    for kind in ("plain", "html"):
        part = mail.get_body((kind,)).get_content()
        assert CANARY not in part
        assert "Mehmet" not in part
        assert str(story.pk) not in part
        assert ("maandag" in part.lower()) == (language == "nl")
        assert day in part
        assert reverse("wins:list") in part
        assert "Noord" in part
    assert "\n" not in mail["Subject"]


def test_switched_off_is_off(cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY))
    services.set_preference(user=cast.samira, kind=digest.DIGEST, enabled=False)
    run(at(MONDAY + DAY, 8))
    assert mails_of(cast.samira, smtp_sink) == []


@pytest.mark.usefixtures("english")
def test_it_is_switched_off_on_the_page_of_mails(cast, story, smtp_sink, browser_of):
    client, page = browser_of(cast.samira), reverse("notifications:settings")
    shown = client.get(page)
    assert "Digest of what happened to your stories" in words(shown)
    assert form_to(shown, "").fields["digest"] == ["daily"]
    assert send(client, shown, "", to=page, digest="off").status_code == 302
    comment(story, cast.mehmet, at(MONDAY))
    run(at(MONDAY + DAY, 8))
    assert mails_of(cast.samira, smtp_sink) == []


def test_a_day_without_events_plans_nothing(cast, story):
    services.plan(now=at(MONDAY))
    assert not digests().exists()


# What no longer holds is no news


def _withdraw(cast, story):
    type(story).objects.update(withdrawn_at=timezone.now())


def _take_back(cast, story):
    Comment.objects.update(text="", deleted_at=timezone.now())
    recognise(story, cast.mehmet, at(MONDAY, 14))


@pytest.mark.parametrize("undo", [_withdraw, _take_back])
def test_empty_in_the_end_is_not_sent(undo, cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY))
    recognise(story, cast.mehmet, at(MONDAY))
    services.plan(now=at(MONDAY, 13))
    undo(cast, story)
    run(at(MONDAY + DAY, 8))

    assert mails_of(cast.samira, smtp_sink) == []
    assert digests().get().state == State.SUPPRESSED
    assert not Recognition.objects.exists() or undo is _withdraw


def test_a_waiting_link_is_told_to_the_team_that_answers_as_long_as_it_waits(cast, story, smtp_sink):
    theirs = factories.win(cast.zuid, cast.mehmet, visibility="trajectory", happened_on=MONDAY)
    link = link_services.link_wins(
        later=theirs, earlier=story, kind="follows", why="Ook.", author=cast.mehmet, now=at(MONDAY)
    )
    assert {notice.recipient for notice in Notice.objects.all()} == {cast.samira, cast.joost}
    assert {line.win for line in digest.lines_for(cast.joost, MONDAY + DAY)} == {story}

    cast.joost.memberships.update(ends_on=MONDAY + DAY)
    assert digest.lines_for(User.objects.get(pk=cast.joost.pk), MONDAY + DAY) == []
    link_services.accept_link(link=link, user=cast.samira, now=at(MONDAY, 15))
    run(at(MONDAY + DAY, 8))
    assert mails_of(cast.samira, smtp_sink) == mails_of(cast.joost, smtp_sink) == []


def test_who_may_no_longer_read_it_hears_nothing(cast, story, smtp_sink):
    """Joost left the team after the link was made; the story went back to the team."""
    theirs = factories.win(cast.zuid, cast.mehmet, visibility="trajectory", happened_on=MONDAY)
    link_services.link_wins(
        later=theirs, earlier=story, kind="follows", why="Ook.", author=cast.mehmet, now=at(MONDAY)
    )
    cast.joost.memberships.update(team=cast.zuid)
    type(story).objects.filter(pk=story.pk).update(visibility="team")
    run(at(MONDAY + DAY, 8))

    assert mails_of(cast.joost, smtp_sink) == []
    assert len(mails_of(cast.samira, smtp_sink)) == 1


def test_an_account_that_was_closed_gets_none(cast, story, smtp_sink):
    comment(story, cast.mehmet, at(MONDAY))
    cast.samira.is_active = False
    cast.samira.save()
    run(at(MONDAY + DAY, 8))
    assert mails_of(cast.samira, smtp_sink) == []
