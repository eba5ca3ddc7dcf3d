"""What a browser sends while somebody types."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.text import PlainTextValidator
from trajectories.models import Team
from wins.forms.capture import own_teams
from wins.models import WinKind
from wins.selectors.drafts import TYPED

#: Bytes of a body: four texts of LONGEST characters in UTF-8, and some room.
LARGEST = 64 * 1024
#: Characters of one text: more than a story may hold, because what is too long is kept as well.
LONGEST = 4000

_KEYS = {"author", "team", "kind", "fields"}


def read_draft(body: bytes) -> dict[str, str]:
    """The data for ``DraftForm`` from JSON: author, team, kind and the typed fields.

    Raises ValueError or RecursionError for anything else: too large, another shape, unknown keys.
    """
    if len(body) > LARGEST:
        raise ValueError("too large")
    sent = json.loads(body)
    if not isinstance(sent, dict) or set(sent) != _KEYS or not isinstance(sent["fields"], dict):
        raise ValueError("another shape")
    fields = sent.pop("fields")
    if not set(fields) <= set(TYPED):
        raise ValueError("unknown field")
    if not all(isinstance(value, str) for value in (*sent.values(), *fields.values())):
        raise ValueError("not a text")
    return sent | fields


class DraftForm(forms.Form):
    """One state of a capture form, by its author, for one of their own teams; white space stays as typed."""

    author = forms.CharField()
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(),
        error_messages={
            "required": _("Choose your team"),
            "invalid_choice": _("Choose one of your own teams"),
        },
    )
    kind = forms.ChoiceField(
        choices=WinKind.choices, error_messages={"invalid_choice": _("This draft cannot be read.")}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["team"].queryset = own_teams(user)
        for name in TYPED:
            self.fields[name] = forms.CharField(
                required=False, strip=False, max_length=LONGEST, validators=[PlainTextValidator()]
            )

    def clean_author(self) -> str:
        """The page may be older than the sign-in: two people use one browser, or one tab waited long."""
        if self.cleaned_data["author"] != str(self.user.pk):
            raise forms.ValidationError(_("Somebody else is signed in now."), code="author")
        return self.cleaned_data["author"]

    def typed(self) -> dict[str, str]:
        """What was typed, by the name of the field."""
        return {name: self.cleaned_data[name] for name in TYPED if name in self.data}

    def first_error(self) -> str:
        return next(str(error) for errors in self.errors.values() for error in errors)
