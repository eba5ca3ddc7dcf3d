"""Where nodes and lines of a graph stand, in CSS pixels: left to right by date, no line through a node."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from wins.charts.columns import Bend, Columns, Edge, Item, Key, Layers, Node, arranged, crossings, layers_of

#: Width of a node; room between columns; room around everything; room above for the heads of columns.
WIDTH, BETWEEN, MARGIN, HEAD = 140, 44, 4, 30
#: Least room between two nodes, and between a line that passes and what stands beside it.
BELOW, LANE = 16, 14
#: How far lines that meet at a node stay apart, at most.
APART = 12
#: Length and half the width of the head of an arrow.
ARROW, HALF_ARROW = 9, 4.5
#: How often everything is drawn towards its neighbours.
PULLS = 40

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """The place of one node: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Line:
    """The line of one edge: the points it goes through, and the same as a path and an arrow head, if any."""

    points: tuple[Point, ...]
    path: str
    arrow: str


@dataclass(frozen=True)
class Drawing:
    """A picture of ``width`` by ``height``; ``lines`` in the order of the edges.

    ``columns``: per column its left side and its nodes from top to bottom.
    """

    width: int
    height: int
    boxes: dict[Key, Box]
    lines: list[Line]
    columns: list[tuple[int, list[Key]]]
    crossings: int


def draw(nodes: Sequence[Node], edges: Sequence[Edge]) -> Drawing:
    """Place nodes and lines. The edges form no circle; their ends are among the nodes."""
    layers = arranged(layers_of(nodes, edges))
    height = {node.key: node.height for node in nodes}
    middle = _middles(layers, height)
    left = [MARGIN + number * (WIDTH + BETWEEN) for number in range(len(layers.columns))]
    place = {item: left[number] for number, column in enumerate(layers.columns) for item in column}
    boxes = {key: Box(place[key], round(middle[key] - height[key] / 2), WIDTH, height[key]) for key in height}
    return Drawing(
        width=2 * MARGIN + len(left) * WIDTH + max(len(left) - 1, 0) * BETWEEN,
        height=ceil(max((y + _half(item, height) for item, y in middle.items()), default=HEAD)) + MARGIN,
        boxes=boxes,
        lines=_lines(layers, edges, boxes, place, middle),
        columns=[
            (x, [item for item in column if not isinstance(item, Bend)])
            for x, column in zip(left, layers.columns, strict=True)
        ],
        crossings=crossings(layers),
    )


def _middles(layers: Layers, height: Mapping[Key, int]) -> dict[Item, float]:
    """The height at which each item stands: near its neighbours, in order and without overlap."""
    beside: dict[Item, list[tuple[Item, int]]] = defaultdict(list)
    for chain in layers.chains:
        for one, other in pairwise(chain):
            pull = (1, 2, 40)[isinstance(one, Bend) + isinstance(other, Bend)]
            beside[one].append((other, pull))
            beside[other].append((one, pull))
    apart = [[_apart(*two, height) for two in pairwise(column)] for column in layers.columns]
    middle = {
        item: y
        for column, steps in zip(layers.columns, apart, strict=True)
        for item, y in zip(column, accumulate(steps, initial=-sum(steps) / 2), strict=False)
    }
    order = range(len(layers.columns))
    for pull in range(layers.rounds(PULLS)):
        for number in order if pull % 2 == 0 else reversed(order):
            column = layers.columns[number]
            wanted = [_wanted(item, beside[item], middle) for item in column]
            middle.update(zip(column, _placed(wanted, apart[number]), strict=True))
    _straighten(layers, apart, middle)
    top = min((y - _half(item, height) for item, y in middle.items()), default=0)
    return {item: y - top + HEAD + MARGIN for item, y in middle.items()}


def _straighten(layers: Layers, apart: Sequence[Sequence[float]], middle: dict[Item, float]) -> None:
    """Let a line that passes several columns keep its height where that was nearly so and there is room."""
    rank = {item: number for column in layers.columns for number, item in enumerate(column)}
    for chain in layers.chains:
        for one, other in pairwise(chain[1:-1]):
            column, steps, number = layers.columns[other.column], apart[other.column], rank[other]
            above = number == 0 or middle[one] - middle[column[number - 1]] >= steps[number - 1]
            below = number == len(steps) or middle[column[number + 1]] - middle[one] >= steps[number]
            if above and below and abs(middle[one] - middle[other]) < LANE:
                middle[other] = middle[one]


