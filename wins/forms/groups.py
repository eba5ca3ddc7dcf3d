"""Dealing people into groups, moving them, and choosing a story for each group."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.models import LearningSession
from sessions.services.groups import NEW_GROUP, NOWHERE, Move
from smallwins.accounts.models import User
from smallwins.forms import AccessibleFormMixin
from trajectories.models import Grouping
from wins.models import Win
from wins.selectors.room import GroupWithStory

NO_STORY = "none"
_SIZE_OF = {Grouping.PAIRS: 2, Grouping.TRIOS: 3, Grouping.FOURS: 4}


def size_for(learning_session: LearningSession) -> int:
    """What the first agenda item in small groups asks for; pairs when there is none."""
    groupings = learning_session.agenda_items.values_list("grouping", flat=True)
    return next((_SIZE_OF[one] for one in groupings if one in _SIZE_OF), 2)


class DealForm(AccessibleFormMixin, forms.Form):
    """How many in a group, and with whom."""

    size = forms.TypedChoiceField(
        label=_("How many in a group?"),
        coerce=int,
        choices=[(2, _("two")), (3, _("three")), (4, _("four"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many people sit in a group")},
    )
    mixed = forms.TypedChoiceField(
        label=_("With whom?"),
        coerce=lambda value: value == "mixed",
        choices=[("mixed", _("mixed across teams")), ("within", _("within their own team"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose with whom people sit")},
    )


def _group_name(number: int) -> str:
    return str(_("Group %(number)s") % {"number": number})


class OfGroupsForm(AccessibleFormMixin, forms.Form):
    """Knows for which groups its page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, groups: Sequence[GroupWithStory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.now_there = " ".join(sorted(str(row.group.pk) for row in groups))
        self.fields["seen"].initial = self.now_there

    @property
    def is_stale(self) -> bool:
        """Whether there are other groups now: somebody dealt again, or one was made or left empty."""
        return self.data.get("seen", "") != self.now_there


class MoveForm(OfGroupsForm):
    """A select per person; hidden beside it where this page saw them, so that a stale page shows."""

    def __init__(
        self, *args: Any, people: Iterable[User], groups: Sequence[GroupWithStory], **kwargs: Any
    ) -> None:
        super().__init__(*args, groups=groups, **kwargs)
        self.people = list(people)
        seat = {person.pk: str(row.group.pk) for row in groups for person in row.people}
        choices = [(str(row.group.pk), _group_name(row.group.number)) for row in groups]
        choices += [(NEW_GROUP, _("A new group")), (NOWHERE, _("No group"))]
        for person in self.people:
            where = seat.get(person.pk, NOWHERE)
            self.fields[f"to-{person.pk}"] = forms.ChoiceField(
                label=person.name,
                choices=choices,
                initial=where,
            )
            self.fields[f"was-{person.pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=where
            )
        self.dress()

    def moves(self) -> list[Move]:
        """Where everybody goes whom the page asked about."""
        data = self.cleaned_data
        return [Move(person.pk, data[f"was-{person.pk}"], data[f"to-{person.pk}"]) for person in self.people]


class StoriesForm(OfGroupsForm):
    """A story per group, from those everybody in it may read."""

    def __init__(
        self,
        *args: Any,
        groups: Sequence[GroupWithStory],
        offered: Mapping[uuid.UUID, Sequence[Win]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, groups=groups, **kwargs)
        self.offered = offered
        for row in groups:
            wins = offered[row.group.pk]
            label = _("%(title)s (setback)")
            titles = [
                (str(win.pk), label % {"title": win.display_title} if win.is_setback else win.display_title)
                for win in wins
            ]
            self.fields[f"story-{row.group.pk}"] = forms.ChoiceField(
                label=_group_name(row.group.number),
                help_text=", ".join(person.name for person in row.people),
                choices=[(NO_STORY, _("No story")), *titles],
                initial=str(row.story.pk) if row.story else NO_STORY,
                error_messages={
                    "invalid_choice": _("Not everybody in this group may read that story. Choose another.")
                },
            )
        self.dress()

    def chosen(self) -> dict[uuid.UUID, Win | None]:
        """Group → its story."""
        found = {}
        for row in self.groups:
            pk = self.cleaned_data[f"story-{row.group.pk}"]
            found[row.group.pk] = next((w for w in self.offered[row.group.pk] if str(w.pk) == pk), None)
        return found


def dealt_words(number: int) -> str:
    """What the facilitator is told after dealing."""
    return ngettext("%(count)d group is dealt.", "%(count)d groups are dealt.", number) % {"count": number}
