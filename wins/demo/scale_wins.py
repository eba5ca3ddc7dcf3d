"""The wins of one synthetic trajectory, with readings, verdicts and links, through COPY."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass

from wins.demo import phrases
from wins.demo.copying import copy_rows
from wins.demo.data import YOUNGEST, Calendar, answers_of
from wins.demo.scale_house import House, new_id
from wins.models import (
    BarrierEffect,
    BarrierLink,
    LensReading,
    LinkKind,
    Verdict,
    Visibility,
    Win,
    WinKind,
    WinLink,
)
from wins.verdict import Kind, propose

VISIBILITIES = {Visibility.DRAFT: 8, Visibility.TEAM: 22, Visibility.TRAJECTORY: 70}
#: Shares of all wins.
SETBACKS, READ, LINKED, BARRED, PLACED, ANSWERING = 0.06, 0.55, 0.2, 0.1, 0.7, 0.6
#: Shares of the readings.
VALUED, DISAGREED = 0.9, 0.05

WIN_FIELDS = [
    *["id", "kind", "team_id", "author_id", "visibility", "title", "story", "for_whom", "friction"],
    *[
        "next_step",
        "expected",
        "why",
        "differently",
        "happened_on",
        "step_id",
        "client_uuid",
        "created_at",
        "updated_at",
        "shared_at",
    ],
]
READING_FIELDS = [
    *["id", "win_id", "reader_id", "is_joint", "c1", "c2", "c3", "c4", "c5", "c6", "c7"],
    *["evidence", "created_at", "updated_at"],
]
VERDICT_FIELDS = ["win_id", "verdict", "proposal", "reason", "author_id", "created_at"]
LINK_FIELDS = ["id", "later_id", "earlier_id", "kind", "why", "author_id", "created_at"]
BARRIER_LINK_FIELDS = ["win_id", "barrier_id", "effect", "author_id", "created_at"]


@dataclass(frozen=True)
class Told:
    """What the rows around a win need to know of it."""

    pk: uuid.UUID
    author: uuid.UUID
    kind: str
    shared: bool
    at: dt.datetime


def copy(house: House, *, per_team: int, calendar: Calendar, dice: random.Random) -> None:
    """Add ``per_team`` wins to every team."""
    wins: list[list[object]] = []
    told: dict[uuid.UUID, list[Told]] = {}
    for team in house.teams:
        days = sorted(dice.choices(range(1, YOUNGEST), k=per_team))
        rows = [_win(house, team.pk, day, calendar, dice) for day in days]
        wins += rows
        told[team.pk] = [_told(row) for row in rows]
    copy_rows(Win, WIN_FIELDS, wins)
    everything = [win for team in told.values() for win in team]
    _placed(house, everything, dice)
    _read(everything, dice)
    _linked(told, dice)
    _barred(house, everything, dice)


def _pick(weights: dict[str, int], dice: random.Random) -> str:
    return dice.choices(list(weights), weights=list(weights.values()))[0]


def _win(house: House, team: uuid.UUID, day: int, calendar: Calendar, dice: random.Random) -> list[object]:
    """Values in the order of ``WIN_FIELDS``."""
    pk = new_id(dice)
    at = calendar.noted(day, "09:00") + dt.timedelta(minutes=dice.randrange(480))
    visibility = _pick(VISIBILITIES, dice)
    step = dice.choice(house.steps[team]).pk if dice.random() < ANSWERING else None
    setback = dice.random() < SETBACKS
    return [
        pk,
        WinKind.SETBACK if setback else WinKind.WIN,
        team,
        dice.choice(house.people[team]).pk,
        visibility,
        dice.choice(phrases.TITLES) if dice.random() < PLACED else "",
        f"{dice.choice(phrases.OPENINGS)}. {dice.choice(phrases.CHANGES)}",
        dice.sample(house.trajectory.for_whom_roles, k=dice.randrange(3)),
        "" if setback else dice.choice(phrases.FRICTIONS),
        "" if setback else dice.choice(phrases.NEXT_STEPS),
        *(phrases.SETBACK if setback else ("", "", "")),
        calendar.date(day),
        step,
        pk,
        at,
        at,
        None if visibility == Visibility.DRAFT else at,
    ]


def _told(row: list[object]) -> Told:
    values = dict(zip(WIN_FIELDS, row, strict=True))
    return Told(
        pk=values["id"],
        author=values["author_id"],
        kind=values["kind"],
        shared=values["shared_at"] is not None,
        at=values["created_at"],
    )


def _placed(house: House, wins: list[Told], dice: random.Random) -> None:
    through = Win.partial_solutions.through
    rows = ((win.pk, dice.choice(house.solutions).pk) for win in wins if dice.random() < PLACED)
    copy_rows(through, ["win_id", "partialsolution_id"], rows)


def _read(wins: list[Told], dice: random.Random) -> None:
    """A joint reading for about half of the shared wins, and a verdict on most of those."""
    readings, verdicts = [], []
    for win in wins:
        if not win.shared or win.kind == WinKind.SETBACK or dice.random() > READ:
            continue
        answers = answers_of(_pick(phrases.LENSES, dice) + dice.choice(["SS", "SW", "WN", "??"]))
        evidence = {"C2": dice.choice(phrases.EVIDENCE)}
        readings.append([new_id(dice), win.pk, win.author, True, *answers.values(), evidence, win.at, win.at])
        proposal = propose(answers).kind
        if proposal != Kind.OPEN and dice.random() < VALUED:
            verdicts.append(_verdict(win, proposal, dice))
    copy_rows(LensReading, READING_FIELDS, readings)
    copy_rows(Verdict, VERDICT_FIELDS, verdicts)


def _verdict(win: Told, proposal: str, dice: random.Random) -> list[object]:
    """Now and then a team calls it a seedling, and says why."""
    if proposal != Kind.SEEDLING and dice.random() < DISAGREED:
        return [win.pk, Kind.SEEDLING, proposal, dice.choice(phrases.REASONS), win.author, win.at]
    return [win.pk, proposal, proposal, "", win.author, win.at]


def _linked(told: dict[uuid.UUID, list[Told]], dice: random.Random) -> None:
    """Shared wins that grew out of an earlier one of the same team."""
    rows = []
    for wins in told.values():
        shared = [win for win in wins if win.shared]
        for position, later in enumerate(shared[1:], start=1):
            if dice.random() < LINKED:
                earlier = shared[dice.randrange(position)]
                kind, why = dice.choice(LinkKind.values), dice.choice(phrases.WHY_LINKED)
                rows.append([new_id(dice), later.pk, earlier.pk, kind, why, later.author, later.at])
    copy_rows(WinLink, LINK_FIELDS, rows)


def _barred(house: House, wins: list[Told], dice: random.Random) -> None:
    rows = (
        [win.pk, dice.choice(house.barriers).pk, dice.choice(BarrierEffect.values), win.author, win.at]
        for win in wins
        if win.shared and dice.random() < BARRED
    )
    copy_rows(BarrierLink, BARRIER_LINK_FIELDS, rows)
