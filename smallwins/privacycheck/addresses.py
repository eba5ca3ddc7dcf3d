"""E-mail addresses, postcodes with a house number, and streets."""

import re
from collections.abc import Iterator, Sequence

from smallwins.privacycheck.findings import Finding, Kind
from smallwins.privacycheck.people import PARTICLES, name_end, names_in
from smallwins.privacycheck.tokens import Token
from smallwins.privacycheck.words import word_set

_AT = re.compile(r" ?[(\[] ?(?:at|apenstaartje) ?[)\]] ?| ?@ ?", re.IGNORECASE)
_LOCAL_PART = 64  # RFC 5321 §4.5.3.1.1
_DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}")

_NUMBER_WORD = r"(?:nr\.?|no\.?|nummer|huisnummer|huisnr\.?|num\.?)"
# Small letters behind four digits that are a word or a unit: "in 1998 en 12".
_SHORT_WORDS = (
    r"(?:aan|al|bv|cm|da|de|en|er|eu|gb|ha|ik|in|is|ja|je|kb|kg|kw|km|la|mb|me|ml|mm|mw|na|nu|of|om|op|pk|te|tb|"
    r"we|wo|ze|zo)"
)
_POSTCODE = re.compile(
    # A number in front, the postcode, a number behind: one of the two numbers must be there.
    rf"(?P<front>(?<!\w)(?:{_NUMBER_WORD} ?)?\d{{1,4}} ?[a-zA-Z]?(?:-\d{{1,3}})?[ ,\n]{{1,3}})?"
    rf"(?<!\d)[1-9]\d{{3}} ?(?!S[ADS]|s[ads]|{_SHORT_WORDS})(?:[A-Z]{{2}}|[a-z]{{2}})(?![^\W\d_])"
    rf"(?P<behind>[ ,:\n-]{{0,3}}(?:[A-Z][^\W\d_]{{1,24}}[ ,]{{1,2}})?(?:{_NUMBER_WORD} ?)?\d{{1,5}}(?!\d)"
    r"(?: ?-? ?(?:[a-zA-Z]|hs|[IV]{1,3}|\d{1,3})(?!\w))?)?"
)

_SURE_ENDS = (
    "straat", "laan", "plein", "gracht", "kade", "singel", "steeg", "dreef", "plantsoen", "dijk", "boulevard",
)  # fmt: skip
_WEAK_ENDS = ("weg", "hof", "pad", "park", "baan", "wal", "werf", "haven", "oever")
_BARE = frozenset(_SURE_ENDS + _WEAK_ENDS)
_NOT_STREETS = word_set("not_streets")
_LEADS = word_set("leads")
_NUMBER_TOKENS = word_set("house_number_words")
_NOT_HOUSE_NUMBERS = word_set("not_house_numbers")
_HOUSE_LETTERS = word_set("house_letters")
_AFTER_ADDRESS = word_set("after_address")


def emails(text: str) -> Iterator[Finding]:
    """E-mail addresses, also with "(at)" instead of the sign."""
    previous = 0
    for sign in _AT.finditer(text):
        start = sign.start()
        floor = max(previous, start - _LOCAL_PART)
        while start > floor and (text[start - 1].isalnum() or text[start - 1] in "._%+-'"):
            start -= 1
        previous = sign.end()
        domain = _DOMAIN.match(text, sign.end())
        local = text[start : sign.start()].lstrip(".'-%+_")
        if local and domain:
            yield Finding(Kind.EMAIL, sign.start() - len(local), domain.end())


def postcodes(text: str) -> Iterator[Finding]:
    """A Dutch postcode with a house number behind it or in front; a postcode alone is a neighbourhood."""
    for found in _POSTCODE.finditer(text):
        if found["front"] or found["behind"]:
            yield Finding(Kind.POSTCODE, found.start(), found.end())


