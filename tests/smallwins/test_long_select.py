"""A choice of hundreds says the same as Django's own select."""

import pytest
from django import forms

from smallwins.forms import LongSelect
from smallwins.when import zone_choices
from tests.wins.pages import _Reader

CHOICES = [("a", "Een"), ("b & <b>", 'Twee & "drie"'), ("", "Geen"), (3, "Vier")]


def read(widget, value, **attrs):
    reader = _Reader()
    reader.feed("<form>" + widget.render("zone", value, attrs or None) + "</form>")
    return reader.forms[0].fields, " ".join("".join(reader.words).split())


@pytest.mark.parametrize("value", ["a", "b & <b>", "", 3, "3", None, "x"])
def test_it_is_read_as_the_select_it_replaces(value):
    ours, theirs = (made(choices=CHOICES, attrs={"class": "c"}) for made in (LongSelect, forms.Select))
    assert read(ours, value) == read(theirs, value)
    assert 'class="c"' in ours.render("zone", value)
    assert 'id="id_zone" name="zone" required' in ours.render(
        "zone", value, {"id": "id_zone", "required": True}
    )


def test_every_zone_is_in_it():
    html = LongSelect(choices=zone_choices()).render("zone", "Europe/Brussels")
    assert html.count("<option") == len(zone_choices()) > 400
    assert html.count(" selected") == 1
