"""The models of this app."""

from sessions.models.agenda import AgendaItem
from sessions.models.attendance import Attendance, Presence, Rsvp
from sessions.models.board import Became, BoardNote
from sessions.models.calendar import CalendarFeed
from sessions.models.groups import BreakoutGroup, GroupMember
from sessions.models.materials import Material
from sessions.models.run import Run
from sessions.models.session import LearningSession, SessionState
from sessions.models.steps import NotYet, Step, StepKind, StepState
from sessions.models.told import SCHEDULE, ScheduleVersion

__all__ = [
    "SCHEDULE",
    "AgendaItem",
    "Attendance",
    "Became",
    "BoardNote",
    "BreakoutGroup",
    "CalendarFeed",
    "GroupMember",
    "LearningSession",
    "Material",
    "NotYet",
    "Presence",
    "Rsvp",
    "Run",
    "ScheduleVersion",
    "SessionState",
    "Step",
    "StepKind",
    "StepState",
]
