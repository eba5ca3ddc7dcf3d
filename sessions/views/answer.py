"""Answering an invitation from the mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions.forms.attendance import RsvpForm
from sessions.models import Attendance, Rsvp
from sessions.services import attendance as services
from smallwins.languages import speak


@login_not_required  # the signed link proves who was invited; GET shows, POST answers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing, whatever scanner of links follows it: the answer is a button to press."""
    now = timezone.now()
    try:
        session, user = services.asked_by(token, now=now)
    except services.AnswerRefused:
        return render(request, "sessions/session/answer_refused.html", status=410)
    speak(request, user.language)
    timezone.activate(user.time_zone)
    mine = session.attendances.filter(user=user).first()
    form = RsvpForm(request.POST or None, initial={"reason": mine.rsvp_reason if mine else ""})
    done = request.method == "POST" and form.is_valid()
    if done:
        mine = services.answer(learning_session=session, user=user, now=now, **form.cleaned_data)
    context = {"session": session, "person": user, "form": form, "mine": mine, "done": done}
    context["chosen"] = _chosen(request, mine)
    return render(request, "sessions/session/answer.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, mine: Attendance | None) -> str:
    """What the link in the mail says, else what was answered before."""
    said = request.GET.get("answer", "")
    return said if said in Rsvp.values and request.method != "POST" else mine.rsvp if mine else ""
