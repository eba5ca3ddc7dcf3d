"""What changes about one item of an agenda: its text, its record, and moving it on."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from sessions.models import AgendaItem, LearningSession, SessionState
from sessions.services.run import touch
from smallwins.versions import save_if_unchanged

#: What an item says, and what goes along when it is moved on.
TEXTS = (
    "title",
    "minutes",
    "instructions",
    "short_version",
    "reading",
    "grouping",
    "prompt",
    "is_anonymous",
    "is_ambition_round",
    "kept",
    "next_time",
)
RECORD = ("notes", "outcome")


class NotesStandInTheWay(Exception):
    """Notes on the board hold a field as it is; ``field`` and the reason in the reader's words."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class NoNextSession(Exception):
    """There is no later session of these teams to move an item to."""


def _respect_notes(item: AgendaItem) -> None:
    """Whoever wrote without a name stays without one, whoever wrote with a name was told so."""
    notes = item.board_notes.aggregate(
        named=Count("pk", filter=Q(author__isnull=False)), unnamed=Count("pk", filter=Q(author__isnull=True))
    )
    if item.is_anonymous and notes["named"]:
        raise NotesStandInTheWay(
            "is_anonymous",
            _("There are notes with a name here already. Make a new item for notes without one."),
        )
    if not item.is_anonymous and notes["unnamed"]:
        raise NotesStandInTheWay(
            "is_anonymous",
            _("There are notes without a name here already: nobody was to know who wrote them."),
        )
    if not item.prompt and (notes["named"] or notes["unnamed"]):
        raise NotesStandInTheWay(
            "prompt", _("There are notes under this prompt. Reword it, keep it filled in.")
        )


@transaction.atomic
def edit_item(*, item: AgendaItem, version: int, fields: tuple[str, ...] = TEXTS) -> None:
    """Save what an item says. Raises StaleVersion, and NotesStandInTheWay when notes forbid it."""
    before = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.full_clean(validate_constraints=False)
    if before.is_anonymous != item.is_anonymous or (before.prompt and not item.prompt):
        _respect_notes(item)
    save_if_unchanged(item, version=version, fields=fields)
    touch(item.learning_session_id)


@transaction.atomic
def write_record(*, item: AgendaItem, version: int) -> None:
    """Save notes and outcome. Raises StaleVersion."""
    item.full_clean(validate_constraints=False)
    save_if_unchanged(item, version=version, fields=RECORD)


def next_session_of(session: LearningSession, *, now: dt.datetime) -> LearningSession | None:
    """Where an unfinished item of this session goes: the next one of these very teams, draft or open.

    When there is none, the next one in which all of them take part.
    """
    teams = set(session.teams.values_list("pk", flat=True))
    later = (
        LearningSession.objects.not_over(now)
        .filter(trajectory=session.trajectory_id, starts_at__gt=session.starts_at)
        .exclude(state=SessionState.CANCELLED)
        .prefetch_related("teams")
        .order_by("starts_at", "pk")
    )
    of_all = [(one, {team.pk for team in one.teams.all()}) for one in later]
    same = [one for one, its in of_all if its == teams]
    wider = [one for one, its in of_all if its > teams]
    return next(iter(same + wider), None)


@transaction.atomic
def move_on(*, item: AgendaItem, now: dt.datetime) -> AgendaItem:
    """Put an unfinished item at the end of the next session; once, however often it is asked.

    Raises NoNextSession.
    """
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    moved = AgendaItem.objects.filter(moved_from=item).select_related("learning_session").first()
    if moved:
        return moved
    target = next_session_of(item.learning_session, now=now)
    if target is None:
        raise NoNextSession
    LearningSession.objects.select_for_update().get(pk=target.pk)
    last = target.agenda_items.aggregate(last=Max("position"))["last"] or 0
    moved = AgendaItem(learning_session=target, position=last + 1, moved_from=item)
    for name in TEXTS:
        setattr(moved, name, getattr(item, name))
    moved.full_clean(validate_constraints=False)
    moved.save()
    for session_id in (item.learning_session_id, target.pk):
        touch(session_id)
    return moved
