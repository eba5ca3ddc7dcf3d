"""Which mails somebody gets: their own choice, and the switch in the mail itself (RFC 8058)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from smallwins.notifications import registry, selectors, services
from smallwins.notifications.forms import OFF, MailForm


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


@require_http_methods(["GET", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Every optional kind of mail on or off, the digest's rhythm and hour, and a pause."""
    form = _mail_form(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.set_mail_settings(
            user=request.user,
            enabled=form.enabled(),
            rhythm=None if data["digest"] == OFF else data["digest"],
            hour=data["digest_hour"],
            paused_until=data["paused_until"],
        )
        messages.success(request, _("Your settings are saved."))
        return redirect("notifications:settings")
    return render(request, "notifications/settings.html", {"form": form}, status=422 if form.errors else 200)


def _mail_form(request: HttpRequest) -> MailForm:
    person, today = request.user, timezone.localdate()
    chosen = selectors.preferences(person)
    gets_digest = any(on for name, on in chosen.items() if registry.kind(name).is_digest)
    pause = person.mail_paused_until
    initial = {
        "digest": person.digest_rhythm if gets_digest else OFF,
        "digest_hour": person.digest_hour,
        "paused_until": pause if pause and pause > today else None,
    }
    return MailForm(request.POST or None, chosen=chosen, today=today, initial=initial)
