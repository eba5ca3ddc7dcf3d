"""The rows of a file: what its reader may read, of one trajectory, and nothing that is still a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet, Sum
from django.db.models.functions import Length

from sessions.models import Attendance, LearningSession
from sessions.selectors.people import recipients_of_each
from smallwins.accounts.models import User
from wins.exports.order import Order
from wins.models import Barrier, Export, Win

#: Rows read at a time.
BATCH = 1_000
#: Sessions whose people are read at a time.
SESSIONS = 50


def wins_of(order: Order) -> QuerySet[Win]:
    """In the order of the pages of teams: the latest first."""
    wins = Win.objects.visible_to(order.reader, order.today).shared()
    wins = wins.filter(team__trajectory=order.trajectory)
    if order.team:
        wins = wins.filter(team=order.team)
    if order.since:
        wins = wins.filter(happened_on__gte=order.since)
    if order.until:
        wins = wins.filter(happened_on__lte=order.until)
    return wins.order_by("-happened_on", "-created_at", "pk")


def sessions_of(order: Order) -> QuerySet[LearningSession]:
    """Planned, held and cancelled ones."""
    sessions = LearningSession.objects.visible_to(order.reader, order.today).not_draft()
    return sessions.filter(trajectory=order.trajectory).prefetch_related("teams").order_by("starts_at", "pk")


def barriers_of(order: Order) -> QuerySet[Barrier]:
    """By name, with how they stand and which teams named them."""
    barriers = Barrier.objects.visible_to(order.reader, order.today).filter(trajectory=order.trajectory)
    return barriers.with_state().prefetch_related("namings__team").order_by("name", "pk")


@dataclass(frozen=True)
class Present:
    """One person at one session; ``attendance`` is an empty row when nothing is known yet."""

    person: User
    teams: list[str]
    attendance: Attendance


def attendance_of(order: Order) -> Iterator[tuple[LearningSession, list[Present]]]:
    """Per session whom its page of attendance names: whom it is for, and who was there and left since."""
    sessions = sessions_of(order).prefetch_related("teams__memberships", "attendances__user")
    rows = sessions.iterator(chunk_size=SESSIONS)
    while chunk := list(islice(rows, SESSIONS)):
        expected = recipients_of_each(chunk, now=order.now)
        for session in chunk:
            yield session, _present(session, expected[session.pk])


def _present(session: LearningSession, expected: list[User]) -> list[Present]:
    known = {row.user_id: row for row in session.attendances.all()}
    people = {user.pk: user for user in expected}
    people |= {row.user_id: row.user for row in known.values() if row.presence}
    teams_of: dict[object, list[str]] = {}
    for team in session.teams.all():
        for user_id in {membership.user_id for membership in team.memberships.all()}:
            teams_of.setdefault(user_id, []).append(team.name)
    return [
        Present(user, teams_of.get(user.pk, []), known.get(user.pk) or Attendance())
        for user in sorted(people.values(), key=lambda user: (user.name, str(user.pk)))
    ]


def pieces_of(export: Export) -> Iterator[bytes]:
    """The file piece by piece; a query for each, so that it is never in memory as a whole."""
    position = 0
    while (piece := export.chunks.filter(position=position).first()) is not None:
        yield bytes(piece.data)
        position += 1


def size_of(export: Export) -> int:
    """Bytes of the file."""
    return export.chunks.aggregate(size=Sum(Length("data")))["size"] or 0
