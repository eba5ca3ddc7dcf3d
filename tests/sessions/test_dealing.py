"""Dealing: every number of people, every size, mixed or within teams. Nobody sits alone, nobody twice."""

import uuid
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.dealing import SIZES, deal, sizes_of

rooms = st.lists(st.integers(min_value=0, max_value=4), min_size=0, max_size=40).map(
    lambda teams: {uuid.UUID(int=number): team for number, team in enumerate(teams)}
)


def dealt(room, *, size, mixed, seed=0):
    return deal(room, size=size, mixed=mixed, random=Random(seed))


@pytest.mark.parametrize(
    ("number", "size", "sizes"),
    [
        (2, 2, [2]),
        (3, 2, [3]),
        (7, 2, [3, 2, 2]),
        (9, 2, [3, 2, 2, 2]),
        (4, 3, [2, 2]),
        (5, 3, [3, 2]),
        (7, 3, [3, 2, 2]),
        (5, 4, [3, 2]),
        (6, 4, [3, 3]),
        (7, 4, [4, 3]),
        (9, 4, [3, 3, 3]),
        (18, 4, [4, 4, 4, 3, 3]),
        (1, 4, [1]),
    ],
)
def test_odd_numbers_are_shared_out(number, size, sizes):
    assert sizes_of(number, size) == sizes
    people = {uuid.UUID(int=each): "a" for each in range(number)}
    assert [len(group) for group in dealt(people, size=size, mixed=True)] == sizes


@settings(max_examples=300, deadline=None)
@given(room=rooms, size=st.sampled_from(SIZES), mixed=st.booleans(), seed=st.integers(0, 10**6))
def test_everybody_sits_in_one_group_and_nobody_alone(room, size, mixed, seed):
    groups = dealt(room, size=size, mixed=mixed, seed=seed)
    assert Counter(person for group in groups for person in group) == Counter(room.keys())
    lengths = [len(group) for group in groups]
    if len(room) > 1:
        assert min(lengths) >= 2
    assert max(lengths, default=0) <= max(size, 3)
    if size == 2:
        assert lengths.count(3) <= (1 if mixed else 5)


@settings(max_examples=300, deadline=None)
@given(room=rooms, size=st.sampled_from(SIZES), seed=st.integers(0, 10**6))
def test_mixed_spreads_each_team_as_evenly_as_its_number_allows(room, size, seed):
    groups = dealt(room, size=size, mixed=True, seed=seed)
    lengths = [len(group) for group in groups]
    assert max(lengths, default=0) - min(lengths, default=0) <= 1
    for team in set(room.values()):
        shares = [sum(room[person] == team for person in group) for group in groups]
        assert max(shares) - min(shares) <= 1


@settings(max_examples=300, deadline=None)
@given(room=rooms, size=st.sampled_from(SIZES), seed=st.integers(0, 10**6))
def test_within_keeps_teams_together_unless_somebody_would_sit_alone(room, size, seed):
    groups = dealt(room, size=size, mixed=False, seed=seed)
    people_of = Counter(room.values())
    alone = {person for person, team in room.items() if people_of[team] == 1}
    for group in groups:
        teams = {room[person] for person in group}
        assert len(teams) == 1 or len(teams) == 1 + len(alone & set(group)) or set(group) <= alone


def test_another_shuffle_is_another_dealing():
    room = {uuid.UUID(int=number): number % 3 for number in range(12)}
    dealings = {str(dealt(room, size=3, mixed=True, seed=seed)) for seed in range(5)}
    assert len(dealings) > 1
    assert dealt(room, size=3, mixed=True, seed=1) == dealt(room, size=3, mixed=True, seed=1)
