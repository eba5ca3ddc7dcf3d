"""What people may change about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from smallwins.when import zone_choices


class ProfileForm(AccessibleFormMixin, forms.ModelForm):
    """Name, language, time zone and colours."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme"]
        labels = {"name": _("Name"), "language": _("Language"), "theme": _("Colours")}
        widgets = {"theme": forms.RadioSelect, "language": forms.RadioSelect}
