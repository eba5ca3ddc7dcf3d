"""The page of one win: the story, the lens, what it did and how it went on. At most 12 queries."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trajectories.access import can
from trajectories.roles import Capability
from wins import access
from wins.forms.lens import VERDICTS, VerdictForm
from wins.forms.responses import CommentForm
from wins.models import Win
from wins.selectors import lens as lens_selectors
from wins.selectors import responses
from wins.selectors import win as selectors
from wins.verdict import Kind


@require_safe
def win_page(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win(request.user, win_id, access.READ)
    links = selectors.links_of(win, request.user, today=timezone.localdate())
    context = {
        "win": win,
        "is_author": win.author_id == request.user.pk,
        "is_teammate": access.is_teammate(request.user, win),
        "reads_team": can(request.user, win.team, Capability.READ),
        "barriers": selectors.barriers_of(win),
        "links": links.made,
        "awaiting": links.awaiting,
        "phrases": responses.phrases_of(win, request.user),
        "alive_checks": () if win.is_setback else win.alive_checks.select_related("author"),
        "comments": win.comments.select_related("author"),
        "comment_form": None if win.is_draft else CommentForm(initial={"client_uuid": uuid.uuid4()}),
        "solutions": win.partial_solutions.all(),
        "brings": access.brings_to_policy(request.user, win.team.trajectory),
    }
    return render(request, "wins/win/page.html", context | _lens_context(request, win))


def _lens_context(request: HttpRequest, win: Win) -> dict[str, Any]:
    """Readings side by side, proposal and verdict; nothing for a setback, which never passes the lens."""
    if win.is_setback:
        return {}
    readings = list(selectors.readings_of(win))
    proposal = selectors.proposal_for(win, readings)
    verdict = win.verdicts.select_related("author").first()
    reopened = lens_selectors.is_reopened(verdict, selectors.basis_of(win, readings))
    may_decide = access.is_teammate(request.user, win) and not win.is_draft
    suggested = proposal.kind if proposal.kind in VERDICTS else Kind.SEEDLING
    return {
        "readings": readings,
        "comparison": lens_selectors.side_by_side(readings),
        "differing": lens_selectors.differing(readings),
        "basis": selectors.basis_of(win, readings),
        "proposal": proposal if readings else None,
        "verdict": verdict,
        "reopened": reopened,
        "settled": bool(verdict) and not reopened,
        "verdict_form": VerdictForm(proposal=proposal.kind, initial={"verdict": suggested})
        if may_decide
        else None,
    }
