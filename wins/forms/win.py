"""Capturing, editing and sharing a win or a setback."""

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
from trajectories.forms import DateField
from trajectories.models import Team
from wins.models import ResultKind, Visibility, Win, WinKind
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
        teams = own_teams(self.user)
        return list(
            teams if self.is_bound else drafts.with_unsent(teams, author=self.user, now=timezone.now())
        )

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
