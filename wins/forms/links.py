"""Linking a win to an earlier one."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, PlainTextFormField
from wins.models import LinkKind, Visibility, Win
from wins.words import DEFINITIONS


class EarlierWinField(forms.ModelChoiceField):
    """A win by team, date and title."""

    def label_from_instance(self, obj: Win) -> str:
        return f"{obj.team.name}, {obj.happened_on:%d-%m-%Y}: {obj.display_title}"


class LinkForm(AccessibleFormMixin, forms.Form):
    """Which earlier win, in which way, and why; the definitions stand where the choice is made."""

    checked_fields = ("why", "adapted")

    earlier = EarlierWinField(
        label=_("Which earlier story did this one grow out of?"),
        queryset=Win.objects.none(),
        empty_label=_("Choose a story"),
        error_messages={
            "required": _("Choose the earlier story"),
            "invalid_choice": _("Choose a story from the list"),
        },
    )
    kind = forms.ChoiceField(
        label=_("How?"),
        choices=[(kind.value, DEFINITIONS[kind]) for kind in LinkKind],
        initial=LinkKind.FOLLOWS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it grew")},
    )
    why = PlainTextFormField(
        label=_("Why, in one sentence?"),
        limit=REASON,
        error_messages={"required": _("Write down why")},
    )
    adapted = PlainTextFormField(
        label=_("If it spread: what did you adapt?"),
        limit=REASON,
        required=False,
        help_text=_("Leave it empty when you copied it."),
    )

    def __init__(self, *args: Any, win: Win, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = (
            Win.objects.visible_to(user, today)
            .shared()
            .filter(team__trajectory=win.team.trajectory_id, happened_on__lte=win.happened_on)
            .exclude(pk=win.pk)
            .select_related("team")
            .order_by("-happened_on", "-created_at")
        )
        if win.visibility != Visibility.TRAJECTORY:  # another team cannot say yes to what it may not read
            earlier = earlier.filter(team=win.team_id)
        # Offered is what is not linked yet; sent twice, the answer is that it is linked already.
        offered = earlier if self.is_bound else earlier.exclude(pk__in=win.links_back.values("earlier"))
        self.fields["earlier"].queryset = offered
