"""The facilitator's preparation sheet for one session."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions.access import get_session, refuse_when_closed
from sessions.models import LearningSession
from trajectories.roles import Capability
from wins.selectors.preparation import Sheet, sheet_for
from wins.services.preparation import put_on_agenda


@require_http_methods(["GET", "POST"])
def preparation(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What happened since last time; a POST puts one line on the agenda."""
    session = get_session(request.user, session_id, Capability.MANAGE)
    sheet = sheet_for(session, request.user, now=timezone.now(), today=timezone.localdate())
    if request.method == "POST":
        refuse_when_closed(session.trajectory)
        section = _put(request, session, sheet)
        return redirect(reverse("wins:preparation", args=[session.pk]) + (f"#{section}" if section else ""))
    context = {
        "session": session,
        "sheet": sheet,
        "takes_items": _takes_items(session) and not session.trajectory.is_closed,
    }
    return render(request, "wins/preparation/page.html", context)


def _takes_items(session: LearningSession) -> bool:
    return not session.is_cancelled and session.ends_at > timezone.now()


def _put(request: HttpRequest, session: LearningSession, sheet: Sheet) -> str:
    """Add the line that was asked for; returns the name of its section, empty when there is none."""
    found = sheet.find(request.POST.get("line", ""))
    if not _takes_items(session):
        messages.error(request, _("This session is over: its agenda stays as it is."))
    elif found is None:
        messages.error(request, _("This line is no longer on the sheet."))
    else:
        section, line = found
        put_on_agenda(learning_session=session, line=line)
        messages.success(request, _("It stands at the end of the agenda, with 10 minutes."))
        return section.name
    return ""
