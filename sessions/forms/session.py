"""Planning and cancelling a session."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from sessions.models.session import LONGEST, SHORTEST
from smallwins import when
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, PlainTextFormField
from trajectories.forms import DateField
from trajectories.models import Team, Trajectory

#: Minutes before the start, and how people say it.
OFFSETS = [
    (7 * 24 * 60, _("7 days before")),
    (2 * 24 * 60, _("2 days before")),
    (24 * 60, _("1 day before")),
    (2 * 60, _("2 hours before")),
]


class TimeField(forms.TimeField):
    """The browser's own time field; hours and minutes."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input-short"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Enter a time, for instance 14:00")})
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class SessionForm(AccessibleFormMixin, forms.ModelForm):
    """One session. Date and time are what a wall clock in ``time_zone`` shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    starts_at_date = DateField(label=_("Date"), help_text=_("For instance 2027-06-01"))
    starts_at_time = TimeField(label=_("Time"), initial=dt.time(14))
    duration_minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=90,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        error_messages={"invalid": _("Enter a number of minutes")},
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=when.zone_choices,
        error_messages={"invalid_choice": _("Choose a time zone from the list")},
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one team"),
            "invalid_choice": _("Choose teams of this trajectory"),
            "invalid_pk_value": _("Choose teams of this trajectory"),
        },
    )
    reminder_offsets = forms.TypedMultipleChoiceField(
        label=_("Reminders"),
        choices=OFFSETS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LearningSession
        fields = [
            "title",
            "purpose",
            "starts_at_date",
            "starts_at_time",
            "duration_minutes",
            "time_zone",
            "video_url",
            "place",
            "teams",
            "preparation",
            "preparation_minutes",
            "reminder_offsets",
        ]
        labels = {
            "title": _("Title"),
            "purpose": _("Purpose"),
            "video_url": _("Video link"),
            "place": _("Place"),
            "preparation": _("What people prepare"),
            "preparation_minutes": _("Minutes of preparation"),
        }
        help_texts = {"video_url": _("Starts with https://")}
        error_messages = {"title": {"required": _("Give the session a title")}}
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "preparation": forms.Textarea(attrs={"rows": 2}),
            "preparation_minutes": forms.NumberInput(attrs={"class": "input-short"}),
            "video_url": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, trajectory: Trajectory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = trajectory.teams.all()
        offsets = self.instance.reminder_offsets
        self.initial["reminder_offsets"] = trajectory.reminder_offsets if offsets is None else offsets
        if self.instance._state.adding:
            self.initial |= {"teams": list(trajectory.teams.all()), "time_zone": trajectory.time_zone}
            return
        with timezone.override(self.instance.time_zone):
            local = timezone.localtime(self.instance.starts_at)
        self.initial |= {
            "starts_at_date": local.date(),
            "starts_at_time": local.time(),
            "version": self.instance.version,
        }

    def clean_duration_minutes(self) -> int:
        minutes = self.cleaned_data["duration_minutes"]
        if not SHORTEST <= minutes <= LONGEST:
            raise forms.ValidationError(
                _("Choose between %(shortest)d and %(longest)d minutes")
                % {"shortest": SHORTEST, "longest": LONGEST},
                code="out_of_range",
            )
        return minutes

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        date, time, zone = (data.get(k) for k in ("starts_at_date", "starts_at_time", "time_zone"))
        if not (date and time and zone):
            return data
        words = when.zone_in_words(zone)
        try:
            data["starts_at"] = when.from_wall_clock(date, time, zone)
        except when.NonExistentTime:
            self.add_error(
                "starts_at_time",
                _("This time does not exist in %(zone)s: the clock skips it that night. Choose another")
                % {"zone": words},
            )
        except when.DoubledTime:
            self.add_error(
                "starts_at_time",
                _("This time comes twice in %(zone)s that night: choose another") % {"zone": words},
            )
        else:
            self._refuse_the_past(data)
        return data

    def _refuse_the_past(self, data: dict[str, Any]) -> None:
        moved = self.instance._state.adding or self.instance.starts_at != data["starts_at"]
        if moved and data["starts_at"] < timezone.now():
            self.add_error("starts_at_date", _("Choose today or later"))

    def _post_clean(self) -> None:
        if "starts_at" in self.cleaned_data:
            self.instance.starts_at = self.cleaned_data["starts_at"]
        super()._post_clean()


class CancelForm(AccessibleFormMixin, forms.Form):
    reason = PlainTextFormField(
        label=_("Why is it cancelled?"),
        limit=REASON,
        help_text=_("Everybody who was invited reads this."),
        error_messages={"required": _("Write down why it is cancelled")},
    )
