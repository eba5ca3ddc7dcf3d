"""Editing a series: one occurrence, or from one on; what began or was cancelled stays as it was."""

import datetime as dt
import uuid
import zoneinfo

import pytest

from sessions import ical
from sessions.models import LearningSession
from sessions.services import session as services
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from tests.sessions.typed import session_form

pytestmark = pytest.mark.django_db

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
NOW = dt.datetime(2027, 9, 28, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def marits(browser_of, marit, time_machine):
    time_machine.move_to(NOW, tick=False)
    return browser_of(marit)


@pytest.fixture
def series(marits, cast):
    """Five Tuesdays at ten in Amsterdam: 5, 12, 19, 26 October and 2 November 2027 (after the clock)."""
    typed = {"mode": "series", "repeat_every_weeks": "1", "repeat_count": "5", "repeat_until": ""}
    typed |= {"starts_at_date": "2027-10-05", "starts_at_time": "10:00", "title": "Ronde"}
    address = f"/trajectories/{cast.trajectory.pk}/schedule/"
    marits.post(address, session_form(cast.noord) | typed)
    made = list(LearningSession.objects.all())
    for one in made:
        services.open_session(learning_session=one, now=NOW)
    Delivery.objects.update(state=State.SENT, sent_at=NOW)
    return made


def edit(browser, cast, session, *, scope, **typed):
    """The form as it is shown, with these changes."""
    session.refresh_from_db()
    local = session.starts_at.astimezone(AMSTERDAM)
    rows = list(session.agenda_items.values_list("title", "minutes", "id", "version"))
    fields = session_form(
        cast.noord, agenda=[(title, str(m)) for title, m, *_ in rows], version=session.version
    )
    for number, (*_text, pk, version) in enumerate(rows):
        fields |= {f"agenda-{number}-id": str(pk), f"agenda-{number}-version": str(version)}
    fields |= {
        "title": session.title,
        "starts_at_date": f"{local:%Y-%m-%d}",
        "starts_at_time": f"{local:%H:%M}",
        "scope": scope,
    }
    return browser.post(f"/sessions/{session.pk}/edit/", fields | typed)


def starts():
    rows = LearningSession.objects.order_by("pk").values_list("pk", "starts_at")
    return {pk: f"{moment.astimezone(AMSTERDAM):%d %b %H:%M}" for pk, moment in rows}


def in_order(series):
    found = starts()
    return [found[one.pk] for one in series]


def versions(series):
    rows = dict(LearningSession.objects.values_list("pk", "schedule_version"))
    return [rows[one.pk] for one in series]


def waiting():
    rows = Delivery.objects.filter(state=State.QUEUED).values_list("subject_id", "kind", "recipient__name")
    return sorted(rows, key=str)


def test_one_occurrence_moves_and_the_others_stay(marits, cast, series):
    edit(marits, cast, series[1], scope="this", starts_at_time="11:30", action="notify")
    assert in_order(series) == [
        "05 Oct 10:00",
        "12 Oct 11:30",
        "19 Oct 10:00",
        "26 Oct 10:00",
        "02 Nov 10:00",
    ]
    assert versions(series) == [1, 2, 1, 1, 1]
    assert {subject for subject, *_rest in waiting()} == {series[1].pk}


def test_this_and_later_shift_by_local_days_and_take_the_new_local_time(marits, cast, series):
    answer = edit(
        marits,
        cast,
        series[2],
        scope="later",
        starts_at_date="2027-10-21",
        starts_at_time="15:00",
        action="notify",
    )
    assert answer.status_code == 302
    assert in_order(series) == [
        "05 Oct 10:00",
        "12 Oct 10:00",
        "21 Oct 15:00",
        "28 Oct 15:00",
        "04 Nov 15:00",
    ]
    assert versions(series) == [1, 1, 2, 2, 2]
    moved = {one.pk for one in series[2:]}
    assert [(subject in moved, kind) for subject, kind, _name in waiting()] == [(True, services.MOVED)] * 6
    assert len({(subject, name) for subject, _kind, name in waiting()}) == 6


def test_a_shift_of_days_alone_leaves_each_its_own_time(marits, cast, series):
    edit(marits, cast, series[3], scope="this", starts_at_time="16:00")
    edit(marits, cast, series[2], scope="later", starts_at_date="2027-10-20")
    assert in_order(series)[2:] == ["20 Oct 10:00", "27 Oct 16:00", "03 Nov 10:00"]


def test_the_uid_stays_and_the_sequence_of_each_rises(marits, cast, series):
    def seen():
        found = []
        for one in LearningSession.objects.order_by("starts_at"):
            lines = ical.download(one, now=NOW).split("\r\n")
            found.append([next(x for x in lines if x.startswith(y)) for y in ("UID", "SEQUENCE")])
        return found

    before = seen()
    edit(marits, cast, series[3], scope="later", starts_at_time="11:00")
    after = seen()
    assert [uid for uid, _ in before] == [uid for uid, _ in after]
    assert [number for _, number in after] == ["SEQUENCE:0"] * 3 + ["SEQUENCE:1"] * 2


def test_what_began_or_was_cancelled_stays_as_it_was(marits, cast, series, time_machine):
    services.cancel_session(learning_session=series[3], reason="Herfstvakantie", now=NOW)
    Delivery.objects.update(state=State.SENT, sent_at=NOW)
    time_machine.move_to(dt.datetime(2027, 10, 12, 8, 30, tzinfo=dt.UTC), tick=False)
    edit(marits, cast, series[2], scope="later", starts_at_time="12:00", title="Middag", action="notify")
    assert in_order(series) == [
        "05 Oct 10:00",
        "12 Oct 10:00",
        "19 Oct 12:00",
        "26 Oct 10:00",
        "02 Nov 12:00",
    ]
    titles = dict(LearningSession.objects.values_list("pk", "title"))
    assert [titles[one.pk] for one in series] == ["Ronde", "Ronde", "Middag", "Ronde", "Middag"]
    assert {subject for subject, *_rest in waiting()} == {series[2].pk, series[4].pk}


def test_a_running_one_edited_with_the_later_ones_leaves_the_one_before(marits, cast, series, time_machine):
    time_machine.move_to(dt.datetime(2027, 10, 12, 8, 30, tzinfo=dt.UTC), tick=False)
    edit(marits, cast, series[1], scope="later", title="Vanaf nu")
    titles = dict(LearningSession.objects.values_list("pk", "title"))
    assert [titles[one.pk] for one in series] == ["Ronde", *["Vanaf nu"] * 4]


def test_only_what_was_changed_follows(marits, cast, series):
    edit(marits, cast, series[4], scope="this", place="Zolder", purpose="Eigen doel")
    edit(marits, cast, series[3], scope="later", place="Kelder")
    last = LearningSession.objects.get(pk=series[4].pk)
    assert (last.place, last.purpose, last.title) == ("Kelder", "Eigen doel", "Ronde")
    assert LearningSession.objects.get(pk=series[2].pk).place == ""


def test_a_team_added_or_left_out_follows(marits, cast, series):
    third = factories.team(cast.trajectory, "Oost")
    series[4].teams.add(third)
    edit(marits, cast, series[3], scope="later", teams=[str(cast.zuid.pk)])
    assert {team.name for team in series[3].teams.all()} == {"Zuid"}
    assert {team.name for team in series[4].teams.all()} == {"Oost", "Zuid"}
    assert {team.name for team in series[2].teams.all()} == {"Noord"}


def agenda_of(session):
    return list(session.agenda_items.values_list("title", "minutes"))


def test_the_agenda_changes_here_alone_unless_chosen_otherwise(marits, cast, series):
    own = factories.agenda_item(series[4], "Eigen slot", position=2, minutes=5)
    changed = {"agenda-0-title": "Aankomen", "agenda-0-minutes": "15"}
    edit(marits, cast, series[3], scope="later", **changed)
    assert [agenda_of(one) for one in series[2:]] == [
        [("Inchecken", 10)],
        [("Aankomen", 15)],
        [("Inchecken", 10), ("Eigen slot", 5)],
    ]
    edit(marits, cast, series[2], scope="later", agenda_too="on", **changed)
    assert [agenda_of(one) for one in series[2:]] == [
        [("Aankomen", 15)],
        [("Aankomen", 15)],
        [("Aankomen", 15), ("Eigen slot", 5)],
    ]
    assert series[4].agenda_items.get(title="Eigen slot").pk == own.pk


def test_a_later_date_without_that_time_is_named_and_nothing_moves(marits, cast, series):
    """From Tuesday to Sunday: the fourth one lands on 31 October, when 02:30 comes twice."""
    typed = {"starts_at_date": "2027-10-24", "starts_at_time": "02:30"}
    before = in_order(series)
    answer = edit(marits, cast, series[2], scope="later", **typed)
    assert answer.status_code == 422
    assert "zondag 31 oktober" in answer.content.decode()
    assert in_order(series) == before
    edit(marits, cast, series[2], scope="later", **typed, starts_at_fold="1")
    moments = LearningSession.objects.filter(pk=series[3].pk).values_list("starts_at", flat=True)
    assert [f"{moment:%d %b %H:%M}" for moment in moments] == ["31 Oct 01:30"]


def test_a_stale_version_saves_nothing_of_the_series(marits, cast, series):
    edit(marits, cast, series[2], scope="this", title="Hun titel")
    answer = edit(marits, cast, series[2], scope="later", title="Mijn titel", version="1")
    assert answer.status_code == 409
    assert [text for text in ("Hun titel", "Mijn titel") if text not in answer.content.decode()] == []
    titles = dict(LearningSession.objects.values_list("pk", "title"))
    assert [titles[one.pk] for one in series] == ["Ronde", "Ronde", "Hun titel", "Ronde", "Ronde"]


def test_unchanged_later_ones_are_not_mailed_about(marits, cast, series):
    edit(marits, cast, series[2], scope="later", action="notify")
    assert {subject for subject, *_rest in waiting()} == {series[2].pk}


def test_in_the_hold_a_second_edit_replaces_the_first(marits, cast, series, smtp_sink):
    for time in ("11:00", "12:00"):
        edit(marits, cast, series[3], scope="later", starts_at_time=time, action="notify")
    sent = notifications.send_now(now=NOW + dt.timedelta(minutes=6))
    assert sent == 4
    assert all("12:00" in mail.get_body(("plain",)).get_content() for mail in smtp_sink.messages())


def test_a_session_on_its_own_is_not_asked_about_a_series(marits, cast):
    one = factories.learning_session(cast.trajectory, cast.noord)
    alone = factories.learning_session(cast.trajectory, cast.noord, series=uuid.uuid4())
    for session in (one, alone):
        assert 'name="scope"' not in marits.get(f"/sessions/{session.pk}/edit/").content.decode()


def test_the_form_offers_both_and_begins_with_this_one(marits, series):
    body = marits.get(f"/sessions/{series[0].pk}/edit/").content.decode()
    assert body.count('name="scope"') == 2
    assert 'name="scope" value="this"' in body
    assert 'name="scope"' not in marits.get(f"/sessions/{series[4].pk}/edit/").content.decode()
