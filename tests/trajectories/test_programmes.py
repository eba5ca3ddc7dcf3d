"""The pages of programmes: reading, renaming, deleting; equal queries for many."""

import pytest

from smallwins.privacycheck import check
from tests import factories
from tests.counting import statements_of
from trajectories.models import Programme
from trajectories.programmes.shipped import SIX_SESSIONS, shipped
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


def saved(cast, name="Ons programma"):
    return factories.programme(cast.trajectory, name, created_by=cast.marit)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_shipped_programme_is_written_out_in_the_readers_language(cast, browser_of, language):
    cast.marit.language = language
    cast.marit.save()
    body = browser_of(cast.marit).get("/programmes/six_sessions/").content.decode()
    for session in shipped(SIX_SESSIONS, language).sessions:
        for item in session.items:
            for text in (item.instructions, item.reading, item.prompt, item.kept, item.short_version):
                assert text.replace("'", "&#x27;") in body


def test_the_shipped_programme_raises_no_question_about_privacy():
    """Whoever saves or copies it unchanged is not asked about words of ours."""
    for language in ("nl", "en"):
        for session in shipped(SIX_SESSIONS, language).sessions:
            own = [session.title, session.purpose, session.preparation, session.follow_up]
            items = [
                text
                for item in session.items
                for text in (item.title, item.instructions, item.reading, item.prompt, item.kept)
            ]
            assert [text for text in own + items if check(text)] == []


def test_planning_leads_to_the_open_trajectories_one_facilitates(cast, browser_of):
    other = factories.trajectory(cast.organisation, name="Van een ander")
    closed = factories.trajectory(cast.organisation, name="Dicht", closed_at=cast.trajectory.created_at)
    factories.member(cast.marit, Role.FACILITATOR, closed)
    body = browser_of(cast.marit).get("/programmes/six_sessions/").content.decode()
    links = [
        f"/trajectories/{t.pk}/schedule/?programme=six_sessions" for t in (cast.trajectory, other, closed)
    ]
    assert [link in body for link in links] == [True, False, False]


@pytest.mark.parametrize("key", ["five_sessions", "x", "%00", "00000000-0000-0000-0000-000000000000"])
def test_a_key_of_nothing_is_no_page(cast, browser_of, key):
    assert browser_of(cast.marit).get(f"/programmes/{key}/").status_code == 404


def test_without_saved_programmes_the_list_says_how_to_save_one(cast, browser_of):
    answer = browser_of(cast.marit).get("/programmes/")
    assert answer.context["saved"] == []
    assert 'class="empty' in answer.content.decode()


def test_a_saved_programme_gets_another_name(cast, browser_of):
    one = saved(cast)
    url = f"/programmes/{one.pk}/edit/"
    browser = browser_of(cast.marit)
    assert browser.post(url, {"name": "Nieuw", "version": 1}).url == f"/programmes/{one.pk}/"
    assert "Nieuw" in browser.get("/programmes/").content.decode()
    late = browser.post(url, {"name": "Later", "version": 1})
    assert late.status_code == 409
    assert "Later" in late.content.decode()
    one.refresh_from_db()
    assert [one.name, one.version] == ["Nieuw", 2]


def test_deleting_asks_first(cast, browser_of):
    one = saved(cast)
    browser = browser_of(cast.marit)
    assert browser.get(f"/programmes/{one.pk}/delete/").status_code == 200
    assert Programme.objects.count() == 1
    assert browser.post(f"/programmes/{one.pk}/delete/").url == "/programmes/"
    assert Programme.objects.count() == 0


def test_a_colleague_reads_and_does_not_change_it(cast, browser_of):
    one, tess = saved(cast), factories.user("Tess Groen")
    factories.member(tess, Role.FACILITATOR, factories.trajectory(cast.organisation, name="Buren"))
    browser = browser_of(tess)
    page = browser.get(f"/programmes/{one.pk}/")
    assert [page.status_code, "Begin eerder." in page.content.decode()] == [200, True]
    assert f"/programmes/{one.pk}/delete/" not in page.content.decode()
    for action in ("edit", "delete"):
        assert browser.post(f"/programmes/{one.pk}/{action}/", {"name": "Mijn"}).status_code == 403
    assert Programme.objects.get().name == "Ons programma"


def test_whoever_takes_over_the_trajectory_can_change_its_programme(cast, browser_of):
    one = saved(cast)
    factories.member(cast.ruben, Role.FACILITATOR, cast.trajectory)
    assert browser_of(cast.ruben).get(f"/programmes/{one.pk}/edit/").status_code == 200


def test_the_pages_take_as_many_queries_for_thirty_as_for_three(cast, browser_of):
    browser = browser_of(cast.marit)

    def more(number):
        for each in range(number):
            saved(cast, f"Programma {each}")
            made = factories.trajectory(cast.organisation, name=f"Traject {each}")
            factories.member(cast.marit, Role.FACILITATOR, made)

    more(3)
    urls = ("/programmes/", "/programmes/six_sessions/", f"/programmes/{Programme.objects.first().pk}/")
    few = [statements_of(browser, url) for url in urls]
    more(27)
    assert [statements_of(browser, url) for url in urls] == few
    assert max(few) <= 12
