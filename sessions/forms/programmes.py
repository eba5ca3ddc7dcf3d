"""Saving a trajectory as a programme, and starting a new cohort from it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.forms import AccessibleFormMixin
from smallwins.text import TITLE, PlainTextFormField, validate_https_link
from smallwins.when import EARLIEST, LATEST
from trajectories.forms import DateField
from trajectories.programmes.plan import Plan


class SaveProgrammeForm(AccessibleFormMixin, forms.Form):
    """What the programme is called, and what does not go along."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = PlainTextFormField(
        label=_("Name of the programme"),
        limit=TITLE,
        widget=forms.TextInput,
        error_messages={"required": _("Give the programme a name")},
    )
    language = forms.ChoiceField(
        label=_("Language of its texts"), choices=Language.choices, widget=forms.RadioSelect
    )
    left_out = forms.MultipleChoiceField(
        label=_("Leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For instance an item that is about one person or one story."),
    )

    def __init__(self, *args: Any, items: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_out"].choices = items


class CohortForm(AccessibleFormMixin, forms.Form):
    """A name and a first day; the rest is as it was."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = PlainTextFormField(
        label=_("Name of the new trajectory"),
        limit=TITLE,
        widget=forms.TextInput,
        error_messages={"required": _("Give the trajectory a name")},
    )
    starts_on = DateField(label=_("First day"), error_messages={"required": _("Choose the first day")})
    video_url = forms.CharField(
        label=_("Video link"),
        max_length=500,
        required=False,
        validators=[validate_https_link],
        help_text=_("Starts with https://"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    same_teams = forms.BooleanField(
        label=_("Make teams with the same names"),
        required=False,
        help_text=_("Without their people. You invite those yourself."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.days = [session.day for session in plan.sessions]
        super().__init__(*args, **kwargs)

    def clean_starts_on(self) -> dt.date:
        """Every session has to fall on a day that can be planned."""
        first = self.cleaned_data["starts_on"]
        if first < timezone.localdate():
            raise forms.ValidationError(_("Choose today or later"), code="past")
        for day in self.days:
            if not (EARLIEST - first).days <= day <= (LATEST - first).days:
                raise forms.ValidationError(_("Choose a date between 2000 and 2100"), code="out_of_range")
        return first
