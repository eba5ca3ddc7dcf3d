"""A link with a title."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import AgendaItem, Material
from smallwins.forms import AccessibleFormMixin


class MaterialForm(AccessibleFormMixin, forms.ModelForm):
    """For a whole trajectory, or for a session and, where chosen, one item of it."""

    checked_fields = ("title",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    agenda_item = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("The whole session"),
        error_messages={"invalid_choice": _("Choose from the list")},
    )

    class Meta:
        model = Material
        fields = ["title", "url", "agenda_item"]
        labels = {"title": _("What is it?"), "url": _("Link")}
        help_texts = {"url": _("Starts with https://")}
        error_messages = {
            "title": {"required": _("Give the link a title")},
            "url": {"required": _("Paste the link here")},
        }
        widgets = {"url": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"version": self.instance.version, "client_uuid": self.instance.client_uuid}
        if self.instance.learning_session is None:
            del self.fields["agenda_item"]
        else:
            self.fields["agenda_item"].queryset = self.instance.learning_session.agenda_items.all()
