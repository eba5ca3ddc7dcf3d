"""The models of this app."""

from sessions.models.agenda import AgendaItem
from sessions.models.attendance import Attendance, Presence, Rsvp
from sessions.models.board import Became, BoardNote
from sessions.models.calendar import CalendarFeed
from sessions.models.session import LearningSession, SessionState
from sessions.models.steps import NotYet, Step, StepKind, StepState

__all__ = [
    "AgendaItem",
    "Attendance",
    "Became",
    "BoardNote",
    "CalendarFeed",
    "LearningSession",
    "NotYet",
    "Presence",
    "Rsvp",
    "SessionState",
    "Step",
    "StepKind",
    "StepState",
]
