"""Answering "nothing yet" to a nudge, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smallwins.languages import speak
from wins import nudges


@login_not_required  # the signed link proves who was asked; GET shows, POST answers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nothing_yet(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing: the answer is a button to press."""
    now = timezone.now()
    try:
        session, user = nudges.nudged_by(token, now=now)
    except nudges.NudgeRefused:
        return render(request, "sessions/session/answer_refused.html", status=410)
    speak(request, user.language)
    done = request.method == "POST"
    if done:
        nudges.nothing_yet(learning_session=session, user=user, now=now)
    context = {"session": session, "step": nudges.own_step(session, user), "done": done}
    return render(request, "wins/nothing_yet.html", context)