def streets(tokens: Sequence[Token], *, known: frozenset[str]) -> Iterator[Finding]:
    """Street names with a house number, or with a capital where a street is meant."""
    for i, token in enumerate(tokens):
        if not token.is_word or token.folded in _NOT_STREETS:
            continue
        if token.folded in _BARE:
            end, numbered = _two_word_street(tokens, i)
        else:
            end, numbered = _one_word_street(tokens, i)
        if not end:
            continue
        first = _first_word(tokens, i)
        if not numbered and names_in(tokens[first:end]) <= known:
            continue
        yield Finding(Kind.STREET, tokens[first].start, tokens[end - 1].end)


def _one_word_street(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """(place after the street, whether a house number follows); 0 where there is no street."""
    token = tokens[i]
    sure = _ends_like_a_street(token.folded, _SURE_ENDS)
    if not sure and not _ends_like_a_street(token.folded, _WEAK_ENDS):
        return 0, False
    after = _house_number(tokens, i + 1)
    if not token.is_name_like:
        return (after, True) if sure and after and _closes(tokens, after) else (0, False)
    if after:
        return after, True
    lead = i > 1 and tokens[i - 1].folded in {"de", "het", "t"} and tokens[i - 2].folded in _LEADS
    if (sure and not token.opens) or (lead and token.folded.endswith(("weg", "hof", "pad"))):
        return i + 1, False
    return 0, False


def _two_word_street(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """As above for Laan van de Eendracht 44 and Oude Weg 4: only with a number."""
    if not tokens[i].is_name_like:
        return 0, False
    if i + 1 < len(tokens) and tokens[i + 1].folded in PARTICLES:
        name = name_end(tokens, i + 1)
        after = _house_number(tokens, name) if name > i + 1 else 0
        return after, True
    after = _house_number(tokens, i + 1)
    led = i > 0 and tokens[i - 1].is_name_like and not tokens[i].opens and tokens[i - 1].folded not in _LEADS
    return (after, True) if after and led else (0, False)


def _ends_like_a_street(folded: str, ends: tuple[str, ...]) -> bool:
    return any(folded.endswith(end) and len(folded) >= len(end) + 3 for end in ends)


def _first_word(tokens: Sequence[Token], i: int) -> int:
    """The first word of a street's name: Burgemeester in Burgemeester Van der Wolkenlaan."""
    first = i
    for at in range(i - 1, max(-1, i - 6), -1):
        token, behind = tokens[at], tokens[at + 1]
        if behind.opens or not token.is_word or token.folded in _LEADS - PARTICLES:
            break
        if token.folded in PARTICLES:
            continue
        if not token.is_name_like:
            break
        first = at
    return first


def _house_number(tokens: Sequence[Token], at: int) -> int:
    """The place after a house number that begins at ``at``, else 0."""
    limit = len(tokens)
    if at < limit and tokens[at].text == ",":
        at += 1
        if at >= limit or tokens[at].folded not in _NUMBER_TOKENS:
            return 0
    if at < limit and tokens[at].folded in _NUMBER_TOKENS:
        at += 1
        if at < limit and tokens[at].text == ".":
            at += 1
    if at >= limit or not tokens[at].is_number or tokens[at].new_line or len(tokens[at].text) > 4:
        return 0
    if len(tokens[at].text) == 4 and tokens[at].text[:2] in ("19", "20"):
        return 0  # a year
    at += 1
    if at < limit and tokens[at].folded in _NOT_HOUSE_NUMBERS:
        return 0
    if at + 1 < limit and tokens[at].text in ".:," and tokens[at + 1].is_number and tokens[at + 1].glued:
        return 0  # a time or an amount
    if at + 1 < limit and tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued:
        return at + 2
    if at < limit and (
        tokens[at].folded in _HOUSE_LETTERS or (tokens[at].glued and len(tokens[at].text) == 1)
    ):
        return at + 1 if tokens[at].is_word else at
    return at


def _closes(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or not tokens[at].is_word or tokens[at].folded in _AFTER_ADDRESS
