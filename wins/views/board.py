"""The room of a session: the board, showing its notes, the ambition round, stories in the room."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.live import live_context
from sessions.models import AgendaItem, LearningSession
from sessions.selectors.board import Column, Seat, columns_of, readable_notes, seat_of
from sessions.services import board as services
from smallwins import versions
from trajectories import privacy
from trajectories.models import Wording, WordingKind
from trajectories.roles import Capability
from wins.access import AUTHOR, WRITE, get_win
from wins.forms.board import AmbitionForm, NoteForm, ShowForm
from wins.models import Win
from wins.selectors.board import room_of
from wins.selectors.room import group_of
from wins.services import shown


def column_address(item: AgendaItem, place: str = "") -> str:
    """The board with this column open, at its writing field or at ``place``."""
    board = reverse("wins:board", args=[item.learning_session_id])
    return f"{board}?column={item.pk}#{place or f'id_{item.pk}_text'}"


@require_http_methods(["GET", "POST"])
def board(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The participants' room; a POST puts a note under one of its items, and its column says so too."""
    one = access.get_session(request.user, session_id, Capability.READ)
    seat = seat_of(one, request.user, today=timezone.localdate())
    if request.method == "GET":
        return _page(request, one, seat)
    if not seat.takes_part:
        raise access.refuse(one.trajectory.name, one.trajectory_id)
    form = NoteForm(request.POST, learning_session=one, is_open=seat.is_open, auto_id="id_sent_%s")
    page = partial(_page, request, one, seat, form)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, one.trajectory, page=page):
        return asked
    item = form.cleaned_data["item"]
    services.write_note(
        learning_session=one,
        item=item,
        author=request.user,
        text=form.cleaned_data["text"],
        client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
        now=timezone.now(),
    )
    messages.success(request, _("Your note is on the board."), extra_tags=str(item.pk))
    return redirect(column_address(item))


def _page(
    request: HttpRequest, one: LearningSession, seat: Seat, sent: NoteForm | None = None
) -> HttpResponse:
    """The board; with a note that was ``sent`` and refused, its form stands where it was typed."""
    now, today = timezone.now(), timezone.localdate()
    live = live_context(one, request.user, now=now)
    columns = columns_of(one, request.user)
    _add_forms(columns, one, sent, opened=request.GET.get("column", ""))
    context = live | {
        "session": one,
        "seat": seat,
        "room": room_of(one, seat, columns, today=today),
        "form": sent,
        "my_group": group_of(one, request.user, today=today) if seat.own_teams else None,
    }
    return render(request, "wins/board/page.html", context, status=422 if sent and sent.errors else 200)


def _add_forms(columns: list[Column], one: LearningSession, sent: NoteForm | None, *, opened: str) -> None:
    """A form in each column, and which columns are open: the current one, the one that is asked for, or all.

    What was typed under a question that is gone meanwhile stands in the first column.
    """
    typed_in = sent.data.get("item", "") if sent else ""
    running = any(column.item.is_current for column in columns)
    for item in [column.item for column in columns]:
        is_here = str(item.pk) == typed_in
        item.form = sent if is_here else NoteForm.under(item, one)
        item.is_open = is_here or item.is_current or str(item.pk) == opened or not running
    if sent and columns and not any(column.item.form is sent for column in columns):
        columns[0].item.form.initial["text"] = sent.data.get("text", "")


def _item(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> AgendaItem:
    """One item of the board, for the facilitator of an open trajectory."""
    item = access.get_item(request.user, session_id, item_id, Capability.MANAGE)
    access.refuse_when_closed(item.learning_session.trajectory)
    return item


@require_POST
def board_reveal(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    item = _item(request, session_id, item_id)
    services.reveal(item=item, now=timezone.now())
    messages.success(request, _("Everybody in the session can read the notes now."))
    return redirect(column_address(item, f"column-{item.pk}"))


def _ambition_form(latest: Wording | None, data: object = None) -> AmbitionForm:
    initial = {"text": latest.text, "version": latest.pk} if latest else {"version": 0}
    return AmbitionForm(data, initial=initial)


@require_http_methods(["GET", "POST"])
def board_ambition(request: HttpRequest, session_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """The ambition round ends in a new wording; the notes stand beside the form."""
    item = _item(request, session_id, item_id)
    if not item.is_ambition_round:
        raise Http404
    one = item.learning_session
    ambition = one.trajectory.wordings.filter(kind=WordingKind.AMBITION)
    form = _ambition_form(ambition.first(), request.POST or None)
    page = partial(_ambition_page, request, form, item)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, one.trajectory, page=page):
        return asked
    words, seen = form.cleaned_data["text"], form.cleaned_data["version"] or 0
    try:
        services.end_ambition_round(item=item, text=words, author=request.user, seen=seen, now=timezone.now())
    except versions.StaleVersion:
        theirs = ambition.first()
        return versions.conflict(request, mine=form, theirs=_ambition_form(theirs), version=theirs.pk)
    messages.success(request, _("The ambition is kept in these words. Earlier ones stay readable."))
    return redirect(column_address(item, f"column-{item.pk}"))


def _ambition_page(request: HttpRequest, form: AmbitionForm, item: AgendaItem) -> HttpResponse:
    rows = readable_notes(item.learning_session, request.user)
    context = {
        "form": form,
        "item": item,
        "session": item.learning_session,
        "notes": [note for note in rows if note.agenda_item_id == item.pk],
    }
    return render(request, "wins/board/ambition.html", context, status=422 if form.errors else 200)


@require_POST
def win_show(request: HttpRequest, win_id: uuid.UUID) -> HttpResponse:
    """Its author shows a story of the team in one session, or takes it back. Nobody else does."""
    win = get_win(request.user, win_id, AUTHOR)
    seen = LearningSession.objects.visible_to(request.user, timezone.localdate()).not_draft()
    form = ShowForm(request.POST, sessions=seen.filter(trajectory=win.team.trajectory_id))
    if not form.is_valid():
        raise Http404
    one = form.cleaned_data["session"]
    if form.cleaned_data["action"] == "take_back":
        shown.take_back(win=win, learning_session=one)
        messages.success(request, _("Your story is no longer on the board."))
    elif asked := _show(request, win, one):
        return asked
    return redirect(reverse("wins:board", args=[one.pk]) + "#stories")


def _show(request: HttpRequest, win: Win, one: LearningSession) -> HttpResponse | None:
    """Shows it, or answers with what comes first: the privacy question, or changing the text."""
    get_win(request.user, win.pk, WRITE)
    if win.is_draft or win.is_withdrawn or not one.teams.filter(pk=win.team_id).exists():
        raise Http404
    access.refuse_when_closed(one.trajectory)
    if privacy.wants_change(request):
        return redirect("wins:edit", win.pk)
    texts = [(_("Title"), win.title), (_("Story"), win.story)]
    if asked := privacy.ask(
        request, [(label, words) for label, words in texts if words], win.team.trajectory
    ):
        return asked
    shown.show_win(win=win, learning_session=one, now=timezone.now())
    messages.success(request, _("Everybody in this session reads your story on the board."))
    return None
