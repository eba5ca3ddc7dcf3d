"""Lets the facilitator read a mail about a session before anybody gets it, or after."""

import re
import uuid
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from sessions import access, mails
from sessions.selectors.outbox import readers_of
from smallwins.notifications import registry
from trajectories.roles import Capability

_ADDRESS = re.compile(r"(https?://[^/\s]+/)\S+")
_HREF = re.compile(r'href="([^"]*)"')


def _without_links(text: str, *, keep: str) -> str:
    """Addresses cut to where they lead, except that of the meeting: their rest belongs to one reader."""
    return _ADDRESS.sub(lambda found: found[0] if found[0] == keep else f"{found[1]}…", text)


def _read(request: HttpRequest, session_id: uuid.UUID, kind: str) -> dict[str, Any]:
    """One kind of mail as the chosen person would read it; nothing is stored, nothing in it works."""
    session = access.get_session(request.user, session_id, Capability.MANAGE)
    try:
        known = registry.kind(kind)
    except LookupError:
        raise Http404 from None
    if not known.previewable:
        raise Http404
    now = timezone.now()
    people = readers_of(session, now=now)
    chosen = next((one for one in people if str(one.pk) == request.GET.get("person")), None)
    person = chosen or next(iter(people), None)
    mail = mails.preview(session, kind=kind, person=person, language=get_language() or "nl", now=now)
    return {
        "session": session,
        "kind": kind,
        "label": known.label,
        "people": people,
        "person": person,
        "mail": mail,
        "body": _without_links(mail.body, keep=session.video_url),
    }


@require_safe
@csp_update({"frame-src": [SELF]})
def mail_preview(request: HttpRequest, session_id: uuid.UUID, kind: str) -> HttpResponse:
    return render(request, "sessions/session/mail.html", _read(request, session_id, kind))


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "style-src": [UNSAFE_INLINE]})
def mail_preview_html(request: HttpRequest, session_id: uuid.UUID, kind: str) -> HttpResponse:
    """The HTML part alone, inside a sandboxed frame: mails carry their styles inline."""
    mail = _read(request, session_id, kind)["mail"]
    return HttpResponse(_HREF.sub('href="#"', mail.alternatives[0].content))
