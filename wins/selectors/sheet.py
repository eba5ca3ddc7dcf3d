"""What a preparation sheet is made of."""

from dataclasses import dataclass, field

from sessions.models import AgendaItem, LearningSession
from sessions.selectors.people import Answers


@dataclass(frozen=True)
class Line:
    """One thing to look at; ``key`` names it, ``title`` is what it would be called on the agenda."""

    key: str
    text: str
    title: str
    url: str
    meta: str = ""
    tag: tuple[str, str] | None = None
    is_on_agenda: bool = False


@dataclass(frozen=True)
class Section:
    """Lines of one sort; ``nothing`` is said when there are none. ``beside``: in the second column."""

    name: str
    heading: str
    nothing: str
    lines: list[Line]
    beside: bool = False


@dataclass(frozen=True)
class Sheet:
    """All that helps to prepare; ``previous`` is None before the first session of these teams."""

    previous: LearningSession | None
    sections: list[Section]
    answers: Answers
    #: Items that were moved on: to this session, or from the previous one to another.
    moved: list[AgendaItem] = field(default_factory=list)

    def find(self, key: str) -> tuple[Section, Line] | None:
        """The line of this key and where it stands; None when it is not on the sheet (any more)."""
        lines = ((section, line) for section in self.sections for line in section.lines)
        return next(((section, line) for section, line in lines if line.key == key), None)
