"""What people typed in a capture form and did not send (docs/product.md, P4)."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from smallwins.accounts.models import User
from trajectories.models import Team
from wins.models import WinDraft

#: The fields of a capture form that people type in; a story has the first alone.
TYPED = ("story", "expected", "why", "differently")
#: Within which a draft is offered again (docs/trust.md, Privacy: untouched drafts).
KEPT = dt.timedelta(days=60)
#: Drafts of one team that a page knows: one for each tab and device somebody forgot.
PER_TEAM = 10


@dataclass(frozen=True)
class Unsent:
    """A draft on the server; ``at`` as ISO 8601 with its offset, ids as text."""

    uuid: str
    team: str
    kind: str
    fields: dict[str, str]
    at: str

    @property
    def kept_at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


def with_unsent(teams: QuerySet[Team], *, author: User, now: dt.datetime) -> QuerySet[Team]:
    """Add ``unsent`` to each team, for ``unsent_of``: part of the teams' own query, because home has ten."""
    drafts = WinDraft.objects.filter(team=OuterRef("pk"), author=author, updated_at__gt=now - KEPT)
    row = JSONObject(
        uuid="client_uuid",
        team=F("team_id"),
        kind="kind",
        fields="fields",
        at="updated_at",
    )
    return teams.annotate(unsent=ArraySubquery(drafts.order_by("-updated_at").values_list(row)[:PER_TEAM]))


def unsent_of(teams: Iterable[Team]) -> list[Unsent]:
    """The drafts of teams that ``with_unsent`` gave, the newest first."""
    drafts = (Unsent(**row) for team in teams for row in team.unsent)
    return sorted(drafts, key=lambda draft: draft.kept_at, reverse=True)


def as_json(drafts: Iterable[Unsent], *, now: dt.datetime) -> str:
    """The drafts for the browser, with ``age`` in seconds: its clock may differ from ours."""
    return json.dumps([asdict(draft) | {"age": (now - draft.kept_at).total_seconds()} for draft in drafts])


def latest_draft(drafts: Iterable[Unsent], *, kind: str) -> Unsent | None:
    """The newest of this kind of form; ``drafts`` from ``unsent_of``."""
    return next((draft for draft in drafts if draft.kind == kind), None)


def has_words(fields: Mapping[str, str]) -> bool:
    """True when something was typed in one of the fields of a capture form."""
    return any(fields.get(name, "").strip() for name in TYPED)
