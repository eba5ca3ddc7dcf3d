"""The demo's stories stand as its data say."""

from typing import Any

import pytest
from django.db import models

from tests.wins.demo.rows import win
from trajectories.models import (
    Trajectory,
    Wording,
    WordingKind,
)
from wins.demo.data import VERDICTS, data, demo_id
from wins.models import (
    Barrier,
    BarrierNaming,
    LensReading,
    PublishedWin,
    Verdict,
    Visibility,
    Win,
    WinLink,
)
from wins.verdict import Kind, propose


@pytest.mark.parametrize("row", data()["wins"], ids=lambda row: row["key"])
def test_proposal_of_each_win_is_what_the_data_say(demo: Trajectory, row: dict[str, Any]) -> None:
    told = win(row["key"])
    joint = LensReading.objects.filter(win=told, is_joint=True).first()

    proposal = propose(joint.answers if joint else {}, is_setback=told.is_setback)

    assert proposal.kind == VERDICTS[row["voorstel"]]


def test_verdicts_are_what_the_team_called_it(demo: Trajectory) -> None:
    expected = {
        demo_id("win", row["key"]): (VERDICTS[row["bevestigd"]], VERDICTS[row["voorstel"]])
        for row in data()["wins"]
        if row["bevestigd"] not in (None, "tegenslag")
    }
    different = Verdict.objects.exclude(verdict=models.F("proposal")).get()

    assert {v.win_id: (v.verdict, v.proposal) for v in Verdict.objects.all()} == expected
    assert different.win == win("W14")
    assert (different.proposal, different.verdict) == (Kind.QUICK_WIN, Kind.SEEDLING)
    assert different.reason.startswith("Door het planten spraken twee buren")


def test_stories_are_shared_as_far_as_the_data_say(demo: Trajectory) -> None:
    def keys(visibility: str) -> set[Any]:
        return set(Win.objects.filter(visibility=visibility).values_list("pk", flat=True))

    in_team = {demo_id("win", key) for key in data()["zichtbaarheid"]["team"]}
    everybody = {demo_id("win", row["key"]) for row in data()["wins"]} - in_team
    draft = Win.objects.get(visibility=Visibility.DRAFT)

    assert keys(Visibility.TEAM) == in_team
    assert keys(Visibility.TRAJECTORY) == everybody | {demo_id("win", "Elders")}
    assert (draft.author.first_name, draft.title, draft.shared_at) == ("Samira", "", None)


def test_setback_has_its_own_questions_and_no_reading(demo: Trajectory) -> None:
    setback = win("W09")

    assert setback.is_setback
    assert setback.expected == "Dat er ook in het weekend iemand opnam."
    assert setback.story.startswith("Er was harde muziek en ruzie.")
    assert setback.why == "Het rooster stond in drie agenda's en zaterdag stond nergens."
    assert setback.differently.startswith("Rooster samen met buren maken")
    assert setback.step.text == "Samen opnemen: wie opneemt, blijft tot het klaar is"
    assert setback.readings.count() == setback.verdicts.count() == 0


def test_links_across_teams_carry_the_yes_and_spreading_what_was_adapted(demo: Trajectory) -> None:
    across = WinLink.objects.exclude(later__team=models.F("earlier__team")).get()
    adapted = dict(WinLink.objects.exclude(adapted="").values_list("later__title", "adapted"))

    assert (across.later.title, across.earlier.title) == (
        "Naaitafel in Noord",
        "De reparatietafel is van bewoners",
    )
    assert across.accepted_by == across.earlier.author
    assert WinLink.objects.filter(accepted_at__isnull=False).get() == across
    assert adapted == {
        "Naaitafel in Noord": "Naaien in plaats van repareren, begeleider blijft voorlopig.",
        "Kennismaken is een vaste vraag": "Van losse afspraak naar vaste vraag; bewoner kiest zelf.",
    }


def test_barriers_stand_where_the_data_leave_them(demo: Trajectory) -> None:
    stands = {barrier.name: (barrier.state, barrier.addressee) for barrier in Barrier.objects.with_state()}

    assert stands == {
        "Geen derden bij de bezichtiging": ("removed", ""),
        "Ieder een eigen meldlijn en een eigen registratie": ("removed", ""),
        "Er moet altijd een begeleider bij zijn": ("met", ""),
        "Niet weten wat je over een bewoner mag delen": ("escalated", "privacyofficer en teammanagers"),
        "Melding betekent meteen politie": ("removed", ""),
        "Geen uren voor werk buiten de beschikking": ("escalated", "programmamanager sociaal domein"),
    }


def test_barriers_named_on_a_session_day_know_the_session(demo: Trajectory) -> None:
    named = BarrierNaming.objects.exclude(learning_session=None)

    assert sorted((n.team.name, n.learning_session.title) for n in named) == [
        ("Noord", "Plek der moeite"),
        ("Portiek & Plein", "Leren zien"),
        ("Portiek & Plein", "Plek der moeite"),
    ]


def test_policy_copies_are_read_by_a_third_person(demo: Trajectory) -> None:
    for copy in PublishedWin.objects.all():
        assert len({copy.win.author, copy.asked_by, copy.second_reader}) == 3
        assert copy.selection.win == copy.win
    assert PublishedWin.objects.get(is_setback=True).win == win("W09")
    assert Wording.objects.get(kind=WordingKind.AMBITION).text.startswith("Niemand begint in Oeverhoek")
