"""Answering an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import Rsvp
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, PlainTextFormField


class RsvpForm(AccessibleFormMixin, forms.Form):
    rsvp = forms.ChoiceField(choices=Rsvp.choices, error_messages={"required": _("Choose an answer")})
    reason = PlainTextFormField(
        label=_("Anything the facilitator should know?"), limit=REASON, required=False
    )
