"""Dealing people into small groups: a pure function, so that every number of people can be tried."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

Person = uuid.UUID
SIZES = (2, 3, 4)


def sizes_of(number: int, size: int) -> list[int]:
    """How large the groups are: as equal as can be, never larger than asked, and nobody sits alone.

    Only an odd number in pairs makes one group of three, and fewer than two people make one group.
    """
    groups = max(-(-number // size), 1)
    if number // groups < 2:
        groups = max(groups - 1, 1)
    smallest, larger = divmod(number, groups)
    return [smallest + 1] * larger + [smallest] * (groups - larger)


def _dealt(people: Sequence[Person], size: int) -> list[list[Person]]:
    """Like cards: neighbours in the row end up in different groups."""
    groups = len(sizes_of(len(people), size))
    return [list(people[first::groups]) for first in range(groups)]


def deal(team_of: Mapping[Person, object], *, size: int, mixed: bool, random: Random) -> list[list[Person]]:
    """Groups of about ``size`` (2, 3 or 4) of the people in ``team_of`` (person → team).

    ``mixed`` spreads each team as evenly over the groups as its number allows; otherwise groups are made
    within the teams, and whoever is the only one of a team joins others.
    """
    teams: dict[object, list[Person]] = defaultdict(list)
    for person, team in team_of.items():
        teams[team].append(person)
    for people in teams.values():
        random.shuffle(people)
    rows = list(teams.values())
    random.shuffle(rows)
    rows = [[person for row in rows for person in row]] if mixed else _joined(rows)
    return [group for row in rows if row for group in _dealt(row, size)]


def _joined(rows: list[list[Person]]) -> list[list[Person]]:
    """The only ones of their teams sit together; a single one joins the smallest other team."""
    together = [row for row in rows if len(row) > 1]
    alone = [row[0] for row in rows if len(row) == 1]
    if len(alone) == 1 and together:
        min(together, key=len).append(alone[0])
        return together
    return [*together, alone]
