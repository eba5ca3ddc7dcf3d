"""The outbox of a session: every mail about it, and what the facilitator can still do."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.forms.outbox import SendAgainForm
from sessions.models import LearningSession, SessionState
from sessions.selectors import outbox as selectors
from sessions.selectors.people import recipients_of
from sessions.services import outbox as services
from sessions.services.session import SessionIsOver
from trajectories.roles import Capability

PAGE_SIZE = 50


@require_http_methods(["GET", "POST"])
def outbox(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What waits, went, failed or is uncertain; a POST sends a mail again to chosen people."""
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    now = timezone.now()
    form = SendAgainForm(
        request.POST or None,
        people=recipients_of(session, now=now),
        initial={"number": selectors.next_round(session)},
    )
    if request.method == "POST" and form.is_valid():
        return _send_again(request, session, form)
    page = Paginator(selectors.mails_of(session.pk), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "session": session,
        "page": page,
        "rows": [selectors.row_of(delivery) for delivery in page],
        "held": selectors.held(session.pk, now=now).count(),
        "form": form,
        "can_send": session.state == SessionState.OPEN and session.starts_at > now,
    }
    return render(request, "sessions/outbox/page.html", context, status=422 if form.errors else 200)


def _send_again(request: HttpRequest, session: LearningSession, form: SendAgainForm) -> HttpResponse:
    try:
        count = services.send_again(learning_session=session, now=timezone.now(), **form.cleaned_data)
    except SessionIsOver:
        messages.error(request, _("A session that has begun, is cancelled or still a draft mails nobody."))
    else:
        text = ngettext("%(count)d mail goes out now.", "%(count)d mails go out now.", count)
        messages.success(request, text % {"count": count})
    return redirect("sessions:outbox", session.pk)


@require_POST
def hold_back(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    count = services.hold_back(learning_session=session, now=timezone.now())
    text = ngettext("%(count)d mail is held back.", "%(count)d mails are held back.", count)
    messages.success(request, text % {"count": count})
    return redirect("sessions:outbox", session.pk)


@require_POST
def send_held_now(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    count = services.send_held_now(learning_session=session, now=timezone.now())
    text = ngettext("%(count)d mail goes out now.", "%(count)d mails go out now.", count)
    messages.success(request, text % {"count": count})
    return redirect("sessions:outbox", session.pk)
