"""Groups in the room: you are with…, and a story that everybody in the group may read, whatever happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from sessions.models import Attendance, BreakoutGroup, GroupMember
from sessions.services.groups import GroupsChanged
from tests import factories
from tests.counting import statements_of
from tests.wins.pages import form_to, read, send, speak_english, words
from trajectories.roles import Role
from wins.models import GroupStory, Visibility
from wins.selectors.room import group_of
from wins.services import groups as services
from wins.services.win import narrow_win, withdraw_win

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast):
    """A session of three teams: Samira and Joost, Mehmet and Nanda, Tessa."""
    speak_english()
    cast.doen = factories.team(cast.trajectory, "Doen")
    for name, team in (("Nanda Kreugel", cast.zuid), ("Tessa Boonman", cast.doen)):
        person = factories.user(name, language="en")
        factories.member(person, Role.PROFESSIONAL, team)
        setattr(cast, name.split()[0].lower(), person)
    cast.session = factories.learning_session(cast.trajectory, cast.noord, cast.zuid, cast.doen)
    return cast


def seat(session, *groups):
    for number, people in enumerate(groups, start=1):
        group = BreakoutGroup.objects.create(learning_session=session, number=number)
        for person in people:
            GroupMember.objects.create(group=group, learning_session=session, user=person)
    return list(session.breakout_groups.all())


def url(session, what=""):
    return f"/sessions/{session.pk}/groups/{what}"


def mine(session, person):
    return group_of(session, person, today=factories.days(0))


def give(session):
    return services.give_each_a_story(learning_session=session, today=factories.days(0))


def test_one_sees_who_one_is_with(room):
    other_joost = factories.user("Joost van der Wiel")
    factories.member(other_joost, Role.PROFESSIONAL, room.zuid)
    seat(room.session, [room.samira, room.joost, room.mehmet, other_joost], [room.nanda])
    with translation.override("en"):
        assert mine(room.session, room.samira).names == "Joost Bakker, Joost van der Wiel and Mehmet"
        assert mine(room.session, room.joost).names == "Joost van der Wiel, Mehmet and Samira"
    assert (mine(room.session, room.nanda).number, mine(room.session, room.nanda).others) == (2, [])
    assert mine(room.session, room.tessa) is None


def test_each_group_gets_another_teams_story_and_no_two_the_same(room):
    stories = {
        team: factories.win(team, author, story=f"Van {team}", visibility=Visibility.TRAJECTORY)
        for team, author in ((room.noord, room.samira), (room.zuid, room.mehmet), (room.doen, room.tessa))
    }
    factories.win(room.doen, room.tessa, kind="setback", visibility=Visibility.TRAJECTORY)
    seat(room.session, [room.samira, room.joost], [room.mehmet, room.tessa])
    assert give(room.session) == (2, 0)
    assert mine(room.session, room.mehmet).story == stories[room.noord]
    assert mine(room.session, room.samira).story in (stories[room.zuid], stories[room.doen])
    assert give(room.session) == (0, 0)


def test_a_group_gets_no_story_that_somebody_in_it_may_not_read(room):
    factories.win(room.noord, room.samira, visibility=Visibility.TEAM)
    factories.win(room.noord, room.samira, visibility=Visibility.DRAFT)
    seat(room.session, [room.samira, room.joost], [room.mehmet, room.joost and room.nanda])
    assert give(room.session) == (1, 1)
    assert mine(room.session, room.joost).story.team == room.noord
    assert mine(room.session, room.mehmet).story is None


@pytest.mark.parametrize("change", ["narrow", "withdraw"])
def test_what_its_author_takes_back_is_shown_no_more(room, browser_of, change):
    win = factories.win(room.noord, room.samira, title="Aangebeld", visibility=Visibility.TRAJECTORY)
    (group,) = seat(room.session, [room.samira, room.mehmet])
    GroupStory.objects.create(group=group, win=win)
    assert mine(room.session, room.mehmet).story == win
    act = narrow_win if change == "narrow" else withdraw_win
    act(win=win, now=timezone.now())
    assert mine(room.session, room.mehmet).story is None
    assert mine(room.session, room.samira).story is None
    page = words(browser_of(room.marit).get(url(room.session)))
    assert "Not everybody in this group may read its story, so nobody sees it." in page


def test_somebody_moved_in_who_may_not_read_it_hides_it_for_all(room, browser_of):
    win = factories.win(room.noord, room.samira, title="Aangebeld", visibility=Visibility.TEAM)
    group, _other = seat(room.session, [room.samira, room.joost], [room.mehmet, room.nanda])
    GroupStory.objects.create(group=group, win=win)
    page = browser_of(room.marit).get(url(room.session))
    assert "Story: Aangebeld" in words(page)
    typed = {f"to-{room.mehmet.pk}": str(group.pk)}
    send(browser_of(room.marit), page, url(room.session, "move/"), **typed)
    assert [mine(room.session, person).story for person in (room.samira, room.joost, room.mehmet)] == [
        None
    ] * 3
    assert "so nobody sees it" in words(browser_of(room.marit).get(url(room.session)))


def test_who_left_the_team_hides_the_story(room):
    win = factories.win(room.noord, room.samira, visibility=Visibility.TRAJECTORY)
    (group,) = seat(room.session, [room.samira, room.mehmet])
    GroupStory.objects.create(group=group, win=win)
    room.mehmet.memberships.update(ends_on=factories.days(0))
    assert mine(room.session, room.samira).story is None


def test_the_facilitator_deals_moves_seats_and_gives(room, browser_of):
    win = factories.win(room.noord, room.samira, title="Aangebeld", visibility=Visibility.TRAJECTORY)
    browser = browser_of(room.marit)
    page = browser.get(url(room.session))
    assert "everybody who takes part is dealt: 5 people" in words(page)
    for person in (room.samira, room.joost, room.mehmet):
        Attendance.objects.create(learning_session=room.session, user=person, presence="present")
    page = browser.get(url(room.session))
    assert "Whoever is present is dealt: 3 people." in words(page)
    send(browser, page, url(room.session), size="2", mixed="mixed")
    page = browser.get(url(room.session))
    assert "1 group is dealt." in words(page)
    assert "Group 1: Joost Bakker, Mehmet Demir, Samira Yilmaz" in words(page)
    for person in (room.nanda, room.tessa):
        late = url(room.session, f"{person.pk}/")
        assert late in [form.action for form in read(page).forms]
        browser.post(late)
    page = browser.get(url(room.session))
    move = form_to(page, url(room.session, "move/"))
    assert set(move.fields) >= {f"to-{room.tessa.pk}", f"was-{room.tessa.pk}"}
    typed = {f"to-{person.pk}": "new" for person in (room.nanda, room.tessa)}
    send(browser, page, move.action, **typed)
    page = browser.get(url(room.session))
    assert "Group 2: Nanda Kreugel, Tessa Boonman" in words(page)
    assert "Not in a group" not in words(page)
    send(browser, page, url(room.session, "stories/"), button=("action", "give"))
    page = browser.get(url(room.session))
    assert "2 groups have a story now." in words(page)
    field = f"story-{room.session.breakout_groups.get(number=2).pk}"
    assert form_to(page, url(room.session, "stories/")).fields[field] == [str(win.pk)]
    send(browser, page, url(room.session, "stories/"), **{field: "none"})
    assert mine(room.session, room.tessa).story is None
    assert mine(room.session, room.samira).story == win


def test_a_story_they_may_not_read_cannot_be_chosen(room, browser_of):
    secret = factories.win(room.noord, room.samira, visibility=Visibility.TEAM)
    elsewhere = factories.win(room.their_team, room.otto, visibility=Visibility.TRAJECTORY)
    (group,) = seat(room.session, [room.samira, room.mehmet])
    page = browser_of(room.marit).get(url(room.session))
    for win in (secret, elsewhere):
        typed = {f"story-{group.pk}": str(win.pk)}
        refused = send(browser_of(room.marit), page, url(room.session, "stories/"), **typed)
        assert refused.status_code == 422
        assert "Not everybody in this group may read that story." in words(refused)
        with pytest.raises(services.MayNotRead):
            services.choose_stories(
                learning_session=room.session, chosen={group.pk: win}, today=factories.days(0)
            )
    assert not GroupStory.objects.exists()


def test_a_page_from_before_another_dealing_changes_nothing(room, browser_of):
    win = factories.win(room.noord, room.samira, visibility=Visibility.TRAJECTORY)
    browser = browser_of(room.marit)
    browser.post(url(room.session), {"size": "4", "mixed": "mixed"})
    old = room.session.breakout_groups.first()
    page = browser.get(url(room.session))
    browser.post(url(room.session), {"size": "2", "mixed": "mixed"})
    for what, typed in (
        ("stories/", {f"story-{old.pk}": str(win.pk)}),
        ("move/", {f"to-{room.samira.pk}": "none"}),
        ("move/", {f"to-{room.samira.pk}": str(old.pk)}),
    ):
        stale = send(browser, page, url(room.session, what), **typed)
        assert stale.status_code == 409
        assert "Somebody else changed the groups meanwhile." in words(stale)
    assert not GroupStory.objects.exists()
    assert GroupMember.objects.count() == 5
    with pytest.raises(GroupsChanged):
        services.choose_stories(learning_session=room.session, chosen={old.pk: win}, today=factories.days(0))


def test_a_wrong_place_answers_422_and_a_person_moved_meanwhile_409(room, browser_of):
    browser = browser_of(room.marit)
    one, two = seat(room.session, [room.samira, room.joost], [room.mehmet, room.nanda])
    page, field = browser.get(url(room.session)), f"to-{room.samira.pk}"
    wrong = send(browser, page, url(room.session, "move/"), **{field: "x"})
    assert wrong.status_code == 422
    assert "id_" + field in wrong.content.decode()
    send(browser, page, url(room.session, "move/"), **{field: str(two.pk)})
    meanwhile = send(browser, page, url(room.session, "move/"), **{field: "none"})
    assert meanwhile.status_code == 409
    assert GroupMember.objects.get(user=room.samira).group == two
    assert GroupMember.objects.get(user=room.joost).group == one


@pytest.mark.parametrize("typed", [{}, {"size": "5", "mixed": "mixed"}, {"size": "2", "mixed": "x"}])
def test_a_wrong_dealing_answers_422(room, browser_of, typed):
    assert browser_of(room.marit).post(url(room.session), typed).status_code == 422
    assert not BreakoutGroup.objects.exists()


def test_when_closed_or_cancelled_nothing_is_dealt(room, browser_of):
    typed = {"size": "2", "mixed": "mixed"}
    room.session.state, room.session.cancel_reason = "cancelled", "Ziek"
    room.session.save()
    assert browser_of(room.marit).post(url(room.session), typed).status_code == 404
    room.session.state = "open"
    room.session.save()
    room.trajectory.closed_at = timezone.now()
    room.trajectory.save()
    assert browser_of(room.marit).post(url(room.session), typed).status_code == 403
    assert not BreakoutGroup.objects.exists()


def test_a_stranger_is_seated_nowhere(room, browser_of):
    browser = browser_of(room.marit)
    browser.post(url(room.session), {"size": "2", "mixed": "mixed"})
    assert browser.post(url(room.session, f"{room.otto.pk}/")).status_code == 404
    assert not GroupMember.objects.filter(user=room.otto).exists()


def test_the_page_takes_as_many_queries_for_thirty_as_for_three(room, browser_of):
    browser = browser_of(room.marit)

    def fill(number):
        people = []
        for _each in range(number):
            person = factories.user("Persoon Proef")
            factories.member(person, Role.PROFESSIONAL, room.noord)
            factories.win(room.noord, person, visibility=Visibility.TRAJECTORY)
            people.append(person)
        number = room.session.breakout_groups.count()
        for place in range(0, len(people), 3):
            group = BreakoutGroup.objects.create(learning_session=room.session, number=number + place + 1)
            for person in people[place : place + 3]:
                GroupMember.objects.create(group=group, learning_session=room.session, user=person)
        give(room.session)

    fill(3)
    few = statements_of(browser, url(room.session))
    with CaptureQueriesContext(connection) as queries:
        mine(room.session, room.samira)
    few_of_mine = len(queries)
    fill(27)
    assert statements_of(browser, url(room.session)) == few <= 12
    with CaptureQueriesContext(connection) as queries:
        mine(room.session, room.samira)
    assert len(queries) == few_of_mine <= 4
