"""The lens rule of docs/method.md §3, against an oracle written from that page and not from the code."""

from collections import Counter
from itertools import product

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wins.templatetags.wins import proposal_words
from wins.verdict import Kind, propose

S, W, N = "yes", "little", "no"
FIVE = ("C1", "C2", "C3", "C4", "C5")
ALL_243 = [dict(zip(FIVE, answers, strict=True)) for answers in product((S, W, N), repeat=5)]
OPEN_ANSWERS = ("", "unknown")
any_answers = st.dictionaries(
    st.sampled_from((*FIVE, "C6", "C7")), st.sampled_from((S, W, N, *OPEN_ANSWERS)), max_size=7
)


def oracle(a):
    """Rules 2 to 5, read from the page."""
    if a["C2"] is N:
        return "activity"
    if a["C3"] is N:
        return "quick_win"
    if a["C2"] is S and a["C3"] is S and N not in (a["C1"], a["C4"], a["C5"]):
        return "small_win"
    return "seedling"


def unmet_conditions(a):
    """What rule 4 asks and these answers do not give."""
    return {c for c in ("C2", "C3") if a[c] is not S} | {c for c in ("C1", "C4", "C5") if a[c] is N}


@pytest.mark.parametrize("answers", ALL_243, ids=lambda a: "-".join(a.values()))
def test_rule_says_what_the_method_says(answers):
    proposal = propose(answers)

    assert proposal.kind == oracle(answers)
    assert proposal.open == ()
    assert proposal.rubbed == (oracle(answers) == "quick_win" and answers["C4"] != N)
    if proposal.kind == Kind.SEEDLING:
        assert proposal.unmet in unmet_conditions(answers)
    else:
        assert proposal.unmet == ""


def test_rule_splits_the_243_as_counted_by_hand():
    # C2 = no: 3⁴. C3 = no of the rest: 2·3³. Both yes and three answers that are not no: 2³. The rest.
    assert Counter(propose(answers).kind.value for answers in ALL_243) == {
        "activity": 81,
        "quick_win": 54,
        "small_win": 8,
        "seedling": 100,
    }


@pytest.mark.parametrize("hidden", OPEN_ANSWERS)
@pytest.mark.parametrize("question", FIVE)
def test_one_open_question_keeps_it_open(question, hidden):
    for answers in ALL_243:
        proposal = propose(answers | {question: hidden})
        assert (proposal.kind, proposal.open) == (Kind.OPEN, (question,))


def test_unknown_never_acts_as_a_no():
    for answers in product((S, W, N, *OPEN_ANSWERS), repeat=5):
        given_answers = dict(zip(FIVE, answers, strict=True))
        still_open = tuple(c for c in FIVE if given_answers[c] in OPEN_ANSWERS)
        proposal = propose(given_answers)
        assert (proposal.kind == Kind.OPEN) == bool(still_open)
        assert proposal.open == still_open


@given(any_answers)
def test_rule_is_total_and_a_missing_answer_is_an_open_one(answers):
    proposal = propose(answers)

    assert proposal == propose({c: answers.get(c, "unknown") for c in FIVE})
    assert proposal.open == tuple(c for c in FIVE if answers.get(c, "") in OPEN_ANSWERS)
    assert str(proposal_words(proposal))


@given(any_answers, any_answers)
def test_looking_forward_changes_nothing(answers, outlook):
    ahead = {c: outlook.get(c, "") for c in ("C6", "C7")}

    assert propose(answers | ahead) == propose(answers)


@given(any_answers)
def test_a_setback_is_a_setback_whatever_was_answered(answers):
    proposal = propose(answers, is_setback=True)

    assert (proposal.kind, proposal.open, proposal.unmet, proposal.rubbed) == (Kind.SETBACK, (), "", False)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_proposal_judges_people(language):
    judging = ("score", "goed", "fout", "zwak", "onvoldoende", "good", "wrong", "weak", "fail", "%")
    with translation.override(language):
        for answers in ALL_243:
            words = proposal_words(propose(answers)).lower()
            assert words
            assert not [word for word in judging if word in words]


def test_open_questions_are_named_by_number():
    with translation.override("en"):
        one = proposal_words(propose(dict.fromkeys(FIVE, S) | {"C4": "unknown"}))
        three = proposal_words(propose({"C2": S, "C3": S}))
    assert one == "Question 4 is open."
    assert three == "Questions 1, 4 and 5 are open."
