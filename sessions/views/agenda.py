"""One item of an agenda: what it says, what was said, what a team will try, and moving it on."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions import access
from sessions.forms.items import ItemForm, NextTimeForm
from sessions.forms.record import RecordForm, TeamStepForm
from sessions.models import AgendaItem, LearningSession, Step
from sessions.selectors.page import Phase
from sessions.services import agenda as services
from sessions.services import steps
from smallwins import versions
from trajectories import privacy
from trajectories.roles import Capability

ItemIds = tuple[uuid.UUID, uuid.UUID]


def _item(request: HttpRequest, ids: ItemIds, capability: str = Capability.MANAGE) -> AgendaItem:
    item = access.get_item(request.user, *ids, capability)
    access.refuse_when_closed(item.learning_session.trajectory)
    return item


def _item_form(item: AgendaItem) -> type[ItemForm]:
    """What was planned stays as it was once the session is over; only "next time" can be written still."""
    session = item.learning_session
    run = getattr(session, "run", None)
    over = session.is_cancelled or Phase.of(session, run, now=timezone.now()).is_over
    return NextTimeForm if over else ItemForm


def _back_to(session: LearningSession) -> str:
    """To the clock while the session runs, else to its page."""
    run = getattr(session, "run", None)
    is_running = Phase.of(session, run, now=timezone.now()).is_running
    return reverse("sessions:run", args=[session.pk]) if is_running else session.get_absolute_url()


@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    item = _item(request, (session_id, item_id))
    kind = _item_form(item)
    form = kind(request.POST or None, instance=item)
    page = partial(_page, request, form, item, "sessions/agenda/edit.html")
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, item.learning_session.trajectory, page=page):
        return asked
    version, fields = form.cleaned_data["version"] or 0, tuple(kind.Meta.fields)
    try:
        services.edit_item(item=form.instance, version=version, fields=fields)
    except versions.StaleVersion:
        saved = versions.as_saved(item)
        return versions.conflict(request, mine=form, theirs=kind(instance=saved), version=saved.version)
    except services.NotesStandInTheWay as why:
        form.add_error(why.field, str(why))
        return page()
    messages.success(request, _("The agenda item is saved. Nobody was mailed."))
    return redirect(item.learning_session)


@require_http_methods(["GET", "POST"])
def item_record(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Notes and outcome, written by the facilitator and read by everybody in the session."""
    item = _item(request, (session_id, item_id))
    form = RecordForm(request.POST or None, instance=item)
    page = partial(_page, request, form, item, "sessions/agenda/record.html")
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, item.learning_session.trajectory, page=page):
        return asked
    try:
        services.write_record(item=form.instance, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = versions.as_saved(item)
        return versions.conflict(request, mine=form, theirs=RecordForm(instance=saved), version=saved.version)
    messages.success(request, _("The record is saved. Everybody in this session can read it."))
    return redirect(_back_to(item.learning_session))


@require_http_methods(["GET", "POST"])
def item_step(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """What a team of this session will try: a step of its path."""
    item = _item(request, (session_id, item_id), Capability.TAKE_PART)
    session = item.learning_session
    teams = access.teams_to_try(request.user, session)
    if not teams:
        raise access.refuse(session.title, session.trajectory_id)
    form = TeamStepForm(request.POST or None, teams=teams, initial={"client_uuid": uuid.uuid4()})
    page = partial(_page, request, form, item, "sessions/agenda/step.html")
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, session.trajectory, page=page):
        return asked
    steps.add_step(
        step=Step(team=form.cleaned_data["team"], text=form.cleaned_data["text"], learning_session=session),
        author=request.user,
        client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
        now=timezone.now(),
    )
    messages.success(request, _("The step is added."))
    return redirect(session)


@require_http_methods(["GET", "POST"])
def item_move(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Move an unfinished item on to the next session of the same teams."""
    item, now = _item(request, (session_id, item_id)), timezone.now()
    target = services.next_session_of(item.learning_session, now=now)
    context = {"item": item, "session": item.learning_session, "target": target}
    if request.method == "GET":
        return render(request, "sessions/agenda/move.html", context)
    try:
        moved = services.move_on(item=item, now=now)
    except services.NoNextSession:
        return render(request, "sessions/agenda/move.html", context, status=422)
    where = {"item": item.title, "session": moved.learning_session.title}
    messages.success(request, _("“%(item)s” now stands on the agenda of “%(session)s”.") % where)
    return redirect(item.learning_session)


def _page(
    request: HttpRequest, form: ItemForm | RecordForm | TeamStepForm, item: AgendaItem, template: str
) -> HttpResponse:
    context = {"form": form, "item": item, "session": item.learning_session}
    return render(request, template, context, status=422 if form.errors else 200)
