"""Keeps a trajectory as a programme, and starts a new cohort from it."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions.forms.programmes import CohortForm, SaveProgrammeForm
from sessions.selectors import programmes as selectors
from sessions.services.cohorts import start_cohort
from smallwins import when
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.programmes.plan import Plan
from trajectories.roles import Capability
from trajectories.services.programmes import save_programme as keep_programme


def _ask(request: HttpRequest, texts: privacy.Texts, page: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The privacy question for readers who know nobody of this trajectory."""
    return page() if privacy.wants_change(request) else privacy.ask(request, texts, None)


@require_http_methods(["GET", "POST"])
def save_programme(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """How the sessions go, kept for the next facilitator; also when the trajectory is closed."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    initial = {"client_uuid": uuid.uuid4(), "name": trajectory.name, "language": request.user.language}
    items = selectors.items_by_session(trajectory)
    form = SaveProgrammeForm(request.POST or None, items=items, initial=initial)
    page = partial(_save_page, request, form, trajectory)
    if not form.is_valid():
        return page()
    data = form.cleaned_data
    plan = selectors.plan_of(
        trajectory, name=data["name"], language=data["language"], left_out=set(data["left_out"])
    )
    if asked := _ask(request, [(_("Name"), plan.name), *selectors.texts_of(plan)], page):
        return asked
    key = data["client_uuid"] or uuid.uuid4()
    programme = keep_programme(trajectory=trajectory, plan=plan, author=request.user, client_uuid=key)
    messages.success(
        request, _("The programme is saved. Facilitators of your organisation can plan from it.")
    )
    return redirect(programme)


def _save_page(request: HttpRequest, form: SaveProgrammeForm, trajectory: Trajectory) -> HttpResponse:
    context = {"form": form, "trajectory": trajectory, "items": form.fields["left_out"].choices}
    return render(request, "sessions/programmes/save.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """A new cohort: drafts first, then the page that says who is mailed and which days are holidays."""
    source = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    plan = selectors.plan_of(source, name=source.name, language=request.user.language)
    initial = {"client_uuid": uuid.uuid4(), "video_url": selectors.video_link_of(source), "same_teams": True}
    form = CohortForm(request.POST or None, plan=plan, initial=initial)
    page = partial(_copy_page, request, form, source, plan)
    if not form.is_valid():
        return page()
    if asked := _ask(request, [(_("Name"), form.cleaned_data["name"]), *selectors.texts_of(plan)], page):
        return asked
    if made := _started(request, form, source):
        messages.success(
            request, _("The new trajectory is made, with its sessions as drafts. Check the days.")
        )
        return redirect("sessions:check", made.pk)
    return page()


def _started(request: HttpRequest, form: CohortForm, source: Trajectory) -> Trajectory | None:
    """The new trajectory; None, with an error at the first day, when a time needs a choice."""
    data = form.cleaned_data
    try:
        return start_cohort(
            source=source,
            name=data["name"],
            starts_on=data["starts_on"],
            video_url=data["video_url"],
            same_teams=data["same_teams"],
            author=request.user,
            client_uuid=data["client_uuid"] or uuid.uuid4(),
            now=timezone.now(),
        )
    except (when.NonExistentTime, when.DoubledTime) as error:
        title, date = error.args
        words = _(
            "“%(title)s” falls on %(date)s, when the clock changes at that time. Choose another first day."
        )
        form.add_error("starts_on", words % {"title": title, "date": when.date_in_words(date)})
        return None


def _copy_page(request: HttpRequest, form: CohortForm, source: Trajectory, plan: Plan) -> HttpResponse:
    context = {"form": form, "trajectory": source, "plan": plan}
    return render(request, "sessions/programmes/copy.html", context, status=422 if form.errors else 200)
