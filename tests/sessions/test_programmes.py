"""A programme becomes drafts: whole agendas, wall-clock times, once."""

import datetime as dt
import uuid
import zoneinfo

import pytest

from sessions.models import AgendaItem, LearningSession
from sessions.services.programmes import sessions_from_plan
from smallwins import when
from smallwins.notifications.models import Delivery
from trajectories.programmes.plan import ItemPlan, Plan, SessionPlan

AMSTERDAM = "Europe/Amsterdam"
ITEM = ItemPlan(
    title="Inchecken",
    minutes=8,
    instructions="Zeg: “Noem één ding dat je opviel.”",
    reading="Noem één ding.",
    grouping="round",
    prompt="Wat viel je op?",
    is_anonymous=True,
    is_ambition_round=True,
    kept="De woorden op het bord",
    short_version="Eén woord per persoon.",
    next_time="Begin eerder.",
)
PLAN = Plan(
    name="Drie keer",
    language="nl",
    sessions=(
        SessionPlan(title="Eén", day=0, items=(ITEM, ItemPlan(title="Pauze", minutes=5))),
        SessionPlan(
            title="Twee",
            day=21,
            items=(),
            purpose="Waarom",
            preparation="Neem iets mee.",
            preparation_minutes=5,
            follow_up="Probeer iets.",
            start=dt.time(9, 30),
            duration_minutes=60,
        ),
    ),
)


def kept(cast, plan=PLAN, **given):
    given = {
        "starts_on": dt.date(2027, 3, 16),
        "time_zone": AMSTERDAM,
        "video_url": "https://video.example/noord",
        "teams": [cast.noord],
        "author": cast.marit,
        "client_uuid": uuid.uuid4(),
    } | given
    return sessions_from_plan(trajectory=cast.trajectory, plan=plan, **given)


def test_each_session_is_a_draft_with_all_its_texts(cast):
    one, two = kept(cast)
    assert [one.state, two.state] == ["draft", "draft"]
    assert [one.created_by, list(one.teams.all())] == [cast.marit, [cast.noord]]
    assert [two.purpose, two.preparation, two.preparation_minutes, two.follow_up] == [
        "Waarom",
        "Neem iets mee.",
        5,
        "Probeer iets.",
    ]
    assert [two.duration_minutes, two.video_url] == [60, "https://video.example/noord"]
    items = one.agenda_items.values(*ItemPlan.__dataclass_fields__)
    assert [ItemPlan(**row) for row in items] == list(PLAN.sessions[0].items)
    assert not Delivery.objects.exists()


def test_dates_are_days_after_the_first_and_times_those_of_the_wall_clock(cast):
    """The clock goes forward between these two."""
    local = [s.starts_at.astimezone(zoneinfo.ZoneInfo(AMSTERDAM)) for s in kept(cast)]
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in local] == ["2027-03-16 14:00", "2027-04-06 09:30"]
    assert [moment.utcoffset().total_seconds() for moment in local] == [3600, 7200]


def test_one_time_for_all_goes_before_the_sessions_own(cast):
    zone = zoneinfo.ZoneInfo("America/Paramaribo")
    local = [s.starts_at.astimezone(zone) for s in kept(cast, start_time=dt.time(10), time_zone=zone.key)]
    assert [f"{moment:%d %H:%M}" for moment in local] == ["16 10:00", "06 10:00"]


@pytest.mark.parametrize(
    ("last", "error"),
    [(dt.date(2027, 3, 28), when.NonExistentTime), (dt.date(2027, 10, 31), when.DoubledTime)],
)
def test_a_time_that_needs_a_choice_names_its_session_and_keeps_nothing(cast, last, error):
    with pytest.raises(error) as caught:
        kept(cast, starts_on=last - dt.timedelta(days=21), start_time=dt.time(2, 30))
    assert caught.value.args == ("Twee", last)
    assert not LearningSession.objects.exists()


def test_sent_twice_is_kept_once(cast):
    key = uuid.uuid4()
    first, again = kept(cast, client_uuid=key), kept(cast, client_uuid=key)
    assert [s.pk for s in again] == [s.pk for s in first]
    assert [LearningSession.objects.count(), AgendaItem.objects.count()] == [2, 2]
