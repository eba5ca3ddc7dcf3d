"""Lists, edits and cancels sessions."""

import uuid
from functools import partial
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
from sessions.occurrences import WrongClock
from sessions.selectors import session as selectors
from sessions.selectors.people import recipients_of
from sessions.selectors.planning import check_address
from sessions.services import session as services
from sessions.services.agenda_rows import AgendaRow, RowsInUse
from sessions.services.series import edit_series
from sessions.views.agenda_form import (
    WithAgenda,
    agenda_in_words,
    items_of,
    more_rows,
    texts_of,
    with_versions_of,
)
from smallwins import versions
from trajectories import privacy
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


def _edit_form(session: LearningSession, data: object = None, **initial: object) -> SessionForm:
    return SessionForm(
        data,
        instance=session,
        trajectory=session.trajectory,
        later=selectors.later_in_series(session, now=timezone.now()),
        initial={"teams": list(session.teams.all())} | initial,
    )


def _edit_page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    session = context["session"]
    context["people"] = recipients_of(session, now=timezone.now())
    items = items_of(session)
    context["item_ids"] = {str(item["id"]) for item in items}
    context["agenda_words"] = agenda_in_words(
        [item["minutes"] for item in items], duration=versions.as_saved(session).duration_minutes
    )
    return render(request, "sessions/session/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    access.refuse_when_closed(session.trajectory)
    if session.is_cancelled or session.ends_at <= timezone.now():
        messages.error(request, _("A session that is over or cancelled stays as it was."))
        return redirect(session)
    form, items = _edit_form(session, request.POST or None), items_of(session)
    agenda = agenda_formset(data=request.POST or None, items=items, extra=2 if items else 4)
    context = {"form": form, "agenda": agenda, "trajectory": session.trajectory, "session": session}
    page = partial(_edit_page, request, context)
    if request.method == "GET" or privacy.wants_change(request):
        return page()
    if request.POST.get("action") == "more_rows":
        return _edit_page(request, more_rows(request, context, items=items))
    if not (form.is_valid() & agenda.is_valid()):
        return page(status=422)
    if asked := privacy.ask(request, texts_of(form, agenda.agenda()), session.trajectory):
        return asked
    return _save(request, context)


def _save(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What was typed, kept; or the page again when a row or a date stands in its way."""
    form, agenda, session = context["form"], context["agenda"], context["session"]
    notify = request.POST.get("action") == "notify"
    try:
        told = _write(form, agenda.agenda(), notify=notify)
    except versions.StaleVersion:
        return _conflict(request, form, agenda.agenda())
    except RowsInUse as used:
        agenda.refuse_removal(used.rows)
        return _edit_page(request, context, status=422)
    except WrongClock as wrong:
        form.refuse_clock(wrong)
        return _edit_page(request, context, status=422)
    if notify and session.is_draft:
        return redirect(check_address(session.trajectory, [session]))
    _say_saved(request, session, told)
    return redirect(session)


def _write(form: SessionForm, agenda: list[AgendaRow], *, notify: bool) -> int:
    data = form.cleaned_data
    what = {
        "learning_session": form.instance,
        "teams": data["teams"],
        "agenda": agenda,
        "version": data["version"] or 0,
        "notify": notify,
        "now": timezone.now(),
    }
    if form.changes_later:
        return edit_series(**what, agenda_too=data["agenda_too"], fold=data["starts_at_fold"])
    return services.edit_session(**what)


def _conflict(request: HttpRequest, form: SessionForm, agenda: list[AgendaRow]) -> HttpResponse:
    """Both texts, the agendas too."""
    saved = versions.as_saved(form.instance)
    chosen = {name: form[name].value() for name in ("scope", "agenda_too") if name in form.fields}
    rows = [(item["title"], item["minutes"]) for item in items_of(saved)]
    return versions.conflict(
        request,
        mine=WithAgenda(form, agenda, data=with_versions_of(form.data, saved)),
        theirs=WithAgenda(_edit_form(saved, **chosen), rows),
        version=saved.version,
    )


def _say_saved(request: HttpRequest, session: LearningSession, told: int) -> None:
    """How many mails follow, and whether the agenda fits."""
    text = ngettext(
        "Saved. %(count)d mail goes out in five minutes.",
        "Saved. %(count)d mails go out in five minutes.",
        told,
    )
    messages.success(request, text % {"count": told} if told else _("Saved. Nobody was mailed."))
    minutes = [item["minutes"] for item in items_of(session)]
    if words := agenda_in_words(minutes, duration=session.duration_minutes):
        fits = sum(minutes) <= session.duration_minutes
        messages.add_message(request, messages.INFO if fits else messages.WARNING, words)


@require_http_methods(["GET", "POST"])
def session_cancel(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    form = CancelForm(request.POST or None)
    page = partial(_cancel_page, request, session, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, session.trajectory, page=page):
        return asked
    try:
        services.cancel_session(
            learning_session=session, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        messages.success(request, _("The session is cancelled. Whoever was invited is told now."))
    except services.SessionIsOver:
        messages.error(request, _("A session that is over or cancelled stays as it was."))
    return redirect(session)


def _cancel_page(request: HttpRequest, session: LearningSession, form: CancelForm) -> HttpResponse:
    context = {"form": form, "session": session}
    return render(request, "sessions/session/cancel.html", context, status=422 if form.errors else 200)
