"""The form behind the mail settings."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smallwins.accounts.models import DigestRhythm
from smallwins.forms import AccessibleFormMixin
from smallwins.notifications import registry

OFF = "off"
#: The farthest a pause reaches: who forgets it hears from us again.
LONGEST_PAUSE = dt.timedelta(days=366)


class MailForm(AccessibleFormMixin, forms.Form):
    """A tick for every optional kind of mail, the rhythm of the digest, and a pause.

    ``chosen`` says which kinds are on now; ``today`` is the reader's day.
    """

    kinds = forms.MultipleChoiceField(
        label=_("Which mails do you want?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Invitations, changes and cancellations always come."),
    )
    digest = forms.ChoiceField(
        label=_("Digest of what happened to your stories"),
        choices=[*DigestRhythm.choices, (OFF, _("Never"))],
        widget=forms.RadioSelect,
    )
    digest_hour = forms.TypedChoiceField(
        label=_("At what time?"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        widget=forms.Select(attrs={"class": "input-short"}),
        help_text=_("On your own clock. From the next digest on."),
    )
    paused_until = forms.DateField(
        label=_("No mail until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-short"}),
        help_text=_("From this day on mail comes again. Empty: no pause. Service mail always comes."),
        error_messages={"invalid": _("Enter a date, for instance 2027-06-01")},
    )

    def __init__(self, *args: Any, chosen: dict[str, bool], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        ticks = {name: on for name, on in chosen.items() if not registry.kind(name).is_digest}
        self.fields["kinds"].choices = [(name, registry.kind(name).label) for name in ticks]
        self.initial["kinds"] = [name for name, on in ticks.items() if on]

    def clean_paused_until(self) -> dt.date | None:
        day = self.cleaned_data["paused_until"]
        if day and not self.today < day <= self.today + LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day after today, within a year"), code="out_of_range")
        return day

    def enabled(self) -> set[str]:
        """The optional kinds that are to come."""
        digests = {kind.name for kind in registry.kinds() if kind.is_digest}
        return set(self.cleaned_data["kinds"]) | (digests if self.cleaned_data["digest"] != OFF else set())
