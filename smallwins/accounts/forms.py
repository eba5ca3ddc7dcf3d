"""What people may change about themselves."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin, LongSelect
from smallwins.when import zone_choices


class ProfileForm(AccessibleFormMixin, forms.ModelForm):
    """Name, language, time zone and colours."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, widget=LongSelect)

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme"]
        labels = {"name": _("Name"), "language": _("Language"), "theme": _("Colours")}
        widgets = {"theme": forms.RadioSelect, "language": forms.RadioSelect}


class SignInForm(AccessibleFormMixin, LoginForm):
    """The address a sign-in code is mailed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].error_messages |= {
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.nl"),
        }


class CodeForm(AccessibleFormMixin, ConfirmLoginCodeForm):
    """The code from the mail; pasting is fine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs["class"] = "code-input"
