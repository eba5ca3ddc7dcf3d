"""Pick a persona, read the mailbox, send a summary, start afresh."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from smallwins.notifications import services as notifications
from wins import summaries
from wins.demo import load, mailbox

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required  # the demo is for a newcomer; mounted only with SMALLWINS_DEMO=1
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    context = {
        "personas": load.personas(),
        "mails": mailbox.latest(settings.MAIL_DIR),
        "day": load.demo_day(timezone.localdate()),
    }
    return render(request, "wins/demo/page.html", context)


@login_not_required  # as above
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look as somebody: only the personas of the demo data."""
    chosen = next((p for p in load.personas() if str(p.user.pk) == request.POST.get("user")), None)
    if chosen is None:
        raise Http404
    login(request, chosen.user, backend=BACKEND)
    return redirect("home")


@login_not_required  # as above
@require_POST
def summary(request: HttpRequest) -> HttpResponse:
    """Send Marit's summary now."""
    marit = next((p.user for p in load.personas() if p.user.email.startswith("marit@")), None)
    if marit is None:
        raise Http404
    summaries.send_now(user=marit, now=timezone.now())
    messages.success(request, _("The summary is on its way. It is in the mailbox in a few seconds."))
    return redirect("demo:demo")


@login_not_required  # as above
@require_POST
def afresh(request: HttpRequest) -> HttpResponse:
    """Load the demo afresh; whoever looks as a persona stays signed in."""
    load.reload_demo(today=timezone.localdate(), now=timezone.now())
    notifications.plan(now=timezone.now())
    messages.success(request, _("The demo is loaded afresh."))
    return redirect("demo:demo")


@login_not_required  # as above
@require_safe
@csp_update({"frame-src": [SELF]})
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = mailbox.find(settings.MAIL_DIR, name)
    if found is None:
        raise Http404
    return render(request, "wins/demo/mail.html", {"mail": found})


@login_not_required  # as above
@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "style-src": [UNSAFE_INLINE]})
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, inside a sandboxed frame: mails carry their styles inline."""
    found = mailbox.find(settings.MAIL_DIR, name)
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html)
