"""Plans, shows, edits and cancels sessions."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sessions import access
from sessions.forms.agenda import agenda_formset
from sessions.forms.session import CancelForm, SessionForm
from sessions.models import LearningSession
from sessions.selectors import session as selectors
from sessions.selectors.people import recipients_of, recipients_of_each
from sessions.services import session as services
from smallwins import versions
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability

PAST_SHOWN = 20


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    context = {
        "upcoming": selectors.upcoming_for(request.user, now=now, today=today),
        "past": selectors.past_for(request.user, now=now, today=today)[:PAST_SHOWN],
    }
    return render(request, "sessions/session/list.html", context)


def _agenda(request: HttpRequest, session: LearningSession | None) -> Any:
    items = list(session.agenda_items.values("title", "minutes")) if session else []
    return agenda_formset(data=request.POST or None, items=items, extra=2 if items else 4)


def _form_page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, "sessions/session/form.html", context, status=status)


def _more_rows(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The same page with four more agenda rows; nothing is judged or saved yet."""
    data, said = request.POST.copy(), request.POST.get("agenda-TOTAL_FORMS", "")
    shown = int(said) if said.isdecimal() and len(said) < 4 else 0
    data["agenda-TOTAL_FORMS"] = str(min(shown + 4, 60))
    items = list(context["session"].agenda_items.values("title", "minutes")) if "session" in context else []
    context["agenda"] = agenda_formset(data=data, items=items)
    for form in (context["form"], *context["agenda"].forms):
        form.errors.clear()
    return _form_page(request, context | {"quiet": True})


def _new_form(request: HttpRequest, trajectory: Trajectory) -> SessionForm:
    return SessionForm(
        request.POST or None,
        instance=LearningSession(trajectory=trajectory),
        trajectory=trajectory,
        initial={"client_uuid": uuid.uuid4()},
    )


@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Plan one session: kept as a draft; "notify" goes on to the page that says who is mailed."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    form = _new_form(request, trajectory)
    agenda = _agenda(request, None)
    context = {"form": form, "agenda": agenda, "trajectory": trajectory}
    if request.method == "GET":
        return _form_page(request, context)
    if request.POST.get("action") == "more_rows":
        return _more_rows(request, context)
    if not (form.is_valid() & agenda.is_valid()):
        return _form_page(request, context, status=422)
    form.instance.client_uuid = form.cleaned_data["client_uuid"] or uuid.uuid4()
    session = services.create_session(
        learning_session=form.instance,
        teams=form.cleaned_data["teams"],
        agenda=agenda.agenda(),
        author=request.user,
    )
    if request.POST.get("action") == "notify":
        return redirect("sessions:check", trajectory.pk)
    messages.success(request, _("The session is kept as a draft. Nobody was mailed."))
    return redirect(session)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """The stored drafts, and who gets which mail when; a POST opens the chosen ones."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.MANAGE)
    now = timezone.now()
    drafts = trajectory.learning_sessions.filter(state="draft").prefetch_related("teams")
    if request.method == "POST":
        return _open_chosen(request, trajectory)
    people = recipients_of_each(drafts, now=now)
    rows = [{"session": s, "people": people[s.pk], "past": s.starts_at <= now} for s in drafts]
    context = {"trajectory": trajectory, "rows": rows}
    return render(request, "sessions/session/check.html", context)


def _open_chosen(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    chosen, told, opened = request.POST.getlist("sessions"), 0, 0
    for session in trajectory.learning_sessions.filter(state="draft"):
        if str(session.pk) not in chosen:
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


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    if session.is_cancelled or session.ends_at <= timezone.now():
        messages.error(request, _("A session that is over or cancelled stays as it was."))
        return redirect(session)
    form = _edit_form(session, request.POST or None)
    agenda = _agenda(request, session)
    context = {"form": form, "agenda": agenda, "trajectory": session.trajectory, "session": session}
    context["people"] = recipients_of(session, now=timezone.now())
    if request.method == "GET":
        return _form_page(request, context)
    if request.POST.get("action") == "more_rows":
        return _more_rows(request, context)
    if not (form.is_valid() & agenda.is_valid()):
        return _form_page(request, context, status=422)
    return _save(request, session, form, agenda.agenda())


def _edit_form(session: LearningSession, data: object = None) -> SessionForm:
    initial = {"teams": list(session.teams.all())}
    return SessionForm(data, instance=session, trajectory=session.trajectory, initial=initial)


def _save(
    request: HttpRequest, session: LearningSession, form: SessionForm, agenda: list[tuple[str, int]]
) -> HttpResponse:
    notify = request.POST.get("action") == "notify"
    try:
        told = services.edit_session(
            learning_session=form.instance,
            teams=form.cleaned_data["teams"],
            agenda=agenda,
            version=form.cleaned_data["version"] or 0,
            notify=notify,
            now=timezone.now(),
        )
    except versions.StaleVersion:
        saved = versions.as_saved(session)
        return versions.conflict(request, mine=form, theirs=_edit_form(saved), version=saved.version)
    if notify and session.is_draft:
        return redirect("sessions:check", session.trajectory_id)
    if told:
        messages.success(request, _("Saved. Everybody who takes part is mailed in five minutes."))
    else:
        messages.success(request, _("Saved. Nobody was mailed."))
    return redirect(session)


@require_http_methods(["GET", "POST"])
def session_cancel(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_session(
                learning_session=session, reason=form.cleaned_data["reason"], now=timezone.now()
            )
            messages.success(request, _("The session is cancelled. Whoever was invited is told now."))
        except services.SessionIsOver:
            messages.error(request, _("A session that is over or cancelled stays as it was."))
        return redirect(session)
    context = {"form": form, "session": session}
    return render(request, "sessions/session/cancel.html", context, status=422 if form.errors else 200)
