"""What the screens of a running session ask every few seconds."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions import live
from sessions.selectors.run import run_of, standing_of


@login_not_required  # the signed value names person and session; one query sees whether they still take part
@never_cache
@require_safe
def state(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """304 after one query while nothing changed; 404 for whoever does not take part, or no longer."""
    now = timezone.now()
    user_id = live.person_behind(request.GET.get("who", ""), session_id, now=now)
    standing = standing_of(session_id=session_id, user_id=user_id, now=now) if user_id else None
    if standing is None:
        return HttpResponseNotFound()
    headers = {"ETag": standing.etag}
    # A proxy that compresses marks it as weak, hence not equality.
    if standing.etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    with translation.override(standing.language), timezone.override(standing.time_zone):
        return JsonResponse(live.shown(run_of(session_id), now=now), headers=headers)
