"""The learning agenda: asking, rewording, answering for now."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import LearningSession
from smallwins.forms import AccessibleFormMixin
from smallwins.text import QUESTION, STORY, PlainTextFormField
from wins.forms.links import EarlierWinField
from wins.models import QuestionState, Win

_WORDS = {"required": _("Write down the question")}


class QuestionForm(AccessibleFormMixin, forms.Form):
    """A new question, and the session in which it was asked, if any."""

    checked_fields = ("text",)

    text = PlainTextFormField(
        label=_("What do we want to find out?"),
        limit=QUESTION,
        widget=forms.Textarea,
        help_text=_("Put it as a question. It may change from session to session."),
        error_messages=_WORDS,
    )
    session = forms.TypedChoiceField(
        label=_("In which session was it asked?"), required=False, empty_value=None
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sessions: Iterable[LearningSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(one.pk): one for one in sessions}
        field = self.fields["session"]
        field.choices = [("", _("No session"))] + [(key, one.title) for key, one in known.items()]
        field.coerce = known.__getitem__


class RewordForm(AccessibleFormMixin, forms.Form):
    """The same question in other words."""

    checked_fields = ("text",)

    text = PlainTextFormField(
        label=_("The question in other words"), limit=QUESTION, widget=forms.Textarea, error_messages=_WORDS
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswerForm(AccessibleFormMixin, forms.Form):
    """An answer for now, and the story it came from."""

    checked_fields = ("text",)

    text = PlainTextFormField(
        label=_("Our answer for now"),
        limit=STORY,
        widget=forms.Textarea,
        error_messages={"required": _("Write down the answer")},
    )
    win = EarlierWinField(
        label=_("Which story does it come from?"),
        queryset=Win.objects.none(),
        required=False,
        empty_label=_("No story"),
        error_messages={"invalid_choice": _("Choose a story from the list")},
    )
    state = forms.ChoiceField(
        label=_("And the question?"),
        choices=[
            (QuestionState.PROVISIONAL, _("It is answered for now")),
            (QuestionState.OPEN, _("It stays open")),
        ],
        widget=forms.RadioSelect,
        initial=QuestionState.PROVISIONAL,
        error_messages={"required": _("Choose how the question stands")},
    )

    def __init__(self, *args: Any, wins: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["win"].queryset = wins


class QuestionStateForm(forms.Form):
    """Close it, or open it again."""

    state = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (QuestionState.OPEN, QuestionState.CLOSED)]
    )
