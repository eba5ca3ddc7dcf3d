"""The demo has everything its data say, with dates that fit today."""

import datetime as dt

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from sessions.models import AgendaItem, Attendance, BoardNote, LearningSession, Step
from smallwins.accounts.models import User
from tests.wins.demo.rows import AMSTERDAM, NOW, TODAY, all_models, total
from trajectories.models import (
    Membership,
    Organisation,
    PartialSolution,
    Team,
    Trajectory,
    Wording,
)
from wins.demo.data import answers_of, data, demo_id, first_day
from wins.demo.load import load_demo
from wins.models import (
    AliveCheck,
    Barrier,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    Comment,
    LearningAnswer,
    LearningQuestion,
    LensReading,
    MechanismNote,
    Offer,
    PolicyMessage,
    PolicyResponse,
    PublishedWin,
    QuestionWording,
    Recognition,
    Selection,
    Verdict,
    Win,
    WinLink,
)
from wins.verdict import Answer


@given(st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2090, 1, 1)))
def test_first_day_is_a_tuesday_90_to_96_days_ago(today: dt.date) -> None:
    start = first_day(today)

    assert start.strftime("%u") == "2"
    assert 90 <= (today - start).days <= 96


def test_load_demo_makes_as_many_rows_as_the_data_have(demo: Trajectory) -> None:
    known = data()
    stories, barriers, questions = known["wins"], known["barrieres"], known["leervragen"]
    expected = {
        Organisation: len(known["organisaties"]) + 1,
        User: len(known["personen"]) + 1,
        Membership: len(known["personen"]) + 1,
        Trajectory: 2,
        Wording: 2,
        PartialSolution: len(known["deeloplossingen"]),
        Team: len(known["teams"]) + 1,
        LearningSession: len(known["sessies"]),
        LearningSession.teams.through: len(known["sessies"]) * 3,
        AgendaItem: total(known["sessies"], "agenda"),
        Attendance: total(known["rsvp_en_aanwezigheid"], "rsvp"),
        BoardNote: len(known["oogst"]),
        Step: len(known["stappen"]) + len(known["voornemens"]),
        Win: len(stories) + len(known["concepten"]) + 1,
        Win.partial_solutions.through: total(stories, "deel"),
        # All but the setback, which nobody held under the lens.
        LensReading: len(stories) - 1 + len(known["brillezingen"]),
        # All but the setback and the one that is still open.
        Verdict: len(stories) - 2,
        WinLink: len(known["links"]),
        Barrier: len(barriers),
        BarrierStand: total(barriers, "geschiedenis"),
        BarrierNaming: total(barriers, "genoemd_door"),
        BarrierLink: len(known["barriere_links"]),
        Recognition: len(known["reacties"]["herkenningen"]),
        Comment: len(known["reacties"]["opmerkingen"]),
        LearningQuestion: len(questions),
        QuestionWording: total(questions, "versies"),
        LearningAnswer: total(questions, "antwoorden"),
        MechanismNote: len(known["mechanismenotities"]),
        MechanismNote.wins.through: total(known["mechanismenotities"], "wins"),
        AliveCheck: len(known["leeft_dit_nog"]),
        Offer: len(known["vraag_en_aanbod"]),
        Selection: len(known["keuzes"]),
        PublishedWin: len(known["beleidskopieen"]),
        PolicyMessage: len(known["boodschappen_aan_beleid"]),
        PolicyMessage.wins.through: total(known["boodschappen_aan_beleid"], "wins"),
        PolicyResponse: 1,
    }

    loaded = {model: model._default_manager.count() for model in all_models()}

    assert {model: count for model, count in loaded.items() if count} == expected


def test_load_demo_makes_only_valid_rows(demo: Trajectory) -> None:
    checked = 0
    for model in all_models():
        if model._meta.auto_created:
            continue
        for row in model._default_manager.all():
            row.full_clean()
            checked += 1

    assert checked > 300


@pytest.mark.parametrize("days_earlier", [0, 10])
def test_demo_says_nothing_happened_after_now(db: None, days_earlier: int) -> None:
    now = NOW - dt.timedelta(days=days_earlier)
    load_demo(today=TODAY, now=now)
    moments = [
        (model, field.name)
        for model in all_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
        if (model, field.name) != (LearningSession, "starts_at")
    ]

    late = [
        (model, name)
        for model, name in moments
        if model._default_manager.filter(**{f"{name}__gt": now}).exclude(**{name: None}).exists()
    ]

    assert late == []


def test_unanswered_questions_stay_unanswered() -> None:
    assert answers_of("S?WN") == {"C1": Answer.YES, "C2": "", "C3": Answer.LITTLE, "C4": Answer.NO}


def test_names_are_kept_only_where_the_data_have_one(demo: Trajectory) -> None:
    anonymous = {demo_id("note", row["key"]) for row in data()["oogst"] if row["door"] is None}

    nameless = set(BoardNote.objects.filter(author=None).values_list("pk", flat=True))

    assert nameless == anonymous
    assert len(anonymous) == 2


def test_board_notes_became_rows_that_exist(demo: Trajectory) -> None:
    places = {"barrier": Barrier, "question": LearningQuestion, "step": Step}
    notes = BoardNote.objects.exclude(became="")

    assert [places[note.became].objects.filter(pk=note.became_id).count() for note in notes] == [1] * 7


def test_question_hour_is_tomorrow_at_nine_and_was_planned_before_its_reminder(demo: Trajectory) -> None:
    hour = LearningSession.objects.get(title="Vragenuur")

    assert hour.starts_at == dt.datetime(2026, 3, 5, 9, 0, tzinfo=AMSTERDAM)
    assert hour.reminder_offsets == [2880]
    assert hour.scheduled_at < hour.starts_at - dt.timedelta(minutes=2880) < NOW
    assert hour.teams.count() == 3


def test_sessions_start_at_two_on_the_wall_clock_in_winter_and_in_summer(demo: Trajectory) -> None:
    sessions = LearningSession.objects.exclude(title="Vragenuur")
    starts = [session.starts_at.astimezone(AMSTERDAM) for session in sessions]

    assert {start.strftime("%u %H:%M") for start in starts} == {"2 14:00"}
    assert {start.utcoffset() for start in starts} == {dt.timedelta(hours=1), dt.timedelta(hours=2)}
    assert [(start.date() - demo.starts_on).days for start in starts] == [0, 21, 49, 77, 105, 133]
    assert sessions.first().offsets() == [10080, 120]


def test_agendas_fill_their_sessions(demo: Trajectory) -> None:
    agendas = LearningSession.objects.annotate(minutes=models.Sum("agenda_items__minutes"))

    assert [session.minutes - session.duration_minutes for session in agendas] == [0] * 7


def test_intentions_belong_to_a_step_of_the_own_team(demo: Trajectory) -> None:
    intentions = Step.objects.exclude(person=None)

    assert [i.person.first_name for i in intentions if i.belongs_to is None] == ["Tessa"]
    assert {i.belongs_to.team == i.team for i in intentions if i.belongs_to} == {True}
    assert Step.objects.of_teams().count() == 12
    assert Step.objects.get(state="dropped").state_reason.startswith("De avond was vol")
