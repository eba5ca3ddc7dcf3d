"""Capture, read, edit, share, narrow and withdraw a win."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smallwins import versions
from trajectories import privacy
from trajectories.selectors.people import readers_of
from wins import access
from wins.forms import CaptureForm, SetbackEditForm, SetbackForm, ShareForm, WinForm
from wins.models import Visibility, Win, WinKind
from wins.selectors import homes
from wins.selectors.drafts import TYPED, has_words
from wins.services import links
from wins.services import win as services

MINE_SHOWN = 100
FORMS = {WinKind.WIN: CaptureForm, WinKind.SETBACK: SetbackForm}


@require_safe
def win_list(request: HttpRequest) -> HttpResponse:
    """What I wrote: drafts, shared stories, and what I withdrew and can still bring back."""
    own = list(homes.own_wins(request.user).with_verdict()[:MINE_SHOWN])
    context = {
        "drafts": [win for win in own if win.is_draft],
        "shared": [win for win in own if not win.is_draft],
        "withdrawn": homes.withdrawn_since(request.user, timezone.now() - services.UNDO),
    }
    return render(request, "wins/win/list.html", context)


def _capture_page(request: HttpRequest, form: CaptureForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "readers": readers_of(form.teams, today=timezone.localdate()),
        "is_setback": isinstance(form, SetbackForm),
        "carried": form.carried(form.initial | request.POST.dict()),
    }
    return render(request, "wins/win/capture.html", context, status=status)


def _open_form(request: HttpRequest, kind: str) -> CaptureForm:
    """The form before it is sent: with what was typed in the other kind, else with a draft of this kind.

    Without a kind: the one that was typed in last.
    """
    names = ("client_uuid", "team", "step", "follows", *TYPED)
    typed = {name: request.POST[name] for name in names if name in request.POST}
    typed.setdefault("follows", request.GET.get("follows", ""))
    form = FORMS.get(kind, CaptureForm)(user=request.user, initial=typed)
    if not kind and form.unsent and form.unsent[0].kind == WinKind.SETBACK:
        return _open_form(request, WinKind.SETBACK)
    if not has_words(typed):
        form.offer_draft()
    return form


@require_http_methods(["GET", "POST"])
def win_new(request: HttpRequest) -> HttpResponse:
    """Two taps and typing. ``action``: share, draft, or a switch of kind that keeps what was typed."""
    access.require_writer(request.user)
    action = request.POST.get("action", "")
    if request.method == "GET" or action in WinKind.values:
        return _capture_page(request, _open_form(request, action or request.GET.get("kind", "")))
    form = FORMS.get(request.POST.get("kind", ""), CaptureForm)(request.POST, user=request.user)
    page = partial(_capture_page, request, form)
    if not form.is_valid():
        return page(status=422)
    team = form.cleaned_data["team"]
    if action == "share" and (asked := privacy.ask_about(request, form, team.trajectory, page=page)):
        return asked
    return redirect("wins:saved", _capture(request, form, shares=action == "share").pk)


def _capture(request: HttpRequest, form: CaptureForm, *, shares: bool) -> Win:
    data, now = form.cleaned_data, timezone.now()
    form.instance.step = data["step"]
    win = services.capture_win(
        win=form.instance,
        author=request.user,
        client_uuid=data["client_uuid"] or uuid.uuid4(),
        visibility=Visibility.TEAM if shares else Visibility.DRAFT,
        now=now,
    )
    if data["follows"]:
        links.go_on(later=win, earlier=data["follows"], author=request.user, now=now)
    return win


@require_safe
def win_saved(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """What was kept, who reads it, and what can be added."""
    win = access.get_win(request.user, win_id, access.AUTHOR)
    context = {
        "win": win,
        "readers": readers_of([win.team], today=timezone.localdate())[win.team_id],
        "passages": privacy.passages(win.words(), win.team.trajectory) if win.is_draft else [],
    }
    return render(request, "wins/win/saved.html", context)


def _back_to(win: Win) -> HttpResponse:
    """A withdrawn story has no page: its author's list shows it instead."""
    return redirect("wins:list") if win.is_withdrawn else redirect(win)


def _edit_form(win: Win, data: object = None) -> WinForm:
    form_class = SetbackEditForm if win.is_setback else WinForm
    return form_class(data, instance=win)


@require_http_methods(["GET", "POST"])
def win_edit(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win(request.user, win_id, access.WRITE)
    form = _edit_form(win, request.POST or None)
    page = partial(_edit_page, request, form, win)
    if not form.is_valid():
        return page()
    if not win.is_draft and (asked := privacy.ask_about(request, form, win.team.trajectory, page=page)):
        return asked
    try:
        services.edit_win(
            win=form.instance,
            partial_solutions=form.cleaned_data["partial_solutions"],
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )
    except versions.StaleVersion:
        saved = versions.as_saved(win)
        return versions.conflict(request, mine=form, theirs=_edit_form(saved), version=saved.version)
    messages.success(request, _("Your changes are saved."))
    return _back_to(win)


def _edit_page(request: HttpRequest, form: WinForm, win: Win) -> HttpResponse:
    context = {"form": form, "win": win}
    return render(request, "wins/win/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def win_share(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win(request.user, win_id, access.WRITE)
    if win.is_withdrawn or win.visibility == Visibility.TRAJECTORY:
        return _back_to(win)
    form = ShareForm(request.POST or None, win=win)
    if privacy.wants_change(request):
        return redirect("wins:edit", win.pk)
    if request.method == "POST" and form.is_valid():
        if asked := privacy.ask(request, win.words(), win.team.trajectory):
            return asked
        services.share_win(
            win=win,
            visibility=form.cleaned_data["visibility"],
            show_name=form.cleaned_data["show_name"],
            now=timezone.now(),
        )
        messages.success(request, _("Your story is shared."))
        return redirect(win)
    readers = readers_of([win.team], today=timezone.localdate())[win.team_id]
    context = {"form": form, "win": win, "readers": readers}
    return render(request, "wins/win/share.html", context, status=422 if form.errors else 200)


@require_POST
def win_narrow(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win(request.user, win_id, access.AUTHOR)
    if win.visibility == Visibility.TRAJECTORY and not win.is_withdrawn:
        services.narrow_win(win=win, now=timezone.now())
        messages.success(request, _("Only your team and the facilitator read it now."))
    return _back_to(win)


@require_http_methods(["GET", "POST"])
def win_withdraw(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Asks once, then withdraws; undo for thirty days."""
    win = access.get_win(request.user, win_id, access.AUTHOR)
    if request.method == "POST":
        services.withdraw_win(win=win, now=timezone.now())
        messages.success(request, _("Your story is withdrawn. You can bring it back for 30 days."))
        return redirect("wins:list")
    return render(request, "wins/win/withdraw.html", {"win": win})


@require_POST
def win_restore(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_win(request.user, win_id, access.AUTHOR)
    if not win.is_withdrawn:
        return redirect(win)
    try:
        services.restore_win(win=win, now=timezone.now())
    except services.NotUndoable:
        messages.error(request, _("The 30 days are over: this story can no longer be brought back."))
        return redirect("wins:list")
    messages.success(request, _("Your story is back."))
    return redirect(win)
