"""The agenda of a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import AgendaItem
from sessions.models.session import LONGEST
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


class BaseAgendaFormSet(forms.BaseFormSet):
    """Rows in order; an empty row falls away."""

    def agenda(self) -> list[tuple[str, int]]:
        """(title, minutes) of every filled row."""
        rows = (form.cleaned_data for form in self.forms if form.has_changed())
        return [(row["title"], row["minutes"]) for row in rows if row and not row.get("DELETE")]


def agenda_formset(*, data: Any = None, items: list[dict[str, Any]], extra: int = 3) -> Any:
    """A formset over agenda rows; ``extra`` empty rows below."""
    factory = forms.formset_factory(
        AgendaItemForm, formset=BaseAgendaFormSet, extra=extra, max_num=60, absolute_max=80
    )
    return factory(data, initial=items, prefix="agenda")
