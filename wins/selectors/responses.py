"""Recognition by sentence, with names and without totals; questions asked again later."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from smallwins.accounts.models import User
from wins.models import AliveCheck, FollowUp, FollowUpAnswer, Phrase, Recognition, Win, WinKind, WinLink

HOW_DID_IT_GO_ON = dt.timedelta(weeks=2)
STILL_ALIVE = dt.timedelta(weeks=8)


@dataclass(frozen=True)
class PhraseRow:
    """One of the three sentences, who said it, and whether this reader did."""

    value: str
    label: str
    people: list[User]
    mine: bool


def phrases_of(win: Win, user: User) -> list[PhraseRow]:
    """All three sentences; one query."""
    said = list(Recognition.objects.filter(win=win).select_related("user"))
    return [
        PhraseRow(
            phrase.value,
            str(phrase.label),
            [row.user for row in said if row.phrase == phrase],
            any(row.user_id == user.pk for row in said if row.phrase == phrase),
        )
        for phrase in Phrase
    ]


def asks_again(user: User, team_ids: Iterable[uuid.UUID], *, now: dt.datetime) -> QuerySet[Win]:
    """Wins with a question for this person, the oldest first; ``question`` is how_on or alive.

    Two weeks after a win its author: how did it go on? Eight weeks after, any member: still alive?
    One query.
    """
    today, teams = timezone.localdate(now), list(team_ids)
    two_weeks, eight_weeks = today - HOW_DID_IT_GO_ON, today - STILL_ALIVE
    answered = FollowUp.objects.filter(win=OuterRef("pk")).exclude(
        answer=FollowUpAnswer.NOT_NOW, asks_again_at__lte=now
    )
    continued = WinLink.objects.filter(earlier=OuterRef("pk"), later__author=user)
    checked = AliveCheck.objects.filter(win=OuterRef("pk"))
    how_on = Q(author=user, team__in=teams, happened_on__lte=two_weeks, happened_on__gt=eight_weeks)
    how_on &= ~Exists(answered) & ~Exists(continued)
    alive = Q(team__in=teams, happened_on__lte=eight_weeks) & ~Exists(checked)
    return (
        Win.objects.alive()
        .shared()
        .filter(how_on | alive, kind=WinKind.WIN)
        .annotate(
            question=Case(
                When(happened_on__lte=eight_weeks, then=Value("alive")),
                default=Value("how_on"),
                output_field=CharField(),
            )
        )
        .order_by("happened_on", "created_at")
    )
