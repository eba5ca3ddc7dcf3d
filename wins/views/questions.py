"""The learning agenda of a trajectory, and one question with all its wordings and answers."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smallwins import versions
from trajectories import privacy
from trajectories.access import get_trajectory
from trajectories.models import Trajectory
from trajectories.roles import Capability
from wins import access
from wins.forms.questions import AnswerForm, QuestionForm, QuestionStateForm, RewordForm
from wins.models import LearningQuestion
from wins.selectors import questions as selectors
from wins.selectors.policy import messages_of
from wins.services import questions as services


@require_http_methods(["GET", "POST"])
def question_list(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Open questions first, with their age; and asking one."""
    trajectory = get_trajectory(request.user, trajectory_id, Capability.READ)
    today = timezone.localdate()
    sessions = selectors.sessions_for(trajectory, request.user, today=today)
    if request.method == "POST":
        access.require_asker(request.user, trajectory)
    form = QuestionForm(
        request.POST or None, sessions=sessions.values(), initial={"client_uuid": uuid.uuid4()}
    )
    page = partial(_list_page, request, form, trajectory, sessions)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, trajectory, page=page):
        return asked
    question = services.ask(
        trajectory=trajectory,
        author=request.user,
        on=today,
        **form.cleaned_data | {"client_uuid": form.cleaned_data["client_uuid"] or uuid.uuid4()},
    )
    messages.success(request, _("The question is on the learning agenda."))
    return redirect("wins:question", question.pk)


def _list_page(
    request: HttpRequest, form: QuestionForm, trajectory: Trajectory, sessions: dict[Any, Any]
) -> HttpResponse:
    context = {
        "trajectory": trajectory,
        "agenda": selectors.learning_agenda(trajectory, sessions, today=timezone.localdate()),
        "messages_out": messages_of([trajectory.pk], today=timezone.localdate()),
        "form": form if access.may_ask(request.user, trajectory) else None,
    }
    return render(request, "wins/questions/list.html", context, status=422 if form.errors else 200)


@require_safe
def question_page(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    return _page(request, access.get_question(request.user, question_id))


def _page(request: HttpRequest, question: LearningQuestion, **sent: Any) -> HttpResponse:
    """All wordings and answers; ``sent``: the form that came back (``reword`` or ``answer``)."""
    today, trajectory = timezone.localdate(), question.trajectory
    sessions = selectors.sessions_for(trajectory, request.user, today=today)
    refused = any(form.errors for form in sent.values())
    context = {
        "trajectory": trajectory,
        "question": selectors.shown(question, sessions, today=today),
        "wordings": question.wordings.select_related("author"),
        "answers": selectors.answers_of(question, request.user, today=today),
        "page_has_errors": refused,
        "reword": None,
        "answer": None,
    }
    if access.may_ask(request.user, trajectory):
        context |= {"reword": _reword_form(question), "answer": _answer_form(request, question)} | sent
    return render(request, "wins/questions/page.html", context, status=422 if refused else 200)


def _reword_form(question: LearningQuestion, data: Any = None) -> RewordForm:
    return RewordForm(data, initial={"text": question.text, "version": question.version}, prefix="reword")


def _answer_form(request: HttpRequest, question: LearningQuestion, data: Any = None) -> AnswerForm:
    wins = selectors.linkable_wins(question.trajectory, request.user, today=timezone.localdate())
    return AnswerForm(data, wins=wins, prefix="answer")


@require_POST
def question_reword(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Other words for it; the earlier ones stay, with their date and author."""
    question = access.get_question(request.user, question_id, writes=True)
    form = _reword_form(question, request.POST)
    page = partial(_page, request, question, reword=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, question.trajectory, page=page):
        return asked
    text, version = form.cleaned_data["text"], form.cleaned_data["version"] or 0
    try:
        services.reword(
            question=question, text=text, author=request.user, version=version, on=timezone.localdate()
        )
    except versions.StaleVersion:
        saved = access.get_question(request.user, question_id)
        theirs, back = _reword_form(saved), saved.get_absolute_url()
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version, back=back)
    messages.success(request, _("The question is reworded. The earlier words stay readable."))
    return redirect(question)


@require_POST
def question_answer(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """An answer for now; the earlier ones stay."""
    question = access.get_question(request.user, question_id, writes=True)
    form = _answer_form(request, question, request.POST)
    page = partial(_page, request, question, answer=form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, question.trajectory, page=page):
        return asked
    services.answer(question=question, author=request.user, on=timezone.localdate(), **form.cleaned_data)
    messages.success(request, _("The answer is kept."))
    return redirect(question)


@require_POST
def question_state(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    question = access.get_question(request.user, question_id, writes=True)
    form = QuestionStateForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.set_state(question=question, state=form.cleaned_data["state"])
    messages.success(request, _("How the question stands is kept."))
    return redirect(question)
