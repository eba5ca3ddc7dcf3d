"""The catalogues are complete, match the code and keep to the words of docs/method.md §1."""

import ast
import gettext
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["nl", "en"]
SOURCES = ["smallwins", "trajectories", "sessions", "wins", "templates", "locale"]

# Words that judge, scold or keep a distance; then those with another word here (bril, begeleider, bewaar).
NEVER_IN_DUTCH = re.compile(
    r"\b(scores?|fout(en)?|zwak(ke)?|onvoldoende|achterblijvers?|geen small win|oeps|sorry|helaas|u|uw"
    r"|lens|facilitators?|sla\w* op|opgeslagen|opslaan)\b",
    re.IGNORECASE,
)
NEVER_IN_ENGLISH = re.compile(
    r"\b(scores?|weak|insufficient|laggards?|not a small win|oops|sorry)\b", re.IGNORECASE
)
# A page with errors says so in its title: the one place where the word is about a form, never about work.
ERROR_PREFIX = "Error:"
HOLES = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")


@dataclass
class Message:
    """One entry of a catalogue; ``strings`` holds its translations, one or (plural) two."""

    id: str = ""
    plural: str = ""
    context: str = ""
    strings: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def pairs(self):
        """(original, translation) per plural form."""
        return [(self.plural if form else self.id, text) for form, text in self.strings.items()]


def catalogue(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def parse(block):
    """One entry from its lines."""
    values, keyword = {}, ""
    for line in block.splitlines():
        if match := re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line):
            keyword = match[1]
            values[keyword] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            values[keyword] += ast.literal_eval(line)
    return Message(
        id=values.get("msgid", ""),
        plural=values.get("msgid_plural", ""),
        context=values.get("msgctxt", ""),
        strings={int(key[7:8] or 0): text for key, text in values.items() if key.startswith("msgstr")},
        fuzzy=bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)),
    )


def messages(language):
    """Every entry but the header, which has no id."""
    blocks = catalogue(language).read_text().strip().split("\n\n")
    return [message for message in map(parse, blocks) if message.id]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_every_message_is_translated(language):
    found = messages(language)
    assert len(found) > 500
    assert [m.id for m in found if m.fuzzy or not all(text.strip() for text in m.strings.values())] == []
    assert [m.id for m in found if m.plural and len(m.strings) != 2] == []


def test_no_message_is_obsolete(language):
    assert re.findall(r"^#~.*", catalogue(language).read_text(), re.MULTILINE) == []


def test_placeholders_and_markup_are_those_of_the_original(language):
    for message in messages(language):
        for original, text in message.pairs:
            assert sorted(HOLES.findall(text)) == sorted(HOLES.findall(original)), text


def test_sentences_start_and_end_as_in_the_original(language):
    """A capital where the original has one and nowhere else; a colon stays a colon, a full stop a stop."""
    ends = {".": ".", "?": ".", "!": ".", ":": ":", "…": "…"}
    for message in messages(language):
        for original, text in message.pairs:
            if original[0].isalpha() and text[0].isalpha():
                assert text[0].isupper() == original[0].isupper(), text
            assert ends.get(text.rstrip("’”")[-1]) == ends.get(original.rstrip("”")[-1]), text


@pytest.mark.parametrize(
    ("language", "never"), [("nl", NEVER_IN_DUTCH), ("en", NEVER_IN_ENGLISH)], ids=LANGUAGES
)
def test_words_that_judge_are_absent(language, never):
    said = [text for m in messages(language) if m.id != ERROR_PREFIX for text in m.strings.values()]
    assert [text for text in said if never.search(HOLES.sub("", text))] == []


def test_english_says_what_the_code_says():
    assert [text for m in messages("en") for original, text in m.pairs if text != original] == []


def test_the_compiled_catalogue_says_what_the_source_says(language):
    with catalogue(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    expected = {}
    for message in messages(language):
        key = f"{message.context}\x04{message.id}" if message.context else message.id
        for form, text in message.strings.items():
            expected[(key, form) if message.plural else key] = text
    assert {key: text for key, text in compiled.items() if key} == expected


def test_every_blocktranslate_is_trimmed():
    """Otherwise the line breaks of the template become part of the message."""
    loose = re.compile(r"{% *blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
    paths = sorted((ROOT / "templates").rglob("*.*"))
    assert paths
    assert [(str(path), found) for path in paths for found in loose.findall(path.read_text())] == []


if shutil.which("xgettext"):  # where gettext is missing, .ci/run says it

    def test_extracting_and_compiling_change_nothing(tmp_path):
        for name in SOURCES:
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("manage.py", "Makefile"):
            shutil.copy(ROOT / name, tmp_path / name)
        (tmp_path / "requirements").mkdir()
        venv = tmp_path / ".venv"
        venv.symlink_to(sys.prefix)
        # -o: the environment is the one these tests run in, nothing is installed.
        subprocess.run(
            ["make", "-o", ".venv/.run", "-o", ".venv/pyvenv.cfg", "messages"], cwd=tmp_path, check=True
        )
        for path in sorted((ROOT / "locale").rglob("django.*")):
            assert (tmp_path / path.relative_to(ROOT)).read_bytes() == path.read_bytes(), path.name
