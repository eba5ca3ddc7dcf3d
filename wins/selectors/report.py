"""The policy report: policy copies, messages and answers of one period (docs/method.md §8). Never a win.

Nothing here reads the table of wins, so nothing that was not published can get into it.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from smallwins.accounts.models import User
from trajectories.grants import grants_of
from trajectories.models import Trajectory
from trajectories.roles import Role
from trajectories.selectors.trajectory import wordings_of
from wins.models import PolicyMessage, PublishedWin
from wins.selectors.policy import Message, shown, with_answers

#: Three to five chosen stories, one setback (docs/method.md §8); more do not fit on two pages.
STORIES, MESSAGES = 5, 4


@dataclass(frozen=True)
class Report:
    """What stands on the two pages, in order."""

    trajectory: Trajectory
    since: dt.date
    until: dt.date
    on: dt.date
    version: int
    question: str
    ambition: str
    teams: list[str]
    stories: list[PublishedWin]
    setback: PublishedWin | None
    messages: list[Message]

    @property
    def copies(self) -> list[PublishedWin]:
        """Stories and setback together."""
        return [*self.stories, *([self.setback] if self.setback else [])]

    @property
    def is_empty(self) -> bool:
        return not (self.copies or self.messages)


def all_published(trajectory: Trajectory) -> QuerySet[PublishedWin]:
    """Every copy a report can hold, in order of its publication."""
    return PublishedWin.objects.published().filter(trajectory=trajectory)


def published_between(trajectory: Trajectory, since: dt.date, until: dt.date) -> QuerySet[PublishedWin]:
    """Copies published in the period, the latest first."""
    rows = PublishedWin.objects.published().filter(
        trajectory=trajectory, approved_on__gte=since, approved_on__lte=until
    )
    return rows.select_related("selection").order_by("-approved_on", "pk")


_VERSION = """
    SELECT
        (SELECT count(*) FILTER (WHERE approved_on <= %(until)s)
              + count(*) FILTER (WHERE approved_on IS NOT NULL AND withdrawn_on <= %(until)s)
         FROM wins_publishedwin WHERE trajectory_id = %(trajectory)s)
      + (SELECT count(*) FROM wins_policymessage
         WHERE trajectory_id = %(trajectory)s AND sent_on <= %(until)s)
      + (SELECT count(*) FROM wins_policyresponse
         JOIN wins_policymessage AS message ON message.id = message_id
         WHERE trajectory_id = %(trajectory)s AND answered_on <= %(until)s)
"""


def _version(trajectory: Trajectory, until: dt.date) -> int:
    """Rises with every copy published or taken back, every message and every answer. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, {"trajectory": trajectory.pk, "until": until})
        return int(cursor.fetchone()[0])


def _chosen(
    rows: Iterable[PublishedWin], wanted: Collection[uuid.UUID]
) -> tuple[list[PublishedWin], PublishedWin | None]:
    """The stories in order of their publication, and the setback; without a wish the latest."""
    rows = [row for row in rows if not wanted or row.pk in wanted]
    setback = next((row for row in rows if row.is_setback), None)
    return [row for row in rows if not row.is_setback][:STORIES][::-1], setback


def report_of(
    trajectory: Trajectory,
    *,
    since: dt.date,
    until: dt.date,
    on: dt.date,
    wanted: Collection[uuid.UUID] = (),
) -> Report:
    """The report of a period; the same for everybody who may read it. Six queries."""
    wordings = wordings_of(trajectory)
    question, ambition = (
        (wordings[kind][0].text if wordings[kind] else "") for kind in ("question", "ambition")
    )
    stories, setback = _chosen(published_between(trajectory, since, until), wanted)
    sent = PolicyMessage.objects.filter(trajectory=trajectory, sent_on__gte=since, sent_on__lte=until)
    return Report(
        trajectory=trajectory,
        since=since,
        until=until,
        on=on,
        version=_version(trajectory, until),
        question=question,
        ambition=ambition,
        teams=list(trajectory.teams.order_by("name").values_list("name", flat=True)),
        stories=stories,
        setback=setback,
        messages=[shown(row, today=on) for row in with_answers(sent).order_by("-sent_on", "pk")[:MESSAGES]],
    )


def reported(user: User, *, today: dt.date) -> QuerySet[Trajectory]:
    """Trajectories whose report this person may read, by name."""
    grants = grants_of(user, today)
    owners = grants.organisations(Role.ADMIN, Role.POLICY_READER)
    rows = Trajectory.objects.filter(Q(pk__in=grants.trajectories()) | Q(organisation__in=owners))
    return rows.select_related("organisation").order_by("name", "pk")
