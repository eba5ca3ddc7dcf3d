"""Small groups of a session, for its facilitator: deal, move, seat latecomers, give stories."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.models import LearningSession
from sessions.selectors.groups import present_at
from sessions.selectors.people import recipients_of
from sessions.services import groups as services
from smallwins.accounts.models import User
from trajectories.roles import Capability
from wins.forms.groups import DealForm, MoveForm, StoriesForm, dealt_words, size_for
from wins.selectors.room import GroupWithStory, candidates_of, groups_with_stories
from wins.services import groups as stories


def _to_change(request: HttpRequest, session_id: uuid.UUID) -> LearningSession:
    """The session whose groups this facilitator changes; refused in words once it is closed or cancelled."""
    one = access.get_session(request.user, session_id, Capability.MANAGE)
    access.refuse_when_closed(one.trajectory)
    if one.is_cancelled:
        raise Http404
    return one


def _movable(everybody: Iterable[User], rows: list[GroupWithStory]) -> list[User]:
    """Whoever takes part, and whoever sits in a group though they left the team."""
    seated = [person for row in rows for person in row.people]
    return sorted({*everybody, *seated}, key=lambda person: person.name)


def _page(
    request: HttpRequest, one: LearningSession, *, status: int = 200, changed: bool = False, **forms: Any
) -> HttpResponse:
    """The page as the groups are now; a form that was refused takes the place of its fresh one."""
    now, today = timezone.now(), timezone.localdate()
    rows = groups_with_stories(one, today=today)
    everybody = list(recipients_of(one, now=now))
    seated = {person.pk for row in rows for person in row.people}
    present = present_at(one, now=now, everybody=everybody)
    offered = candidates_of(one, rows, today=today) if rows else {}
    context = {
        "session": one,
        "rows": rows,
        "present": present,
        "unseated": [person for person in everybody if person.pk not in seated] if rows else [],
        "changed": changed,
        "deal": DealForm(initial={"size": size_for(one), "mixed": "mixed"}),
        "move": MoveForm(people=_movable(everybody, rows), groups=rows),
        "stories": StoriesForm(groups=rows, offered=offered),
    }
    return render(request, "wins/groups/page.html", context | forms, status=status)


@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The groups; a POST deals everybody who is present anew."""
    if request.method == "GET":
        return _page(request, access.get_session(request.user, session_id, Capability.MANAGE))
    one = _to_change(request, session_id)
    form = DealForm(request.POST)
    if not form.is_valid():
        return _page(request, one, status=422, deal=form, form=form)
    try:
        number = services.deal_groups(learning_session=one, now=timezone.now(), **form.cleaned_data)
        messages.success(request, dealt_words(number))
    except services.TooFew:
        messages.error(request, _("There are not two people yet to make a group of."))
    return redirect("wins:groups", one.pk)


@require_POST
def groups_move(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Everybody to the group chosen for them, in one save."""
    one = _to_change(request, session_id)
    now = timezone.now()
    rows = groups_with_stories(one, today=timezone.localdate())
    form = MoveForm(request.POST, people=_movable(recipients_of(one, now=now), rows), groups=rows)
    if form.is_stale:
        return _page(request, one, status=409, changed=True)
    if not form.is_valid():
        return _page(request, one, status=422, move=form, form=form)
    try:
        moved = services.move_people(learning_session=one, moves=form.moves(), now=now)
    except services.GroupsChanged:
        return _page(request, one, status=409, changed=True)
    if moved:
        text = ngettext("%(count)d person has moved.", "%(count)d people have moved.", moved)
        messages.success(request, text % {"count": moved})
    return redirect("wins:groups", one.pk)


@require_POST
def groups_add(request: HttpRequest, session_id: uuid.UUID, user_id: uuid.UUID) -> HttpResponse:
    """A latecomer joins the smallest group."""
    one = _to_change(request, session_id)
    person = get_object_or_404(recipients_of(one, now=timezone.now()), pk=user_id)
    group = services.add_to_smallest(learning_session=one, user=person)
    if group:
        words = _("%(name)s is in group %(number)d.")
        messages.success(request, words % {"name": person.name, "number": group.number})
    else:
        messages.error(request, _("There are no groups yet. Deal first."))
    return redirect("wins:groups", one.pk)


@require_POST
def groups_stories(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The story chosen for each group; "give" finds one for every group that has none."""
    one, today = _to_change(request, session_id), timezone.localdate()
    if request.POST.get("action") == "give":
        _give(request, one)
        return redirect("wins:groups", one.pk)
    rows = groups_with_stories(one, today=today)
    form = StoriesForm(request.POST, groups=rows, offered=candidates_of(one, rows, today=today))
    if form.is_stale:
        return _page(request, one, status=409, changed=True)
    if not form.is_valid():
        return _page(request, one, status=422, stories=form, form=form)
    try:
        stories.choose_stories(learning_session=one, chosen=form.chosen(), today=today)
        messages.success(request, _("The stories are saved."))
    except (services.GroupsChanged, stories.MayNotRead):
        return _page(request, one, status=409, changed=True)
    return redirect("wins:groups", one.pk)


def _give(request: HttpRequest, one: LearningSession) -> None:
    given, left = stories.give_each_a_story(learning_session=one, today=timezone.localdate())
    if given:
        text = ngettext("%(count)d group has a story now.", "%(count)d groups have a story now.", given)
        messages.success(request, text % {"count": given})
    if left:
        text = ngettext(
            "For %(count)d group there is no story that everybody in it may read.",
            "For %(count)d groups there is no story that everybody in it may read.",
            left,
        )
        messages.warning(request, text % {"count": left})
