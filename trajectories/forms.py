"""Forms of this app: each validates one submission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from smallwins.text import AMBITION, QUESTION, STEP, PlainTextFormField, normalise
from smallwins.when import EARLIEST, LATEST, zone_choices
from trajectories.models import PartialSolution, Team, Trajectory
from trajectories.roles import Role


class DateInput(forms.DateInput):
    """The browser's own date field; the value is ISO 8601, as it asks."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "input-short"}, **kwargs)


class DateField(forms.DateField):
    """A day between 2000 and 2100: what lies outside breaks calendars and lists."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Enter a date, for instance 2027-03-28")})
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(_("Choose a date between 2000 and 2100"), code="out_of_range")


class LinesField(PlainTextFormField):
    """One entry per line; empty lines fall away. Cleans to a list of strings."""

    widget = forms.Textarea

    def __init__(self, *, entry_limit: int, **kwargs: Any) -> None:
        self.entry_limit = entry_limit
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [normalise(line) for line in super().clean(value).split("\n")]
        entries = list(dict.fromkeys(line for line in lines if line))
        for entry in entries:
            if len(entry) > self.entry_limit:
                raise forms.ValidationError(
                    _("Keep each line within %(limit)d characters: “%(start)s…”")
                    % {"limit": self.entry_limit, "start": entry[:20]},
                    code="too_long",
                )
        return entries


class TrajectoryForm(AccessibleFormMixin, forms.ModelForm):
    """The trajectory with its question and ambition; earlier wordings are kept by the service."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    question = PlainTextFormField(
        label=_("Question"),
        limit=QUESTION,
        widget=forms.Textarea,
        help_text=_("The big question these teams work on together."),
        error_messages={"required": _("Write down the question")},
    )
    ambition = PlainTextFormField(
        label=_("Ambition"),
        limit=AMBITION,
        required=False,
        widget=forms.Textarea,
        help_text=_("A shared direction that challenges, not a target."),
    )
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Amsterdam")
    for_whom_roles = LinesField(
        label=_("For whom"),
        limit=QUESTION,
        entry_limit=STEP,
        required=False,
        help_text=_("The roles a story can be for, one on each line. Roles, never persons."),
    )

    class Meta:
        model = Trajectory
        fields = [
            "name",
            "question",
            "ambition",
            "neighbourhood",
            "starts_on",
            "ends_on",
            "school_region",
            "time_zone",
            "for_whom_roles",
        ]
        labels = {
            "name": _("Name"),
            "neighbourhood": _("Neighbourhood"),
            "school_region": _("School holidays"),
        }
        error_messages = {"name": {"required": _("Give the trajectory a name")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["for_whom_roles"] = "\n".join(self.instance.for_whom_roles)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Choose a last day after the first day"))
        return data


class PartialSolutionForm(AccessibleFormMixin, forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PartialSolution
        fields = ["name", "question"]
        labels = {"name": _("Name"), "question": _("Its own question")}
        error_messages = {"name": {"required": _("Give the partial solution a name")}}
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = self.instance.trajectory.partial_solutions.filter(name__iexact=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This trajectory has a partial solution with this name"), code="unique"
            )
        return name


class TeamForm(AccessibleFormMixin, forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Team
        fields = ["name", "direction"]
        labels = {"name": _("Name"), "direction": _("Direction")}
        help_texts = {"direction": _("Where the team wants to go, in one sentence. Not a target.")}
        error_messages = {"name": {"required": _("Give the team a name")}}
        widgets = {"direction": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = self.instance.trajectory.teams.filter(name__iexact=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This trajectory has a team with this name"), code="unique")
        return name


class InviteForm(AccessibleFormMixin, forms.Form):
    """One address, its role and, for a professional, the team."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.nl"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team"),
        help_text=_("A professional belongs to a team."),
    )

    def __init__(self, *args: Any, trajectory: Trajectory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = (Role.PROFESSIONAL, Role.FACILITATOR, Role.COORDINATOR)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["role"].initial = Role.PROFESSIONAL
        self.fields["team"].queryset = trajectory.teams.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("role") == Role.PROFESSIONAL and not data.get("team") and "team" not in self.errors:
            self.add_error("team", _("Choose the team of this professional"))
        return data


class JoinForm(AccessibleFormMixin, forms.Form):
    """What somebody new tells about themselves."""

    name = PlainTextFormField(
        label=_("Your name"), limit=80, error_messages={"required": _("Write down your name")}
    )


class EndMembershipForm(AccessibleFormMixin, forms.Form):
    ends_on = DateField(label=_("First day without access"))
