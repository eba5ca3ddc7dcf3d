"""Chainable filters. ``visible_to`` is how every list reaches its rows (docs/trust.md)."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from trajectories.roles import Role

if TYPE_CHECKING:
    from smallwins.accounts.models import User


class MembershipQuerySet(models.QuerySet):
    def active(self, today: dt.date) -> Self:
        """Memberships that count on ``today``."""
        return self.filter(starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))

    def of_trajectory(self, trajectory_id: object) -> Self:
        """Everybody in a trajectory: its facilitators, coordinators and its teams' professionals."""
        return self.filter(Q(trajectory=trajectory_id) | Q(team__trajectory=trajectory_id))


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Organisations this person administers."""
        from trajectories.grants import grants_of

        return self.filter(pk__in=grants_of(user, today).organisations(Role.ADMIN))


class TrajectoryQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Trajectories this person takes part in, in whichever role."""
        from trajectories.grants import grants_of

        return self.filter(pk__in=grants_of(user, today).trajectories())

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Own teams, and every team of a trajectory this person facilitates or coordinates."""
        from trajectories.grants import grants_of

        grants = grants_of(user, today)
        return self.filter(
            Q(pk__in=grants.teams(Role.PROFESSIONAL))
            | Q(trajectory__in=grants.trajectories(Role.FACILITATOR, Role.COORDINATOR))
        )

    def written_for_by(self, user: "User", today: dt.date) -> Self:
        """Teams this person logs stories for: own teams of open trajectories."""
        from trajectories.grants import grants_of

        mine = grants_of(user, today).teams(Role.PROFESSIONAL)
        return self.filter(pk__in=mine, trajectory__closed_at__isnull=True).select_related("trajectory")


class InvitationQuerySet(models.QuerySet):
    def of_trajectory(self, trajectory_id: object) -> Self:
        return self.filter(Q(trajectory=trajectory_id) | Q(team__trajectory=trajectory_id))

    def pending(self) -> Self:
        return self.filter(state="pending")


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user: "User", today: dt.date) -> Self:
        """Programmes of the organisations in which this person facilitates."""
        from trajectories.grants import grants_of

        mine = grants_of(user, today).trajectories(Role.FACILITATOR)
        return self.filter(organisation__trajectories__in=mine).distinct()
