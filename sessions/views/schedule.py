"""Plans sessions (a programme, a series or one), and opens them after a look at who is mailed."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sessions import access
from sessions.forms.agenda import agenda_formset
from sessions.forms.schedule import PROGRAMME, SERIES, SINGLE, ScheduleForm
from sessions.models import LearningSession
from sessions.selectors.planning import check_address, drafts_of
from sessions.services import programmes, series
from sessions.services import session as services
from sessions.views.agenda_form import more_rows, texts_of
from smallwins.accounts.models import User
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability
from trajectories.selectors.programmes import offered_to

#: Rows of an agenda shown at first.
ROWS = 4


def _form(request: HttpRequest, trajectory: Trajectory) -> ScheduleForm:
    """A trajectory without sessions begins with a programme."""
    asked = request.GET.get("programme", "")
    begins = bool(asked) or not trajectory.learning_sessions.exists()
    initial = {"client_uuid": uuid.uuid4(), "mode": PROGRAMME if begins else SINGLE}
    return ScheduleForm(
        request.POST or None,
        instance=LearningSession(trajectory=trajectory),
        trajectory=trajectory,
        programmes=offered_to(request.user, today=timezone.localdate()),
        initial=initial | ({"programme": asked} if asked else {}),
    )


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, "sessions/session/schedule.html", context, status=status)


@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Keep drafts, which mail nobody, and go on to the page that says who is mailed."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    access.refuse_when_closed(trajectory)
    form = _form(request, trajectory)
    agenda = agenda_formset(data=request.POST or None, items=[], extra=ROWS)
    context = {"form": form, "agenda": agenda, "trajectory": trajectory}
    page = partial(_page, request, context)
    if request.method == "GET" or privacy.wants_change(request):
        return page()
    if request.POST.get("action") == "more_rows":
        return _page(request, more_rows(request, context, items=[]))
    if not (form.is_valid() & (not form.asks_agenda or agenda.is_valid())):
        return page(status=422)
    typed = texts_of(form, agenda.agenda()) if form.asks_agenda else []
    if asked := privacy.ask(request, typed, trajectory):
        return asked
    return redirect(check_address(trajectory, _keep(request.user, form, agenda)))


def _keep(author: User, form: ScheduleForm, agenda: Any) -> list[LearningSession]:
    """The drafts that the chosen way of planning makes."""
    data = form.cleaned_data
    key, teams = data["client_uuid"] or uuid.uuid4(), data["teams"]
    if form.chosen == PROGRAMME:
        return programmes.sessions_from_plan(
            trajectory=form.trajectory,
            plan=data["plan"],
            starts_on=data["starts_at_date"],
            start_time=data["starts_at_time"],
            time_zone=data["time_zone"],
            video_url=data["video_url"],
            teams=teams,
            author=author,
            client_uuid=key,
            fold=data["starts_at_fold"],
        )
    form.instance.client_uuid = key
    content = {"learning_session": form.instance, "teams": teams, "agenda": agenda.agenda(), "author": author}
    if form.chosen == SERIES:
        return series.create_series(starts=data["moments"], **content)
    return [services.create_session(**content)]


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """The stored drafts, and who gets which mail when; a POST opens those it showed."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    access.refuse_when_closed(trajectory)
    if request.method == "POST":
        return _open_shown(request, trajectory)
    plans = drafts_of(trajectory, now=timezone.now()).only(request.GET.getlist("only"))
    context = {"trajectory": trajectory, "plans": plans}
    return render(request, "sessions/session/check.html", context)


def _open_shown(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    shown, told, opened = request.POST.getlist("sessions"), 0, 0
    for session in trajectory.learning_sessions.filter(state="draft"):
        if str(session.pk) not in shown:
            continue
        try:
            told += services.open_session(learning_session=session, now=timezone.now())
            opened += 1
        except services.SessionIsOver:
            messages.error(
                request, _("“%(title)s” lies in the past: choose another date.") % {"title": session.title}
            )
    if opened:
        text = ngettext(
            "Planned. %(count)d invitation goes out in five minutes.",
            "Planned. %(count)d invitations go out in five minutes.",
            told,
        )
        messages.success(request, text % {"count": told})
    return redirect("wins:trajectory", trajectory.pk)
