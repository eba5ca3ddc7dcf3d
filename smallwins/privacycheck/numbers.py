"""Citizen service numbers, bank accounts and phone numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from smallwins.privacycheck.findings import Finding, Kind
from smallwins.privacycheck.tokens import Token
from smallwins.privacycheck.words import word_set

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SEPARATORS = frozenset(" .-\u00a0\u2009\u202f\u2010\u2011\u2013")
_BSN_WORDS = word_set("bsn_words")
# How people write nine digits in groups; other groupings count only where no further group touches them.
_BSN_SHAPES = frozenset(
    {(3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (2, 3, 4), (4, 3, 2), (4, 5), (5, 4), (3, 6), (6, 3)}
)
_SHORT_BSN_SHAPES = frozenset({(8,), (2, 3, 3), (3, 2, 3)})
_COMPACT_DATE = re.compile(
    r"(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)"
)

_GAP = r"[ \u00a0\u2009\u202f().\-/\u2010\u2011\u2013]{0,3}"
_DATE = r"(?!\d\d([-./])\d\d\1(?:19|20)\d\d(?!\d))"  # 06-12-2027 14.00 is a meeting
_PHONE = re.compile(
    rf"(?:\+|(?<![\d.,:])00)31{_GAP}(?:0{_GAP})?(?:[1-8]|97)(?:{_GAP}\d){{8}}(?!\d)"
    rf"|(?:\+|(?<![\d.,:])00)(?!31)[1-9](?:{_GAP}\d){{9,14}}(?!\d)"
    rf"|\(?(?<!\d){_DATE}06\)?(?:{_GAP}\d){{8}}(?!\d)"
    # 0800, 0900 and their like are services, not people.
    rf"|\(?(?<!\d)(?!0[89]0)0[1-57-9]\d(?:{_GAP}\d){{7}}(?!\d)"
)

_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?!\d{33})")
_IBAN_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL", "SD", "FK"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "XK", "MN"), 20),
    **dict.fromkeys(("CH", "CR", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "SM", "BI", "DJ"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "EG", "GT", "HU", "LB", "PL", "SV", "MA", "NI"), 28),
    **dict.fromkeys(("BR", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    "LC": 32,
    "RU": 33,
}


def passes_eleven_test(digits: str) -> bool:
    """True for eight or nine digits that can be a BSN (the *elfproef*)."""
    padded = digits.zfill(9)
    if not padded.strip("0"):
        return False
    return sum(int(digit) * weight for digit, weight in zip(padded, _BSN_WEIGHTS, strict=True)) % 11 == 0


def phones(text: str) -> Iterator[Finding]:
    """Dutch and foreign phone numbers; 112, 113, 14 020, 0800 and 0900 are left alone."""
    for found in _PHONE.finditer(text):
        yield Finding(Kind.PHONE, found.start(), found.end())


def ibans(text: str) -> Iterator[Finding]:
    """Bank accounts of a known country and length whose check digits are right (ISO 13616)."""
    for found in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(found.group()[:2].upper())
        if length is None:
            continue
        characters, at = "", found.start()
        while len(characters) < length and at < len(text):
            if text[at].isascii() and text[at].isalnum():
                characters += text[at]
            elif text[at] not in _SEPARATORS or text[at - 1] in _SEPARATORS:
                break
            at += 1
        ends = at == len(text) or not text[at].isalnum()
        if len(characters) == length and ends and _remainder(characters) == 1:
            yield Finding(Kind.IBAN, found.start(), at)


def _remainder(iban: str) -> int:
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97


def bsns(text: str, tokens: Sequence[Token], *, elsewhere: Iterable[Finding]) -> Iterator[Finding]:
    """Eight or nine digits, in groups or not, that pass the eleven test.

    Digits of ``elsewhere``, the phone numbers and bank accounts, do not count. Nine digits that fail the test
    are only named behind the word BSN, and do not block.
    """
    other = bytearray(len(text))
    for finding in elsewhere:
        other[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    places = [place for place, token in enumerate(tokens) if token.is_number]
    joined = [_joined(text, tokens, places, at) for at in range(len(places) + 1)]
    for i, place in enumerate(places):
        length = 0
        for last in range(i, min(i + 9, len(places))):
            length += len(tokens[places[last]].text)
            if length > 9 or (last > i and not joined[last]):
                break
            if length < 8:
                continue
            group = [tokens[at] for at in places[i : last + 1]]
            alone = not joined[i] and not joined[last + 1]
            named = any(token.folded in _BSN_WORDS for token in tokens[max(0, place - 4) : place])
            before = tokens[place - 1] if place else None
            if not _may_be_bsn(text, group, before=before, alone=alone, named=named):
                continue
            digits = "".join(token.text for token in group)
            start, end = group[0].start, group[-1].end
            if other[start] and (last > i or other[start - 1]):
                continue  # nine digits in one piece at the start of a "phone number" are a BSN first
            if passes_eleven_test(digits):
                yield Finding(Kind.BSN, start, end, blocks=True)
            elif length == 9 and named:
                yield Finding(Kind.BSN, start, end)


def _joined(text: str, tokens: Sequence[Token], places: Sequence[int], at: int) -> bool:
    """True when one to three separators, and nothing else, stand between a number and the one before."""
    if not 0 < at < len(places):
        return False
    start, end = tokens[places[at - 1]].end, tokens[places[at]].start
    return 0 < end - start <= 3 and all(char in _SEPARATORS for char in text[start:end])


def _may_be_bsn(text: str, group: Sequence[Token], *, before: Token | None, alone: bool, named: bool) -> bool:
    """True when digits are grouped as people group a BSN; ``alone`` when no further group touches them."""
    shape = tuple(len(token.text) for token in group)
    if sum(shape) == 8:
        code = before is not None and before.is_word and group[0].glued and not named
        return (
            shape in _SHORT_BSN_SHAPES and alone and not code and not _COMPACT_DATE.fullmatch(group[0].text)
        )
    if sum(shape) != 9 or len(shape) == 1:
        return sum(shape) == 9
    signs = {text[left.end : right.start].strip() for left, right in pairwise(group)}
    if len(signs) > 1 or (before is not None and before.text == "€"):
        return False  # 13-6-2027 10 is a date with an hour; € 123.456.789 an amount
    return shape in _BSN_SHAPES or alone
