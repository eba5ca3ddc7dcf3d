"""Lets the facilitator read a mail about a session before anybody gets it."""

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sessions import access, mails
from sessions.selectors.people import recipients_of
from smallwins.notifications import registry
from trajectories.roles import Capability

_ADDRESS = re.compile(r"(https?://[^/\s]+/)\S+")


def _without_links(text: str, *, keep: str) -> str:
    """Addresses cut to where they lead, except that of the meeting: their rest belongs to one reader."""
    return _ADDRESS.sub(lambda found: found[0] if found[0] == keep else f"{found[1]}…", text)


@require_safe
def mail_preview(request: HttpRequest, session_id: uuid.UUID, kind: str) -> HttpResponse:
    """One kind of mail as the chosen person would read it; nothing is stored, nothing in it works."""
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    if kind not in mails.PREVIEWED:
        raise Http404
    now = timezone.now()
    people = list(recipients_of(session, now=now))
    chosen = next((one for one in people if str(one.pk) == request.GET.get("person")), None)
    person = chosen or next(iter(people), None)
    mail = mails.preview(session, kind=kind, person=person, language=get_language() or "nl", now=now)
    context = {
        "session": session,
        "label": registry.kind(kind).label,
        "people": people,
        "person": person,
        "mail": mail,
        "body": _without_links(mail.body, keep=session.video_url),
    }
    return render(request, "sessions/session/mail.html", context)
