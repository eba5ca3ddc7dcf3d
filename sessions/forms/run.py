"""The buttons of a running session: each carries the version its page showed."""

from django import forms


class MoveForm(forms.Form):
    version = forms.IntegerField(min_value=0)


class ExtendForm(MoveForm):
    """Minutes to add; below zero to shorten."""

    minutes = forms.TypedChoiceField(choices=[(n, str(n)) for n in (-5, -1, 1, 5)], coerce=int)
