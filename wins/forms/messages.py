"""Messages to policy, answers to them, and what became of those."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import Language
from smallwins.forms import AccessibleFormMixin
from smallwins.text import MESSAGE, REASON, TITLE, PlainTextFormField
from wins.forms.links import EarlierWinField
from wins.models import Barrier, Kept, ResponseKind, Win


class _StoriesField(forms.ModelMultipleChoiceField):
    """Stories by team, date and title."""

    label_from_instance = EarlierWinField.label_from_instance


class MessageForm(AccessibleFormMixin, forms.Form):
    """To whom, about which barrier, and what is asked."""

    checked_fields = ("addressee", "text")

    addressee = PlainTextFormField(
        label=_("To whom? A role"),
        limit=REASON,
        help_text=_("Who can decide about this: for instance the manager of the social domain."),
        error_messages={"required": _("Write down to whom")},
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("They get a link to this one message. Leave it empty when you bring it yourself."),
        error_messages={"invalid": _("Enter an e-mail address, for instance name@example.org")},
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    barrier = forms.ModelChoiceField(
        label=_("About which barrier?"),
        queryset=Barrier.objects.none(),
        required=False,
        empty_label=_("None of these"),
        error_messages={"invalid_choice": _("Choose a barrier from the list")},
    )
    text = PlainTextFormField(
        label=_("What do you ask?"),
        limit=MESSAGE,
        widget=forms.Textarea,
        help_text=_("What you met, and one request that can be answered with doing, finding out or no."),
        error_messages={"required": _("Write down what you ask")},
    )
    wins = _StoriesField(
        label=_("Which stories is it about?"),
        queryset=Win.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever answers reads only the texts that were published for policy."),
        error_messages={"invalid_choice": _("Choose stories from the list")},
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, barriers: QuerySet[Barrier], wins: QuerySet[Win], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barrier"].queryset = barriers
        self.fields["wins"].queryset = wins

    def clean_client_uuid(self) -> uuid.UUID:
        return self.cleaned_data["client_uuid"] or uuid.uuid4()


class ResponseForm(AccessibleFormMixin, forms.Form):
    """Doing, finding out, or no, because; as the guest answers, or as somebody noted it."""

    checked_fields = ("text", "answered_by")

    kind = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[
            (ResponseKind.DOING, _("We are doing this")),
            (ResponseKind.FINDING_OUT, _("We are finding out")),
            (ResponseKind.NO, _("No, because")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    text = PlainTextFormField(
        label=_("What, until when, or why not?"),
        limit=MESSAGE,
        widget=forms.Textarea,
        help_text=_("The teams read this as you write it."),
        error_messages={"required": _("Write down what, until when, or why not")},
    )
    answered_by = PlainTextFormField(
        label=_("Who answers? A role"), limit=TITLE, required=False, help_text=_("No name is needed.")
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_client_uuid(self) -> uuid.UUID:
        return self.cleaned_data["client_uuid"] or uuid.uuid4()


class ReplyCheckForm(AccessibleFormMixin, forms.Form):
    """Eight weeks later: did it happen?"""

    checked_fields = ("text",)

    answer = forms.ChoiceField(
        label=_("Did it happen?"),
        choices=Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    text = PlainTextFormField(label=_("In one sentence"), limit=REASON, required=False)
