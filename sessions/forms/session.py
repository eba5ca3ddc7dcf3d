"""Planning and cancelling a session."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from sessions.models.session import LONGEST, SHORTEST
from sessions.occurrences import Shift, Wall, WrongClock, local_start, moments_of, wall_of
from sessions.reminders import OFFSETS
from smallwins import when
from smallwins.forms import AccessibleFormMixin, LongSelect
from smallwins.text import REASON, PlainTextFormField
from trajectories.forms import DateField
from trajectories.models import Team, Trajectory

THIS, LATER = "this", "later"
SCOPES = [(THIS, _("Only this one")), (LATER, _("This one and the later ones"))]
TEAMS_ARE_TOLD = _("A team you add is invited; a team you leave out hears that it is no longer for them.")


def _named(wall: Wall) -> dict[str, str]:
    return {
        "time": f"{wall.time:%H:%M}",
        "zone": when.zone_in_words(wall.zone),
        "date": when.date_in_words(wall.date),
    }


class TimeField(forms.TimeField):
    """The browser's own time field; hours and minutes."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input-short"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Enter a time, for instance 14:00")})
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class SessionForm(AccessibleFormMixin, forms.ModelForm):
    """One session. Date and time are what a wall clock in ``time_zone`` shows.

    ``later`` are the occurrences of its series that can follow: then somebody chooses whether they do.
    """

    checked_fields = ("title", "purpose", "preparation", "reminder_subject", "reminder_note")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    starts_at_date = DateField(label=_("Date"), help_text=_("For instance 2027-06-01"))
    starts_at_time = TimeField(label=_("Time"), initial=dt.time(14))
    starts_at_fold = forms.TypedChoiceField(
        label=_("Which of the two?"),
        choices=[(0, _("The first, before the clock goes back")), (1, _("The second, an hour later"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    duration_minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=90,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        error_messages={"invalid": _("Enter a number of minutes")},
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=when.zone_choices,
        widget=LongSelect,
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

    scope = forms.ChoiceField(
        label=_("This session belongs to a series. What changes?"),
        choices=SCOPES,
        initial=THIS,
        widget=forms.RadioSelect,
    )
    agenda_too = forms.BooleanField(
        label=_("The agenda of the later ones too"),
        required=False,
        help_text=_("Rows with the same title change along. What only a later one has, stays there."),
    )

    class Meta:
        model = LearningSession
        fields = [
            "title",
            "purpose",
            "starts_at_date",
            "starts_at_time",
            "starts_at_fold",
            "duration_minutes",
            "time_zone",
            "video_url",
            "place",
            "teams",
            "preparation",
            "preparation_minutes",
            "reminder_offsets",
            "reminder_subject",
            "reminder_note",
        ]
        labels = {
            "title": _("Title"),
            "purpose": _("Purpose"),
            "video_url": _("Video link"),
            "place": _("Place"),
            "preparation": _("What people prepare"),
            "preparation_minutes": _("Minutes of preparation"),
            "reminder_subject": _("Subject of the reminder"),
            "reminder_note": _("Your note on top of the reminder"),
        }
        help_texts = {
            "video_url": _("Starts with https://"),
            "reminder_subject": _("Empty: the title and the time of the session."),
        }
        error_messages = {
            "title": {"required": _("Give the session a title")},
            "video_url": {"link": _("Start the video link with https://")},
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "preparation": forms.Textarea(attrs={"rows": 2}),
            "reminder_note": forms.Textarea(attrs={"rows": 2}),
            "preparation_minutes": forms.NumberInput(attrs={"class": "input-short"}),
            "video_url": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        }

    def __init__(
        self, *args: Any, trajectory: Trajectory, later: Sequence[LearningSession] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.trajectory, self.later = trajectory, later
        self.asks_which = False
        self.fields["teams"].queryset = trajectory.teams.all()
        offsets = self.instance.reminder_offsets
        self.initial["reminder_offsets"] = trajectory.reminder_offsets if offsets is None else offsets
        if not later:
            del self.fields["scope"], self.fields["agenda_too"]
        if self.instance._state.adding:
            self.initial |= {"teams": list(trajectory.teams.all()), "time_zone": trajectory.time_zone}
            return
        self.fields["teams"].help_text = "" if self.instance.is_draft else TEAMS_ARE_TOLD
        self._show_the_start()

    def _show_the_start(self) -> None:
        """Date and time on the session's own wall clock; a doubled time with which of the two it is."""
        local, self.was = local_start(self.instance), wall_of(self.instance)
        self.initial |= {
            "starts_at_date": local.date(),
            "starts_at_time": local.time(),
            "version": self.instance.version,
        }
        if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
            self.initial["starts_at_fold"] = local.fold
            self.asks_which = True

    def clean_duration_minutes(self) -> int:
        minutes = self.cleaned_data["duration_minutes"]
        if not SHORTEST <= minutes <= LONGEST:
            raise forms.ValidationError(
                _("Choose between %(shortest)d and %(longest)d minutes")
                % {"shortest": SHORTEST, "longest": LONGEST},
                code="out_of_range",
            )
        return minutes

    def clean_reminder_offsets(self) -> list[int] | None:
        """Whoever leaves the trajectory's reminders as they are, keeps following the trajectory."""
        chosen = self.cleaned_data["reminder_offsets"]
        follows = not self.instance._state.adding and self.instance.reminder_offsets is None
        return None if follows and set(chosen) == set(self.trajectory.reminder_offsets) else chosen

    @property
    def changes_later(self) -> bool:
        """The later occurrences follow."""
        return bool(self.later) and self.cleaned_data.get("scope") == LATER

    def walls(self, first: Wall) -> list[Wall]:
        """Everything the clock must be able to show: ``first``, and where later occurrences move to."""
        if not self.changes_later or not (shift := Shift.between(self.was, first)):
            return [first]
        return [first, *(shift.of(wall_of(other)) for other in self.later)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        date, time, zone = (data.get(k) for k in ("starts_at_date", "starts_at_time", "time_zone"))
        if not (date and time and zone):
            return data
        try:
            data["moments"] = moments_of(self.walls(Wall(date, time, zone)), fold=data.get("starts_at_fold"))
        except WrongClock as wrong:
            self.refuse_clock(wrong)
            return data
        data["starts_at"] = data["moments"][0]
        self._refuse_the_past(data)
        return data

    def refuse_clock(self, wrong: WrongClock) -> None:
        """Name every date on which the clock skips the time, or ask which when it comes twice."""
        for wall in wrong.skipped:
            text = _("%(time)s does not exist in %(zone)s on %(date)s: the clock skips it. Choose another")
            self.add_error("starts_at_time", text % _named(wall))
        for wall in wrong.doubled:
            self.asks_which = self.fields["starts_at_fold"].required = True
            text = _("%(time)s comes twice in %(zone)s on %(date)s. Say which of the two you mean")
            self.add_error("starts_at_fold", text % _named(wall))

    def _refuse_the_past(self, data: dict[str, Any]) -> None:
        moved = self.instance._state.adding or self.instance.starts_at != data["starts_at"]
        if moved and data["starts_at"] < timezone.now():
            self.add_error("starts_at_date", _("Choose today or later"))

    def _post_clean(self) -> None:
        if "starts_at" in self.cleaned_data:
            self.instance.starts_at = self.cleaned_data["starts_at"]
        super()._post_clean()


class CancelForm(AccessibleFormMixin, forms.Form):
    checked_fields = ("reason",)

    reason = PlainTextFormField(
        label=_("Why is it cancelled?"),
        limit=REASON,
        help_text=_("Everybody who was invited reads this."),
        error_messages={"required": _("Write down why it is cancelled")},
    )
