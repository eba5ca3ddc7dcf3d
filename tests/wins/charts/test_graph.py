"""Where a graph's nodes and lines stand: dates rise to the right, nothing overlaps, few lines cross."""

import datetime as dt
import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from wins.charts.columns import MOST_IN_A_COLUMN, Edge, Node, arranged, crossings, layers_of
from wins.charts.graph import draw
from wins.demo.data import data

START = dt.date(2026, 1, 5)


def on(day):
    return START + dt.timedelta(days=day)


@st.composite
def graphs(draw_one):
    """Any stories, any links without a circle (also against the dates), barriers before some of them."""
    days = draw_one(st.lists(st.integers(0, 40), max_size=14))
    pairs = list(combinations(range(len(days)), 2))
    links = draw_one(st.lists(st.sampled_from(pairs), unique=True, max_size=24)) if pairs else []
    nodes = [Node(number, on(day), height=50 + day) for number, day in enumerate(days)]
    edges = [Edge(earlier, later) for earlier, later in links]
    for barrier in range(draw_one(st.integers(0, 3))):
        touched = draw_one(st.sets(st.sampled_from(range(len(days))), max_size=3)) if days else ()
        nodes.append(Node(f"barrier {barrier}", None))
        edges += [Edge(f"barrier {barrier}", win, has_arrow=False) for win in touched]
    return nodes, edges


def moments(nodes, edges):
    """The day each story counts from: its own, or that of what it grew out of when that is later."""
    found = {node.key: node.date for node in nodes if node.date}
    for edge in sorted((edge for edge in edges if edge.earlier in found), key=lambda edge: edge.later):
        found[edge.later] = max(found[edge.later], found[edge.earlier])
    return found


def inside(box, x, y):
    return box.x < x < box.x + box.width and box.y < y < box.y + box.height


@given(graphs())
def test_no_two_nodes_overlap_and_all_lie_in_the_picture(graph):
    drawing = draw(*graph)
    for box in drawing.boxes.values():
        assert 0 <= box.x < box.x + box.width <= drawing.width
        assert 0 < box.y < box.y + box.height <= drawing.height
    for one, other in combinations(drawing.boxes.values(), 2):
        apart = abs(one.x - other.x) >= one.width
        assert apart or one.y + one.height < other.y or other.y + other.height < one.y
    assert len(drawing.boxes) == len(graph[0])


@given(graphs())
def test_later_ends_stand_right_of_earlier_ends(graph):
    boxes = draw(*graph).boxes
    for edge in graph[1]:
        assert boxes[edge.earlier].x + boxes[edge.earlier].width < boxes[edge.later].x


@given(graphs())
def test_dates_rise_from_column_to_column(graph):
    boxes, moment = draw(*graph).boxes, moments(*graph)
    for one, other in combinations(moment, 2):
        if boxes[one].x < boxes[other].x:
            assert moment[one] <= moment[other]
        if boxes[one].x > boxes[other].x:
            assert moment[one] >= moment[other]


@given(graphs())
def test_lines_go_from_side_to_side_through_no_node_and_stay_in_the_picture(graph):
    drawing = draw(*graph)
    assert len(drawing.lines) == len(graph[1])
    for edge, line in zip(graph[1], drawing.lines, strict=True):
        start, end = drawing.boxes[edge.earlier], drawing.boxes[edge.later]
        (first_x, first_y), *middle, (last_x, last_y) = line.points
        assert (first_x, last_x) == (start.x + start.width, end.x)
        assert start.y < first_y < start.y + start.height
        assert end.y < last_y < end.y + end.height
        assert bool(line.arrow) == edge.has_arrow
        for (left, y), (right, level) in zip(middle[::2], middle[1::2], strict=True):
            assert y == level
            assert 0 < y < drawing.height
            assert not any(inside(box, (left + right) / 2, y) for box in drawing.boxes.values())
        curves = re.findall(r"C([\d.]+) [\d.]+ ([\d.]+) [\d.]+ ([\d.]+)", line.path)
        for xs, (left, _y), (right, _level) in zip(curves, line.points[::2], line.points[1::2], strict=True):
            assert all(left <= float(x) <= right for x in xs)  # a curve stays between its handles


@given(graphs())
def test_no_order_crosses_more_than_that_of_the_dates(graph):
    naive = layers_of(*graph)
    best = arranged(naive)
    assert crossings(best) <= crossings(naive)
    assert [set(column) for column in best.columns] == [set(column) for column in naive.columns]


@given(graphs())
def test_the_same_graph_gives_the_same_picture(graph):
    assert draw(*graph) == draw(*graph)


def test_crossings_are_counted():
    nodes = [Node(name, on(day)) for name, day in (("a", 0), ("b", 0), ("c", 1), ("d", 1))]
    crossed = layers_of(nodes, [Edge("a", "d"), Edge("b", "c")])
    assert crossings(crossed) == 1
    assert crossings(arranged(crossed)) == 0
    both = layers_of(nodes, [Edge(one, other) for one in "ab" for other in "cd"])
    assert crossings(both) == crossings(arranged(both)) == 1


def test_a_column_holds_six_stories_and_a_barrier_stands_before_its_first_story():
    nodes = [Node(number, on(number)) for number in range(MOST_IN_A_COLUMN + 1)]
    nodes += [Node("barrier", None), Node("early", None), Node("loose", None)]
    boxes = draw(nodes, [Edge("barrier", 6), Edge("early", 2), Edge("early", 6)]).boxes
    columns = sorted({box.x for box in boxes.values()})
    assert [columns.index(boxes[key].x) for key in (0, 5, 6, "barrier", "early")] == [1, 1, 2, 1, 0]


def test_a_later_story_with_an_earlier_date_stands_right_all_the_same():
    nodes = [Node("later", on(0)), Node("earlier", on(9)), Node("third", on(5))]
    boxes = draw(nodes, [Edge("earlier", "later")]).boxes
    assert boxes["third"].x <= boxes["earlier"].x < boxes["later"].x


def test_nothing_is_a_small_empty_picture():
    drawing = draw([], [])
    assert (drawing.boxes, drawing.lines, drawing.columns) == ({}, [], [])


def of_the_demo():
    """All stories and barriers of the demo, as its facilitator sees them."""
    touches = data()["barriere_links"]
    stories = sorted(data()["wins"], key=lambda row: row["dag"])
    nodes = [Node(row["key"], on(row["dag"])) for row in stories]
    nodes += [Node(name, None) for name in dict.fromkeys(row["barriere"] for row in touches)]
    edges = [Edge(row["naar"], row["van"]) for row in data()["links"]]
    return nodes, edges + [Edge(row["barriere"], row["win"], has_arrow=False) for row in touches]


def test_of_the_23_crossings_of_the_demo_none_is_left():
    naive = layers_of(*of_the_demo())
    assert crossings(naive) == 23
    assert draw(*of_the_demo()).crossings == 0


def test_a_thread_of_five_hundred_links_is_drawn():
    nodes = [Node(number, on(number // 3)) for number in range(501)]
    edges = [Edge(max(0, number - 1 - number % 9), number) for number in range(1, 501)]
    drawing = draw(nodes, edges)
    assert (len(drawing.boxes), len(drawing.lines)) == (501, 500)
