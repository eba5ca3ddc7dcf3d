"""Answering an invitation from the mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from sessions.forms import RsvpForm
from sessions.models import LearningSession, Rsvp
from sessions.services import attendance as services
from smallwins.accounts.models import User


@login_not_required  # the signed link proves who was invited; GET shows, POST answers
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        session, user = services.asked_by(token, now=now)
    except services.AnswerRefused:
        return render(request, "sessions/session/answer_refused.html", status=410)
    mine = session.attendances.filter(user=user).first()
    form = RsvpForm(request.POST or None, initial={"reason": mine.rsvp_reason if mine else ""})
    context = {"form": form, "session": session, "person": user, "chosen": request.GET.get("answer", "")}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        mine = services.answer(
            learning_session=session, user=user, rsvp=data["rsvp"], reason=data["reason"], now=now
        )
        context["done"] = True
    return _in_words_of(user, request, context | {"mine": mine}, status=422 if form.errors else 200)
