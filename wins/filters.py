"""Filters on a list of wins: kept in the address, so that a page can be shared; never beyond one's rights."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from trajectories.models import Team
from wins.models import Win, WinKind
from wins.verdict import Kind


class WinFilterForm(forms.Form):
    """Each filter optional; an unknown value filters nothing."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    verdict = forms.ChoiceField(label=_("The team calls it"), required=False)
    partial_solution = forms.ModelChoiceField(
        label=_("Partial solution"), required=False, queryset=None, empty_label=_("All")
    )
    barrier = forms.ModelChoiceField(label=_("Barrier"), required=False, queryset=None, empty_label=_("All"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["kind"].choices = [("", _("All")), *WinKind.choices]
        self.fields["verdict"].choices = [("", _("All")), *Kind.choices]
        self.fields["partial_solution"].queryset = team.trajectory.partial_solutions.all()
        self.fields["barrier"].queryset = team.trajectory.barriers.all()

    def apply(self, *, user: User, today: dt.date) -> QuerySet[Win]:
        """The team's shared wins this person may read, narrowed by the valid filters, newest first."""
        self.is_valid()
        data = {name: value for name, value in self.cleaned_data.items() if value}
        wins = Win.objects.visible_to(user, today).filter(team=self.team).shared().with_verdict()
        if "kind" in data:
            wins = wins.filter(kind=data["kind"])
        if "verdict" in data:
            wins = wins.filter(verdict=data["verdict"])
        if "partial_solution" in data:
            wins = wins.filter(partial_solutions=data["partial_solution"])
        if "barrier" in data:
            wins = wins.filter(barrier_links__barrier=data["barrier"])
        return wins.select_related("author", "team").order_by("-happened_on", "-created_at")
