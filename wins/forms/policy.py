"""Choosing stories for policy, and their copies: ask, write, read."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, STORY, TITLE, PlainTextFormField
from trajectories.forms import DateField
from wins.models import Confirmation


class ReasonForm(AccessibleFormMixin, forms.Form):
    """Why this story: for choosing it, and for asking its author."""

    checked_fields = ("reason",)

    reason = PlainTextFormField(
        label=_("Why this story?"),
        limit=REASON,
        help_text=_("One sentence. Everybody in the trajectory reads it."),
        error_messages={"required": _("Write down why")},
    )


class CopyForm(AccessibleFormMixin, forms.Form):
    """The story written anew, for readers who were not there."""

    checked_fields = ("title", "text", "our_share", "unknowns", "confirmed_by_role")

    title = PlainTextFormField(
        label=_("Title"), limit=TITLE, error_messages={"required": _("Give it a title")}
    )
    text = PlainTextFormField(
        label=_("What changed, for whom, and what rubbed?"),
        limit=STORY,
        widget=forms.Textarea,
        help_text=_("Write it anew for somebody who was not there. Nobody may be recognised in it."),
        error_messages={"required": _("Write down what changed")},
    )
    our_share = PlainTextFormField(
        label=_("What was our share in it?"),
        limit=REASON,
        help_text=_("What you did, and what others did. No more than you can stand for."),
        error_messages={"required": _("Write down your share")},
    )
    confirmed_by_role = PlainTextFormField(
        label=_("Who confirms it? A role, no name"), limit=TITLE, required=False
    )
    confirmed_on = DateField(label=_("When did they confirm it?"), required=False)
    confirmed_answer = forms.ChoiceField(
        label=_("Do they confirm it?"),
        required=False,
        choices=[("", _("Nobody was asked yet")), *Confirmation.choices],
    )
    unknowns = PlainTextFormField(
        label=_("What do we not know?"),
        limit=REASON,
        error_messages={"required": _("Write down what you do not know")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [bool(data.get(name)) for name in ("confirmed_by_role", "confirmed_on", "confirmed_answer")]
        if any(given) and not all(given) and "confirmed_on" not in self.errors:
            self.add_error("confirmed_by_role", _("Fill in who, when and whether, or leave all three empty"))
        return data


class YesNoField(forms.TypedChoiceField):
    """A question that is answered, not skipped. Cleans to a bool."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("Not yet"))],
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer")},
            **kwargs,
        )


class ReadingForm(AccessibleFormMixin, forms.Form):
    """The second reader's three questions."""

    checked_fields = ("remark",)

    recognisable = YesNoField(label=_("Do you recognise what happened?"))
    is_true = YesNoField(label=_("Is it true?"))
    is_honest = YesNoField(label=_("Is it honest about what rubbed?"))
    remark = PlainTextFormField(
        label=_("What should be different?"),
        limit=REASON,
        required=False,
        help_text=_("The author reads this."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said = [data.get(name) for name in ("recognisable", "is_true", "is_honest")]
        if False in said and not data.get("remark") and "remark" not in self.errors:
            self.add_error("remark", _("Write down what should be different"))
        return data


class ReaderForm(AccessibleFormMixin, forms.Form):
    """Who reads it as a third person."""

    reader = forms.ModelChoiceField(
        label=_("Who reads it?"),
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose who reads it"),
            "invalid_choice": _("Choose somebody from the list"),
        },
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = people
        self.fields["reader"].label_from_instance = lambda person: person.name
