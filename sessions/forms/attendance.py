"""Answering an invitation, and filling in who was there."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import Presence, Rsvp
from sessions.selectors.attendance import Participant
from smallwins.forms import AccessibleFormMixin
from smallwins.text import REASON, PlainTextFormField


class RsvpForm(AccessibleFormMixin, forms.Form):
    rsvp = forms.ChoiceField(choices=Rsvp.choices, error_messages={"required": _("Choose an answer")})
    reason = PlainTextFormField(
        label=_("Anything the facilitator should know?"), limit=REASON, required=False
    )


#: Nobody is absent by themselves: without a choice nothing is known.
PRESENCE = [*Presence.choices, ("", _("not filled in"))]


@dataclass(frozen=True)
class AttendanceRow:
    """One person of the form; ``meanwhile`` is what somebody else saved, in words."""

    person: Participant
    presence: forms.BoundField
    was: forms.BoundField
    meanwhile: str = ""


class AttendanceForm(AccessibleFormMixin, forms.Form):
    """Presence by person, and beside it what the page showed; ``stands`` is what others saved meanwhile."""

    def __init__(
        self,
        *args: Any,
        people: Iterable[Participant],
        stands: dict[uuid.UUID, str] | None = None,
        mine: dict[uuid.UUID, tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.stands = list(people), stands or {}
        for person in self.people:
            key, is_there = person.user.pk, person.attendance.presence
            stays = key in self.stands
            self.fields[f"presence-{key}"] = forms.ChoiceField(
                label=person.user.name,
                choices=PRESENCE,
                required=False,
                widget=forms.RadioSelect,
                initial=(mine or {})[key][1] if stays else is_there,
            )
            self.fields[f"was-{key}"] = forms.ChoiceField(
                choices=PRESENCE, required=False, widget=forms.HiddenInput, initial=is_there
            )

    def rows(self) -> Iterator[AttendanceRow]:
        words = {value: str(label) for value, label in PRESENCE}
        for person in self.people:
            key = person.user.pk
            meanwhile = words[self.stands[key]] if key in self.stands else ""
            yield AttendanceRow(person, self[f"presence-{key}"], self[f"was-{key}"], meanwhile)

    def chosen(self) -> dict[uuid.UUID, tuple[str, str]]:
        """What the page showed and what was chosen, for whom these differ."""
        found = {}
        for person in self.people:
            key = person.user.pk
            was, presence = self.cleaned_data[f"was-{key}"], self.cleaned_data[f"presence-{key}"]
            if f"presence-{key}" in self.data and was != presence:
                found[key] = (was, presence)
        return found
