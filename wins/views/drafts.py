"""The draft saved while typing; static/js/drafts.js is its other half."""

import uuid

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wins import access
from wins.forms.drafts import DraftForm, read_draft
from wins.services import drafts as services


@require_http_methods(["PUT", "DELETE", "POST"])
def draft(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    """Keep what is typed (PUT), forget it (DELETE), or forget it with the button on the page (POST)."""
    access.require_own_draft(request.user, client_uuid)
    if request.method == "PUT":
        return _keep(request, client_uuid)
    services.forget_draft(author=request.user, client_uuid=client_uuid)
    if request.method == "DELETE":
        return HttpResponse(status=204)
    messages.success(request, _("The draft is cleared."))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "home")


def _keep(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    try:
        form = DraftForm(read_draft(request.body), user=request.user)
    except (ValueError, RecursionError, RequestDataTooBig):
        return JsonResponse({"error": _("This draft cannot be read.")}, status=400)
    if not form.is_valid():
        return JsonResponse({"error": form.first_error()}, status=400)
    try:
        services.keep_draft(
            author=request.user,
            client_uuid=client_uuid,
            team=form.cleaned_data["team"],
            kind=form.cleaned_data["kind"],
            fields=form.typed(),
            now=timezone.now(),
        )
    except services.AlreadySent as sent:
        return JsonResponse({"error": _("This was sent already."), "same": sent.same}, status=409)
    except services.StaysOnDevice:
        return JsonResponse({"error": _("A text with a BSN stays on this device.")}, status=422)
    return HttpResponse(status=204)
