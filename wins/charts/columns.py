"""Who stands in which column of a graph, and in which order: dates rise to the right, few lines cross.

The usual way for graphs in layers (Sugiyama, Tagawa and Toda 1981): a line that passes a column gets a bend
there, then each column is sorted by where its neighbours stand, to and fro, and the best order is kept.
"""

import datetime as dt
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

#: Stories in one column; then a new one begins.
MOST_IN_A_COLUMN = 6
#: Times that the columns are sorted to and fro; fewer when more than this many items stand in them.
SWEEPS, MANY = 12, 600

Key = Hashable


@dataclass(frozen=True)
class Node:
    """What stands in the graph. Without a date it takes its place just before what it leads to.

    ``height`` in CSS pixels.
    """

    key: Key
    date: dt.date | None
    height: int = 84


@dataclass(frozen=True)
class Edge:
    """A line from an earlier node to a later one, with or without the head of an arrow."""

    earlier: Key
    later: Key
    has_arrow: bool = True


@dataclass(frozen=True)
class Bend:
    """Where a line passes a column without stopping."""

    edge: int
    column: int


Item = Key | Bend
Columns = list[list[Item]]
#: Per item what its lines join it to on one side.
Beside = Mapping[Item, Sequence[Item]]


@dataclass(frozen=True)
class Layers:
    """Columns from left to right, their items from top to bottom; per edge the items its line joins."""

    columns: Columns
    chains: list[list[Item]]

    def rounds(self, most: int) -> int:
        """How often to go over all of it: a picture too large to read is not worth the wait."""
        return max(1, min(most, most * MANY // max(sum(map(len, self.columns)), 1)))


def column_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[Key, int]:
    """The column of each node: later ends right of earlier ends, dates rising from column to column.

    A later end that carries an earlier date counts from the date of its earlier end. Raises CycleError.
    """
    dated = [node for node in nodes if node.date is not None]
    before: dict[Key, set[Key]] = {node.key: set() for node in dated}
    leads_to: dict[Key, set[Key]] = defaultdict(set)
    for edge in edges:
        leads_to[edge.earlier].add(edge.later)
        if edge.earlier in before and edge.later in before:
            before[edge.later].add(edge.earlier)
    found: dict[Key, int] = {}
    here: set[Key] = set()
    column = 0
    for key in _in_order(dated, before):
        if here & before[key] or len(here) == MOST_IN_A_COLUMN:
            column, here = column + 1, set()
        found[key] = column
        here.add(key)
    for node in nodes:
        if node.date is None:
            found[node.key] = min((found[key] for key in leads_to[node.key]), default=1) - 1
    first = min(found.values(), default=0)
    return {key: place - first for key, place in found.items()}


def _in_order(dated: Sequence[Node], before: Mapping[Key, set[Key]]) -> list[Key]:
    """By date; on one day, or where the dates contradict the links, earlier ends first."""
    moment: dict[Key, dt.date] = {node.key: node.date for node in dated}
    depth: dict[Key, int] = {}
    for key in TopologicalSorter(before).static_order():
        moment[key] = max([moment[key], *(moment[one] for one in before[key])])
        depth[key] = 1 + max((depth[one] for one in before[key]), default=0)
    return sorted(moment, key=lambda key: (moment[key], depth[key]))


def layers_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> Layers:
    """Columns in the order of the dates; bends below, in the order of the edges."""
    place = column_of(nodes, edges)
    columns: Columns = [[] for _ in range(max(place.values(), default=-1) + 1)]
    for node in nodes:
        columns[place[node.key]].append(node.key)
    chains = []
    for number, edge in enumerate(edges):
        bends = [Bend(number, column) for column in range(place[edge.earlier] + 1, place[edge.later])]
        for bend in bends:
            columns[bend.column].append(bend)
        chains.append([edge.earlier, *bends, edge.later])
    return Layers(columns, chains)


def _joined(chains: Sequence[Sequence[Item]]) -> tuple[Beside, Beside]:
    """What stands beside each item on its left and on its right."""
    left: dict[Item, list[Item]] = defaultdict(list)
    right: dict[Item, list[Item]] = defaultdict(list)
    for chain in chains:
        for one, other in pairwise(chain):
            right[one].append(other)
            left[other].append(one)
    return dict(left), dict(right)


def crossings(layers: Layers) -> int:
    """How often two lines cross, counted between neighbouring columns."""
    _left, right = _joined(layers.chains)
    total = 0
    for column, following in pairwise(layers.columns):
        place = {item: number for number, item in enumerate(following)}
        above: list[int] = []
        for item in column:
            ends = sorted(place[other] for other in right.get(item, ()))
            total += sum(len(above) - bisect_left(above, end + 1) for end in ends)
            for end in ends:
                insort(above, end)
    return total


def arranged(layers: Layers) -> Layers:
    """The same columns in the order with the fewest crossings that was met; never more than before."""
    left, right = _joined(layers.chains)
    best, fewest = layers, crossings(layers)
    columns = _by_part(layers)
    for sweep in range(layers.rounds(SWEEPS)):
        tried = Layers([list(column) for column in columns], layers.chains)
        if (count := crossings(tried)) < fewest:
            best, fewest = tried, count
        if not fewest:
            break
        forth = sweep % 2 == 0
        beside = left if forth else right
        for number in range(1, len(columns)) if forth else range(len(columns) - 2, -1, -1):
            neighbour = columns[number - 1 if forth else number + 1]
            columns[number] = _sorted_by(columns[number], beside, neighbour)
    return _switched(best, left, right)


def _by_part(layers: Layers) -> Columns:
    """What hangs together stands together, the earliest part on top; what stands alone below."""
    part: dict[Item, Item] = {}

    def root(item: Item) -> Item:
        while part.setdefault(item, item) != item:
            part[item] = item = part[part[item]]
        return item

    for chain in layers.chains:
        for one, other in pairwise(chain):
            part[root(other)] = root(one)
    items = [item for column in layers.columns for item in column]
    size = Counter(map(root, items))
    rank = {of: number for number, of in enumerate(dict.fromkeys(map(root, items)))}
    return [
        sorted(column, key=lambda item: (size[root(item)] == 1, rank[root(item)]))
        for column in layers.columns
    ]


def _sorted_by(column: Sequence[Item], beside: Beside, neighbour: Sequence[Item]) -> list[Item]:
    """Sort by the mean place of the neighbours; who has none stays where it is."""
    place = {item: number for number, item in enumerate(neighbour)}
    means = {
        item: sum(place[other] for other in beside[item]) / len(beside[item])
        for item in column
        if item in beside
    }
    order = iter(sorted(means, key=means.__getitem__))
    return [next(order) if item in means else item for item in column]


def _switched(layers: Layers, left: Beside, right: Beside) -> Layers:
    """Let two that stand next to each other change places as long as that takes a crossing away."""
    columns = [list(column) for column in layers.columns]
    place = {item: number for column in columns for number, item in enumerate(column)}

    def cost(upper: Item, lower: Item) -> int:
        """Crossings between the lines of these two when they stand in this order."""
        return sum(
            place[one] > place[other]
            for side in (left, right)
            for one in side.get(upper, ())
            for other in side.get(lower, ())
        )

    for _round in range(layers.rounds(SWEEPS)):
        changed = False
        for column in columns:
            for number in range(len(column) - 1):
                upper, lower = column[number : number + 2]
                if cost(lower, upper) < cost(upper, lower):
                    column[number], column[number + 1] = lower, upper
                    place[lower], place[upper] = number, number + 1
                    changed = True
        if not changed:
            break
    return Layers(columns, layers.chains)
