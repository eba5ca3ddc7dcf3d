"""Plain text as people type it: NFC, no control characters, lengths in characters."""

import pytest
from django.core.exceptions import ValidationError

from smallwins.text import PlainTextField, PlainTextFormField, normalise, validate_https_link


def cleaned(value, limit=10):
    return PlainTextFormField(limit=limit, required=False).clean(value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  koffie  ", "koffie"),
        ("cafe\u0301", "caf\u00e9"),
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("a\tb", "a\tb"),
        ("", ""),
        (None, ""),
    ],
)
def test_text_is_normalised(typed, kept):
    assert cleaned(typed, limit=20) == kept


def test_length_counts_characters_after_normalising():
    assert cleaned("e\u0301" * 10) == "\u00e9" * 10
    assert cleaned("😀" * 10) == "😀" * 10
    assert cleaned("a\r\n" * 4 + "bb") == "a\n" * 4 + "bb"
    with pytest.raises(ValidationError) as refused:
        cleaned("é" * 13)
    (error,) = refused.value.error_list
    assert (error.code, error.params) == ("too_long", {"count": 3})


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_and_lone_surrogates_are_refused(character):
    with pytest.raises(ValidationError) as refused:
        cleaned(f"a{character}b")
    assert {error.code for error in refused.value.error_list} == {"control_characters"}


def test_right_to_left_text_is_kept_as_typed():
    assert cleaned("\u202eabc", limit=20) == "\u202eabc"


def test_the_model_field_holds_the_same_rules():
    field = PlainTextField(limit=3, blank=True)
    assert field.clean(" e\u0301 ", None) == "é"
    for bad in ("abcd", "a\x00"):
        with pytest.raises(ValidationError):
            field.clean(bad, None)
    assert field.deconstruct()[3] == {"limit": 3, "blank": True}


def test_the_limit_is_announced_and_nothing_is_cut_off():
    field = PlainTextFormField(limit=80)
    assert field.widget.attrs == {"data-max-chars": "80"}


@pytest.mark.parametrize("link", ["https://meet.example.org/oeverhoek", "https://example.org:8443/a?b=c#d"])
def test_https_links_pass(link):
    validate_https_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.example.org",
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "https://",
        "https:///pad",
        "https://example.org/\nX: y",
        "data:text/html,x",
        "//example.org",
        "meet.example.org",
        "ftp://example.org",
        "https://exa mple.org",
    ],
)
def test_other_links_are_refused(link):
    with pytest.raises(ValidationError) as refused:
        validate_https_link(link)
    assert refused.value.code == "link"


def test_normalise_twice_changes_nothing():
    once = normalise(" e\u0301\r\n ")
    assert normalise(once) == once == "é"
