"""After a session: what people take away, one word, and the step each will try."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions.access import get_session, refuse_when_closed
from sessions.models import LearningSession, SessionState
from sessions.selectors.after import After, after_of
from sessions.selectors.page import Phase
from sessions.services import after as services
from smallwins.versions import conflict
from trajectories import privacy
from trajectories.access import can, refuse
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Capability, Role
from wins.forms.after import AfterForm


@require_http_methods(["GET", "POST"])
def after(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """For who takes part, from the start on; the facilitator reads."""
    session = get_session(request.user, session_id, Capability.TAKE_PART)
    manages = can(request.user, session.trajectory, Capability.MANAGE)
    mine = grants_of(request.user, timezone.localdate()).teams(Role.PROFESSIONAL)
    teams = [team for team in session.teams.all() if team.pk in mine]
    if not teams and (request.method == "POST" or not manages):
        raise refuse(session.title, session.trajectory_id)
    said = after_of(session, request.user, own_teams={team.pk for team in teams}, is_facilitator=manages)
    if request.method == "GET":
        return _page(request, session, said, teams, AfterForm(after=said, teams=teams))
    refuse_when_closed(session.trajectory)
    if not _has_begun(session):
        messages.error(request, _("You can fill this in once the session has started."))
        return redirect("wins:after", session.pk)
    return _keep(request, session, said, teams)


def _has_begun(session: LearningSession) -> bool:
    """Also when the facilitator began before the planned hour."""
    phase = Phase.of(session, getattr(session, "run", None), now=timezone.now())
    return session.state == SessionState.OPEN and phase.has_started


def _page(
    request: HttpRequest, session: LearningSession, said: After, teams: list[Team], form: AfterForm
) -> HttpResponse:
    writes = bool(teams) and _has_begun(session) and not session.trajectory.is_closed
    context = {
        "session": session,
        "after": said,
        "form": form if writes else None,
        "has_begun": _has_begun(session),
        "is_facilitator": can(request.user, session.trajectory, Capability.MANAGE),
        "takes_part": bool(teams),
    }
    return render(request, "wins/after/page.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, session: LearningSession, said: After, teams: list[Team]) -> HttpResponse:
    form = AfterForm(request.POST, after=said, teams=teams)
    page = partial(_page, request, session, said, teams, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, session.trajectory, page=page):
        return asked
    try:
        services.keep(
            learning_session=session, user=request.user, said=form.said, seen=form.seen, now=timezone.now()
        )
    except services.SaidOtherwise as other:
        form.rebase(other.saved, other.parts)
        theirs = AfterForm(after=said, teams=teams)
        theirs.initial |= theirs.as_initial(other.saved)
        return conflict(request, mine=form, theirs=theirs, version=0)
    messages.success(request, _("Kept. You can change it until the trajectory closes."))
    return redirect("wins:after", session.pk)
