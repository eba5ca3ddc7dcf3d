"""The loop to policy as its page shows it: chosen stories, copies, messages with their age and answers."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from trajectories.models import Membership, Trajectory
from wins.models import (
    Barrier,
    PolicyMessage,
    PolicyResponse,
    PublishedWin,
    ReplyCheck,
    ResponseKind,
    Selection,
    Visibility,
    Win,
)
from wins.selectors.questions import age_in_words

#: Stories to choose from at once.
CHOOSABLE = 30
#: After which an answer is looked at again (docs/method.md §6).
REPLY_CHECK = dt.timedelta(weeks=8)


@dataclass(frozen=True)
class Chosen:
    """A story somebody chose, with everybody's reasons."""

    win: Win
    reasons: list[Selection]
    copy: PublishedWin | None


def chosen_stories(trajectory: Trajectory, user: User, *, today: dt.date) -> list[Chosen]:
    """Chosen stories this person may read, the first chosen first; three queries."""
    readable = Win.objects.visible_to(user, today).shared().filter(team__trajectory=trajectory)
    rows = Selection.objects.filter(win__in=readable).select_related("win__team", "win__author", "chosen_by")
    reasons: dict[uuid.UUID, list[Selection]] = defaultdict(list)
    wins: dict[uuid.UUID, Win] = {}
    for row in rows:
        reasons[row.win_id].append(row)
        wins.setdefault(row.win_id, row.win)
    copies = {copy.win_id: copy for copy in PublishedWin.objects.filter(win__in=list(wins))}
    return [Chosen(win, reasons[pk], copies.get(pk)) for pk, win in wins.items()]


def copies_of(trajectory: Trajectory, user: User, *, brings: bool) -> QuerySet[PublishedWin]:
    """Published copies; also those under way for who works on them, or (``brings``) on all of them."""
    rows = PublishedWin.objects.filter(trajectory=trajectory).select_related("author", "second_reader")
    if not brings:
        mine = Q(author=user) | Q(asked_by=user) | Q(second_reader=user)
        rows = rows.filter(Q(approved_on__isnull=False, withdrawn_on__isnull=True) | mine)
    return rows.order_by("approved_on", "asked_on", "pk")


def awaiting(user: User) -> QuerySet[PublishedWin]:
    """Copies that wait for this person: to write, to read or to say yes to. One query."""
    under_way = Q(approved_on__isnull=True, declined_on__isnull=True, withdrawn_on__isnull=True)
    to_write = Q(author=user) & (Q(written_on__isnull=True) | Q(read_on__isnull=False))
    to_read = Q(second_reader=user, written_on__isnull=False, read_on__isnull=True)
    rows = PublishedWin.objects.filter(under_way, to_write | to_read, trajectory__closed_at__isnull=True)
    return rows.order_by("asked_on", "pk")


def possible_readers(copy: PublishedWin, *, today: dt.date) -> QuerySet[User]:
    """Any member of the trajectory but the author and who asked."""
    members = Membership.objects.active(today).of_trajectory(copy.trajectory_id)
    people = User.objects.filter(pk__in=members.values("user"), is_active=True)
    return people.exclude(pk__in=[copy.author_id, copy.asked_by_id]).order_by("name", "pk")


@dataclass(frozen=True)
class Message:
    """A message with what came back; ``age`` says how long it lies there without an answer."""

    row: PolicyMessage
    responses: list[PolicyResponse]
    age: str
    is_due: bool

    @property
    def last(self) -> PolicyResponse | None:
        """The answer that holds."""
        return self.responses[-1] if self.responses else None

    @property
    def mark(self) -> str:
        """The kind of status tag."""
        if self.last is None:
            return "warn"
        return {ResponseKind.DOING: "ok", ResponseKind.NO: "info"}.get(self.last.kind, "next")


def age_of(message: PolicyMessage, *, today: dt.date) -> str:
    """How long nobody answered, in words."""
    if message.sent_on >= today:
        return _("sent today, no answer yet")
    return _("no answer for %(age)s") % {"age": age_in_words(message.sent_on, today)}


def _due_for_check(responses: list[PolicyResponse], today: dt.date) -> bool:
    """Eight weeks after the last answer nobody looked yet what became of it."""
    return bool(responses) and (
        not responses[-1].checks.all() and responses[-1].answered_on <= today - REPLY_CHECK
    )


def shown(message: PolicyMessage, *, today: dt.date) -> Message:
    """One row of ``with_answers`` in words."""
    responses = list(message.responses.all())
    age = "" if responses else age_of(message, today=today)
    return Message(message, responses, age, _due_for_check(responses, today))


def with_answers(messages: QuerySet[PolicyMessage]) -> QuerySet[PolicyMessage]:
    """Add barriers, answers and what became of them; three queries."""
    checks = Prefetch("checks", queryset=ReplyCheck.objects.select_related("author"))
    responses = PolicyResponse.objects.select_related("author").prefetch_related(checks)
    return messages.select_related("barrier", "trajectory").prefetch_related(
        Prefetch("responses", queryset=responses)
    )


def message_of(row: PolicyMessage, *, today: dt.date) -> Message:
    """One message with its answers; three queries."""
    return shown(with_answers(PolicyMessage.objects.all()).get(pk=row.pk), today=today)


def messages_about(barrier: Barrier, *, today: dt.date) -> list[Message]:
    """What policy was asked about a barrier, and what it said; the oldest first."""
    return [shown(row, today=today) for row in with_answers(barrier.policy_messages.all())]


def messages_of(trajectories: Iterable[uuid.UUID], *, today: dt.date) -> list[Message]:
    """Unanswered messages first, the oldest on top; then the others, the latest answer first."""
    rows = with_answers(PolicyMessage.objects.filter(trajectory__in=list(trajectories)))
    messages = [shown(row, today=today) for row in rows]
    waiting = [one for one in messages if not one.responses]
    answered = [one for one in messages if one.responses]
    return waiting + sorted(answered, key=lambda one: one.responses[-1].answered_on, reverse=True)


def published_of(message: PolicyMessage) -> QuerySet[PublishedWin]:
    """The published copies of the stories a message points at; the stories themselves are not read."""
    through = PolicyMessage.wins.through.objects.filter(policymessage=message).values("win")
    return PublishedWin.objects.published().filter(win__in=through)


def stories_of(message: PolicyMessage, user: User, *, today: dt.date) -> QuerySet[Win]:
    """The stories a member may read behind a message."""
    return Win.objects.visible_to(user, today).shared().filter(policy_messages=message).select_related("team")


def choosable(trajectory: Trajectory, user: User, *, today: dt.date) -> QuerySet[Win]:
    """The latest stories that everybody in the trajectory reads: what a message can point at."""
    wins = Win.objects.visible_to(user, today).filter(
        team__trajectory=trajectory, visibility=Visibility.TRAJECTORY
    )
    latest = wins.order_by("-happened_on", "-created_at")
    return latest.filter(pk__in=latest.values("pk")[:CHOOSABLE]).select_related("team")


def first_reason(win: Win) -> str:
    """Why somebody chose it, for who asks the author."""
    first = win.selections.first()
    return first.reason if first else ""
