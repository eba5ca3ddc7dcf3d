"""A person's own pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from smallwins import keep
from smallwins.accounts import services
from smallwins.accounts.forms import ProfileForm
from smallwins.accounts.models import Language


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Settings: name, language, time zone, colours."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.save_profile(user=form.instance)
        with translation.override(form.instance.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("accounts:profile")
    if request.method == "POST":
        request.user.refresh_from_db()
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Back after an expired sign-in: what was typed waits here to be sent."""
    kept = request.session.get(keep.SESSION_KEY)
    if kept is None:
        return redirect("home")
    return render(request, "pages/stale_form.html", {"kept": kept, "signed_in_again": True})


@login_not_required  # the reader's language is a choice anyone may make before signing in
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch language; a signed-in person keeps it on every device."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in Language.values:
        services.choose_language(user=request.user, language=chosen)
    return set_language(request)
