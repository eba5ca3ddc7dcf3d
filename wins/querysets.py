"""Chainable filters. ``visible_to`` is the table of docs/trust.md in SQL."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from trajectories.roles import Role

if TYPE_CHECKING:
    from smallwins.accounts.models import User

#: Words people search for, as PostgreSQL takes them. Phones type curly quotes; it knows the straight ones.
ASKED = """websearch_to_tsquery('pg_catalog.dutch', wins_plain(translate(%s, '“”„', repeat('"', 3))))"""


class WinQuerySet(models.QuerySet):
    def alive(self) -> Self:
        """Everything that was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Wins this person may read. Withdrawn ones nobody reads; drafts only their author."""
        from trajectories.grants import grants_of

        grants = grants_of(user, today)
        own = Q(author=user)
        team = Q(visibility="team") & (
            Q(team__in=grants.teams(Role.PROFESSIONAL))
            | Q(team__trajectory__in=grants.trajectories(Role.FACILITATOR))
        )
        trajectory = Q(visibility="trajectory", team__trajectory__in=grants.trajectories())
        return self.alive().filter(own | team | trajectory)

    def matching(self, words: str) -> Self:
        """Stories with all of these words in some form (quotes, ``or`` and ``-`` as in a search engine)."""
        sql = f"wins_win.search @@ {ASKED}"
        hit = RawSQL(sql, [words], output_field=models.BooleanField())  # noqa: S611 - a parameter
        return self.alias(hit=hit).filter(hit=True)

    def shared(self) -> Self:
        return self.exclude(visibility="draft")

    def drafts_of(self, user: "User") -> Self:
        return self.alive().filter(author=user, visibility="draft")

    def with_verdict(self) -> Self:
        """Adds ``verdict``: what the team last called the story, or NULL."""
        from wins.models import Verdict

        latest = Verdict.objects.filter(win=models.OuterRef("pk")).order_by("-created_at", "-pk")
        return self.annotate(verdict=models.Subquery(latest.values("verdict")[:1]))


class _OfPolicy(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Of trajectories this person takes part in, or whose organisation they administer or read for."""
        from trajectories.grants import grants_of

        grants = grants_of(user, today)
        owners = grants.organisations(Role.ADMIN, Role.POLICY_READER)
        return self.filter(Q(trajectory__in=grants.trajectories()) | Q(trajectory__organisation__in=owners))


class PublishedWinQuerySet(_OfPolicy):
    def published(self) -> Self:
        """Approved by the author, and not taken back since."""
        return self.filter(approved_on__isnull=False, withdrawn_on__isnull=True)


class PolicyMessageQuerySet(_OfPolicy):
    def unanswered(self) -> Self:
        """Nobody answered yet."""
        return self.filter(responses__isnull=True)


class BarrierQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Barriers are shared by everybody in the trajectory."""
        from trajectories.grants import grants_of

        return self.filter(trajectory__in=grants_of(user, today).trajectories())

    def named(self, name: str) -> Self:
        """The barrier of this name whatever its capitals, by the database's own rule of uniqueness."""
        return self.alias(small=Lower("name")).filter(small=Lower(Value(name)))

    def with_state(self) -> Self:
        """Adds ``state``, ``state_since`` and ``addressee`` of the latest stand."""
        from wins.models import BarrierStand

        latest = BarrierStand.objects.filter(barrier=models.OuterRef("pk")).order_by("-since", "-pk")
        return self.annotate(
            state=models.Subquery(latest.values("state")[:1]),
            state_since=models.Subquery(latest.values("since")[:1]),
            addressee=models.Subquery(latest.values("addressee")[:1]),
        )
