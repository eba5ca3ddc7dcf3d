"""How well the check does on the labelled sentences, each half on its own."""

from pathlib import Path

import pytest
import yaml

from smallwins.privacycheck import Kind, check
from tests.smallwins.privacycheck import labelled
from tests.smallwins.privacycheck.labelled import HALVES, PATTERNS
from wins import demo

each_half = pytest.mark.parametrize("half", HALVES)


def test_sentences_are_many_and_told_once():
    texts = [sentence.text for half in HALVES for sentence in labelled.sentences(half)]

    assert len(texts) >= 240
    assert len(set(texts)) == len(texts)
    assert sum(len(labelled.clean(half)) for half in HALVES) >= 100
    assert all(labelled.labelled(half, frozenset({kind})) >= 4 for half in HALVES for kind in Kind)


@each_half
def test_patterns_are_all_found(half):
    assert labelled.missed(half, PATTERNS) == []


@each_half
@pytest.mark.parametrize(
    ("kind", "least"),
    [(Kind.TITLED_NAME, 0.95), (Kind.FIRST_NAME, 0.80), (Kind.STREET, 0.80), (Kind.DIAGNOSIS, 0.95)],
)
def test_names_and_words_are_mostly_found(half, kind, least):
    assert labelled.recall(half, frozenset({kind})) >= least, labelled.missed(half, frozenset({kind}))


@each_half
def test_clean_sentences_give_few_alarms(half):
    assert len(labelled.false_alarms(half)) <= 0.10 * len(labelled.clean(half)), labelled.false_alarms(half)


@each_half
def test_only_and_every_labelled_bsn_blocks(half):
    for sentence in labelled.sentences(half):
        blocking = [finding for finding in check(sentence.text) if finding.blocks]

        assert len(blocking) == sum(label.kind is Kind.BSN for label in sentence.labels), sentence.text


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def test_demo_texts_are_clean_with_their_own_people_known():
    data = yaml.safe_load((Path(demo.__file__).parent / "demo-data.yaml").read_text(encoding="utf-8"))
    known = [person["naam"] for person in data["personen"]] + data["organisaties"]
    known += [team["naam"] for team in data["teams"]] + [data["elders"]["persoon"]["naam"]]

    texts = _texts(data)

    assert len(texts) > 900
    assert [text for text in texts if check(text, known_names=known)] == []
    assert any(check(text) for text in texts)  # without known names they are residents for all it knows
