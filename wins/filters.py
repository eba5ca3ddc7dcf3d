"""Filters on a list of wins: kept in the address, so that a page can be shared; never beyond one's rights."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from smallwins.text import REASON, PlainTextFormField
from smallwins.when import date_in_words
from trajectories.forms import DateField
from trajectories.models import Trajectory
from wins.models import Win, WinKind
from wins.verdict import Kind


class KnownChoiceField(forms.ChoiceField):
    """One of the choices; another value is as good as none."""

    def clean(self, value: Any) -> str:
        """The key of a choice, or nothing; raises nothing."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            return ""


class WinFilterForm(forms.Form):
    """Each filter optional: an unknown choice filters nothing, wrong words or days get a message.

    What one can choose from belongs to ``trajectories``, which the caller reads through the gates.
    """

    use_required_attribute = False
    #: Field → what it asks of a win.
    lookups = {
        "kind": "kind",
        "verdict": "verdict",
        "partial_solution": "partial_solutions",
        "barrier": "barrier_links__barrier",
        "from": "happened_on__gte",
        "until": "happened_on__lte",
    }

    q = PlainTextFormField(
        label=_("Search for"),
        limit=REASON,
        required=False,
        help_text=_("You also find other forms of a word. In quotes: these words in a row."),
    )
    kind = KnownChoiceField(label=_("Kind"), required=False)
    verdict = KnownChoiceField(label=_("The team calls it"), required=False)
    partial_solution = KnownChoiceField(label=_("Partial solution"), required=False)
    barrier = KnownChoiceField(label=_("Barrier"), required=False)

    def __init__(self, *args: Any, trajectories: Sequence[Trajectory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trajectories = trajectories
        del self.fields["q"].widget.attrs["data-max-chars"]  # so long a question is no slip of the pen
        # ``from`` is a word of Python itself, so this field has no place above.
        self.fields["from"] = DateField(label=_("From"), required=False)
        self.fields["until"] = DateField(label=_("Until"), required=False)
        self.offer("kind", WinKind.choices)
        self.offer("verdict", Kind.choices)
        self.offer("partial_solution", self.things_of("partial_solutions"))
        self.offer("barrier", self.things_of("barriers"))

    def offer(self, name: str, choices: Sequence[Any]) -> None:
        """Let people choose from these, or leave it open."""
        self.fields[name].choices = [("", _("All")), *choices]

    def things_of(self, name: str) -> list[Any]:
        """Choices of one kind, under the name of their trajectory where there are several."""
        groups = [
            (one.name, [(str(thing.pk), thing.name) for thing in getattr(one, name).all()])
            for one in self.trajectories
        ]
        return groups[0][1] if len(groups) == 1 else [group for group in groups if group[1]]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("from"), data.get("until")
        if first and last and last < first:
            self.add_error("until", _("Choose the same day or a later one"))
        return data

    @property
    def chosen(self) -> dict[str, Any]:
        """The valid filters that are filled in."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Everything but the words."""
        return [field for field in self if field.name != "q"]

    @property
    def in_use(self) -> list[tuple[str, str]]:
        """Which of these are in use, as (label, value in words)."""
        chosen = self.chosen
        return [
            (field.label, self._in_words(field.name, chosen[field.name]))
            for field in self.more_fields
            if field.name in chosen
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, dt.date):
            return date_in_words(value)
        return str(dict(flatten_choices(self.fields[name].choices))[value])

    @property
    def has_wrong_filter(self) -> bool:
        """Whether one of these needs mending."""
        return bool(self.errors.keys() - {"q"})

    def narrow(self, wins: QuerySet[Win]) -> QuerySet[Win]:
        """These wins, as far as they pass the filters."""
        chosen = self.chosen
        if "verdict" in chosen:
            wins = wins.with_verdict()
        if "q" in chosen:
            wins = wins.matching(chosen["q"])
        return wins.filter(**{self.lookups[name]: value for name, value in chosen.items() if name != "q"})


class SearchForm(WinFilterForm):
    """The same over all trajectories of one reader, with their teams."""

    lookups = WinFilterForm.lookups | {"trajectory": "team__trajectory", "team": "team"}
    field_order = ("q", "trajectory", "team", "kind", "verdict", "partial_solution", "barrier")

    trajectory = KnownChoiceField(label=_("Trajectory"), required=False)
    team = KnownChoiceField(label=_("Team"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("trajectory", [(str(one.pk), one.name) for one in self.trajectories])
        self.offer("team", self.things_of("teams"))
        if len(self.trajectories) < 2:
            del self.fields["trajectory"]
