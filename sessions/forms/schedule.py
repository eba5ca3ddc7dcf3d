"""Planning sessions: a whole programme, a series, or one."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.forms.session import SessionForm
from sessions.occurrences import MOST, Wall, dates_of
from smallwins.when import LATEST
from trajectories.forms import DateField
from trajectories.programmes.plan import Plan
from trajectories.selectors.programmes import Offered

PROGRAMME, SERIES, SINGLE = "programme", "series", "single"
_RHYTHM = ("repeat_every_weeks", "repeat_count", "repeat_until")
_CONTENT = (
    "title",
    "purpose",
    "duration_minutes",
    "place",
    "preparation",
    "preparation_minutes",
    "reminder_offsets",
    "reminder_subject",
    "reminder_note",
)
#: What another mode asks: it may hold anything, and is never judged.
_IGNORED = {
    PROGRAMME: (*_RHYTHM, *_CONTENT),
    SERIES: ("programme",),
    SINGLE: ("programme", *_RHYTHM),
}


class NumberField(forms.IntegerField):
    """A number between two bounds, which its error names."""

    widget = forms.NumberInput(attrs={"class": "input-short"})

    def __init__(self, *, lowest: int, highest: int, **kwargs: Any) -> None:
        self.lowest, self.highest = lowest, highest
        super().__init__(error_messages={"invalid": _("Enter a number")}, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.lowest <= value <= self.highest:
            raise forms.ValidationError(
                _("Choose a number from %(lowest)d to %(highest)d")
                % {"lowest": self.lowest, "highest": self.highest},
                code="out_of_range",
            )


class ScheduleForm(SessionForm):
    """One form for three ways of planning; what the chosen one does not ask is ignored."""

    mode = forms.ChoiceField(
        label=_("What are you planning?"),
        choices=[(PROGRAMME, _("Programme")), (SERIES, _("Series")), (SINGLE, _("One session"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you plan")},
    )
    programme = forms.ChoiceField(
        label=_("Which programme?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a programme"),
            "invalid_choice": _("Choose a programme from the list"),
        },
    )
    repeat_every_weeks = NumberField(label=_("Every how many weeks?"), lowest=1, highest=52, initial=2)
    repeat_count = NumberField(
        label=_("How many sessions?"),
        lowest=1,
        highest=MOST,
        required=False,
        help_text=_("Fill in this, or the last day."),
    )
    repeat_until = DateField(label=_("Until which day?"), required=False)

    field_order = [
        "mode",
        "programme",
        "starts_at_date",
        "starts_at_time",
        "starts_at_fold",
        "time_zone",
        "video_url",
        "teams",
        *_RHYTHM,
        *_CONTENT,
    ]

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[Offered],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {offered.key: offered.plan for offered in programmes}
        self.fields["programme"].choices = [(key, _in_words(plan)) for key, plan in self.plans.items()]
        self.fields["starts_at_date"].label = _("First date")
        if len(self.plans) == 1:
            self.initial.setdefault("programme", programmes[0].key)

    @property
    def chosen(self) -> str:
        """The mode as sent, or as shown at first."""
        return str(self["mode"].value() or "")

    @property
    def asks_agenda(self) -> bool:
        return self.chosen != PROGRAMME

    def full_clean(self) -> None:
        super().full_clean()
        ignored = _IGNORED.get(self.chosen, ("programme", *_RHYTHM, *_CONTENT))
        for name in ignored if self.is_bound else ():
            self._errors.pop(name, None)

    def walls(self, first: Wall) -> list[Wall]:
        dates = {PROGRAMME: self._of_programme, SERIES: self._of_series}.get(self.chosen)
        found = dates(first.date) if dates else [first.date]
        return [Wall(date, first.time, first.zone) for date in found or [first.date]]

    def _of_programme(self, first: dt.date) -> list[dt.date]:
        if not (key := self.cleaned_data.get("programme")):
            return []
        plan = self.cleaned_data["plan"] = self.plans[key]
        return [first + dt.timedelta(days=one.day) for one in plan.sessions]

    def _of_series(self, first: dt.date) -> list[dt.date]:
        """Every date of the series; none when it has errors, which are then said."""
        every, count, until = (self.cleaned_data.get(name) for name in _RHYTHM)
        if self._errors.keys() & set(_RHYTHM) or not every:
            return []
        wrong = _wrong_rhythm(first, count, until)
        dates = [] if wrong else dates_of(first, every_weeks=every, count=count, until=until)
        if len(dates) > MOST:
            wrong = ("repeat_until", _("A series has at most %(most)d sessions") % {"most": MOST})
        elif dates and dates[-1] > LATEST:
            wrong = ("repeat_count", _("Choose dates before 2100"))
        if wrong:
            self.add_error(*wrong)
        return [] if wrong else dates


def _in_words(plan: Plan) -> str:
    number = len(plan.sessions)
    text = ngettext("%(name)s (%(count)d session)", "%(name)s (%(count)d sessions)", number)
    return text % {"name": plan.name, "count": number}


def _wrong_rhythm(first: dt.date, count: int | None, until: dt.date | None) -> tuple[str, Any] | None:
    """The field and what is wrong with how a series ends."""
    if count is None and until is None:
        return "repeat_count", _("Say how many sessions, or until which day")
    if count is not None and until is not None:
        return "repeat_until", _("Choose one: how many sessions, or until which day")
    if until is not None and until < first:
        return "repeat_until", _("Choose a last day on or after the first date")
    return None
