"""Chainable filters for sessions and steps."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from trajectories.roles import Role

if TYPE_CHECKING:
    from smallwins.accounts.models import User


class LearningSessionQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Sessions of one's own teams; all those of a trajectory one facilitates or coordinates.

        A draft is seen by the facilitator alone.
        """
        from trajectories.grants import grants_of

        grants = grants_of(user, today)
        mine = self.model.teams.through.objects.filter(team_id__in=grants.teams(Role.PROFESSIONAL)).values(
            "learningsession_id"
        )
        facilitating = Q(trajectory__in=grants.trajectories(Role.FACILITATOR))
        others = Q(trajectory__in=grants.trajectories(Role.COORDINATOR)) | Q(pk__in=mine)
        return self.filter(facilitating | (others & ~Q(state="draft")))

    def open(self) -> Self:
        return self.filter(state="open")

    def not_draft(self) -> Self:
        return self.exclude(state="draft")

    def not_over(self, now: dt.datetime) -> Self:
        """Sessions that have not ended at ``now``."""
        return self.filter(starts_at__gt=now - dt.timedelta(minutes=1) * F("duration_minutes"))

    def between(self, start: dt.datetime, end: dt.datetime) -> Self:
        return self.filter(starts_at__gte=start, starts_at__lt=end)


class StepQuerySet(models.QuerySet):
    def of_teams(self) -> Self:
        """The stones of paths, without people's own intentions."""
        return self.filter(person__isnull=True)

    def current(self) -> Self:
        """What is being tried or comes next."""
        return self.filter(state__in=["trying", "next"])
