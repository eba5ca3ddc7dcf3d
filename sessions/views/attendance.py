"""Who was there: the facilitator's list, and checking in oneself."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.forms.attendance import AttendanceForm
from sessions.models import LearningSession, SessionState
from sessions.selectors.attendance import participants_of
from sessions.services import attendance as services
from trajectories.roles import Capability


def _page(
    request: HttpRequest, session: LearningSession, form: AttendanceForm, *, status: int = 200
) -> HttpResponse:
    may_fill_in = session.state == SessionState.OPEN and not session.trajectory.is_closed
    context = {"session": session, "form": form, "may_fill_in": may_fill_in}
    return render(request, "sessions/attendance/page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """A POST saves all rows that were changed here; a row that somebody else changed is shown with both."""
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    now = timezone.now()
    people = participants_of(session, now=now)
    form = AttendanceForm(request.POST if request.method == "POST" else None, people=people)
    if request.method != "POST":
        return _page(request, session, form)
    access.refuse_when_closed(session.trajectory)
    if session.state != SessionState.OPEN or not form.is_valid():
        return _page(request, session, form, status=422)
    stands = services.fill_in(learning_session=session, chosen=form.chosen(), now=now)
    if stands:
        again = participants_of(session, now=now)
        both = AttendanceForm(people=again, stands=stands, mine=form.chosen())
        return _page(request, session, both, status=409)
    messages.success(request, _("The attendance is saved."))
    return redirect("sessions:attendance", session.pk)


@require_POST
def check_in(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.TAKE_PART)
    if session.state == SessionState.OPEN and not access.is_participant(request.user, session):
        raise access.refuse(session.title, session.trajectory_id)
    try:
        services.check_in(learning_session=session, user=request.user, now=timezone.now())
    except services.CheckInClosed:
        messages.error(
            request,
            _("Checking in is possible from 15 minutes before the start until 30 minutes after it."),
        )
    else:
        messages.success(request, _("You are here. Good to see you."))
    return redirect(session)
