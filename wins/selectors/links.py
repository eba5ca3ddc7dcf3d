"""Links that await a team's yes."""

import uuid
from collections.abc import Iterable

from django.db.models import F, QuerySet

from wins.models import Visibility, WinLink


def awaiting_yes_of(team_ids: Iterable[uuid.UUID]) -> QuerySet[WinLink]:
    """Links other teams made to wins of these teams, still without an answer; their story is readable."""
    return (
        WinLink.objects.filter(accepted_at__isnull=True, earlier__team__in=list(team_ids))
        .filter(later__visibility=Visibility.TRAJECTORY)
        .filter(later__withdrawn_at__isnull=True, earlier__withdrawn_at__isnull=True)
        .exclude(later__team=F("earlier__team"))
        .select_related("later__team", "earlier")
        .order_by("created_at")
    )
