"""Sessions in people's own calendars: one as a file, all of them as a feed, and the feed's settings."""

import hashlib
import re
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sessions import access, ical
from sessions.selectors import calendar as selectors
from sessions.services import calendar as services
from smallwins.notifications.links import absolute
from smallwins.when import house_day
from trajectories.roles import Capability

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def session_file(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """One session to put in a calendar; a draft is for nobody's."""
    session = access.get_session(request.user, session_id, Capability.READ)
    if session.is_draft:
        raise Http404
    response = HttpResponse(ical.download(session, now=timezone.now()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@login_not_required  # the secret address is the proof: calendar programs do not sign in
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    now = timezone.now()
    owner = selectors.owner_of(token)
    if owner is None:
        raise Http404
    sessions = selectors.sessions_of_feed(owner, now=now, today=house_day(now))
    body = ical.feed(sessions, now=now)
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = _etag(body)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _etag(body: str) -> str:
    """Of everything but the moment it was written."""
    lasting = re.sub(r"^DTSTAMP:.*$", "", body, flags=re.MULTILINE)
    return f'"{hashlib.sha256(lasting.encode()).hexdigest()}"'


@require_http_methods(["GET", "POST"])
def calendar_settings(request: HttpRequest) -> HttpResponse:
    """The secret address is shown once, on the page that made it, and kept nowhere."""
    address = ""
    if request.method == "POST" and request.POST.get("action") == "revoke":
        services.revoke_feed(user=request.user)
        messages.success(request, _("The address no longer works."))
        return redirect("sessions:calendar")
    if request.method == "POST":
        token = services.make_feed(user=request.user, now=timezone.now())
        address = absolute(reverse("sessions:feed", args=[token]))
    context = {"feed": selectors.feed_of(request.user), "address": address}
    return render(request, "sessions/calendar.html", context)
