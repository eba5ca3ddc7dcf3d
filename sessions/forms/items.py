"""What one item of an agenda says, written by the facilitator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.forms.agenda import AgendaItemForm
from sessions.models import AgendaItem


class ItemForm(AgendaItemForm):
    """The whole item."""

    checked_fields: tuple[str, ...] = ("title", "reading", "prompt")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AgendaItem
        fields = [
            "title",
            "minutes",
            "reading",
            "grouping",
            "prompt",
            "is_anonymous",
            "is_ambition_round",
            "instructions",
            "short_version",
            "kept",
            "next_time",
        ]
        labels = {
            "title": _("Agenda item"),
            "reading": _("What participants read"),
            "grouping": _("In what company"),
            "prompt": _("Question on the board"),
            "is_anonymous": _("Notes without a name"),
            "is_ambition_round": _("This round ends in a new wording of the ambition"),
            "instructions": _("What you do and say"),
            "short_version": _("Shorter, when you lose five minutes"),
            "kept": _("What is kept"),
            "next_time": _("Next time"),
        }
        help_texts = {
            "prompt": _(
                "The board opens with this. Leave it empty for an item without a column on the board."
            ),
            "is_anonymous": _("Nobody sees who wrote a note, you neither: no name is stored."),
            "next_time": _("What you would do differently. It goes along when you reuse the programme."),
        }
        widgets = dict.fromkeys(
            ("reading", "prompt", "instructions", "short_version", "kept", "next_time"), forms.Textarea
        )
        error_messages = {
            "title": {"required": _("Give the item a title")},
            "grouping": {"invalid_choice": _("Choose from the list")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version


class NextTimeForm(ItemForm):
    """After the session its plan stays as it was; what to do differently can still be written down."""

    checked_fields = ()
    title = minutes = None

    class Meta(ItemForm.Meta):
        fields = ["next_time"]
