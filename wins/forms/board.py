"""Writing on the board, and making something of a note."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import AgendaItem, BoardNote, LearningSession
from sessions.selectors.board import Seat
from smallwins.forms import AccessibleFormMixin
from smallwins.text import AMBITION, QUESTION, STEP, STORY, TITLE, PlainTextFormField
from trajectories.models import Team
from wins.forms.barriers import _NamedBarrierMixin


class NoteForm(AccessibleFormMixin, forms.Form):
    """One note under one item. ``unnamed``: the page promised that nobody's name is kept."""

    checked_fields = ("text",)

    item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose under which question you write"),
            "invalid_choice": _("This question is no longer on the board"),
        },
    )
    unnamed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = PlainTextFormField(
        label=_("Your note"),
        limit=STORY,
        widget=forms.Textarea,
        error_messages={"required": _("Write your note")},
    )

    def __init__(self, *args: Any, learning_session: LearningSession, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_open = is_open
        self.fields["item"].queryset = learning_session.agenda_items.all()
        if self.is_bound and (item := self._typed_under()):
            self.explain(item)

    def _typed_under(self) -> AgendaItem | None:
        """Before anything looks at a field: from then on its label and its hint are fixed."""
        try:
            return self.fields["item"].clean(self.data.get("item"))
        except forms.ValidationError:
            return None

    @classmethod
    def under(cls, item: AgendaItem, learning_session: LearningSession) -> "NoteForm":
        """An empty form of one column, saying who will read what is written in it."""
        initial = {"item": item.pk, "unnamed": item.is_anonymous, "client_uuid": uuid.uuid4()}
        form = cls(
            learning_session=learning_session, is_open=True, initial=initial, auto_id=f"id_{item.pk}_%s"
        )
        form.explain(item)
        return form

    def explain(self, item: AgendaItem) -> None:
        """The prompt is the field's label; who reads it, and when, stands below it."""
        field = self.fields["text"]
        field.label = item.prompt or item.title
        if item.is_anonymous:
            field.help_text = _(
                "Without a name: nobody sees or can find out who wrote it."
                " So you cannot change it or take it away afterwards."
            )
        elif item.revealed_at:
            field.help_text = _("Everybody in the session reads it at once, with your name.")
        else:
            field.help_text = _(
                "Only you see it, until the facilitator shows all notes. Then they stand there with names."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        item = data.get("item")
        if not self.is_open:
            raise forms.ValidationError(_("The board is closed: nothing new is added."), code="closed")
        if item and data.get("unnamed") and not item.is_anonymous:
            # The page now says what holds: sending it again is a yes.
            self.data = self.data.copy()
            self.data["unnamed"] = ""
            raise forms.ValidationError(
                _("Notes here carry a name since you opened this page. Send it again if that is fine."),
                code="named",
            )
        return data


class NoteEditForm(AccessibleFormMixin, forms.Form):
    checked_fields = ("text",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = PlainTextFormField(
        label=_("Your note"),
        limit=STORY,
        widget=forms.Textarea,
        error_messages={"required": _("Write your note")},
    )


class ThemeForm(AccessibleFormMixin, forms.Form):
    checked_fields = ("theme",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    theme = PlainTextFormField(
        label=_("Put together under"),
        limit=TITLE,
        required=False,
        help_text=_("Type a theme, or pick one that is there. Empty: the note stands alone."),
        widget=forms.TextInput(attrs={"list": "themes", "autocomplete": "off"}),
    )


class _OfNoteForm(AccessibleFormMixin, forms.Form):
    """What becomes of a note, opened with its words. ``words``: the field they go into."""

    checked_fields: tuple[str, ...] = ("text",)
    words: str = "text"

    def __init__(self, *args: Any, note: BoardNote, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trajectory = note.learning_session.trajectory
        words = note.text
        if self.words in self.fields:
            if isinstance(self.fields[self.words].widget, forms.TextInput):
                words = " ".join(words.split())
            self.initial.setdefault(self.words, words)
        if "team" in self.fields:
            self._offer_teams(self.teams_of(seat))

    def teams_of(self, seat: Seat) -> tuple[Team, ...]:
        return seat.speaks_for

    def _offer_teams(self, teams: tuple[Team, ...]) -> None:
        """A choice when there is one; the only team needs no question."""
        own = {str(team.pk): team for team in teams}
        field = self.fields["team"]
        field.choices = [(key, team.name) for key, team in own.items()]
        field.coerce = own.__getitem__
        if len(teams) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("team", str(teams[0].pk))


def _team_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Which team?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the team"), "invalid_choice": _("Choose the team")},
    )


class StoryOfNoteForm(_OfNoteForm):
    """Only the team is asked: the story is the note's own words, as a draft."""

    checked_fields = ()

    team = _team_field()

    def teams_of(self, seat: Seat) -> tuple[Team, ...]:
        return seat.own_teams


class BarrierOfNoteForm(_OfNoteForm, _NamedBarrierMixin):
    checked_fields = ("name",)
    words = "name"

    team = _team_field()

    field_order = ("name", "kind", "team")


class QuestionOfNoteForm(_OfNoteForm):
    text = PlainTextFormField(
        label=_("Learning question"),
        limit=QUESTION,
        widget=forms.Textarea,
        help_text=_("Put it as a question. The teams come back to it from session to session."),
        error_messages={"required": _("Write down the question")},
    )


class SolutionOfNoteForm(_OfNoteForm):
    checked_fields = ("name",)
    words = "name"

    name = PlainTextFormField(
        label=_("Partial solution"),
        limit=TITLE,
        help_text=_("A manageable slice of the question."),
        error_messages={"required": _("Give the partial solution a name")},
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if self.trajectory.partial_solutions.filter(name__iexact=name).exists():
            raise forms.ValidationError(
                _("This trajectory has a partial solution with this name"), code="unique"
            )
        return name


class StepOfNoteForm(_OfNoteForm):
    text = PlainTextFormField(
        label=_("What will you try?"),
        limit=STEP,
        error_messages={"required": _("Write down what you will try")},
    )
    team = _team_field()


class AmbitionForm(AccessibleFormMixin, forms.Form):
    """``version`` is the key of the wording the form showed."""

    checked_fields = ("text",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = PlainTextFormField(
        label=_("Ambition"),
        limit=AMBITION,
        widget=forms.Textarea,
        help_text=_("A shared direction that challenges, not a target."),
        error_messages={"required": _("Write down the ambition")},
    )


class ShowForm(forms.Form):
    """In which session a story is shown, or taken back."""

    session = forms.ModelChoiceField(queryset=LearningSession.objects.none())
    action = forms.ChoiceField(choices=[("show", ""), ("take_back", "")])

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
