"""Naming a barrier, saying what a win did to it, and how it stands."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, TITLE, PlainTextFormField
from trajectories.forms import DateField
from trajectories.models import Team, Trajectory
from wins.models import BarrierEffect, BarrierKind, BarrierState

EFFECT_WORDS = [
    (BarrierEffect.MET, _("We met it; it still stands")),
    (BarrierEffect.BYPASSED, _("We got round it")),
    (BarrierEffect.BROKE, _("We broke it")),
]


class _PassedOnMixin:
    """What is passed on, is passed on to somebody."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()  # type: ignore[misc]
        if data.get("state") != BarrierState.ESCALATED:
            data["addressee"] = ""
        elif not data.get("addressee"):
            self.add_error("addressee", _("Write down to whom it was passed on"))  # type: ignore[attr-defined]
        return data


class _NamedBarrierMixin(forms.Form):
    """Typing proposes existing barriers first; a new name also asks its kind. Needs ``trajectory``."""

    trajectory: Trajectory

    name = PlainTextFormField(
        label=_("Which barrier?"),
        limit=TITLE,
        help_text=_("Type, or pick one that was named before."),
        widget=forms.TextInput(attrs={"list": "known-barriers", "autocomplete": "off"}),
        error_messages={"required": _("Name the barrier")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of barrier is it?"),
        required=False,
        choices=[("", _("Choose, when it is a new one")), *BarrierKind.choices],
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        name = data.get("name")
        if name and not data.get("kind") and not self.trajectory.barriers.named(name).exists():
            self.add_error("kind", _("Choose what kind of barrier it is"))
        return data


class BarrierLinkForm(_PassedOnMixin, AccessibleFormMixin, _NamedBarrierMixin):
    """Which barrier, and what this story did to it."""

    checked_fields = ("name", "addressee")

    effect = forms.ChoiceField(
        label=_("What happened?"),
        choices=EFFECT_WORDS,
        widget=forms.RadioSelect,
        initial=BarrierEffect.MET,
        error_messages={"required": _("Choose what happened")},
    )
    state = forms.ChoiceField(
        label=_("Has the barrier itself changed, for everybody?"),
        required=False,
        choices=[("", _("No change")), *BarrierState.choices],
    )
    addressee = PlainTextFormField(label=_("Passed on to whom?"), limit=REASON, required=False)

    def __init__(self, *args: Any, trajectory: Trajectory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(trajectory.barriers.all())
        self.trajectory = trajectory


class _PastDayMixin:
    """A day that is not in the future."""

    day_field = "since"

    def clean(self) -> dict[str, Any]:
        data = super().clean()  # type: ignore[misc]
        day: dt.date | None = data.get(self.day_field)
        if day and day > timezone.localdate():
            self.add_error(self.day_field, _("Choose today or earlier"))  # type: ignore[attr-defined]
        return data


class BarrierStateForm(_PassedOnMixin, _PastDayMixin, AccessibleFormMixin, forms.Form):
    """How the barrier stands from a day on."""

    checked_fields = ("addressee",)

    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=BarrierState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands")},
    )
    addressee = PlainTextFormField(label=_("Passed on to whom?"), limit=REASON, required=False)
    since = DateField(label=_("Since when?"), error_messages={"required": _("Choose a date")})


class BarrierNamingForm(_PastDayMixin, AccessibleFormMixin, forms.Form):
    """A team runs into the barrier, too."""

    day_field = "named_on"

    team = forms.ModelChoiceField(
        label=_("Which team?"),
        queryset=Team.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the team"), "invalid_choice": _("Choose the team")},
    )
    named_on = DateField(label=_("When?"), error_messages={"required": _("Choose a date")})
    learning_session = forms.ModelChoiceField(
        label=_("In which session?"),
        queryset=LearningSession.objects.none(),
        required=False,
        empty_label=_("No session"),
    )

    def __init__(self, *args: Any, teams: Any, trajectory: Trajectory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.trajectory = trajectory
        held = trajectory.learning_sessions.exclude(state="draft").filter(starts_at__lte=timezone.now())
        self.fields["learning_session"].queryset = held.order_by("-starts_at")


class BarrierForm(BarrierNamingForm, _NamedBarrierMixin):
    """A team runs into a barrier nobody told a story about yet."""

    checked_fields = ("name",)
    field_order = ("name", "kind", "team", "named_on", "learning_session")
