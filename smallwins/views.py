"""Pages that belong to nobody's domain: help, health, a stale form."""

import datetime as dt
import sys
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smallwins import keep


@login_not_required  # the load balancer asks: it says only that the process answers
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@login_not_required  # help is for anyone
@require_safe
def help_page(request: HttpRequest, page: str = "help") -> HttpResponse:
    return render(request, f"pages/{page}.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form: keep every word that was typed and offer to send it again (product.md, decision 8).

    A post that came from another site is refused without the offer.
    """
    foreign = reason.startswith(("Origin", "Referer"))
    kept = None if foreign else keep.kept_post(request)
    return render(request, "pages/stale_form.html", {"kept": kept}, status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 in words: whose page it is, and whom to ask."""
    return render(request, "403.html", {"message": str(exception)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in words; 503 while Postgres is away, also when a middleware was the first to notice."""
    error = sys.exc_info()[1]
    # Where Postgres goes in the middle of an answer, psycopg2 raises the bare class.
    if isinstance(error, (InterfaceError, OperationalError)) or type(error) is DatabaseError:
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
    return defaults.server_error(request)


@login_not_required  # RFC 9116: where to report a security fault
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + dt.timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    address = parseaddr(settings.SMALLWINS_REPLY_TO)[1]
    lines = [f"Contact: mailto:{address}", f"Expires: {expires}", "Preferred-Languages: nl, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
