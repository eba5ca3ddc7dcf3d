"""The agenda below the form of a session: its rows, its words, and what a conflict compares."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.forms.agenda import agenda_formset
from sessions.models import LearningSession
from sessions.services.agenda_rows import AgendaRow
from trajectories import privacy

#: Rows of one form at most.
MOST_ROWS = 60


def items_of(session: LearningSession) -> list[dict[str, Any]]:
    """The rows of a session as a formset shows them."""
    return list(session.agenda_items.values("id", "title", "minutes", "version"))


def more_rows(
    request: HttpRequest, context: dict[str, Any], *, items: list[dict[str, Any]]
) -> dict[str, Any]:
    """The same page with four more agenda rows; nothing is judged or saved yet."""
    data, said = request.POST.copy(), request.POST.get("agenda-TOTAL_FORMS", "")
    shown = int(said) if said.isdecimal() and len(said) < 4 else 0
    data["agenda-TOTAL_FORMS"] = str(min(shown + 4, MOST_ROWS))
    agenda = agenda_formset(data=data, items=items)
    for form in (context["form"], *agenda.forms):
        form.errors.clear()
    return context | {"agenda": agenda, "quiet": True}


def texts_of(form: Any, agenda: Sequence[AgendaRow]) -> list[tuple[str, str]]:
    """(label, words) of all that others will read, the titles of the agenda too."""
    label = _("Agenda item")
    return [*privacy.texts_of(form), *((label, row.title) for row in agenda)]


def agenda_in_words(minutes: Sequence[int], *, duration: int) -> str:
    """The total of an agenda against the minutes of its session, as a sentence; empty without an agenda."""
    total = sum(minutes)
    if not total:
        return ""
    if total == duration:
        return _("The agenda fills the session exactly: %(total)d minutes.") % {"total": total}
    left = abs(duration - total)
    if total < duration:
        text = ngettext(
            "The agenda takes %(total)d of %(duration)d minutes: %(left)d minute is free.",
            "The agenda takes %(total)d of %(duration)d minutes: %(left)d minutes are free.",
            left,
        )
    else:
        text = ngettext(
            "The agenda takes %(total)d minutes: %(left)d minute longer than the session.",
            "The agenda takes %(total)d minutes: %(left)d minutes longer than the session.",
            left,
        )
    return text % {"total": total, "duration": duration, "left": left}


class _AgendaText(forms.Form):
    agenda = forms.CharField(label=gettext_lazy("Agenda"), widget=forms.Textarea)


class WithAgenda:
    """A form of a session and its agenda, as ``versions.conflict`` compares them."""

    def __init__(self, form: Any, rows: Sequence[tuple[str, int]], *, data: Any = None) -> None:
        self.form, self.data = form, data
        self.text = _AgendaText(initial={"agenda": "\n".join(f"{title} ({m})" for title, m, *_rest in rows)})

    def __iter__(self) -> Iterator[forms.BoundField]:
        return chain(self.form, self.text)

    def __getitem__(self, name: str) -> forms.BoundField:
        return self.text[name] if name == "agenda" else self.form[name]

    def add_prefix(self, name: str) -> str:
        return self.form.add_prefix(name)


def with_versions_of(data: Any, session: LearningSession) -> Any:
    """The post again, its agenda rows at the versions they have now: who saves it has seen them."""
    data, versions = data.copy(), dict(session.agenda_items.values_list("pk", "version"))
    now = {str(pk): str(version) for pk, version in versions.items()}
    for name in list(data):
        if name.startswith("agenda-") and name.endswith("-id"):
            data[f"{name.removesuffix('-id')}-version"] = now.get(data[name], "")
    return data
