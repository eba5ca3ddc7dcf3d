"""Responding to a win: recognition, comments, and the questions asked later."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smallwins import versions
from trajectories import privacy
from wins import access
from wins.forms.responses import AliveForm, CommentForm, FollowUpForm, RecogniseForm
from wins.models import Comment, Win
from wins.services import responses as services


def _ask(request: HttpRequest, form: Any, win: Win, template: str, **context: object) -> HttpResponse | None:
    """The form's page while it is invalid or being changed, the privacy question, or None to go on."""

    def page() -> HttpResponse:
        status = 422 if form.errors else 200
        return render(
            request, f"wins/responses/{template}.html", {"form": form, "win": win} | context, status=status
        )

    if not form.is_valid():
        return page()
    return privacy.ask_about(request, form, win.team.trajectory, page=page)


@require_POST
def recognise(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """One of the three sentences; the same again takes it back."""
    win = access.get_shared_win(request.user, win_id)
    form = RecogniseForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.recognise(win=win, user=request.user, phrase=form.cleaned_data["phrase"], now=timezone.now())
    return redirect(f"{win.get_absolute_url()}#responses")


@require_POST
def comment_new(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    win = access.get_shared_win(request.user, win_id)
    form = CommentForm(request.POST)
    if asked := _ask(request, form, win, "comment"):
        return asked
    services.add_comment(
        win=win,
        author=request.user,
        text=form.cleaned_data["text"],
        client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
        now=timezone.now(),
    )
    return redirect(f"{win.get_absolute_url()}#responses")


def _comment_form(comment: Comment, data: object = None) -> CommentForm:
    return CommentForm(data, initial={"text": comment.text, "version": comment.version})


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    comment = access.get_comment(request.user, comment_id)
    win = comment.win
    form = _comment_form(comment, request.POST or None)
    if asked := _ask(request, form, win, "comment", comment=comment):
        return asked
    comment.text = form.cleaned_data["text"]
    try:
        services.edit_comment(comment=comment, version=form.cleaned_data["version"] or 0, now=timezone.now())
    except versions.StaleVersion:
        saved = access.get_comment(request.user, comment_id)
        return versions.conflict(request, mine=form, theirs=_comment_form(saved), version=saved.version)
    return redirect(f"{win.get_absolute_url()}#responses")


@require_http_methods(["GET", "POST"])
def comment_delete(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Asks on its own page; a placeholder stays."""
    comment = access.get_comment(request.user, comment_id)
    if request.method == "POST":
        services.delete_comment(comment=comment, now=timezone.now())
        messages.success(request, _("Your response is deleted."))
        return redirect(f"{comment.win.get_absolute_url()}#responses")
    return render(request, "wins/responses/delete.html", {"comment": comment, "win": comment.win})


@require_POST
def follow_up(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """The author's "nothing new" or "not now", two weeks later."""
    win = access.get_win(request.user, win_id, access.AUTHOR)
    form = FollowUpForm(request.POST)
    if not services.is_asked_about(win) or not form.is_valid():
        raise Http404
    services.answer_follow_up(win=win, answer=form.cleaned_data["answer"], now=timezone.now())
    messages.success(request, _("Thank you, that is fine too."))
    return redirect("home")


@require_http_methods(["GET", "POST"])
def alive(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Any member of the team: is this still alive?"""
    win = access.get_win_for_team(request.user, win_id)
    if not services.is_asked_about(win):
        return redirect(win)
    form = AliveForm(request.POST or None)
    if asked := _ask(request, form, win, "alive"):
        return asked
    services.answer_alive(
        win=win,
        answer=form.cleaned_data["answer"],
        text=form.cleaned_data["text"],
        author=request.user,
        on=timezone.localdate(),
    )
    messages.success(request, _("Thank you. The answer is kept with the story."))
    return redirect(win)
