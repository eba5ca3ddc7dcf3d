"""Running a session: the facilitator's page, and one address for each of its buttons."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions import access
from sessions.forms.run import ExtendForm, MoveForm
from sessions.live import live_context
from sessions.models import LearningSession
from sessions.selectors.run import course_of, run_of
from sessions.services import run as services
from smallwins.versions import StaleVersion
from smallwins.when import zone_in_words
from trajectories.roles import Capability


@require_safe
def run(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    now = timezone.now()
    running = run_of(session.pk)
    context = {
        "session": session,
        "run": running,
        "course": course_of(session, running, now=now),
        "zone": zone_in_words(timezone.get_current_timezone_name()),
        "can_begin": services.can_begin(session, now=now),
        "begins_at": session.starts_at - services.BEGIN_EARLY,
    }
    context |= live_context(session, request.user, now=now)
    return render(request, "sessions/run/page.html", context)


@require_POST
def run_begin(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    try:
        services.begin(learning_session=session, now=timezone.now())
    except services.CannotBegin:
        messages.error(request, _("This session cannot begin now."))
    return redirect("sessions:run", session.pk)


def _session_of(request: HttpRequest, session_id: uuid.UUID) -> LearningSession:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    access.refuse_when_closed(session.trajectory)
    return session


def _move(
    request: HttpRequest, session_id: uuid.UUID, move: Callable[..., None], form: forms.Form, **more: Any
) -> HttpResponse:
    """Move if the page that was pressed showed how it is now; otherwise show that, and move nothing."""
    running = run_of(session_id)
    try:
        if running is None or not form.is_valid():
            raise StaleVersion
        move(run=running, now=timezone.now(), **form.cleaned_data, **more)
    except StaleVersion:
        messages.info(request, _("The session had moved on already. This is where it is now."))
    return redirect("sessions:run", session_id)


@require_POST
def run_advance(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    return _move(request, session.pk, services.advance, MoveForm(request.POST))


@require_POST
def run_back(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    return _move(request, session.pk, services.back, MoveForm(request.POST))


@require_POST
def run_go_to(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    item = access.get_item(request.user, session.pk, item_id, Capability.MANAGE)
    return _move(request, session.pk, services.go_to, MoveForm(request.POST), item=item)


@require_POST
def run_extend(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    return _move(request, session.pk, services.extend, ExtendForm(request.POST))


@require_POST
def run_finish(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    return _move(request, session.pk, services.finish, MoveForm(request.POST))


@require_POST
def run_reopen(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = _session_of(request, session_id)
    return _move(request, session.pk, services.reopen, MoveForm(request.POST))
