"""What somebody says after a session, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import StepState
from sessions.selectors.after import PARTS, After, Said, stamp
from smallwins.forms import AccessibleFormMixin
from smallwins.text import STEP, STORY, TITLE, PlainTextFormField
from trajectories.models import Team


class AfterForm(AccessibleFormMixin, forms.Form):
    """A takeaway, a word and a step: each may be left empty, and filled in another time.

    ``seen_…`` carry what the page showed, so that two tabs do not overwrite each other.
    """

    checked_fields = ("takeaway", "word", "step_text")

    takeaway = PlainTextFormField(
        label=_("What do you take away?"),
        limit=STORY,
        required=False,
        widget=forms.Textarea,
        help_text=_("You and the facilitator read this."),
    )
    word = PlainTextFormField(
        label=_("One word to check out with"),
        limit=TITLE,
        required=False,
        help_text=_("Everybody in this session sees the words, without names."),
    )
    step_text = PlainTextFormField(
        label=_("I will try …"),
        limit=STEP,
        required=False,
        help_text=_("Your team and the facilitator read this, with your name. It returns on your home page."),
    )
    team = forms.ChoiceField(label=_("With which team?"), widget=forms.RadioSelect, required=False)
    belongs_to = forms.ChoiceField(label=_("Does it belong to a step of your team?"), required=False)
    step_state = forms.ChoiceField(
        label=_("How far are you with it?"),
        choices=StepState.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    seen_takeaway = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_word = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_step = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, after: After, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team_of = {str(step.pk): str(step.team_id) for step in after.team_steps}
        own = {str(team.pk): team.name for team in teams}
        if after.own_step:  # of a team this person has left meanwhile
            own.setdefault(str(after.own_step.team_id), after.own_step.team.name)
            self._keep_what_it_belongs_to(after)
        self.only_team = next(iter(own)) if len(own) == 1 else ""
        self.fields["team"].choices = list(own.items())
        if self.only_team:
            self.fields["team"].widget = forms.HiddenInput()
        steps = [(str(step.pk), step.text) for step in after.team_steps]
        self.fields["belongs_to"].choices = [("", _("No, it is my own")), *steps]
        if not after.own_step:
            self.fields["step_state"].widget = forms.HiddenInput()
        self.initial |= self.as_initial(after.own)
        self.initial["team"] = after.own.team or self.only_team or next(iter(own), "")

    def _keep_what_it_belongs_to(self, after: After) -> None:
        """A step of the team that was taken or let go since stays chosen."""
        belongs_to = after.own_step.belongs_to if after.own_step else None
        if belongs_to and str(belongs_to.pk) not in self.team_of:
            after.team_steps.append(belongs_to)
            self.team_of[str(belongs_to.pk)] = str(belongs_to.team_id)

    @staticmethod
    def as_initial(said: Said) -> dict[str, str]:
        """What the fields show for these words."""
        seen = {f"seen_{part}": stamp(said, part) for part in PARTS}
        return {name: getattr(said, name) for names in PARTS.values() for name in names} | seen

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["team"] = data.get("team") or self.only_team
        if data.get("step_text") and not data["team"] and "team" not in self.errors:
            self.add_error("team", _("Choose with which team"))
        if self.team_of.get(data.get("belongs_to", "")) != data["team"]:
            data["belongs_to"] = ""
        if data.get("step_text"):
            data["step_state"] = data.get("step_state") or StepState.NEXT
        return data

    @property
    def said(self) -> Said:
        """The words of a valid form."""
        return Said(**{name: self.cleaned_data[name] for names in PARTS.values() for name in names})

    @property
    def seen(self) -> dict[str, str]:
        return {part: self.cleaned_data[f"seen_{part}"] for part in PARTS}

    def rebase(self, saved: Said, clashing: list[str]) -> None:
        """Stand on what was saved: mine stays where both changed, the rest becomes as it was saved."""
        self.data = self.data.copy()
        theirs = self.as_initial(saved)
        for part, names in PARTS.items():
            self.data[f"seen_{part}"] = theirs[f"seen_{part}"]
            if part not in clashing and stamp(self.said, part) == self.seen[part]:
                for name in names:
                    self.data[name] = theirs[name]
