"""The floor: what the same work costs a bare Django page, written as its tutorial would.

Django's own middleware, an ordinary template, an ordinary ModelForm; no rights, no languages, no menu.
"""

from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.backends.django import DjangoTemplates
from django.test import override_settings

from sessions.models import Run
from wins.models import Win

ROWS = 50
# What `startproject` writes.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
_templates = DjangoTemplates(
    {
        "NAME": "floor",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": PROCESSORS},
    }
)


def application() -> WSGIHandler:
    """Return a WSGI application with the project's database and sign-in, and Django's own middleware."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Read 50 rows, show ``shown`` of them with ``fill`` characters of text each and ``rest`` at the end."""
    rows = list(Win.objects.select_related("team", "author").order_by("pk")[:ROWS])
    shown, fill, rest = (int(request.GET.get(name, 0)) for name in ("shown", "fill", "rest"))
    context = {"rows": rows[:shown], "text": "x" * fill, "rest": "x" * rest}
    return HttpResponse(_templates.get_template("floor.html").render(context, request))


@login_required
def poll(request: HttpRequest) -> HttpResponse:
    """Say whether a run changed: one row by its key, for whoever is signed in."""
    run = get_object_or_404(Run, pk=request.GET["session"])
    etag = f'"{run.version}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return JsonResponse({"version": run.version}, headers={"ETag": etag})


class InsertForm(forms.ModelForm):
    """The fields of the capture form, as a ModelForm makes them."""

    class Meta:
        model = Win
        fields = ["team", "story", "kind", "happened_on"]


@login_required
def insert(request: HttpRequest) -> HttpResponse:
    """Validate and save one row for this person, then redirect."""
    form = InsertForm(request.POST)
    form.instance.author = request.user
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=422)
    form.save()
    return HttpResponseRedirect(settings.LOGIN_URL)
