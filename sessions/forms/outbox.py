"""Sending a mail about a session once more."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.services.telling import INVITATION, REMINDER
from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin

#: More rounds than anybody needs.
MOST_ROUNDS = 1000


class SendAgainForm(AccessibleFormMixin, forms.Form):
    """To whom, and which mail; the round keeps a double press from mailing twice."""

    number = forms.IntegerField(min_value=-MOST_ROUNDS, max_value=-1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Which mail?"),
        choices=[(INVITATION, _("The invitation, with its calendar file")), (REMINDER, _("A reminder"))],
        widget=forms.RadioSelect,
        initial=REMINDER,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("To whom?"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one person"),
            "invalid_choice": _("Choose people who take part"),
            "invalid_pk_value": _("Choose people who take part"),
        },
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.fields["people"].label_from_instance = lambda person: person.name
