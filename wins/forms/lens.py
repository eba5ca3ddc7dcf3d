"""Looking through the lens: seven questions, all on one page or one on a screen; and the verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.forms import AccessibleFormMixin
from smallwins.text import EVIDENCE, REASON, PlainTextFormField
from wins.models import LensReading
from wins.verdict import CHARACTERISTICS, Answer, Kind
from wins.words import HINTS, QUESTIONS

#: What a team may call a story; a setback never passes the lens, "open" is no verdict.
VERDICTS = (Kind.SMALL_WIN, Kind.SEEDLING, Kind.QUICK_WIN, Kind.ACTIVITY)


def _answer_field(characteristic: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=QUESTIONS[characteristic],
        help_text=HINTS[characteristic],
        choices=Answer.choices,
        required=False,
        widget=forms.RadioSelect,
    )


def _evidence_field() -> PlainTextFormField:
    return PlainTextFormField(
        label=_("Because, or: what do you see?"),
        limit=EVIDENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LensForm(AccessibleFormMixin, forms.Form):
    """One reading; each question may be skipped. ``asked``: the characteristics on this screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, reading: LensReading, asked: tuple[str, ...] = CHARACTERISTICS, **kwargs: Any
    ) -> None:
        self.asked = asked
        self.checked_fields = [f"evidence_{c}" for c in asked]
        initial = {"version": reading.version, "remark": reading.remark, "show_name": str(reading.show_name)}
        for c in asked:
            initial |= {c: reading.answers[c], f"evidence_{c}": reading.evidence.get(c, "")}
        super().__init__(*args, initial=initial, **kwargs)
        for c in asked:
            self.fields[c] = _answer_field(c)
            self.fields[f"evidence_{c}"] = _evidence_field()
        if asked == CHARACTERISTICS:
            self._ask_the_rest(reading)
        self.dress()

    def _ask_the_rest(self, reading: LensReading) -> None:
        self.checked_fields.append("remark")
        self.fields["remark"] = PlainTextFormField(
            label=_("Anything else?"),
            limit=EVIDENCE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        if not reading.is_joint and reading.reader:
            self.fields["show_name"] = forms.TypedChoiceField(
                label=_("Under which name, outside your team?"),
                coerce=lambda value: value == "True",
                widget=forms.RadioSelect,
                choices=[("True", reading.reader.name), ("False", _("A reader from the trajectory"))],
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """(answer, evidence) of each question asked, for the template."""
        return [(self[c], self[f"evidence_{c}"]) for c in self.asked]

    def answers(self) -> dict[str, str]:
        """Cleaned answers by characteristic."""
        return {c: self.cleaned_data[c] for c in self.asked}

    def evidence(self) -> dict[str, str]:
        """Cleaned lines of evidence by characteristic."""
        return {c: self.cleaned_data[f"evidence_{c}"] for c in self.asked}


class VerdictForm(AccessibleFormMixin, forms.Form):
    """Agree with the proposal, or differ and say why in one sentence."""

    checked_fields = ("reason",)

    verdict = forms.ChoiceField(
        label=_("What do you call it?"),
        choices=[(kind.value, kind.label) for kind in VERDICTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you call it")},
    )
    reason = PlainTextFormField(
        label=_("Why, in one sentence?"),
        limit=REASON,
        required=False,
        help_text=_("Needed when you differ from the proposal."),
    )

    def __init__(self, *args: Any, proposal: Kind, **kwargs: Any) -> None:
        self.proposal = proposal
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        differs = data.get("verdict") and data["verdict"] != self.proposal
        if differs and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write down why you differ"))
        return data
