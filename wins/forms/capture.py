"""Capturing a win or a setback: one field, or a setback's own four."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models import Step
from sessions.selectors.steps import stones_of
from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from trajectories.grants import grants_of
from trajectories.models import Team
from trajectories.roles import Role
from trajectories.selectors.teams import teams_of
from wins.models import Win, WinKind
from wins.selectors import drafts


def own_teams(user: User) -> Any:
    """Teams this person writes for: open trajectories only."""
    return Team.objects.written_for_by(user, timezone.localdate())


def _key(sent: object) -> uuid.UUID:
    """The idempotency key a page sent along; a new one in place of none or of something else."""
    try:
        return uuid.UUID(str(sent))
    except ValueError:
        return uuid.uuid4()


class CaptureForm(AccessibleFormMixin, forms.ModelForm):
    """One field is enough.

    ``client_uuid`` is the idempotency key; ``follows`` the earlier win this one goes on from.
    """

    checked_fields: tuple[str, ...] = ("story",)

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(choices=WinKind.choices, widget=forms.HiddenInput, required=False)
    team = forms.TypedChoiceField(
        label=_("Team"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose your team"),
            "invalid_choice": _("Choose one of your own teams"),
        },
    )
    step = forms.ModelChoiceField(queryset=Step.objects.none(), widget=forms.HiddenInput, required=False)
    follows = forms.ModelChoiceField(queryset=Win.objects.none(), widget=forms.HiddenInput, required=False)

    kind_of_form = WinKind.WIN

    class Meta:
        model = Win
        fields = ["team", "story", "kind", "step"]
        labels = {"story": _("What went differently today?")}
        help_texts = {
            "story": _(
                "One sentence is enough. Write about what you did differently, not about who the resident is."
            )
        }
        error_messages = {"story": {"required": _("Write down what went differently")}}
        widgets = {"story": forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.teams = self._own_teams()
        self.unsent = [] if self.is_bound else drafts.unsent_of(self.teams)
        #: The draft the form opens with, and whether the page may offer one: not over what was just typed.
        self.restored: drafts.Unsent | None = None
        self.offers_drafts = False
        own = {str(team.pk): team for team in self.teams}
        self.fields["team"].choices = [(key, team.name) for key, team in own.items()]
        self.fields["team"].coerce = own.__getitem__
        if self.data.get("step"):
            self.fields["step"].queryset = stones_of(self.teams)
        if self.data.get("follows"):
            mine = Win.objects.visible_to(user, timezone.localdate()).shared()
            self.fields["follows"].queryset = mine.filter(author=user)
        self.initial |= {"kind": self.kind_of_form} | self.initial
        self.initial["client_uuid"] = _key(self.initial.get("client_uuid"))
        if self.teams:
            self.initial.setdefault("team", self.teams[0].pk)
        if len(self.teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()

    def _own_teams(self) -> list[Team]:
        """With what was typed and not sent, unless this is being sent."""
        if not self.is_bound:
            return list(drafts.with_unsent(own_teams(self.user), author=self.user, now=timezone.now()))
        mine = grants_of(self.user, timezone.localdate()).teams(Role.PROFESSIONAL)
        return [team for team in teams_of(mine) if not team.trajectory.is_closed]

    def _get_validation_exclusions(self) -> set[str]:
        """The team and the step come from this form's own choices: the model need not look again."""
        return super()._get_validation_exclusions() | {"team", "step"}

    def offer_draft(self) -> None:
        """Open with what this person typed in this kind of form and did not send, if anything."""
        self.offers_drafts = True
        self.restored = drafts.latest_draft(self.unsent, kind=self.kind_of_form)
        if self.restored:
            own = {"team": self.restored.team, "client_uuid": self.restored.uuid}
            self.initial |= self.restored.fields | own

    @property
    def unsent_json(self) -> str:
        return drafts.as_json(self.unsent, now=timezone.now())

    @property
    def unsent_setback(self) -> bool:
        """True when a form for a story is shown while a setback waits to be finished."""
        waiting = drafts.latest_draft(self.unsent, kind=WinKind.SETBACK)
        return self.kind_of_form != WinKind.SETBACK and waiting is not None

    def carried(self, typed: Mapping[str, str]) -> list[tuple[str, str]]:
        """Answers to the questions of the other kind of form: (name, value), to be sent along unseen."""
        return [(name, typed[name]) for name in drafts.TYPED if name not in self.fields and typed.get(name)]

    @property
    def draft_key(self) -> uuid.UUID:
        """The key of this form, or a fresh one when what came back is none."""
        try:
            return uuid.UUID(str(self["client_uuid"].value()))
        except ValueError:
            return uuid.uuid4()

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or WinKind.WIN

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        step, team = data.get("step"), data.get("team")
        if step and team and step.team_id != team.pk:
            data["step"] = None
        return data

    def _post_clean(self) -> None:
        if self.instance.happened_on is None:
            self.instance.happened_on = timezone.localdate()
        super()._post_clean()


class SetbackForm(CaptureForm):
    """A setback's own four questions; what happened is the only one that must be answered."""

    checked_fields = ("expected", "story", "why", "differently")

    kind_of_form = WinKind.SETBACK

    class Meta(CaptureForm.Meta):
        fields = ["team", "expected", "story", "why", "differently", "kind", "step"]
        labels = {
            "expected": _("What did you expect?"),
            "story": _("What happened?"),
            "why": _("Why did it go this way, do you think?"),
            "differently": _("What will you do differently next time?"),
        }
        help_texts = {
            "story": _("Write about what you did and met, not about who the resident is."),
        }
        error_messages = {"story": {"required": _("Write down what happened")}}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("expected", "story", "why", "differently")
        }
