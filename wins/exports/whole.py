"""A whole trajectory as plain data for programs: codes in English, no person's name, address or id.

What hangs on a story carries its month; sessions, wordings and policy texts their day.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from sessions.models import LearningSession, Step
from trajectories.models import PartialSolution, Team, Wording
from wins.exports.order import Order
from wins.exports.whole_policy import messages_of, published_of
from wins.models import Barrier, LearningQuestion, LensReading, MechanismNote, Win
from wins.selectors import exports as selectors
from wins.selectors.readable import is_readable

Data = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A list of the file: its rows are read while they are written."""

    name: str
    rows: QuerySet[Any]
    as_data: Callable[[Any], Data]

    def __iter__(self) -> Iterator[Data]:
        return map(self.as_data, self.rows.iterator(chunk_size=selectors.BATCH))


def head_of(order: Order) -> Data:
    """What is said once."""
    one = order.trajectory
    return {
        "name": one.name,
        "neighbourhood": one.neighbourhood,
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
        "made_on": _day(order.today),
    }


def sections_of(order: Order) -> list[Section]:
    """All lists, in the order of the file."""
    one = order.trajectory
    teams = one.teams.prefetch_related("steps")
    return [
        Section("wordings", one.wordings.order_by("written_at", "pk"), _wording),
        Section("partial_solutions", one.partial_solutions.order_by("order", "name", "pk"), _solution),
        Section("teams", teams.order_by("name"), _team),
        Section("sessions", selectors.sessions_of(order).prefetch_related("agenda_items"), _session),
        Section("wins", _with_all(selectors.wins_of(order)), partial(_win, order)),
        Section("barriers", selectors.barriers_of(order).prefetch_related("stands"), _barrier),
        Section("learning_questions", _questions(order), _question),
        Section("mechanism_notes", _notes(order), _note),
        Section("published_wins", *published_of(order)),
        Section("policy_messages", *messages_of(order, _readable(order))),
    ]


def _readable(order: Order) -> QuerySet[Win]:
    return Win.objects.visible_to(order.reader, order.today).shared()


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _month(day: dt.date) -> str:
    return day.isoformat()[:7]


def _id(pk: uuid.UUID | None) -> str | None:
    return str(pk) if pk else None


def _wording(wording: Wording) -> Data:
    day = _day(timezone.localdate(wording.written_at))
    return {"kind": wording.kind, "text": wording.text, "written_on": day}


def _solution(one: PartialSolution) -> Data:
    return {"id": _id(one.pk), "name": one.name, "question": one.question, "is_closed": bool(one.closed_at)}


def _team(team: Team) -> Data:
    """With the stones of its path; people's own intentions are theirs."""
    steps = [_step(step) for step in team.steps.all() if step.person_id is None]
    return {"id": _id(team.pk), "name": team.name, "direction": team.direction, "steps": steps}


def _step(step: Step) -> Data:
    return {
        "text": step.text,
        "kind": step.kind,
        "barrier": step.barrier_name,
        "state": step.state,
        "reason": step.state_reason,
        "partial_solution": _id(step.partial_solution_id),
    }


def _session(one: LearningSession) -> Data:
    """With the agenda and the record; the facilitator's own instructions stay behind."""
    agenda = [
        {
            "title": item.title,
            "minutes": item.minutes,
            "reading": item.reading,
            "notes": item.notes,
            "outcome": item.outcome,
        }
        for item in one.agenda_items.all()
    ]
    return {
        "id": _id(one.pk),
        "title": one.title,
        "purpose": one.purpose,
        "starts_at": one.starts_at.isoformat(),
        "time_zone": one.time_zone,
        "minutes": one.duration_minutes,
        "place": one.place,
        "state": one.state,
        "teams": [_id(team.pk) for team in one.teams.all()],
        "agenda": agenda,
    }


def _with_all(wins: QuerySet[Win]) -> QuerySet[Win]:
    near = ("partial_solutions", "readings", "verdicts", "barrier_links")
    return wins.prefetch_related(*near, "links_back__earlier__team")


def _win(order: Order, win: Win) -> Data:
    return {
        "id": _id(win.pk),
        "kind": win.kind,
        "team": _id(win.team_id),
        "month": _month(win.happened_on),
        "visibility": win.visibility,
        "title": win.title,
        "story": win.story,
        "for_whom": win.for_whom,
        "result_kind": win.result_kind,
        "friction": win.friction,
        "next_step": win.next_step,
        "expected": win.expected,
        "why": win.why,
        "differently": win.differently,
        "partial_solutions": [_id(one.pk) for one in win.partial_solutions.all()],
        "readings": [_reading(reading) for reading in win.readings.all()],
        "verdicts": [
            {
                "verdict": one.verdict,
                "proposal": one.proposal,
                "reason": one.reason,
                "month": _month(timezone.localdate(one.created_at)),
            }
            for one in win.verdicts.all()
        ],
        "barriers": [
            {"barrier": _id(one.barrier_id), "effect": one.effect} for one in win.barrier_links.all()
        ],
        "grew_out_of": _links(order, win),
    }


def _reading(reading: LensReading) -> Data:
    return {
        "is_joint": reading.is_joint,
        "answers": reading.answers,
        "evidence": reading.evidence,
        "remark": reading.remark,
    }


def _links(order: Order, win: Win) -> list[Data]:
    """Links that hold, to stories the reader may read as well."""
    return [
        {"win": _id(link.earlier_id), "kind": link.kind, "why": link.why, "adapted": link.adapted}
        for link in win.links_back.all()
        if (link.accepted_at or link.earlier.team_id == win.team_id)
        and not link.earlier.is_draft
        and is_readable(link.earlier, order.reader, today=order.today)
    ]


def _barrier(barrier: Barrier) -> Data:
    return {
        "id": _id(barrier.pk),
        "name": barrier.name,
        "kind": barrier.kind,
        "stands": [
            {"state": one.state, "addressee": one.addressee, "since": _month(one.since)}
            for one in barrier.stands.all()
        ],
        "named_by": [
            {"team": _id(one.team_id), "month": _month(one.named_on)} for one in barrier.namings.all()
        ],
    }


def _questions(order: Order) -> QuerySet[LearningQuestion]:
    stories = Prefetch("answers__win", queryset=_readable(order))
    return order.trajectory.learning_questions.prefetch_related("wordings", "answers", stories)


def _question(question: LearningQuestion) -> Data:
    """An answer names the story it came from only when the reader may read it."""
    answers = [
        {
            "text": one.text,
            "month": _month(one.answered_on),
            "win": _id(one.win.pk) if one.win else None,
        }
        for one in question.answers.all()
    ]
    return {
        "id": _id(question.pk),
        "state": question.state,
        "opened_on": _day(question.opened_on),
        "wordings": [{"text": one.text, "worded_on": _day(one.worded_on)} for one in question.wordings.all()],
        "answers": answers,
    }


def _notes(order: Order) -> QuerySet[MechanismNote]:
    """As the page of threads: those about a story the reader may read, with such stories alone."""
    readable = _readable(order)
    notes = order.trajectory.mechanism_notes.filter(wins__in=readable).distinct()
    return notes.prefetch_related(Prefetch("wins", queryset=readable)).order_by("noted_on", "pk")


def _note(note: MechanismNote) -> Data:
    return {
        "mechanism": note.mechanism,
        "text": note.text,
        "month": _month(note.noted_on),
        "wins": [_id(win.pk) for win in note.wins.all()],
    }
