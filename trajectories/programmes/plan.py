"""The shape of a programme: sessions with their agenda items, without people, dates or wins.

A plan is what a shipped file, a saved programme and a new trajectory's sessions have in common.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from smallwins.text import normalise
from trajectories.models.programmes import Grouping


class PlanError(ValueError):
    """The data are no programme; the message names the place."""


@dataclass(frozen=True)
class ItemPlan:
    """One agenda item. Word counts hold for the shipped programme only (docs/method.md §6)."""

    title: str
    minutes: int
    instructions: str = ""  # what the facilitator does and says, <= 80 words
    reading: str = ""  # what participants read, <= 20 words
    grouping: str = Grouping.ALL
    prompt: str = ""  # what the board opens with; empty: no column
    is_anonymous: bool = False
    is_ambition_round: bool = False
    kept: str = ""  # what is kept
    short_version: str = ""  # if five minutes are lost
    next_time: str = ""  # a facilitator's note for the next cohort

    @property
    def grouping_in_words(self) -> str:
        return str(Grouping(self.grouping).label)


@dataclass(frozen=True)
class SessionPlan:
    """One session: ``day`` counts from the first day of the trajectory, ``start`` is a wall-clock time."""

    title: str
    day: int
    items: tuple[ItemPlan, ...]
    purpose: str = ""
    preparation: str = ""
    preparation_minutes: int | None = None
    follow_up: str = ""
    start: dt.time = dt.time(14)
    duration_minutes: int = 90

    @property
    def day_number(self) -> int:
        """As people count: the first day is day 1."""
        return self.day + 1


@dataclass(frozen=True)
class Plan:
    """A whole programme in one language."""

    name: str
    language: str
    sessions: tuple[SessionPlan, ...] = field(default_factory=tuple)
    description: str = ""


def _checked(made: type, data: object, where: str, **known: Any) -> Any:
    """A dataclass from a mapping; refuses what it does not know, so that a typing error is seen."""
    if not isinstance(data, Mapping):
        raise PlanError(f"{where}: expected a mapping")
    names = {f.name for f in fields(made)}
    unknown = set(data) - names
    if unknown:
        raise PlanError(f"{where}: unknown {', '.join(sorted(map(str, unknown)))}")
    values = {name: normalise(value) if isinstance(value, str) else value for name, value in data.items()}
    try:
        return made(**values | known)
    except TypeError as error:
        raise PlanError(f"{where}: {error}") from error


def item_from(data: object, where: str) -> ItemPlan:
    """One item; raises PlanError."""
    item = _checked(ItemPlan, data, where)
    if not isinstance(item.minutes, int) or item.minutes < 1:
        raise PlanError(f"{where}: minutes")
    if item.grouping not in Grouping.values:
        raise PlanError(f"{where}: grouping {item.grouping!r}")
    return item


def session_from(data: object, where: str) -> SessionPlan:
    """One session with its items; raises PlanError."""
    if not isinstance(data, Mapping):
        raise PlanError(f"{where}: expected a mapping")
    items = tuple(item_from(row, f"{where}, item {n}") for n, row in enumerate(data.get("items", []), 1))
    known: dict[str, Any] = {"items": items}
    if isinstance(data.get("start"), str):
        known["start"] = dt.time.fromisoformat(data["start"])
    return _checked(SessionPlan, data, where, **known)


def plan_from(data: object) -> Plan:
    """A plan from what YAML or JSON holds; raises PlanError, which names the session and item."""
    if not isinstance(data, Mapping):
        raise PlanError("expected a mapping")
    rows = data.get("sessions", [])
    sessions = tuple(session_from(row, f"session {n}") for n, row in enumerate(rows, 1))
    return _checked(Plan, data, "programme", sessions=sessions)


def as_data(plan: Plan) -> dict[str, Any]:
    """The same as plain data that JSON can hold."""
    data = asdict(plan)
    data["sessions"] = [
        row | {"start": row["start"].strftime("%H:%M"), "items": list(row["items"])}
        for row in data["sessions"]
    ]
    return data