def _half(item: Item, height: Mapping[Key, int]) -> float:
    """How far an item reaches above and below its middle."""
    return height.get(item, 2 * LANE) / 2


def _apart(upper: Item, lower: Item, height: Mapping[Key, int]) -> float:
    """The least distance between the middles of two that stand below each other."""
    between = LANE if isinstance(upper, Bend) or isinstance(lower, Bend) else BELOW
    return height.get(upper, 0) / 2 + between + height.get(lower, 0) / 2


def _wanted(item: Item, beside: Sequence[tuple[Item, int]], middle: Mapping[Item, float]) -> Point:
    """The height an item would like, and how much it cares."""
    weight = sum(pull for _other, pull in beside)
    if not weight:
        return middle[item], 0.01
    return sum(middle[other] * pull for other, pull in beside) / weight, weight


def _placed(wanted: Sequence[Point], apart: Sequence[float]) -> list[float]:
    """The heights nearest to the wanted ones that keep the order and the distances.

    Least squares by pooling neighbours that are in each other's way (Ayer and others 1955).
    """
    shifts = list(accumulate(apart, initial=0.0))
    pools: list[list[float]] = []  # sum of weight × height, sum of weights, number of items
    for (height, weight), shift in zip(wanted, shifts, strict=False):
        pools.append([weight * (height - shift), weight, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    heights = [total / weight for total, weight, number in pools for _ in range(int(number))]
    return [height + shift for height, shift in zip(heights, shifts, strict=False)]


def _lines(
    layers: Layers,
    edges: Sequence[Edge],
    boxes: Mapping[Key, Box],
    place: Mapping[Item, int],
    middle: Mapping[Item, float],
) -> list[Line]:
    """Every edge from the right side of its earlier end to the left side of its later end."""
    leaves = _ports(layers, boxes, middle, side=0)
    arrives = _ports(layers, boxes, middle, side=-1)
    lines = []
    for number, chain in enumerate(layers.chains):
        points = [(place[chain[0]] + WIDTH, leaves[number])]
        for bend in chain[1:-1]:
            y = round(middle[bend], 1)
            points += [(place[bend], y), (place[bend] + WIDTH, y)]
        points.append((place[chain[-1]], arrives[number]))
        head = ARROW if edges[number].has_arrow else 0
        lines.append(Line(tuple(points), _path(points, head), _arrow(*points[-1]) if head else ""))
    return lines


def _ports(
    layers: Layers, boxes: Mapping[Key, Box], middle: Mapping[Item, float], *, side: int
) -> dict[int, float]:
    """Per edge the height at which it leaves (``side`` 0) or reaches (-1) its node, so that none meet."""
    at: dict[Key, list[tuple[float, int]]] = defaultdict(list)
    for number, chain in enumerate(layers.chains):
        at[chain[side]].append((middle[chain[1 if side == 0 else -2]], number))
    found = {}
    for key, lines in at.items():
        box = boxes[key]
        step = min(APART, (box.height - 2 * APART) / max(len(lines) - 1, 1))
        top = box.y + box.height / 2 - step * (len(lines) - 1) / 2
        found |= {number: round(top + step * rank, 1) for rank, (_y, number) in enumerate(sorted(lines))}
    return found


def _path(points: Sequence[Point], head: int) -> str:
    """Level through each column, a curve between columns; it stops where the arrow head begins."""
    (x, y), *others = points
    words = [f"M{x} {y}"]
    for number, (to_x, to_y) in enumerate(others):
        if number % 2:  # along a column
            words.append(f"H{to_x}")
        else:
            end = to_x - head if number == len(others) - 1 else to_x
            half = (x + end) / 2
            words.append(f"C{half} {y} {half} {to_y} {end} {to_y}")
        x, y = to_x, to_y
    return "".join(words)


def _arrow(x: float, y: float) -> str:
    """The corners of an arrow head with its point here."""
    return f"{x},{y} {x - ARROW},{y - HALF_ARROW} {x - ARROW},{y + HALF_ARROW}"


__all__ = ["Box", "Columns", "Drawing", "Edge", "Line", "Node", "draw"]
