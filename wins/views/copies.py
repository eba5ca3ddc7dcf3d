"""One policy copy: the author writes, a third person reads, the author says yes (docs/product.md, C7)."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions.access import refuse_when_closed
from smallwins import versions
from smallwins.accounts.models import User
from trajectories import privacy
from wins import access
from wins.forms.policy import CopyForm, ReaderForm, ReadingForm
from wins.models import CopyState, PublishedWin
from wins.selectors import policy as selectors
from wins.services import policy as services

UNDER_WAY = (CopyState.ASKED, CopyState.WRITTEN, CopyState.SENT_BACK, CopyState.READ)


@require_safe
def copy(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    return _page(request, access.get_copy(request.user, copy_id))


def _acting(request: HttpRequest, copy_id: uuid.UUID, who: str) -> PublishedWin:
    """A copy this person acts on as ``author`` or ``second_reader``; 403 for others."""
    one = access.get_copy(request.user, copy_id)
    if getattr(one, f"{who}_id") != request.user.pk:
        raise PermissionDenied(
            _("Only the author of this story can do that.")
            if who == "author"
            else _("Only the second reader can do that.")
        )
    refuse_when_closed(one.trajectory)
    return one


def _forms(one: PublishedWin, user: User) -> dict[str, Any]:
    """The forms of whoever has something to do here."""
    forms: dict[str, Any] = {"write": None, "reading": None, "reader": None}
    if one.trajectory.is_closed or one.state not in UNDER_WAY:
        return forms
    if user.pk == one.author_id:
        forms["write"] = _copy_form(one)
    if user.pk == one.second_reader_id and one.written_on:
        forms["reading"] = ReadingForm(initial={"version": one.version, **_said(one)})
    if user.pk == one.asked_by_id or access.brings_to_policy(user, one.trajectory):
        forms["reader"] = _reader_form(one)
    return forms


def _copy_form(one: PublishedWin, data: Any = None) -> CopyForm:
    initial = {name: getattr(one, name) for name in (*services.WORDS, "version")}
    if not one.written_on and one.win:
        initial["text"] = one.win.story
    return CopyForm(data, initial=initial)


def _said(one: PublishedWin) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: None}
    answers = {name: words[getattr(one, name)] for name in ("recognisable", "is_true", "is_honest")}
    return answers | {"remark": one.remark}


def _reader_form(one: PublishedWin, data: Any = None) -> ReaderForm:
    people = selectors.possible_readers(one, today=timezone.localdate())
    return ReaderForm(data, people=people, initial={"reader": one.second_reader_id})


def _page(request: HttpRequest, one: PublishedWin, **sent: Any) -> HttpResponse:
    """The copy as it stands, and what this person can do; ``sent``: the form that came back."""
    refused = any(form.errors for form in sent.values())
    reads_story = one.win is not None and one.is_published is False and one.win.withdrawn_at is None
    context = {
        "copy": one,
        "trajectory": one.trajectory,
        "is_author": request.user.pk == one.author_id,
        "state": one.state.value,
        "reads_story": reads_story,
        "page_has_errors": refused,
        **_forms(one, request.user),
        **sent,
    }
    return render(request, "wins/policy/copy.html", context, status=422 if refused else 200)


def _moved(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    messages.warning(request, _("Somebody else was first: this is how it stands now."))
    return redirect("wins:copy", copy_id)


@require_POST
def copy_write(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    """Keep the author's words; nobody's earlier reading counts for them."""
    one = _acting(request, copy_id, "author")
    form = _copy_form(one, request.POST)
    page = partial(_page, request, one, write=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, None, page=page):
        return asked
    for name in services.WORDS:
        setattr(one, name, form.cleaned_data[name])
    try:
        services.write(
            copy=one, version=form.cleaned_data["version"], now=timezone.now(), on=timezone.localdate()
        )
    except services.CopyMoved:
        return _moved(request, copy_id)
    except versions.StaleVersion:
        saved = access.get_copy(request.user, copy_id)
        theirs, back = _copy_form(saved), saved.get_absolute_url()
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version, back=back)
    messages.success(request, _("Your text is kept. The second reader reads it now."))
    return redirect(one)


@require_POST
def copy_read(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    """The second reader's three answers, to exactly the words that were shown."""
    one = _acting(request, copy_id, "second_reader")
    form = ReadingForm(request.POST)
    page = partial(_page, request, one, reading=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, one.trajectory, page=page):
        return asked
    for name in services.READING:
        setattr(one, name, form.cleaned_data[name])
    try:
        services.read(
            copy=one, version=form.cleaned_data["version"], now=timezone.now(), on=timezone.localdate()
        )
    except (services.CopyMoved, versions.StaleVersion):
        return _moved(request, copy_id)
    messages.success(request, _("Thank you. The author reads what you said."))
    return redirect("wins:policy", one.trajectory_id)


@require_POST
def copy_approve(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    """The author's yes: from now on policy reads these words."""
    one = _acting(request, copy_id, "author")
    version = request.POST.get("version", "")
    try:
        services.approve(
            copy=one, version=int(version) if version.isdecimal() else 0, on=timezone.localdate()
        )
    except (services.CopyMoved, versions.StaleVersion):
        return _moved(request, copy_id)
    messages.success(request, _("Your text is published: policy can read it now."))
    return redirect(one)


@require_POST
def copy_decline(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    one = _acting(request, copy_id, "author")
    try:
        services.decline(copy=one, on=timezone.localdate())
    except services.CopyMoved:
        return _moved(request, copy_id)
    messages.success(request, _("It stays out of the report."))
    return redirect("wins:policy", one.trajectory_id)


@require_POST
def copy_take_back(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    """Also after closing: an author can always take words back."""
    one = access.get_copy(request.user, copy_id)
    if one.author_id != request.user.pk:
        raise PermissionDenied(_("Only the author of this story can do that."))
    services.take_back(copy=one, on=timezone.localdate())
    messages.success(request, _("The text is taken back: no report shows it any more."))
    return redirect("wins:policy", one.trajectory_id)


@require_POST
def copy_reader(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponse:
    """Ask somebody else to be the second reader."""
    one = access.get_copy(request.user, copy_id)
    if one.asked_by_id != request.user.pk:
        access.require_policy(request.user, one.trajectory)
    refuse_when_closed(one.trajectory)
    form = _reader_form(one, request.POST)
    if not form.is_valid():
        return _page(request, one, reader=form)
    try:
        services.set_reader(copy=one, reader=form.cleaned_data["reader"], now=timezone.now())
    except services.CopyMoved:
        return _moved(request, copy_id)
    messages.success(request, _("The second reader is asked."))
    return redirect(one)
