"""Editing and sharing a win or a setback."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from trajectories.forms import DateField
from wins.forms.capture import SetbackForm
from wins.models import ResultKind, Visibility, Win


class WinForm(AccessibleFormMixin, forms.ModelForm):
    """Everything about a story that can be added later; only the story is required."""

    checked_fields: tuple[str, ...] = ("title", "story", "friction", "next_step")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    for_whom = forms.MultipleChoiceField(
        label=_("For whom?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    result_kind = forms.ChoiceField(
        label=_("What kind of result is it?"), required=False, choices=[("", _("I don't know yet"))]
    )
    happened_on = DateField(
        label=_("When was it?"), error_messages={"required": _("Choose today or earlier")}
    )
    show_name = forms.TypedChoiceField(
        label=_("Under which name, outside your team?"),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        choices=[],
    )

    class Meta:
        model = Win
        fields = [
            "title",
            "story",
            "for_whom",
            "result_kind",
            "friction",
            "next_step",
            "happened_on",
            "step",
            "partial_solutions",
            "learning_session",
            "show_name",
        ]
        labels = {
            "title": _("Title"),
            "story": _("What went differently?"),
            "friction": _("What rubbed?"),
            "next_step": _("What is the next step?"),
            "step": _("Which step of your path does it belong to?"),
            "partial_solutions": _("Which partial solutions does it touch?"),
            "learning_session": _("Which session does it come from?"),
        }
        error_messages = {"story": {"required": _("Write down what went differently")}}
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4}) for name in ("story", "friction", "next_step")},
            "partial_solutions": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        win, trajectory = self.instance, self.instance.team.trajectory
        roles = dict.fromkeys([*trajectory.for_whom_roles, *win.for_whom])
        self.fields["for_whom"].choices = [(role, role) for role in roles]
        self.fields["result_kind"].choices = [("", _("I don't know yet")), *ResultKind.choices]
        self.fields["show_name"].choices = [
            ("True", win.author.name if win.author else ""),
            ("False", _("Someone from Team %(team)s") % {"team": win.team.name}),
        ]
        self.fields["partial_solutions"].queryset = trajectory.partial_solutions.all()
        self.fields["step"].queryset = win.team.steps.of_teams()
        self.fields["step"].empty_label = _("No step")
        held = win.team.learning_sessions.not_draft().order_by("-starts_at")
        self.fields["learning_session"].queryset = held
        self.fields["learning_session"].empty_label = _("No session")
        self.initial.setdefault("version", win.version)

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or earlier"), code="future")
        return day


class SetbackEditForm(WinForm):
    """The same for a setback, with its own questions instead of friction and next step."""

    checked_fields = ("title", "expected", "story", "why", "differently")

    class Meta(WinForm.Meta):
        fields = [
            "title",
            "expected",
            "story",
            "why",
            "differently",
            "for_whom",
            "happened_on",
            "step",
            "partial_solutions",
            "learning_session",
            "show_name",
        ]
        labels = WinForm.Meta.labels | SetbackForm.Meta.labels
        error_messages = SetbackForm.Meta.error_messages
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": 4})
                for name in ("expected", "story", "why", "differently")
            },
            "partial_solutions": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("result_kind", None)


class ShareForm(AccessibleFormMixin, forms.Form):
    """Who may read it from now on, and under which name."""

    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it")},
    )
    show_name = forms.TypedChoiceField(
        label=_("Under which name, outside your team?"),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        choices=[],
    )

    def __init__(self, *args: Any, win: Win, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wider = [
            (Visibility.TEAM, _("Team %(team)s and the facilitator") % {"team": win.team.name}),
            (Visibility.TRAJECTORY, _("All teams of the trajectory, the facilitator and the coordinator")),
        ]
        self.fields["visibility"].choices = wider if win.is_draft else wider[1:]
        self.fields["visibility"].initial = wider[0][0] if win.is_draft else wider[1][0]
        self.fields["show_name"].choices = [
            ("True", win.author.name if win.author else ""),
            ("False", _("Someone from Team %(team)s") % {"team": win.team.name}),
        ]
        self.fields["show_name"].initial = str(win.show_name)
