"""What people say after a session, each thing for its own readers.

A takeaway is read by its writer and the facilitator, a word to check out with by everybody in the session and
without a name, a step by its team and the facilitator.
"""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from sessions.models import Attendance, LearningSession, Step
from smallwins.accounts.models import User

#: What is kept apart from the rest: its name, and the names of its values in ``Said``.
PARTS: dict[str, tuple[str, ...]] = {
    "takeaway": ("takeaway",),
    "word": ("word",),
    "step": ("step_text", "team", "belongs_to", "step_state"),
}


@dataclass(frozen=True)
class Said:
    """What one person said after one session; ids as text, everything empty when nothing was said."""

    takeaway: str = ""
    word: str = ""
    step_text: str = ""
    team: str = ""
    belongs_to: str = ""
    step_state: str = ""


def stamp(said: Said, part: str) -> str:
    """Stands for these very words: two tabs that show the same have the same stamp."""
    values = [getattr(said, name) for name in PARTS[part]]
    if not values[0]:  # a team or a state without a step says nothing
        return ""
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:16]


def said_in(attendance: Attendance | None, step: Step | None) -> Said:
    """What stands in these rows."""
    words = {"takeaway": attendance.takeaway, "word": attendance.checkout_word} if attendance else {}
    if step:
        words |= {
            "step_text": step.text,
            "team": str(step.team_id),
            "belongs_to": str(step.belongs_to_id or ""),
            "step_state": step.state,
        }
    return Said(**words)


def own_step_of(steps: Iterable[Step], user: User) -> Step | None:
    """The step this person will try, of the steps of one session."""
    return next((step for step in steps if step.person_id == user.pk), None)


@dataclass(frozen=True)
class After:
    """What was said after a session, as far as one reader may see it."""

    own: Said
    own_step: Step | None
    words: list[str] = field(default_factory=list)
    takeaways: list[Attendance] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    #: Of the reader's own teams, to say what a step belongs to.
    team_steps: list[Step] = field(default_factory=list)


def after_of(
    session: LearningSession, user: User, *, own_teams: set[uuid.UUID], is_facilitator: bool
) -> After:
    """What this reader sees; two queries. Words in the order of the alphabet, so that none has a face."""
    rows = list(session.attendances.exclude(takeaway="", checkout_word="").select_related("user"))
    of_session = Q(learning_session=session, person__isnull=False)
    of_path = Q(person__isnull=True, state__in=["trying", "next"], team__in=own_teams)
    found = list(
        Step.objects.filter(of_session | of_path)
        .select_related("person", "team", "belongs_to")
        .order_by("team__name", "order", "person__name", "state_set_at")
    )
    personal = [step for step in found if step.person_id]
    mine = next((row for row in rows if row.user_id == user.pk), None)
    own_step = own_step_of(personal, user)
    return After(
        own=said_in(mine, own_step),
        own_step=own_step,
        words=sorted((row.checkout_word for row in rows if row.checkout_word), key=str.casefold),
        takeaways=sorted(
            (row for row in rows if is_facilitator and row.takeaway), key=lambda row: row.user.name
        ),
        steps=[step for step in personal if is_facilitator or step.team_id in own_teams],
        team_steps=[step for step in found if not step.person_id],
    )
