"""The record of an agenda item: notes, outcome, and what a team will try."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.models import AgendaItem
from smallwins.forms import AccessibleFormMixin
from smallwins.text import STEP, PlainTextFormField
from trajectories.models import Team


class RecordForm(AccessibleFormMixin, forms.ModelForm):
    """Everybody in the session reads it."""

    checked_fields = ("notes", "outcome")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AgendaItem
        fields = ["notes", "outcome"]
        labels = {"notes": _("Notes"), "outcome": _("What came out of it")}
        widgets = {"notes": forms.Textarea, "outcome": forms.Textarea}
        help_texts = {"notes": _("What was said, without names of residents.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version


class TeamStepForm(AccessibleFormMixin, forms.Form):
    """What one of these teams will try."""

    checked_fields = ("text",)

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = PlainTextFormField(
        label=_("What will you try?"),
        limit=STEP,
        error_messages={"required": _("Write down what you will try")},
    )
    team = forms.ModelChoiceField(
        label=_("Which team?"),
        queryset=Team.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a team"), "invalid_choice": _("Choose a team")},
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.initial["team"] = teams[0]
