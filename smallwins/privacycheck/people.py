"""Names: behind a title or a role ("mevrouw Bakker", "buurman Hassan"), and first names on their own."""

from collections.abc import Iterator, Sequence

from smallwins.privacycheck.findings import Finding, Kind
from smallwins.privacycheck.tokens import Token
from smallwins.privacycheck.words import first_names, names_also_words, word_set

PARTICLES = word_set("particles")
_ABBREVIATIONS = word_set("abbreviations")
_TITLES = _ABBREVIATIONS | word_set("titles")
_ROLES = word_set("roles")
_AND = frozenset({"en", "&"})
_NOT_NAMES = word_set("not_names")
_SURNAMES = word_set("surnames")
_SURNAMES_ALSO_WORDS = word_set("surnames_also_words")
_HOLY_OR_ROYAL = word_set("holy_or_royal")
_PUBLIC = frozenset({("albert", "heijn"), ("max", "havelaar"), ("johan", "cruijff"), ("anne", "frank")})
_ARTICLES = word_set("articles")
_PEOPLE_DO = word_set("people_do")
_MOST_TOKENS = 12


def name_end(tokens: Sequence[Token], i: int) -> int:
    """The place after a name that begins at ``i``: initials, particles, capitals; ``i`` when none."""
    at = last = i
    while at < min(len(tokens), i + _MOST_TOKENS):
        token = tokens[at]
        if at > i and (token.new_line or (token.opens and not _goes_on(tokens, at))):
            break
        follower = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text in "'’-" or token.folded in PARTICLES:
            at += 1
        elif token.is_name_like and token.folded not in _NOT_NAMES and not (last > i and _is_street(token)):
            initial = (
                len(token.text) == 1 and follower is not None and follower.text == "." and follower.glued
            )
            at += 2 if initial else 1
            last = at
        else:
            break
    return last


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """True behind an initial's dot and for the t of 't Hart: they open no sentence."""
    initial = at > 1 and tokens[at - 1].text == "." and len(tokens[at - 2].text) == 1
    return initial or tokens[at].folded == "t"


def _is_street(token: Token) -> bool:
    return len(token.text) > 6 and token.folded.endswith(("straat", "laan", "plein", "gracht", "kade", "weg"))


def names_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The folded words of a name that tell who it is: no particles, no initials."""
    return frozenset(
        token.folded
        for token in tokens
        if token.is_word and len(token.text) > 1 and token.folded not in PARTICLES
    )


def _known(tokens: Sequence[Token], known: frozenset[str]) -> bool:
    names = names_in(tokens)
    return bool(names) and names <= known


def titled_names(tokens: Sequence[Token], *, known: frozenset[str]) -> Iterator[Finding]:
    """A title or a role with a name behind it; a title alone is nobody."""
    done = 0
    for i, token in enumerate(tokens):
        if i < done or token.folded not in _TITLES | _ROLES:
            continue
        name = _after_titles(tokens, i)
        end = _titled_end(tokens, name, token)
        if end > name:
            done = end
            first = i - 1 if i and token.folded == "heer" and tokens[i - 1].folded == "de" else i
            if not _known(tokens[name:end], known):
                yield Finding(Kind.TITLED_NAME, tokens[first].start, tokens[end - 1].end)


def _after_titles(tokens: Sequence[Token], i: int) -> int:
    """The place after a title, its dot, and a second title: "de heer en mevrouw"."""
    at = i + 1
    if at < len(tokens) and tokens[i].folded in _ABBREVIATIONS and tokens[at].text == ".":
        at += 1
    if at + 1 < len(tokens) and tokens[at].folded in _AND and tokens[at + 1].folded in _TITLES:
        dotted = (
            at + 2 < len(tokens) and tokens[at + 1].folded in _ABBREVIATIONS and tokens[at + 2].text == "."
        )
        return at + 3 if dotted else at + 2
    return at


def _titled_end(tokens: Sequence[Token], name: int, title: Token) -> int:
    if name >= len(tokens) or tokens[name].new_line:
        return name
    first = tokens[name]
    if first.opens and title.folded not in _ABBREVIATIONS:
        return name  # "Dank u meneer. Daarna ..."
    if title.folded in _ROLES and (not first.is_name_like or (first.text.isupper() and len(first.text) > 1)):
        return name  # "bewoner van Noord", "cliënt GGZ"
    end = name_end(tokens, name)
    if end > name:
        return end
    at = name
    while at < min(len(tokens), name + 3) and tokens[at].folded in PARTICLES:
        at += 1
    short = title.folded in _ABBREVIATIONS
    names = _SURNAMES | _SURNAMES_ALSO_WORDS if short else _SURNAMES
    return at + 1 if at < len(tokens) and tokens[at].folded in names else name


def given_names(tokens: Sequence[Token], *, known: frozenset[str]) -> Iterator[Finding]:
    """First names from the lists, with the surname behind them."""
    done = 0
    for i, token in enumerate(tokens):
        if i < done or not token.is_name_like or not _is_first_name(tokens, i):
            continue
        end = max(i + 1, name_end(tokens, i))
        done = end
        if not _known(tokens[i:end], known):
            yield Finding(Kind.FIRST_NAME, token.start, tokens[end - 1].end)


def _is_first_name(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].folded
    hyphen = i > 1 and tokens[i].glued and tokens[i - 1].text == "-"
    before = tokens[i - 1 - hyphen].folded if i else ""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before in _HOLY_OR_ROYAL or (after is not None and (word, after.folded) in _PUBLIC):
        return False
    if tokens[i].text.isupper() and len(word) < 4:
        return False
    if word in first_names():
        return not (after is not None and after.is_number)  # Jan 2027 is a month
    if word in names_also_words():
        return before not in _ARTICLES and (not tokens[i].opens or _acts_like_a_person(tokens, i))
    # Henks fiets
    return word.endswith("s") and not tokens[i].opens and len(word) > 3 and word[:-1] in first_names()


def _acts_like_a_person(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if after.folded in _PEOPLE_DO:
        return True
    if after.folded in _AND and i + 2 < len(tokens):
        return tokens[i + 2].is_name_like and tokens[i + 2].folded in first_names()
    return after.is_word and name_end(tokens, i) > i + 1
