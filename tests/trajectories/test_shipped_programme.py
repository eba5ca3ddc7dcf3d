"""The programme that comes with Small Wins: every item written out, in both languages, within its limits."""

import dataclasses
import re

import pytest

from sessions.models import AgendaItem, LearningSession
from sessions.services.programmes import sessions_from_plan
from tests import factories
from trajectories.programmes.plan import ItemPlan, as_data, plan_from
from trajectories.programmes.shipped import FOLDER, SIX_SESSIONS, shipped
from wins.demo.data import data as demo

LANGUAGES = ["nl", "en"]
BREAKS = {"Pauze", "Break"}
TEXTS = ("title", "instructions", "reading", "prompt", "kept", "short_version")
#: Words of docs/method.md §3 and §8 that the interface never uses.
NEVER = re.compile(
    r"\b(scor\w*|fout\w*|zwak\w*|onvoldoende|achterblij\w*|belo(of|v)\w*|belofte\w*|promis\w*|weak\w*"
    r"|wrong answer|insufficient|laggard\w*|percent\w*|procent\w*)\b",
    re.IGNORECASE,
)


def items(language):
    plan = shipped(SIX_SESSIONS, language)
    return [
        pytest.param(item, id=f"{language}-{n}-{item.title[:24]}")
        for n, session in enumerate(plan.sessions, start=1)
        for item in session.items
    ]


EVERY_ITEM = [item for language in LANGUAGES for item in items(language)]


def words(text):
    return len(text.split())


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_every_item_is_written_out(item):
    missing = [name for name in TEXTS if not getattr(item, name)]
    assert missing == (["prompt"] if item.title in BREAKS else [])
    assert 20 <= words(item.instructions) <= 80
    assert 1 <= words(item.reading) <= 20


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_every_text_keeps_within_its_limit_and_to_our_words(item):
    AgendaItem(position=1, **dataclasses.asdict(item)).clean_fields(exclude=["learning_session"])
    assert [NEVER.findall(getattr(item, name)) for name in TEXTS] == [[]] * len(TEXTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ninety_minutes_with_a_break_in_the_weeks_of_the_method(language):
    plan = shipped(SIX_SESSIONS, language)
    assert plan.language == language
    assert [session.day // 7 + 1 for session in plan.sessions] == [1, 4, 8, 12, 16, 20]
    for session in plan.sessions:
        assert [session.duration_minutes, sum(item.minutes for item in session.items)] == [90, 90]
        assert sum(item.title in BREAKS for item in session.items) == 1
        assert session.purpose
        assert session.preparation
        assert session.preparation_minutes
        assert session.follow_up


def shape(plan):
    kept = ("minutes", "grouping", "is_anonymous", "is_ambition_round")
    return [
        [session.day, session.start, session.duration_minutes, session.preparation_minutes]
        + [[getattr(item, name) for name in kept] for item in session.items]
        for session in plan.sessions
    ]


def test_both_languages_have_the_same_shape_and_words_of_their_own():
    dutch, english = (shipped(SIX_SESSIONS, language) for language in LANGUAGES)
    assert shape(dutch) == shape(english)
    for ours, theirs in zip(dutch.sessions, english.sessions, strict=True):
        for a, b in zip(ours.items, theirs.items, strict=True):
            assert [name for name in TEXTS if getattr(a, name) and getattr(a, name) == getattr(b, name)] == []


def test_one_item_ends_in_the_ambition():
    rounds = [i for s in shipped(SIX_SESSIONS, "nl").sessions for i in s.items if i.is_ambition_round]
    assert [item.minutes for item in rounds] == [15]


def test_titles_and_minutes_are_those_of_the_demo():
    """The demo's sessions show these texts, found by their titles."""
    sessions = {session.title: session for session in shipped(SIX_SESSIONS, "nl").sessions}
    for row in demo()["sessies"]:
        if "dag" in row:
            ours = sessions.pop(row["titel"])
            assert [[item.title, item.minutes] for item in ours.items] == row["agenda"]
            assert [ours.day, ours.purpose] == [row["dag"], row["doel"]]
    assert sessions == {}


def test_a_programme_reads_back_as_it_was_written():
    plan = shipped(SIX_SESSIONS, "nl")
    assert plan_from(as_data(plan)) == plan
    assert len(list(FOLDER.glob("*.yaml"))) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_programme_becomes_six_drafts(cast, language):
    sessions_from_plan(
        trajectory=cast.trajectory,
        plan=shipped(SIX_SESSIONS, language),
        starts_on=factories.days(30),
        time_zone="Europe/Amsterdam",
        video_url="",
        teams=[cast.noord],
        author=cast.marit,
        client_uuid=cast.trajectory.pk,
    )
    kept = AgendaItem.objects.order_by("learning_session__starts_at", "position")
    planned = [item for session in shipped(SIX_SESSIONS, language).sessions for item in session.items]
    assert [ItemPlan(**row) for row in kept.values(*ItemPlan.__dataclass_fields__)] == planned
    assert LearningSession.objects.filter(state="draft").count() == 6
