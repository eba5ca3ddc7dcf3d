"""A team's path and its wins."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trajectories import access
from trajectories.roles import Capability
from wins.filters import WinFilterForm
from wins.selectors import path as path_selectors
from wins.selectors import search, threads
from wins.selectors import team as selectors

WINS_PER_PAGE = 20


@require_safe
def team(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    """Direction, stones, one line of time, months, lens, barriers, answers, threads. At most 12 queries."""
    one = access.get_team(request.user, team_id, Capability.READ)
    now, today = timezone.now(), timezone.localdate()
    writes = access.can(request.user, one, Capability.WRITE)
    figures = selectors.figures_of(one, request.user, today=today)
    reads_all = writes or access.can(request.user, one, Capability.MANAGE)
    context = {
        "team": one,
        "stones": path_selectors.stones_of(one, request.user, today=today),
        "moments": path_selectors.moments_of(one, request.user, now=now, today=today),
        "profile": figures.profile,
        "profile_sentence": selectors.lens_sentence(figures.profile),
        "months": figures.months,
        "barrier_groups": selectors.barriers_by_state(one),
        "threads": threads.threads_of(one, request.user, today=today),
        "hidden": None if reads_all else selectors.hidden_count(one),
        "can_write": writes,
        "can_edit_path": access.can(request.user, one, Capability.EDIT_PATH),
    }
    return render(request, "wins/team/page.html", context)


@require_safe
def team_wins(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    """All wins of a team the viewer may read; the filters are in the address."""
    one = access.get_team(request.user, team_id, Capability.READ)
    form = WinFilterForm(request.GET, trajectories=[one.trajectory])
    wins = form.narrow(search.wins_of(one, request.user, today=timezone.localdate()))
    page = Paginator(wins, WINS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"team": one, "form": form, "page": page}
    return render(request, "wins/team/wins.html", context)
