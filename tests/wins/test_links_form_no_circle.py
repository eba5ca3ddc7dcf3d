"""Whatever people link, one after the other or at the same moment: no circle ever closes."""

import itertools

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.wins.looking import prepared, together
from tests.wins.pages import form_to, words
from tests.wins.test_links import REFUSED, WHY, link, made, new, pairs
from wins.models import WinLink
from wins.services import links as services

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_circle_is_refused_in_words(length, cast, browser_of):
    """Of one day, so that each may be the earlier one of the others."""
    wins = [factories.win(cast.noord, cast.samira, title=f"Verhaal {n}") for n in range(length)]
    client = browser_of(cast.samira)
    for later, earlier in itertools.pairwise(wins):
        assert link(client, later, earlier).status_code == 302

    response = link(client, wins[-1], wins[0])

    assert response.status_code == 422
    assert REFUSED in words(response)
    assert form_to(response, "").fields["why"] == [WHY]
    assert WinLink.objects.count() == length - 1


def test_a_link_also_closes_no_circle_when_it_is_changed(cast):
    later, earlier, third = (factories.win(cast.noord, cast.joost, title=title) for title in "abc")
    made(later, earlier)
    turned = made(third, later)

    with pytest.raises(Exception, match="close a circle"), transaction.atomic():
        WinLink.objects.filter(pk=turned.pk).update(later=earlier, earlier=later)

    WinLink.objects.filter(pk=turned.pk).update(later=third, earlier=earlier)
    assert WinLink.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_close_no_circle(cast, browser_of):
    for number in range(8):
        one, other = (factories.win(cast.noord, cast.samira, title=f"{x}{number}") for x in "ab")
        posts = [
            prepared(browser_of(person), new(later), earlier=str(earlier.pk), why=WHY)
            for person, later, earlier in ((cast.samira, one, other), (cast.joost, other, one))
        ]

        assert sorted(answer.status_code for answer in together(*posts)) == [302, 422]

    assert WinLink.objects.count() == 8
    assert is_acyclic()


@pytest.mark.django_db(transaction=True)
def test_a_ring_pressed_at_once_stays_open(cast):
    """Every link alone is fine; all together they would close it. Straight from the services."""
    wins = [factories.win(cast.noord, cast.samira, title=f"Verhaal {n}") for n in range(6)]

    def press(later, earlier):
        def post():
            try:
                services.link_wins(
                    later=later,
                    earlier=earlier,
                    kind="follows",
                    why=WHY,
                    author=cast.samira,
                    now=timezone.now(),
                )
            except services.LinkRefused:
                return "refused"
            return "made"

        return post

    ring = zip(wins, [*wins[1:], wins[0]], strict=True)
    answers = together(*(press(later, earlier) for later, earlier in ring))

    assert sorted(answers) == ["made"] * 5 + ["refused"]
    assert is_acyclic()


def is_acyclic():
    """Take away what nothing grew out of, again and again: in a circle something always stays."""
    edges = set(WinLink.objects.values_list("later_id", "earlier_id"))
    while edges:
        free = {edge for edge in edges if edge[0] not in {earlier for _later, earlier in edges}}
        if not free:
            return False
        edges -= free
    return True


def reaches(edges, start, goal):
    """Whether one comes from ``start`` to ``goal`` along the links, walked by hand."""
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += [earlier for later, earlier in edges if later == here]
    return False


steps = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(("link", "link", "link", "remove"))),
    max_size=25,
)


def test_no_sequence_of_links_closes_a_circle(cast):
    teams = [cast.noord, cast.zuid]
    wins = [factories.win(teams[n % 2], cast.samira, title=str(n), visibility="trajectory") for n in range(6)]
    said = {"kind": "follows", "why": WHY, "author": cast.samira, "now": timezone.now()}

    @given(steps)
    @settings(max_examples=80, deadline=None)
    def any_sequence(sequence):
        with transaction.atomic():
            edges = set()
            for later, earlier, act in sequence:
                if act == "remove":
                    for row in WinLink.objects.filter(later=wins[later], earlier=wins[earlier]):
                        services.remove_link(link=row)
                    edges.discard((later, earlier))
                    continue
                may = (later, earlier) not in edges and not reaches(edges, earlier, later)
                try:
                    services.link_wins(later=wins[later], earlier=wins[earlier], **said)
                except services.LinkRefused:
                    assert not may
                else:
                    assert may
                    edges.add((later, earlier))
            assert {(int(a), int(b)) for a, b in pairs()} == edges
            assert is_acyclic()
            transaction.set_rollback(True)

    any_sequence()
