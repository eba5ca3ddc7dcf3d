"""Reading what people paste: lists, Outlook's way, tables; whatever it is, it is read in linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trajectories.paste import entries_of, readable


def addresses(text):
    return [entry.email for entry in entries_of(text)]


def named(text):
    return [(entry.name, entry.email) for entry in entries_of(text)]


LISTS = {
    "a@b.nl, c@d.nl;e@f.nl\r\ng@h.nl": ["a@b.nl", "c@d.nl", "e@f.nl", "g@h.nl"],
    "a@b.nl c@d.nl": ["a@b.nl", "c@d.nl"],
    "\ufeffa@b.nl;\n\n ;, ": ["a@b.nl"],
    "\u200b a@b.nl\u00a0": ["a@b.nl"],
    "<a@b.nl>,<c@d.nl>": ["a@b.nl", "c@d.nl"],
    "mailto:a@b.nl, <mailto:c@d.nl>": ["a@b.nl", "c@d.nl"],
    "Jan\na@b.nl": ["", "a@b.nl"],
    "": [],
    " ;, \n": [],
}


@pytest.mark.parametrize(("text", "found"), LISTS.items(), ids=range(len(LISTS)))
def test_a_list_is_read_whatever_separates_it(text, found):
    assert addresses(text) == found


NAMED = {
    "Samira Yilmaz <s@x.nl>": [("Samira Yilmaz", "s@x.nl")],
    "Samira Yilmaz s@x.nl": [("Samira Yilmaz", "s@x.nl")],
    "Samira Yilmaz\ts@x.nl": [("Samira Yilmaz", "s@x.nl")],
    '"Bakker, Joost" <j@x.nl>; Yilmaz, Samira <s@x.nl>': [
        ("Joost Bakker", "j@x.nl"),
        ("Samira Yilmaz", "s@x.nl"),
    ],
    '"Noord; team" <n@x.nl>;a@b.nl': [("Noord; team", "n@x.nl"), ("", "a@b.nl")],
    "'s@x.nl' <s@x.nl>": [("", "s@x.nl")],
    "p@x.nl, Jan de Wit <j@x.nl>, k@x.nl": [("", "p@x.nl"), ("Jan de Wit", "j@x.nl"), ("", "k@x.nl")],
    "Ans <a@b.nl> c@d.nl": [("Ans", "a@b.nl"), ("", "c@d.nl")],
}


@pytest.mark.parametrize(("text", "found"), NAMED.items(), ids=range(len(NAMED)))
def test_names_come_along(text, found):
    assert named(text) == found


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "header", [("E-mail", "Naam", "Rol", "Team", "Taal"), ("email", "NAME", '"role"', "team", "language")]
)
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "sep=;\r\n"])
def test_a_table_is_known_by_its_header(separator, header, start):
    lines = [separator.join(header), separator.join(("a@b.nl", '"Ans de Boer"', "begeleider", "Noord", "en"))]
    (entry,) = entries_of(start + "\r\n".join(lines))
    assert (entry.email, entry.name, entry.role, entry.team, entry.language) == (
        "a@b.nl",
        "Ans de Boer",
        "begeleider",
        "Noord",
        "en",
    )


def test_columns_may_stand_anywhere_be_unknown_or_missing():
    text = 'Voornaam;Telefoon;Achternaam;E-mailadres\nAns;06;"de; Boer";ans@x.nl\nBo;;;bo@x.nl\nCor\n'
    assert named(text) == [("Ans de; Boer", "ans@x.nl"), ("Bo", "bo@x.nl"), ("Cor", "")]


def test_a_line_break_in_an_address_breaks_its_own_lines_alone():
    found = entries_of('email;naam\n"a@b.nl\nBcc: c@d.nl";Ans\ne@f.nl;Bo')
    assert [(entry.line, entry.is_broken) for entry in found] == [(2, True), (3, True), (4, False)]


def test_control_characters_are_made_visible():
    assert readable("a\x00b\x1b\x85\r\nc\td") == "a\ufffdb\ufffd\ufffd\nc\td"


PILES = [";", "a", '"', "<", ">", "a@", "a@b ", "\n", ",;", "a,", 'email\n"', "email;\n;", "<a@b>,", '"a" <']


@pytest.mark.parametrize("pile", PILES)
def test_a_long_list_is_read_at_once(pile):
    begin = time.process_time()
    entries_of(pile * (60_000 // len(pile)))
    assert time.process_time() - begin < 1


@settings(max_examples=500, deadline=None)
@given(text=st.text(st.characters() | st.sampled_from('<>@";,\t\n\r\ufeff.'), max_size=80))
def test_anything_can_be_pasted(text):
    for entry in entries_of(text):
        assert entry.text.strip()
        assert "\n" not in entry.email + entry.name
        assert 1 <= entry.line <= text.count("\n") + text.count("\r") + 1
    assert addresses("email;naam\n" + text) is not None
