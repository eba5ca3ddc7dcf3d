"""The stones of a team's path, and its direction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import Step, StepKind, StepState
from smallwins.forms import AccessibleFormMixin
from trajectories.models import Team


class StepForm(AccessibleFormMixin, forms.ModelForm):
    """One stone: what will be tried, or the friction met on the way."""

    checked_fields = ("text", "barrier_name", "state_reason")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(StepKind.STEP, _("A step")), (StepKind.FRICTION, _("Friction on our way"))],
        widget=forms.RadioSelect,
        initial=StepKind.STEP,
    )
    state = forms.ChoiceField(
        label=_("How far are you?"),
        choices=StepState.choices,
        widget=forms.RadioSelect,
        initial=StepState.NEXT,
    )

    class Meta:
        model = Step
        fields = ["text", "kind", "barrier_name", "state", "state_reason", "partial_solution"]
        labels = {
            "text": _("What will you try?"),
            "barrier_name": _("Name of the barrier"),
            "state_reason": _("Why? (when you let it go)"),
            "partial_solution": _("Partial solution"),
        }
        error_messages = {"text": {"required": _("Write down what you will try")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        solutions = self.instance.team.trajectory.partial_solutions.filter(closed_at__isnull=True)
        self.fields["partial_solution"].queryset = solutions
        self.fields["partial_solution"].empty_label = _("None")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == StepKind.FRICTION and not data.get("barrier_name"):
            self.add_error("barrier_name", _("Name the barrier"))
        return data


class DirectionForm(AccessibleFormMixin, forms.ModelForm):
    checked_fields = ("direction",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Team
        fields = ["direction"]
        labels = {"direction": _("Direction")}
        help_texts = {"direction": _("Where the team wants to go, in one sentence. Not a target.")}
        widgets = {"direction": forms.Textarea(attrs={"rows": 3})}
