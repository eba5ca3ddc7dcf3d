"""The name of a saved programme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from trajectories.models import Programme


class RenameForm(AccessibleFormMixin, forms.ModelForm):
    checked_fields = ("name",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Programme
        fields = ["name"]
        labels = {"name": _("Name")}
        error_messages = {"name": {"required": _("Give the programme a name")}}
