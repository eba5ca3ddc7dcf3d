"""A note on what propels stories."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from smallwins.text import STORY, PlainTextFormField
from wins.models import Mechanism, Win

#: By what one notices it (docs/method.md §4).
NOTICED = {
    Mechanism.ENERGIZING: _("somebody offers to take the next step"),
    Mechanism.LEARNING_BY_DOING: _("“next time we do it differently”"),
    Mechanism.ATTRACTION: _("partners, hours or rooms come along"),
    Mechanism.BANDWAGON: _("others start doing it too"),
    Mechanism.COUPLING: _("levels or subjects connect"),
    Mechanism.ROBUSTNESS: _("it survives a bad night"),
}


class MechanismNoteForm(AccessibleFormMixin, forms.Form):
    """Which mechanism, in your own words, and the stories you saw it in, out of ``wins``."""

    checked_fields = ("text",)

    mechanism = forms.ChoiceField(
        label=_("What do you recognise?"),
        choices=[(one.value, format_lazy("{}: {}", one.label, NOTICED[one])) for one in Mechanism],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you recognise")},
    )
    text = PlainTextFormField(
        label=_("What do you see happening?"),
        limit=STORY,
        widget=forms.Textarea,
        error_messages={"required": _("Write down what you see")},
    )
    wins = forms.TypedMultipleChoiceField(
        label=_("In which stories?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one story"),
            "invalid_choice": _("Choose stories from the list"),
        },
    )

    def __init__(self, *args: Any, wins: Sequence[Win], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(win.pk): win for win in wins}
        field = self.fields["wins"]
        field.choices = [(key, _label(win)) for key, win in known.items()]
        field.coerce = known.__getitem__


def _label(win: Win) -> str:
    return f"{win.team.name}, {win.happened_on:%d-%m-%Y}: {win.display_title}"
