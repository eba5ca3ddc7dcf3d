"""One note of the board: change, delete, put together, make something of it, undo that."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sessions import access
from sessions.models import Became, BoardNote
from sessions.selectors.board import Seat, readable_notes, seat_of
from sessions.services import board
from smallwins import versions
from trajectories import privacy
from wins.forms import board as forms
from wins.services import notes as services
from wins.views.board import column_address


def _seat(request: HttpRequest, note: BoardNote) -> Seat:
    """This person's place in the room of the note. Raises PermissionDenied for who only listens."""
    trajectory = note.learning_session.trajectory
    seat = seat_of(note.learning_session, request.user, today=timezone.localdate())
    if not seat.takes_part:
        raise access.refuse(trajectory.name, trajectory.pk)
    access.refuse_when_closed(trajectory)
    return seat


def _require(allowed: bool, note: BoardNote) -> None:
    trajectory = note.learning_session.trajectory
    if not allowed:
        raise access.refuse(trajectory.name, trajectory.pk)


def _back(note: BoardNote) -> HttpResponse:
    return redirect(column_address(note.agenda_item, f"note-{note.pk}"))


def _form_page(
    request: HttpRequest, form: Any, note: BoardNote, template: str, **context: object
) -> HttpResponse:
    known = {"form": form, "note": note, "session": note.learning_session}
    known["back"] = column_address(note.agenda_item, f"note-{note.pk}")
    status = 422 if form.errors else 200
    return render(request, f"wins/board/{template}.html", known | context, status=status)


def _edit_form(note: BoardNote, data: object = None) -> forms.NoteEditForm:
    return forms.NoteEditForm(data, initial={"text": note.text, "version": note.version})


@require_http_methods(["GET", "POST"])
def note_edit(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    note = access.get_note(request.user, note_id)
    _require(_seat(request, note).may_change(note), note)
    form = _edit_form(note, request.POST or None)
    page = partial(_form_page, request, form, note, "edit")
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, note.learning_session.trajectory, page=page):
        return asked
    note.text = form.cleaned_data["text"]
    try:
        board.edit_note(note=note, version=form.cleaned_data["version"] or 0)
    except versions.StaleVersion:
        saved = access.get_note(request.user, note_id)
        return versions.conflict(request, mine=form, theirs=_edit_form(saved), version=saved.version)
    messages.success(request, _("Your note is changed."))
    return _back(note)


@require_http_methods(["GET", "POST"])
def note_delete(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Asks on its own page; nothing stays on the board."""
    note = access.get_note(request.user, note_id)
    _require(_seat(request, note).may_delete(note), note)
    if request.method == "POST":
        board.delete_note(note=note)
        messages.success(request, _("The note is deleted."))
        return redirect(column_address(note.agenda_item, f"column-{note.agenda_item_id}"))
    context = {"note": note, "back": column_address(note.agenda_item, f"note-{note.pk}")}
    return render(request, "wins/board/delete.html", context)


def _theme_form(note: BoardNote, data: object = None) -> forms.ThemeForm:
    return forms.ThemeForm(data, initial={"theme": note.theme, "version": note.version})


@require_http_methods(["GET", "POST"])
def note_theme(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Notes with the same theme stand together; everybody in the room does this."""
    note = access.get_note(request.user, note_id)
    _require(_seat(request, note).writes, note)
    form = _theme_form(note, request.POST or None)
    rows = readable_notes(note.learning_session, request.user)
    themes = sorted({row.theme for row in rows if row.agenda_item_id == note.agenda_item_id and row.theme})
    page = partial(_form_page, request, form, note, "theme", themes=themes)
    if not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, note.learning_session.trajectory, page=page):
        return asked
    theme, version = form.cleaned_data["theme"], form.cleaned_data["version"] or 0
    try:
        board.put_together(note=note, theme=theme, version=version)
    except versions.StaleVersion:
        saved = access.get_note(request.user, note_id)
        return versions.conflict(request, mine=form, theirs=_theme_form(saved), version=saved.version)
    return _back(note)


class Making(NamedTuple):
    """How something is made of a note: its form, its service, and what the pages say."""

    form: Callable[..., Any]
    make: Callable[..., Model]
    title: Promise
    button: Promise
    done: Promise


MAKINGS = {
    Became.WIN: Making(
        forms.StoryOfNoteForm,
        services.make_story,
        gettext_lazy("Make it your story"),
        gettext_lazy("Keep it as my draft"),
        gettext_lazy("Kept as a draft. Only you see it."),
    ),
    Became.BARRIER: Making(
        forms.BarrierOfNoteForm,
        services.make_barrier,
        gettext_lazy("Make it a barrier"),
        gettext_lazy("Name the barrier"),
        gettext_lazy("The barrier is named for the team."),
    ),
    Became.QUESTION: Making(
        forms.QuestionOfNoteForm,
        services.make_question,
        gettext_lazy("Make it a learning question"),
        gettext_lazy("Put it on the learning agenda"),
        gettext_lazy("The question is on the learning agenda."),
    ),
    Became.SOLUTION: Making(
        forms.SolutionOfNoteForm,
        services.make_solution,
        gettext_lazy("Make it a partial solution"),
        gettext_lazy("Add the partial solution"),
        gettext_lazy("The partial solution is added."),
    ),
    Became.STEP: Making(
        forms.StepOfNoteForm,
        services.make_step,
        gettext_lazy("Make it a step"),
        gettext_lazy("Add the step"),
        gettext_lazy("The step is added."),
    ),
}


@require_http_methods(["GET", "POST"])
def note_become(request: HttpRequest, note_id: uuid.UUID, kind: Became) -> HttpResponse:
    """Make one thing of a note, once."""
    note, making = access.get_note(request.user, note_id), MAKINGS[kind]
    seat = _seat(request, note)
    _require(seat.may_make(kind, note), note)
    form = making.form(request.POST or None, note=note, seat=seat)
    known = note.learning_session.trajectory.barriers.all() if kind == Became.BARRIER else ()
    page = partial(_form_page, request, form, note, "become", making=making, kind=kind, barriers=known)
    if request.method == "GET" or not form.is_valid():
        return page()
    if asked := privacy.ask_about(request, form, note.learning_session.trajectory, page=page):
        return asked
    try:
        made = making.make(note=note, author=request.user, now=timezone.now(), **form.cleaned_data)
    except board.AlreadyBecame:
        messages.error(request, _("Something was made of this note before."))
        return _back(note)
    if kind == Became.WIN:
        return redirect("wins:saved", made.pk)
    messages.success(request, making.done)
    return _back(note)


@require_POST
def note_undo(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """What a note became is taken back, while nobody went on with it."""
    note = access.get_note(request.user, note_id)
    seat = _seat(request, note)
    try:
        services.undo(note=note, seat=seat)
    except services.NotUndoable:
        messages.error(request, _("This stays: somebody went on with it."))
    else:
        messages.success(request, _("Undone. You can make something else of the note."))
    return _back(note)
