"""Several readers: the joint reading and its races, readings side by side, and who may give one."""

import datetime as dt

import pytest
from django.utils import timezone

from tests import factories
from tests.wins.looking import answer, lens, page_of, prepared, together
from tests.wins.pages import form_to, send, words
from wins.models import LensReading

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def win(cast):
    return factories.win(cast.noord, cast.samira, title="Koffie in de hal", visibility="trajectory")


def test_any_member_makes_and_changes_the_joint_reading(win, samira, joost, browser_of, time_machine):
    answer(browser_of(samira), win, 1, "yes", joint=True)
    time_machine.move_to(timezone.now() + dt.timedelta(days=3))
    answer(browser_of(joost), win, 2, "no", joint=True, evidence_C2="Nog niemand.")

    reading = LensReading.objects.get()
    assert (reading.is_joint, reading.reader, reading.c1, reading.c2) == (True, joost, "yes", "no")
    assert timezone.now() - reading.updated_at < dt.timedelta(minutes=1)
    page = page_of(browser_of(samira), win)
    assert "The team's joint reading" in page
    assert "Joost Bakker" in page.partition("joint reading")[2].partition("Which piece")[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [0, 2])
def test_of_two_members_on_the_joint_reading_one_meets_both_texts(number, win, samira, joost, browser_of):
    address = lens(win, number, joint=True)
    said = {samira: ("yes", "Wat Samira ziet."), joost: ("no", "Wat Joost ziet.")}
    posts = []
    for person, (value, line) in said.items():
        pressed = {"press": value} if number else {"C2": value}
        posts.append(prepared(browser_of(person), address, evidence_C2=line, **pressed))

    answers = dict(zip(said, together(*posts), strict=True))

    assert sorted(response.status_code for response in answers.values()) == [302, 409]
    reading = LensReading.objects.get()
    loser = next(person for person, response in answers.items() if response.status_code == 409)
    assert reading.reader != loser
    page = answers[loser]
    assert "Somebody else saved first" in words(page)
    for texts in ("Wat Samira ziet.", "Wat Joost ziet.", "yes, because…"):
        assert texts in words(page)

    kept = send(browser_of(loser), page, address, to=address)

    assert kept.status_code == 302
    reading.refresh_from_db()
    assert (reading.c2, reading.evidence["C2"], reading.reader) == (*said[loser], loser)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("joint", [True, False])
def test_nothing_is_lost_when_a_kept_reading_is_changed_twice_at_once(joint, win, samira, joost, browser_of):
    """Here no unique row keeps them apart: one of the two must be told."""
    answer(browser_of(samira), win, 1, "yes", joint=joint)
    people = (samira, joost) if joint else (samira, samira)
    for number in range(10):
        address = lens(win, 2, joint=joint)
        posts = [
            prepared(browser_of(person), address, press=press, evidence_C2=f"{press} {number}")
            for person, press in zip(people, ("yes", "no"), strict=True)
        ]
        assert sorted(response.status_code for response in together(*posts)) == [302, 409]
    assert LensReading.objects.get().version == 11


@pytest.mark.django_db(transaction=True)
def test_an_own_reading_stays_one_under_two_posts(win, samira, browser_of):
    one, other = browser_of(samira), browser_of(samira)
    posts = [prepared(client, lens(win, 1), press=press) for client, press in ((one, "yes"), (other, "no"))]

    assert sorted(response.status_code for response in together(*posts)) == [302, 409]
    assert LensReading.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_tap(win, samira, browser_of):
    address = lens(win, 1)
    data = form_to(browser_of(samira).get(address), "").fields | {"press": "yes"}
    taps = [browser_of(samira) for _ in range(2)]

    answers = together(*(lambda client=client: client.post(address, data) for client in taps))

    assert {(a.status_code, a.url) for a in answers} == {(302, lens(win, 2))}
    assert LensReading.objects.get().version == 1


def test_readings_stand_side_by_side_and_differences_are_named(win, samira, joost, mehmet, browser_of):
    LensReading.objects.create(win=win, reader=samira, is_joint=True, c1="yes", c2="yes", c3="little")
    LensReading.objects.create(win=win, reader=joost, c1="no", c2="yes", c3="unknown")
    LensReading.objects.create(win=win, reader=mehmet, c1="little", c2="yes", c3="", remark="Mooi loket.")

    page = page_of(browser_of(samira), win)

    assert "Readers differ on question 1. Talk about it." in page
    row = page.partition("Which piece of our question does this touch?")[2].partition("Who notices")[0]
    assert row.split() == ["yes,", "because…", "no", "a", "little"]
    for name in ("The team's joint reading", "Joost Bakker", "Mehmet Demir", "Mooi loket."):
        assert name in page
    LensReading.objects.filter(reader=joost).update(c3="no", c7="no")
    assert "Readers differ on questions 1, 3. Talk about it." in page_of(browser_of(samira), win)


WHO_MAY = [  # who, (own, joint) on a story of the team, (own, joint) on one for the trajectory
    ("samira", (302, 302), (302, 302)),
    ("joost", (302, 302), (302, 302)),
    ("mehmet", (403, 403), (302, 403)),
    ("marit", (302, 403), (302, 403)),
    ("ruben", (403, 403), (302, 403)),
    ("els", (404, 404), (404, 404)),
    ("pien", (404, 404), (404, 404)),
    ("otto", (404, 404), (404, 404)),
]


@pytest.mark.parametrize(("who", "team", "trajectory"), WHO_MAY, ids=[row[0] for row in WHO_MAY])
def test_who_may_read_may_give_one_reading_and_only_the_team_a_joint_one(
    who, team, trajectory, cast, browser_of
):
    client = browser_of(getattr(cast, who))
    for visibility, expected in (("team", team), ("trajectory", trajectory)):
        win = factories.win(cast.noord, cast.samira, visibility=visibility)
        for joint, status in zip((False, True), expected, strict=True):
            for _ in range(2):  # the second time as well, and still one row
                version = LensReading.objects.filter(win=win, is_joint=joint).count()
                data = {"press": "yes", "version": version}
                assert client.post(lens(win, 1, joint=joint), data).status_code == status
            assert LensReading.objects.filter(win=win, is_joint=joint).count() == (status == 302)


def test_whoever_left_the_team_no_longer_reads_for_it(win, cast, browser_of):
    cast.samira.memberships.update(ends_on=factories.days(0))

    assert browser_of(cast.samira).get(lens(win, joint=True)).status_code in (403, 404)
    assert browser_of(cast.joost).get(lens(win, joint=True)).status_code == 200
