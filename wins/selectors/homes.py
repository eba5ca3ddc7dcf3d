"""What the homes show: the professional's, the facilitator's and the coordinator's."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from smallwins.accounts.models import User
from smallwins.notifications import selectors as deliveries
from trajectories.models import Membership, Team
from wins.models import Barrier, BarrierStand, BarrierState, LensReading, Win

#: After which silence a team is asked about: "maybe call?" (docs/method.md §8).
QUIET = dt.timedelta(weeks=3)


def own_wins(user: User) -> QuerySet[Win]:
    """Everything this person wrote and did not withdraw, the latest first."""
    return Win.objects.alive().filter(author=user).select_related("team").order_by("-updated_at")


def withdrawn_since(user: User, moment: dt.datetime) -> QuerySet[Win]:
    """What this person withdrew after ``moment``, the latest first."""
    rows = Win.objects.filter(author=user, withdrawn_at__gt=moment)
    return rows.select_related("team").order_by("-withdrawn_at")


@dataclass(frozen=True)
class QuietTeam:
    """A team nobody heard from for three weeks; ``since`` is its last shared story, if any."""

    team: Team
    since: dt.datetime | None


def with_last_story(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Add ``last``: when somebody last shared a story."""
    return teams.select_related("trajectory").annotate(
        last=Max("wins__shared_at", filter=Q(wins__withdrawn_at__isnull=True))
    )


def is_quiet(team: Team, *, now: dt.datetime) -> bool:
    """True for a team of ``with_last_story`` that is silent for three weeks of its open trajectory."""
    trajectory = team.trajectory
    runs = not trajectory.is_closed and trajectory.starts_on <= (now - QUIET).date()
    return runs and (team.last is None or team.last < now - QUIET)


def quiet_teams(trajectories: set[uuid.UUID], *, now: dt.datetime) -> list[QuietTeam]:
    """Teams of open trajectories without a shared story for three weeks; one query."""
    teams = with_last_story(Team.objects.filter(trajectory__in=trajectories)).order_by("name")
    return [QuietTeam(team, team.last) for team in teams if is_quiet(team, now=now)]


def unreachable_people(trajectories: set[uuid.UUID], *, today: dt.date) -> list[User]:
    """Who takes part in one of these trajectories and gets no mail any more, by name."""
    of_these = Q(trajectory__in=trajectories) | Q(team__trajectory__in=trajectories)
    members = Membership.objects.active(today).filter(of_these)
    return deliveries.unreachable(User.objects.filter(pk__in=members.values("user")))


def recurring_barriers(trajectories: set[uuid.UUID]) -> QuerySet[Barrier]:
    """Open barriers named by two teams or in two sessions: candidates for policy."""
    latest = BarrierStand.objects.filter(barrier=OuterRef("pk")).order_by("-since", "-pk")
    return (
        Barrier.objects.filter(trajectory__in=trajectories)
        .annotate(
            state=Subquery(latest.values("state")[:1]),
            teams=Count("namings__team", distinct=True),
            sessions=Count("namings__learning_session", distinct=True),
        )
        .filter(Q(teams__gte=2) | Q(sessions__gte=2), state__in=(BarrierState.MET, BarrierState.BYPASSED))
        .order_by("name")
    )


def unread_through_lens(trajectories: set[uuid.UUID]) -> QuerySet[Win]:
    """Shared wins without a reading that answers every core question."""
    complete = LensReading.objects.filter(win=OuterRef("pk")).exclude(
        Q(c1__in=("", "unknown"))
        | Q(c2__in=("", "unknown"))
        | Q(c3__in=("", "unknown"))
        | Q(c4__in=("", "unknown"))
        | Q(c5__in=("", "unknown"))
    )
    return (
        Win.objects.alive()
        .shared()
        .filter(team__trajectory__in=trajectories, kind="win")
        .filter(~Exists(complete))
        .select_related("team")
        .order_by("happened_on")
    )
