"""Links with a title: of a trajectory, a session or an item. Kept by the facilitator, read by members."""

import uuid

import pytest
from django.utils import timezone

from sessions.models import Material
from tests import factories
from tests.counting import statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


@pytest.fixture
def session(cast):
    return factories.learning_session(cast.trajectory, cast.noord)


def typed(**changes):
    fields = {"title": "Het artikel", "url": "https://www.example.org/artikel", "version": "1"}
    return fields | {"client_uuid": str(uuid.uuid4())} | changes


def lists_of(cast, session):
    return f"/trajectories/{cast.trajectory.pk}/materials/", f"/sessions/{session.pk}/materials/"


def test_a_link_is_added_to_trajectory_session_and_item(marits, cast, session):
    of_trajectory, of_session = lists_of(cast, session)
    item = factories.agenda_item(session)
    assert marits.post(of_trajectory, typed()).url == of_trajectory
    assert marits.post(of_session, typed()).url == of_session
    marits.post(of_session, typed(agenda_item=str(item.pk)))
    rows = Material.objects.values_list("trajectory", "learning_session", "agenda_item", "added_by")
    cast_ids = (cast.trajectory.pk, cast.marit.pk)
    assert list(rows) == [
        (cast_ids[0], None, None, cast_ids[1]),
        (cast_ids[0], session.pk, None, cast_ids[1]),
        (cast_ids[0], session.pk, item.pk, cast_ids[1]),
    ]


def test_sent_twice_a_link_is_added_once(marits, cast, session):
    for url in lists_of(cast, session)[:1]:
        same = typed()
        assert [marits.post(url, same).status_code for _ in range(2)] == [302, 302]
    assert Material.objects.count() == 1


WRONG = [
    ("title", ""),
    ("title", "x" * 201),
    ("title", "a\x00"),
    ("title", "Zijn nummer is 111222333."),
    ("url", ""),
    ("url", "http://www.example.org/"),
    ("url", "javascript:alert(1)"),
    ("url", "https://"),
    ("url", "https://example.org/\r\nX-Header: 1"),
    ("url", "https://example.org/a\nb"),
    ("url", "https://example.org/\x00"),
    ("url", "https://example.org/" + "x" * 500),
    ("agenda_item", "x"),
    ("agenda_item", "\x00"),
    ("client_uuid", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_wrong_link_answers_422(marits, cast, session, field, value):
    response = marits.post(lists_of(cast, session)[1], typed(**{field: value}))
    assert (response.status_code, Material.objects.count()) == (422, 0)


def test_a_link_without_https_is_told_how(marits, cast, session):
    response = marits.post(lists_of(cast, session)[1], typed(url="http://www.example.org/"))
    assert "Begin de link met https://" in response.content.decode()


def test_another_sessions_item_is_refused(marits, cast, session):
    other = factories.agenda_item(factories.learning_session(cast.trajectory, cast.noord), "Geheim")
    response = marits.post(lists_of(cast, session)[1], typed(agenda_item=str(other.pk)))
    assert (response.status_code, Material.objects.count()) == (422, 0)
    assert "Geheim" not in response.content.decode()


@pytest.fixture
def link(cast, session):
    return Material.objects.create(
        trajectory=cast.trajectory, learning_session=session, title="Oud", url="https://example.org/"
    )


def test_members_read_and_change_nothing(browser_of, cast, session, link):
    samiras = browser_of(cast.samira)
    body = samiras.get(lists_of(cast, session)[1]).content.decode()
    assert '<a class="row-title" href="https://example.org/"' in body
    assert "<textarea" not in body
    assert f"/materials/{link.pk}/" not in body
    for url in (*lists_of(cast, session), f"/materials/{link.pk}/edit/", f"/materials/{link.pk}/remove/"):
        assert samiras.post(url, typed()).status_code == 403
    assert list(Material.objects.values_list("title", flat=True)) == ["Oud"]


def test_of_two_who_change_a_link_the_second_sees_both(marits, link):
    url = f"/materials/{link.pk}/edit/"
    assert (
        marits.post(url, typed(title="Hun titel")).url == f"/sessions/{link.learning_session_id}/materials/"
    )
    conflict = marits.post(url, typed(title="Mijn titel"))
    body = conflict.content.decode()
    assert (conflict.status_code, "Hun titel" in body, "Mijn titel" in body) == (409, True, True)
    link.refresh_from_db()
    assert (link.title, link.url) == ("Hun titel", "https://www.example.org/artikel")


def test_a_link_is_removed(marits, link):
    url = f"/materials/{link.pk}/remove/"
    assert [marits.get(url).status_code, marits.post(url).status_code] == [405, 302]
    assert Material.objects.count() == 0


def test_nothing_is_added_in_a_closed_trajectory(marits, cast, session, link):
    cast.trajectory.closed_at = timezone.now()
    cast.trajectory.save()
    for url in (*lists_of(cast, session), f"/materials/{link.pk}/edit/"):
        assert marits.post(url, typed()).status_code == 403
    assert list(Material.objects.values_list("title", flat=True)) == ["Oud"]
    assert marits.get(lists_of(cast, session)[1]).status_code == 200


def test_the_lists_take_as_many_queries_for_thirty_links_as_for_three(marits, cast, session):
    def counts(number):
        for place in range(Material.objects.count(), number):
            link = {"trajectory": cast.trajectory, "title": "Een", "url": "https://example.org/"}
            item = factories.agenda_item(session, position=place + 1)
            Material.objects.create(learning_session=session, agenda_item=item, **link)
            Material.objects.create(**link)
        return [statements_of(marits, url) for url in lists_of(cast, session)]

    few = counts(6)
    assert counts(60) == few
    assert max(few) <= 12
