"""Which period and which texts a report is about; kept in its address."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from trajectories.forms import DateField
from wins.models import PublishedWin


class ReportForm(AccessibleFormMixin, forms.Form):
    """Everything optional: without a choice the latest texts of the whole time."""

    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)
    copy = forms.ModelMultipleChoiceField(
        label=_("Which texts?"),
        queryset=PublishedWin.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most five stories and one setback fit; without a choice the latest."),
        error_messages={
            "invalid_choice": _("Choose texts from the list"),
            "invalid_pk_value": _("Choose texts from the list"),
        },
    )

    def __init__(
        self, *args: Any, copies: QuerySet[PublishedWin], first: dt.date, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.today = first, today
        self.fields["copy"].queryset = copies

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["since"] = data.get("since") or self.first
        data["until"] = data.get("until") or self.today
        if data["since"] > data["until"] and not self.errors:
            self.add_error("until", _("Choose a last day after the first"))
        return data
