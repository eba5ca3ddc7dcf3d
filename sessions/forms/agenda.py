"""The agenda of a session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import AgendaItem
from sessions.models.session import LONGEST
from sessions.services.agenda_rows import AgendaRow
from smallwins.forms import AccessibleFormMixin


class AgendaItemForm(AccessibleFormMixin, forms.ModelForm):
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        error_messages={
            "required": _("Enter the minutes of this item"),
            "invalid": _("Enter a number of minutes"),
        },
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "minutes"]
        labels = {"title": _("Agenda item")}
        error_messages = {"title": {"required": _("Give the item a title, or empty its minutes too")}}


class AgendaRowForm(AgendaItemForm):
    """One row in the form of a session; it is known by its id, and falls away when both fields are empty."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False

    @property
    def row_id(self) -> str:
        """The id of the kept row, as shown or as sent back; empty for a new one."""
        return str(self["id"].value() or "")

    def is_empty(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in ("title", "minutes"))

    def full_clean(self) -> None:
        """Nothing is wrong with a row that falls away."""
        super().full_clean()
        if self.is_bound and self.is_empty():
            self._errors.clear()


class BaseAgendaFormSet(forms.BaseFormSet):
    """Rows in order; an empty row falls away."""

    def agenda(self) -> list[AgendaRow]:
        """Every filled row."""
        return [
            AgendaRow(form.cleaned_data["title"], form.cleaned_data["minutes"], *_known(form.cleaned_data))
            for form in self.forms
            if not form.is_empty()
        ]

    def refuse_removal(self, rows: Iterable[AgendaItem]) -> None:
        """Say at each row that it holds what people wrote, and put its title and minutes back."""
        kept = {str(row.pk): row for row in rows}
        self.data = self.data.copy()
        for form in self.forms:
            row = kept.pop(form.row_id, None)
            if row is not None:
                for name in ("title", "minutes"):
                    self.data[form.add_prefix(name)] = str(getattr(row, name))
                form.data = self.data
                form.add_error(
                    "title",
                    _("“%(title)s” has notes, an outcome or materials: it stays in the agenda")
                    % {"title": row.title},
                )


def _known(data: dict[str, Any]) -> tuple[Any, Any]:
    return (data["id"], data.get("version")) if data.get("id") else (None, None)


def agenda_formset(*, data: Any = None, items: list[dict[str, Any]], extra: int = 3) -> Any:
    """A formset over agenda rows (title, minutes, id, version); ``extra`` empty rows below."""
    factory = forms.formset_factory(
        AgendaRowForm, formset=BaseAgendaFormSet, extra=extra, max_num=60, absolute_max=80
    )
    return factory(data, initial=items, prefix="agenda")
