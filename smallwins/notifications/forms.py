"""The form behind the mail settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from smallwins.notifications import registry


class MailForm(AccessibleFormMixin, forms.Form):
    """A tick for every optional kind of mail; ``chosen`` says which are on now."""

    kinds = forms.MultipleChoiceField(
        label=_("Which mails do you want?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Invitations, changes and cancellations always come."),
    )

    def __init__(self, *args: Any, chosen: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(name, registry.kind(name).label) for name in chosen]
        self.initial["kinds"] = [name for name, enabled in chosen.items() if enabled]
