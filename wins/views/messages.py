"""One message to policy: sending it, its link, what came back, and what became of that."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smallwins.languages import speak
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability
from wins import access, guests
from wins.forms.messages import MessageForm, ReplyCheckForm, ResponseForm
from wins.models import PolicyMessage
from wins.selectors import policy as selectors
from wins.services import messages as services


def _form(request: HttpRequest, trajectory: Trajectory, data: Any = None) -> MessageForm:
    today = timezone.localdate()
    return MessageForm(
        data,
        barriers=trajectory.barriers.all(),
        wins=selectors.choosable(trajectory, request.user, today=today),
        initial={
            "client_uuid": uuid.uuid4(),
            "language": request.user.language,
            "barrier": request.GET.get("barrier"),
        },
    )


@require_http_methods(["GET", "POST"])
def message_new(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """A message with its request and addressee; with an address it is mailed as a link."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    access.require_policy(request.user, trajectory)
    form = _form(request, trajectory, request.POST or None)
    page = partial(_new_page, request, form, trajectory)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, None, page=page):
        return asked
    message = services.send_message(
        trajectory=trajectory,
        author=request.user,
        now=timezone.now(),
        on=timezone.localdate(),
        **form.cleaned_data | {"wins": list(form.cleaned_data["wins"])},
    )
    text = (
        _("The message is kept, and a link is on its way.") if message.address else _("The message is kept.")
    )
    messages.success(request, text)
    return redirect(message)


def _new_page(request: HttpRequest, form: MessageForm, trajectory: Trajectory) -> HttpResponse:
    context = {"form": form, "trajectory": trajectory}
    return render(request, "wins/policy/message_new.html", context, status=422 if form.errors else 200)


@require_safe
def message(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    return _page(request, access.get_message(request.user, message_id))


def _page(request: HttpRequest, row: PolicyMessage, **sent: Any) -> HttpResponse:
    """The message with its answers; ``sent``: the form that came back (``answer`` or ``check``)."""
    today = timezone.localdate()
    refused = any(form.errors for form in sent.values())
    brings = access.brings_to_policy(request.user, row.trajectory) and not row.trajectory.is_closed
    context = {
        "message": selectors.message_of(row, today=today),
        "trajectory": row.trajectory,
        "stories": selectors.stories_of(row, request.user, today=today),
        "link_open": bool(row.link_expires_at and row.link_expires_at > timezone.now()),
        "page_has_errors": refused,
        "answer": ResponseForm(initial={"client_uuid": uuid.uuid4()}) if brings else None,
        "check": ReplyCheckForm() if brings else None,
        "brings": brings,
        **sent,
    }
    return render(request, "wins/policy/message.html", context, status=422 if refused else 200)


@require_POST
def message_answer(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    """Note an answer that came by another way."""
    row = access.get_message(request.user, message_id, writes=True)
    form = ResponseForm(request.POST)
    page = partial(_page, request, row, answer=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, row.trajectory, page=page):
        return asked
    services.answer(
        message=row, author=request.user, now=timezone.now(), on=timezone.localdate(), **form.cleaned_data
    )
    messages.success(request, _("The answer is kept. The teams hear of it by mail."))
    return redirect(row)


@require_POST
def message_check(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    """What became of the last answer."""
    row = access.get_message(request.user, message_id, writes=True)
    last = row.responses.last()
    if last is None:
        raise Http404
    form = ReplyCheckForm(request.POST)
    page = partial(_page, request, row, check=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, row.trajectory, page=page):
        return asked
    services.check_reply(response=last, author=request.user, on=timezone.localdate(), **form.cleaned_data)
    messages.success(request, _("It is kept what became of the answer."))
    return redirect(row)


@require_POST
def message_link(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    """Send a new link; the earlier one stops answering."""
    row = access.get_message(request.user, message_id, writes=True)
    if not row.address:
        raise Http404
    services.open_link(message=row, now=timezone.now())
    messages.success(request, _("A new link is on its way. The earlier one no longer works."))
    return redirect(row)


@require_POST
def message_revoke(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    row = access.get_message(request.user, message_id, writes=True)
    services.revoke_link(message=row)
    messages.success(request, _("The link no longer works."))
    return redirect(row)


@login_not_required  # the signed link proves to whom the message was sent; GET shows, POST answers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """One message and the published texts behind it, and nothing else."""
    try:
        row = guests.message_behind(token, now=timezone.now())
    except guests.LinkRefused:
        return render(request, "wins/policy/guest_refused.html", status=410)
    speak(request, row.language)
    form = ResponseForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    page = partial(_guest_page, request, row, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, None, page=page):
        return asked
    services.answer(message=row, now=timezone.now(), on=timezone.localdate(), **form.cleaned_data)
    return redirect(f"{request.path}?done=1")


def _guest_page(request: HttpRequest, row: PolicyMessage, form: ResponseForm) -> HttpResponse:
    context = {
        "message": row,
        "copies": selectors.published_of(row),
        "responses": row.responses.all(),
        "form": form,
        "done": "done" in request.GET and request.method != "POST",
    }
    return render(request, "wins/policy/guest.html", context, status=422 if form.errors else 200)
