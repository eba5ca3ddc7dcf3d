"""Which file somebody wants."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from trajectories.forms import DateField
from trajectories.models import Team, Trajectory
from wins.exports.order import Order
from wins.models import ExportFormat, ExportKind


class ExportForm(AccessibleFormMixin, forms.Form):
    """What, in which shape, and for stories perhaps of one team or one period."""

    kind = forms.ChoiceField(
        label=_("What do you want to export?"),
        choices=[(one.value, capfirst(one.label)) for one in ExportKind],
        widget=forms.RadioSelect,
        initial=ExportKind.WINS,
        error_messages={"required": _("Choose what you want to export")},
    )
    format = forms.ChoiceField(
        label=_("As which file?"),
        choices=[(one.value, one.label) for one in (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.JSON)],
        widget=forms.RadioSelect,
        initial=ExportFormat.XLSX,
        help_text=_("The whole trajectory comes as JSON, everything else as Excel or CSV."),
        error_messages={"required": _("Choose a kind of file")},
    )
    team = forms.ModelChoiceField(
        label=_("Of which team?"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("All teams"),
        error_messages={"invalid_choice": _("Choose a team from the list")},
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, trajectory: Trajectory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trajectory = trajectory
        self.fields["team"].queryset = trajectory.teams.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") and data.get("format"):
            is_whole, is_json = data["kind"] == ExportKind.TRAJECTORY, data["format"] == ExportFormat.JSON
            if is_whole and not is_json:
                self.add_error("format", _("Choose JSON for the whole trajectory"))
            elif is_json and not is_whole:
                self.add_error("format", _("Choose Excel or CSV"))
        if data.get("kind") != ExportKind.WINS:
            data |= {"team": None, "since": None, "until": None}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("Choose a last day after the first"))
        return data

    def order(self, *, reader: User, now: dt.datetime) -> Order:
        """What was asked, by whom; for a valid form."""
        asked = {name: self.cleaned_data[name] for name in ("kind", "format", "team", "since", "until")}
        language = translation.get_language()
        return Order(reader=reader, trajectory=self.trajectory, language=language, now=now, **asked)
