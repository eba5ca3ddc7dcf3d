"""Looking through the lens, and the team's verdict."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smallwins import versions
from trajectories import privacy
from wins import access
from wins.forms.lens import LensForm, VerdictForm
from wins.models import LensReading, Win
from wins.selectors.win import proposal_for
from wins.services import lens as services
from wins.verdict import CHARACTERISTICS


def _address(win: Win, *, is_joint: bool, number: int | None = None) -> str:
    query: dict[str, str | int] = {"as": "joint"} if is_joint else {}
    if number:
        query["question"] = number
    return f"{reverse('wins:lens', args=[win.pk])}?{urlencode(query)}"


def _number(request: HttpRequest) -> int:
    """Which question is on the screen, 1 to 7; 0: all on one page."""
    text = request.GET.get("question", "")
    return int(text) if text in ("1", "2", "3", "4", "5", "6", "7") else 0


def _typed(request: HttpRequest, reading: LensReading, asked: tuple[str, ...]) -> QueryDict | None:
    """What was sent. On a phone the answer is the button that was pressed; skipping leaves it as it was."""
    pressed = request.POST.get("press")
    if not pressed or len(asked) != 1:
        return request.POST or None
    data = request.POST.copy()
    del data["press"]
    data[asked[0]] = reading.answers[asked[0]] if pressed == "skip" else pressed
    return data


def _save(form: LensForm, win: Win, request: HttpRequest, *, is_joint: bool) -> LensReading:
    return services.save_reading(
        win=win,
        reader=request.user,
        is_joint=is_joint,
        answers=form.answers(),
        evidence=form.evidence(),
        remark=form.cleaned_data.get("remark"),
        show_name=form.cleaned_data.get("show_name"),
        version=form.cleaned_data["version"] or 0,
        now=timezone.now(),
    )


def _lens_page(
    request: HttpRequest, form: LensForm, win: Win, number: int, *, is_joint: bool
) -> HttpResponse:
    context = {
        "form": form,
        "win": win,
        "number": number,
        "is_joint": is_joint,
        "before": _address(win, is_joint=is_joint, number=number - 1) if number > 1 else "",
        "one_by_one": _address(win, is_joint=is_joint, number=1),
        "all_at_once": _address(win, is_joint=is_joint),
    }
    return render(request, "wins/lens/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lens(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Seven questions: ``?question=n`` one on a screen, else all; ``?as=joint`` for the team's reading."""
    is_joint = request.GET.get("as") == "joint"
    get = access.get_win_for_team if is_joint else access.get_shared_win
    win = get(request.user, win_id)
    if win.is_setback:
        return redirect(win)
    number = _number(request)
    reading = services.reading_for(win=win, reader=request.user, is_joint=is_joint)
    asked = _on_screen(number)
    form = LensForm(_typed(request, reading, asked), reading=reading, asked=asked)
    page = partial(_lens_page, request, form, win, number, is_joint=is_joint)
    if not form.is_valid():
        return page()
    if doubt := privacy.ask_about(request, form, win.team.trajectory, page=page):
        return doubt
    return _keep(request, form, win, number, is_joint=is_joint)


def _on_screen(number: int) -> tuple[str, ...]:
    return CHARACTERISTICS[number - 1 : number] if number else CHARACTERISTICS


def _keep(request: HttpRequest, form: LensForm, win: Win, number: int, *, is_joint: bool) -> HttpResponse:
    """Save, then on to the next question or back to the story."""
    try:
        _save(form, win, request, is_joint=is_joint)
    except versions.StaleVersion:
        saved = services.reading_for(win=win, reader=request.user, is_joint=is_joint)
        theirs = LensForm(reading=saved, asked=form.asked)
        return versions.conflict(request, mine=form, theirs=theirs, version=saved.version)
    if 0 < number < len(CHARACTERISTICS):
        return redirect(_address(win, is_joint=is_joint, number=number + 1))
    messages.success(request, _("Your reading is kept."))
    return redirect(f"{win.get_absolute_url()}#verdict")


def _verdict_page(request: HttpRequest, form: VerdictForm, win: Win) -> HttpResponse:
    context = {"form": form, "win": win}
    return render(request, "wins/lens/verdict.html", context, status=422 if form.errors else 200)


@require_POST
def verdict(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """A member of the team agrees with the proposal, or differs with one sentence."""
    win = access.get_win_for_team(request.user, win_id)
    if win.is_setback:
        return redirect(win)
    form = VerdictForm(request.POST, proposal=proposal_for(win, win.readings.all()).kind)
    page = partial(_verdict_page, request, form, win)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, win.team.trajectory, page=page):
        return asked
    services.decide(
        win=win,
        verdict=form.cleaned_data["verdict"],
        reason=form.cleaned_data["reason"],
        author=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("What the team calls it is kept."))
    return redirect(f"{win.get_absolute_url()}#verdict")
