"""Switching a kind of mail off from the mail itself (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from smallwins.notifications import selectors, services


@login_not_required  # the signed link is the proof: mail programs post without signing in
@csrf_exempt  # they post without cookies too
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST switches the kind off and answers without a redirect."""
    try:
        user, kind = selectors.subscription(token)
    except (BadSignature, LookupError) as error:
        raise Http404 from error
    if request.method == "POST":
        services.set_preference(user=user, kind=kind.name, enabled=False)
    context = {"kind": kind, "done": request.method == "POST"}
    with translation.override(user.language):
        return render(request, "notifications/unsubscribe.html", context)
