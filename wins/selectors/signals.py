"""What was seen in a trajectory, never why; and, apart from it, what people think (docs/method.md §4)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from smallwins.accounts.models import User
from trajectories.models import Trajectory
from wins.models import AliveAnswer, AliveCheck, LinkKind, MechanismNote, Win
from wins.selectors.graph import Edge
from wins.selectors.homes import recurring_barriers

#: After which a story that still lives is a sign of robustness.
ALIVE_AFTER = dt.timedelta(weeks=8)
NOTES = 50


@dataclass(frozen=True)
class Signal:
    """One thing that was seen, in a sentence, and where; ``is_candidate``: perhaps a matter for policy."""

    text: str
    url: str
    is_candidate: bool = False


def _isolated(words: str) -> str:
    """People's words in a sentence of ours: their direction turns nothing around them."""
    return f"\u2068{words}\u2069"


def recurring(trajectory: Trajectory) -> list[Signal]:
    """Barriers that two teams named, or that came up in two sessions; one query."""
    found = []
    for barrier in recurring_barriers({trajectory.pk}):
        words = {"barrier": _isolated(barrier.name), "teams": barrier.teams, "sessions": barrier.sessions}
        if barrier.teams > 1:
            text = _("Seen: %(teams)d teams named “%(barrier)s”.") % words
        else:
            text = _("Seen: “%(barrier)s” was named in %(sessions)d sessions.") % words
        found.append(Signal(text, barrier.get_absolute_url(), is_candidate=True))
    return found


def still_alive(trajectory: Trajectory, user: User, *, today: dt.date) -> list[Signal]:
    """Readable stories of which somebody last said, at least eight weeks later, that they live; one query."""
    latest = AliveCheck.objects.filter(win=OuterRef("pk")).order_by("-answered_on", "-pk")
    wins = (
        Win.objects.visible_to(user, today)
        .shared()
        .filter(team__trajectory=trajectory, alive_checks__isnull=False)
        .annotate(
            answer=Subquery(latest.values("answer")[:1]), asked_on=Subquery(latest.values("answered_on")[:1])
        )
        .filter(answer=AliveAnswer.YES, asked_on__gte=F("happened_on") + ALIVE_AFTER)
        .distinct()
        .order_by("happened_on", "pk")
    )
    text = _("Seen: “%(story)s” still lives, %(weeks)d weeks later.")
    return [
        Signal(text % {"story": _isolated(win.display_title), "weeks": _weeks(win)}, win.get_absolute_url())
        for win in wins
    ]


def _weeks(win: Win) -> int:
    return (win.asked_on - win.happened_on).days // 7


def spread(edges: Iterable[Edge]) -> list[Signal]:
    """Stories that another team took over, of what the reader may see."""
    adapted = _("Seen: “%(earlier)s” of Team %(from)s, adapted at Team %(to)s: “%(later)s”.")
    copied = _("Seen: “%(earlier)s” of Team %(from)s, copied at Team %(to)s: “%(later)s”.")
    return [
        Signal(
            (adapted if edge.adapted else copied)
            % {
                "earlier": _isolated(edge.earlier.display_title),
                "later": _isolated(edge.later.display_title),
                "from": _isolated(edge.earlier.team.name),
                "to": _isolated(edge.later.team.name),
            },
            edge.later.get_absolute_url(),
        )
        for edge in edges
        if edge.kind == LinkKind.SPREADS and edge.crosses
    ]


def notes_of(trajectory: Trajectory, user: User, *, today: dt.date) -> list[MechanismNote]:
    """People's notes, the latest first, with the stories this person may read in ``readable``.

    A note of which no story can be read is left out. Two queries.
    """
    readable = Win.objects.visible_to(user, today).shared().order_by("happened_on")
    rows = (
        trajectory.mechanism_notes.filter(wins__in=readable)
        .distinct()
        .select_related("author")
        .prefetch_related(Prefetch("wins", queryset=readable, to_attr="readable"))
        .order_by("-noted_on", "-pk")
    )
    return list(rows[:NOTES])
