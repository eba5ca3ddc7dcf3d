"""Forms of this app: each validates one submission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.forms import AccessibleFormMixin, LongSelect
from smallwins.text import AMBITION, NOTES, QUESTION, STEP, TITLE, PlainTextFormField, normalise
from smallwins.when import EARLIEST, LATEST, zone_choices
from trajectories.models import PartialSolution, Team, Trajectory
from trajectories.paste import LONGEST_LIST, MOST, Entry, entries_of, readable
from trajectories.roles import Role
from trajectories.services.inviting import Defaults

#: Teams that are made along with a trajectory.
MOST_TEAMS = 20


class DateInput(forms.DateInput):
    """The browser's own date field; the value is ISO 8601, as it asks."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "input-short"}, **kwargs)


class DateField(forms.DateField):
    """A day between 2000 and 2100: what lies outside breaks calendars and lists."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        usual = {"invalid": _("Enter a date, for instance 2027-03-28"), "required": _("Choose a date")}
        kwargs["error_messages"] = usual | kwargs.get("error_messages", {})
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

    checked_fields = ("question", "ambition")

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
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, initial="Europe/Amsterdam", widget=LongSelect
    )
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


class TeamsField(LinesField):
    """Names of teams, one on each line; the same name twice is said, not swallowed."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        names = super().clean(value)
        lines = [normalise(line) for line in normalise(str(value or "")).split("\n")]
        folded = [line.casefold() for line in lines if line]
        for name in names:
            if folded.count(name.casefold()) > 1:
                raise forms.ValidationError(
                    _("“%(name)s” stands here twice. Give each team its own name.") % {"name": name},
                    code="twice",
                )
        if len(names) > MOST_TEAMS:
            raise forms.ValidationError(
                _("Make at most %(most)d teams at once.") % {"most": MOST_TEAMS}, code="too_many"
            )
        return names


class NewTrajectoryForm(TrajectoryForm):
    """A new trajectory, with its teams when their names are known."""

    teams = TeamsField(
        label=_("Teams"),
        limit=NOTES,
        entry_limit=TITLE,
        required=False,
        help_text=_("One team on each line. You can also add teams later."),
    )


class PartialSolutionForm(AccessibleFormMixin, forms.ModelForm):
    checked_fields = ("name", "question")

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
    checked_fields = ("direction",)

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


class RoleFields(AccessibleFormMixin, forms.Form):
    """A role in a trajectory and, for a professional, the team."""

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


class RoleForm(RoleFields):
    """Another role for somebody who takes part."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("role") == Role.PROFESSIONAL and not data.get("team") and "team" not in self.errors:
            self.add_error("team", _("Choose the team of this professional"))
        return data


class PastedField(forms.CharField):
    """A pasted list: judged line by line elsewhere, so that one bad character stops no other line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return readable(super().to_python(value) or "")

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if len(text) > LONGEST_LIST:
            raise forms.ValidationError(_("This list is too long. Paste it in two parts."), code="too_long")
        return text


class InviteForm(RoleFields):
    """Many addresses at once; the role and the team hold for lines that do not say it themselves."""

    addresses = PastedField(
        label=_("E-mail addresses"),
        strip=False,
        help_text=_(
            "Paste as many as you like, with or without names. Or paste a table with a header: "
            "e-mail, name, role, team, language."
        ),
        error_messages={"required": _("Enter an e-mail address")},
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language.choices)

    field_order = ["role", "team", "language", "addresses"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].help_text = _("For professionals. A table can name a team on each line.")

    def clean_addresses(self) -> list[Entry]:
        entries = entries_of(self.cleaned_data["addresses"])
        if not entries:
            raise forms.ValidationError(_("Enter an e-mail address"), code="required")
        if len(entries) > MOST:
            raise forms.ValidationError(
                _("These are %(count)d addresses. Paste at most %(most)d at a time.")
                % {"count": len(entries), "most": MOST},
                code="too_many",
            )
        return entries

    def defaults(self) -> Defaults:
        data = self.cleaned_data
        return Defaults(role=data["role"], team=data["team"], language=data["language"])


class JoinForm(AccessibleFormMixin, forms.Form):
    """What somebody new tells about themselves."""

    name = PlainTextFormField(
        label=_("Your name"), limit=80, error_messages={"required": _("Write down your name")}
    )


class EndMembershipForm(AccessibleFormMixin, forms.Form):
    ends_on = DateField(label=_("First day without access"))
