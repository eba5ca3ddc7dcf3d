"""Responding to a win: words, recognition, and the later questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from smallwins.text import COMMENT, REASON, PlainTextFormField
from wins.models import AliveAnswer, FollowUpAnswer, Phrase


class CommentForm(AccessibleFormMixin, forms.Form):
    checked_fields = ("text",)

    text = PlainTextFormField(
        label=_("Your response"),
        limit=COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down your response")},
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RecogniseForm(forms.Form):
    phrase = forms.ChoiceField(choices=Phrase.choices)


class FollowUpForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[(a.value, a.label) for a in (FollowUpAnswer.NOTHING_NEW, FollowUpAnswer.NOT_NOW)]
    )


class AliveForm(AccessibleFormMixin, forms.Form):
    """Yes, changed or no, and a line."""

    checked_fields = ("text",)

    answer = forms.ChoiceField(
        label=_("Is this still alive?"),
        choices=AliveAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    text = PlainTextFormField(label=_("In one line"), limit=REASON, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("For instance: how it changed, or why it stopped.")
