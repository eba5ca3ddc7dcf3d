"""The homes: the professional's, the facilitator's, the coordinator's (docs/design.md, homes)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sessions.selectors import session as session_selectors
from sessions.selectors.people import answers_of
from smallwins.notifications import selectors as deliveries
from smallwins.when import house_day
from trajectories.grants import grants_of
from trajectories.models import Trajectory
from trajectories.roles import Role
from trajectories.selectors.people import readers_of
from wins import summaries
from wins.forms import CaptureForm
from wins.selectors import homes
from wins.selectors import overview as overviews
from wins.selectors.path import current_steps
from wins.selectors.policy import awaiting
from wins.selectors.responses import asks_again
from wins.selectors.waiting import waiting_for

RECENT = 5
#: Questions about earlier wins at once: more would be a chore.
ASKED = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A professional's home; others go on to their own."""
    grants = grants_of(request.user, timezone.localdate())
    if grants.teams(Role.PROFESSIONAL):
        return _professional_home(request)
    if grants.trajectories(Role.FACILITATOR):
        return redirect("wins:facilitate")
    if grants.trajectories(Role.COORDINATOR):
        return redirect("wins:overview")
    organisations = sorted(grants.organisations(Role.ADMIN), key=str)
    if organisations:
        return redirect("trajectories:organisation", organisations[0])
    if grants.organisations(Role.POLICY_READER):
        return redirect("wins:reports")
    return render(request, "wins/homes/nothing_yet.html")


def _professional_home(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    form = CaptureForm(user=request.user)
    team_ids = [team.pk for team in form.teams]
    current = current_steps(team_ids, request.user, now=now)
    if step := current.of_team:
        form.initial |= {"step": step.pk, "team": step.team_id}
    form.offer_draft()
    own = list(homes.own_wins(request.user)[: RECENT * 2])
    waiting = waiting_for(request.user, team_ids)
    context = {
        "capture": form,
        "carried": form.carried(form.initial),
        "readers": readers_of(form.teams, today=today),
        "step": step,
        "own_step": current.own,
        "asked": asks_again(request.user, team_ids, now=now)[:ASKED],
        "awaiting": waiting.links,
        "copies": waiting.copies,
        "next_session": session_selectors.next_for(request.user, now=now, today=today),
        "drafts": [win for win in own if win.is_draft][:RECENT],
        "shared": [win for win in own if not win.is_draft][:RECENT],
    }
    return render(request, "wins/homes/professional.html", context)


@require_safe
def facilitate(request: HttpRequest) -> HttpResponse:
    """This week's sessions, who answered, the next mails, quiet teams."""
    now = timezone.now()
    mine = grants_of(request.user, timezone.localdate()).trajectories(Role.FACILITATOR)
    if not mine:
        raise PermissionDenied(_("This page belongs to facilitators."))
    sessions = list(session_selectors.this_week(mine, now=now))
    answers = answers_of(sessions, now=now)
    next_mails = deliveries.next_for([s.pk for s in sessions])
    context = {
        "sessions": [
            {"session": s, "answers": answers[s.pk], "next_mail": next_mails.get(s.pk)} for s in sessions
        ],
        "trajectories": Trajectory.objects.visible_to(request.user, timezone.localdate()).filter(pk__in=mine),
        "copies": awaiting(request.user)[:RECENT],
        "quiet": homes.quiet_teams(mine, now=now),
        "open_lens": homes.unread_through_lens(mine)[:RECENT],
        "recurring": homes.recurring_barriers(mine)[:RECENT],
        "unreachable": homes.unreachable_people(mine, today=house_day(now)),
        "summary_at": summaries.next_summary(request.user, now=now),
    }
    return render(request, "wins/homes/facilitator.html", context)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What needs a decision, then teams in alphabetical order. No counts."""
    mine = grants_of(request.user, timezone.localdate()).trajectories(Role.COORDINATOR)
    if not mine:
        raise PermissionDenied(_("This page belongs to coordinators."))
    trajectories = Trajectory.objects.visible_to(request.user, timezone.localdate()).filter(pk__in=mine)
    context = {
        "decisions": overviews.decisions_of(mine, today=timezone.localdate()),
        "copies": awaiting(request.user),
        "rows": overviews.teams_of(mine, now=timezone.now()),
        "trajectories": list(trajectories),
    }
    return render(request, "wins/homes/coordinator.html", context)
