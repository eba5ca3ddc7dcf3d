"""The demo data as written, its words in the language of the models, and its calendar."""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sessions.models import Became, Presence, Rsvp, StepState
from smallwins.when import from_wall_clock
from trajectories.roles import Role
from wins.models import (
    AliveAnswer,
    BarrierEffect,
    BarrierKind,
    BarrierState,
    LinkKind,
    Mechanism,
    OfferKind,
    Phrase,
    QuestionState,
    ResponseKind,
    WinKind,
)
from wins.models.policy import Confirmation
from wins.verdict import CHARACTERISTICS, Answer, Kind

ZONE = "Europe/Amsterdam"
#: How old the trajectory is at least when it is loaded, in days; the first day is a Tuesday.
YOUNGEST = 90
TUESDAY = 1
#: The day everything was planned and everybody was invited.
PLANNED = -7

_NAMESPACE = uuid.UUID("5f6d3a0e-6c1b-5b0e-9a53-0e7e4b1d9c11")

ROLES = {
    "begeleider": Role.FACILITATOR,
    "coordinator": Role.COORDINATOR,
    "beheerder": Role.ADMIN,
    "professional": Role.PROFESSIONAL,
    "beleidslezer": Role.POLICY_READER,
}
WIN_KINDS = {"win": WinKind.WIN, "tegenslag": WinKind.SETBACK}
VERDICTS = {
    "small_win": Kind.SMALL_WIN,
    "kiem": Kind.SEEDLING,
    "quick_win": Kind.QUICK_WIN,
    "activiteit": Kind.ACTIVITY,
    "tegenslag": Kind.SETBACK,
    "nog_open": Kind.OPEN,
}
ANSWERS = {"S": Answer.YES, "W": Answer.LITTLE, "N": Answer.NO, "?": ""}
LINK_KINDS = {
    "volgt_op": LinkKind.FOLLOWS,
    "verdiept": LinkKind.DEEPENS,
    "verbreedt": LinkKind.BROADENS,
    "verspreidt": LinkKind.SPREADS,
}
BARRIER_KINDS = {
    "regel": BarrierKind.RULE,
    "routine": BarrierKind.ROUTINE,
    "gegevensdeling": BarrierKind.DATA_SHARING,
    "geld": BarrierKind.MONEY,
}
BARRIER_STATES = {
    "ervaren": BarrierState.MET,
    "omzeild": BarrierState.BYPASSED,
    "geslecht": BarrierState.REMOVED,
    "doorgegeven": BarrierState.ESCALATED,
}
BARRIER_EFFECTS = {
    "raakte": BarrierEffect.MET,
    "omzeilde": BarrierEffect.BYPASSED,
    "slechtte": BarrierEffect.BROKE,
}
STEP_STATES = {
    "volgende": StepState.NEXT,
    "bezig": StepState.TRYING,
    "gezet": StepState.TAKEN,
    "losgelaten": StepState.DROPPED,
}
RSVPS = {"ja": Rsvp.YES, "nee": Rsvp.NO, "misschien": Rsvp.MAYBE, None: ""}
PRESENCES = {"aanwezig": Presence.PRESENT, "te_laat": Presence.LATE, "afgemeld": Presence.EXCUSED}
BECAME = {"barriere": Became.BARRIER, "leervraag": Became.QUESTION, "stap": Became.STEP}
QUESTION_STATES = {"open": QuestionState.OPEN, "voorlopig beantwoord": QuestionState.PROVISIONAL}
MECHANISMS = {
    "leren_door_doen": Mechanism.LEARNING_BY_DOING,
    "meeloopeffect": Mechanism.BANDWAGON,
    "robuustheid": Mechanism.ROBUSTNESS,
}
ALIVE = {"ja": AliveAnswer.YES, "anders": AliveAnswer.CHANGED, "nee": AliveAnswer.NO}
OFFER_KINDS = {"aanbod": OfferKind.OFFER, "vraag": OfferKind.REQUEST}
RESPONSES = {"doen": ResponseKind.DOING, "uitzoeken": ResponseKind.FINDING_OUT, "niet": ResponseKind.NO}
CONFIRMATIONS = {"ja": Confirmation.YES, "deels": Confirmation.PARTLY, "nee": Confirmation.NO}
PHRASES = {
    "Dit helpt ons": Phrase.HELPS,
    "Wil ik ook proberen": Phrase.TRY,
    "Vertel meer": Phrase.MORE,
}


@cache
def data() -> dict[str, Any]:
    """Everything in ``demo-data.yaml``; read-only by agreement."""
    return yaml.safe_load((Path(__file__).parent / "demo-data.yaml").read_text(encoding="utf-8"))


def demo_id(*key: object) -> uuid.UUID:
    """The same id for the same key on every machine, so that loading twice makes one row."""
    return uuid.uuid5(_NAMESPACE, "/".join(str(part) for part in key))


def email_of(person: str) -> str:
    return f"{person}@oeverhoek.example"


def people() -> list[dict[str, Any]]:
    """Everybody, the outsider last; each with ``place``: the name of what their role belongs to."""
    known = data()
    teams = {team["key"]: team["naam"] for team in known["teams"]}
    elsewhere = known["elders"]

    def place(person: dict[str, Any]) -> str:
        if "team" in person:
            return teams[person["team"]]
        if person["rol"] in ("begeleider", "coordinator"):
            return known["traject"]["naam"]
        return person["organisatie"]

    ours = [person | {"place": place(person)} for person in known["personen"]]
    outsider = elsewhere["persoon"] | {
        "team": elsewhere["team"],
        "organisatie": elsewhere["organisatie"],
        "place": elsewhere["organisatie"],
    }
    return [*ours, outsider]


def owners() -> list[uuid.UUID]:
    """The organisations that own the demo's trajectories."""
    return [
        demo_id("organisation", data()["organisaties"][0]),
        demo_id("organisation", data()["elders"]["organisatie"]),
    ]


def trajectory_id() -> uuid.UUID:
    return demo_id("trajectory", data()["traject"]["naam"])


def answers_of(lens: str) -> dict[str, str]:
    """Answers by characteristic from a string such as ``SSWN?``; a shorter one leaves the outlook empty."""
    return dict(zip(CHARACTERISTICS, (ANSWERS[letter] for letter in lens), strict=False))


def first_day(today: dt.date) -> dt.date:
    """The Tuesday on or before ``YOUNGEST`` days ago (docs/method.md §10)."""
    latest = today - dt.timedelta(days=YOUNGEST)
    return latest - dt.timedelta(days=(latest.weekday() - TUESDAY) % 7)


@dataclass(frozen=True)
class Calendar:
    """Day numbers as dates and moments. Nothing is noted down later than ``now``."""

    today: dt.date
    now: dt.datetime

    def date(self, day: int) -> dt.date:
        return first_day(self.today) + dt.timedelta(days=day)

    def start(self, date: dt.date, clock: str) -> dt.datetime:
        """When a clock in the neighbourhood shows this time, for instance ``14:00``."""
        return from_wall_clock(date, dt.time.fromisoformat(clock), ZONE)

    def noted(self, day: int, clock: str) -> dt.datetime:
        """A moment somebody wrote something down."""
        return min(self.start(self.date(day), clock), self.now)
