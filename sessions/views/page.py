"""The page of one session, and answering its invitation."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions import access
from sessions.forms.attendance import RsvpForm
from sessions.models import AgendaItem, LearningSession
from sessions.selectors.people import answers_of
from sessions.services import attendance as services
from trajectories.access import can
from trajectories.roles import Capability

#: Before the start, when "join" appears.
JOIN_EARLY = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class AgendaRow:
    """An agenda item and the moment it starts."""

    item: AgendaItem
    starts_at: dt.datetime


def agenda_rows(session: LearningSession) -> list[AgendaRow]:
    """The agenda on the clock."""
    rows, moment = [], session.starts_at
    for item in session.agenda_items.all():
        rows.append(AgendaRow(item, moment))
        moment += dt.timedelta(minutes=item.minutes)
    return rows


@require_safe
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    return _page(request, access.get_session(request.user, session_id, Capability.READ))


def _page(request: HttpRequest, one: LearningSession, answer: RsvpForm | None = None) -> HttpResponse:
    """The page; with an ``answer`` that was refused, the form shows what was typed and why."""
    now = timezone.now()
    rows = agenda_rows(one)
    total = sum(row.item.minutes for row in rows)
    manages = can(request.user, one.trajectory, Capability.MANAGE)
    mine = one.attendances.filter(user=request.user).first()
    context = {
        "session": one,
        "agenda": rows,
        "total": total,
        "over": max(total - one.duration_minutes, 0),
        "teams": one.teams.all(),
        "mine": mine,
        "form": answer or RsvpForm(initial={"reason": mine.rsvp_reason if mine else ""}),
        "takes_part": access.is_participant(request.user, one),
        "can_join": one.state == "open" and one.starts_at - JOIN_EARLY <= now < one.ends_at,
        "is_over": one.ends_at <= now,
        "answers": answers_of([one], now=now)[one.pk] if manages else None,
        "manages": manages,
    }
    return render(request, "sessions/session/page.html", context, status=422 if answer else 200)


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
