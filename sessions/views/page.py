"""The page of one session, and answering its invitation."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions import access
from sessions.forms.attendance import RsvpForm
from sessions.live import live_context
from sessions.models import LearningSession
from sessions.selectors import page as selectors
from sessions.selectors.people import answers_of
from sessions.services import attendance as services
from smallwins.accounts.models import User
from trajectories.access import can
from trajectories.roles import Capability


@require_safe
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    return _page(request, access.get_session(request.user, session_id, Capability.READ))


def _page(request: HttpRequest, one: LearningSession, answer: RsvpForm | None = None) -> HttpResponse:
    """The page; with an ``answer`` that was refused, the form shows what was typed and why."""
    now, user = timezone.now(), request.user
    around = {each.pk: each for each in selectors.sessions_around(one, user=user, today=timezone.localdate())}
    phase = selectors.Phase.of(one, getattr(around[one.pk], "run", None), now=now)
    teams = list(one.teams.all())
    context = {
        "session": one,
        "phase": phase,
        "tool": urlsplit(one.video_url).hostname or "",
        "teams": teams,
        "tries": any(can(user, team, Capability.EDIT_PATH) for team in teams),
        "next_session": selectors.next_planned(one, around.values()),
    }
    if phase.has_started:
        readable = [team for team in teams if can(user, team, Capability.READ)]
        context["steps"] = selectors.steps_made(one, readable)
    if phase.can_join:
        context |= live_context(one, user, now=now)
    context |= _agenda(one, around) | _of_reader(one, user, context, now=now, answer=answer)
    return render(request, "sessions/session/page.html", context, status=422 if answer else 200)


def _agenda(one: LearningSession, around: selectors.Sessions) -> dict[str, Any]:
    """The agenda with its record, and the links."""
    materials = list(selectors.materials_of(one))
    rows = selectors.agenda_rows(one, materials=materials, seen=around)
    total = sum(row.item.minutes for row in rows)
    return {
        "agenda": rows,
        "total": total,
        "over": max(total - one.duration_minutes, 0),
        "materials": [link for link in materials if link.agenda_item_id is None],
    }


def _of_reader(
    one: LearningSession, user: User, page: dict[str, Any], *, now: dt.datetime, answer: RsvpForm | None
) -> dict[str, Any]:
    """What this reader does here: answer and check in, or facilitate."""
    manages = can(user, one.trajectory, Capability.MANAGE)
    takes_part = any(can(user, team, Capability.WRITE) for team in page["teams"])
    mine = one.attendances.filter(user=user).first() if takes_part else None
    here = bool(mine and mine.checked_in_at)
    counts_answers = manages and not page["phase"].is_running
    return {
        "manages": manages,
        "writes": manages and not one.trajectory.is_closed,
        "takes_part": takes_part,
        "mine": mine,
        "can_check_in": takes_part and not here and services.can_check_in(one, now=now),
        "form": answer or RsvpForm(initial={"reason": mine.rsvp_reason if mine else ""}),
        "answers": answers_of([one], now=now)[one.pk] if counts_answers else None,
    }


@require_POST
def rsvp(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    one = access.get_session(request.user, session_id, Capability.TAKE_PART)
    form = RsvpForm(request.POST)
    if one.state != "open" or one.ends_at <= timezone.now():
        messages.error(request, _("You can no longer answer for this session."))
    elif not access.is_participant(request.user, one):
        raise access.refuse(one.title, one.trajectory_id)
    elif form.is_valid():
        services.answer(
            learning_session=one,
            user=request.user,
            rsvp=form.cleaned_data["rsvp"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("Thank you. The facilitator sees your answer."))
    else:
        return _page(request, one, form)
    return redirect(one)
