"""The graph of a trajectory: threads, what was seen in them, and what people think propels them."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions.access import refuse_when_closed
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability
from wins.charts.pictures import pictures_of
from wins.forms.graph import MechanismNoteForm
from wins.selectors import signals
from wins.selectors.graph import TrajectoryGraph, graph_of
from wins.services.mechanisms import note_mechanism
from wins.words import DEFINITIONS


@require_safe
def graph(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    found = graph_of(trajectory, request.user, today=timezone.localdate())
    return _page(request, trajectory, found, MechanismNoteForm(wins=found.notable))


def _page(
    request: HttpRequest, trajectory: Trajectory, found: TrajectoryGraph, form: MechanismNoteForm
) -> HttpResponse:
    today = timezone.localdate()
    seen = [
        *signals.recurring(trajectory),
        *signals.still_alive(trajectory, request.user, today=today),
        *signals.spread(edge for thread in found.threads for edge in thread.edges),
    ]
    context = {
        "trajectory": trajectory,
        "graph": found,
        "pictures": pictures_of(found, today=today),
        "definitions": [(kind.value, words) for kind, words in DEFINITIONS.items()],
        "signals": seen,
        "notes": signals.notes_of(trajectory, request.user, today=today),
        "form": form if found.notable and not trajectory.is_closed else None,
    }
    return render(request, "wins/graph/page.html", context, status=422 if form.errors else 200)


@require_POST
def mechanism_note(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Everybody who takes part in the trajectory may write one."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    refuse_when_closed(trajectory)
    today = timezone.localdate()
    found = graph_of(trajectory, request.user, today=today)
    form = MechanismNoteForm(request.POST, wins=found.notable)
    page = partial(_page, request, trajectory, found, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    note_mechanism(trajectory=trajectory, author=request.user, on=today, **form.cleaned_data)
    messages.success(request, _("Your note is kept."))
    return redirect("wins:graph", trajectory.pk)
