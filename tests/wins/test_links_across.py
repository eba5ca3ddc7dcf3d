"""A link to another team's story waits for that team's yes; and nobody sees more of it than of its ends."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.looking import together
from tests.wins.pages import form_to, links, read, send, words
from tests.wins.test_links import WHY, link, made, new
from wins.models import Barrier, BarrierLink, Comment, LensReading, Notice, Recognition, Verdict, WinLink

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def theirs(cast):
    on = {"visibility": "trajectory", "happened_on": factories.days(-9)}
    return factories.win(cast.zuid, cast.mehmet, title="De tafel", **on)


@pytest.fixture
def ours(cast):
    return factories.win(cast.noord, cast.samira, title="Naaitafel", visibility="trajectory")


@pytest.fixture
def zus(cast):
    """Mehmet's colleague in team Zuid, who did not write the story."""
    person = factories.user("Zus Zuid", language="en")
    factories.member(person, "professional", cast.zuid)
    return person


def accept(row):
    return reverse("wins:link_accept", args=[row.pk])


def remove(row):
    return reverse("wins:link_remove", args=[row.pk])


def shown(client, win, other):
    """Whether the page of one story leads to the other."""
    return other.get_absolute_url() in links(client.get(win.get_absolute_url()))


def test_it_waits_for_any_member_of_the_other_team(ours, theirs, zus, cast, browser_of):
    asking = browser_of(cast.samira)
    answer = asking.get(link(asking, ours, theirs, kind="spreads", adapted="Naaien.").url.partition("#")[0])
    assert "The link awaits the yes of Team Zuid." in words(answer)
    row = WinLink.objects.get()
    assert row.accepted_at is None
    for person in (cast.marit, cast.ruben):
        assert not shown(browser_of(person), ours, theirs)
        assert not shown(browser_of(person), theirs, ours)
        assert WHY not in words(browser_of(person).get(theirs.get_absolute_url()))
    assert set(Notice.objects.values_list("recipient__name", "kind", "win__title")) == {
        ("Mehmet Demir", "link", "De tafel"),
        ("Zus Zuid", "link", "De tafel"),
    }

    client = browser_of(zus)
    assert f"{theirs.get_absolute_url()}#links" in links(client.get("/"))
    page = client.get(theirs.get_absolute_url())
    assert "Team Noord says that “Naaitafel” grew out of this story." in words(page)
    assert send(client, page, accept(row)).status_code == 302

    row.refresh_from_db()
    assert (row.accepted_by, row.accepted_at is not None) == (zus, True)
    for person in (cast.samira, cast.mehmet, cast.marit, cast.ruben):
        assert shown(browser_of(person), ours, theirs)
        assert shown(browser_of(person), theirs, ours)
    assert f"{theirs.get_absolute_url()}#links" not in links(client.get("/"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("samira", 403),
        ("joost", 403),
        ("marit", 403),
        ("ruben", 403),
        ("els", 404),
        ("pien", 404),
        ("otto", 404),
    ],
)
def test_nobody_else_gives_that_yes(who, status, ours, theirs, cast, browser_of):
    row = made(ours, theirs, author=cast.samira)

    assert browser_of(getattr(cast, who)).post(accept(row)).status_code == status
    row.refresh_from_db()
    assert row.accepted_at is None


def test_the_other_team_says_no(ours, theirs, zus, cast, browser_of):
    row = made(ours, theirs, author=cast.samira)
    client = browser_of(zus)

    send(client, client.get(theirs.get_absolute_url()), remove(row))

    assert not WinLink.objects.exists()
    assert "Not linked to other stories." in words(browser_of(cast.samira).get(ours.get_absolute_url()))


def test_the_own_team_takes_it_back(ours, theirs, cast, browser_of):
    row = made(ours, theirs, author=cast.samira)
    client = browser_of(cast.joost)
    page = client.get(ours.get_absolute_url())
    assert "The link to “De tafel” awaits the yes of Team Zuid." in words(page)
    assert accept(row) not in [form.action for form in read(page).forms]

    send(client, page, remove(row))

    assert not WinLink.objects.exists()


@pytest.mark.parametrize("who", ["joost", "mehmet"])
def test_either_team_takes_away_what_holds(who, ours, theirs, cast, browser_of):
    row = made(ours, theirs, accepted_at=timezone.now())
    own = ours if who == "joost" else theirs
    client = browser_of(getattr(cast, who))
    answer = send(client, client.get(own.get_absolute_url()), remove(row))
    assert answer.url == f"{own.get_absolute_url()}#links"
    assert not WinLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_yes_and_taking_back_at_once_end_somewhere(ours, theirs, cast, browser_of):
    row = made(ours, theirs, author=cast.samira)
    yes, back = browser_of(cast.mehmet), browser_of(cast.samira)

    answers = together(lambda: yes.post(accept(row)), lambda: back.post(remove(row)))

    assert {answer.status_code for answer in answers} <= {302, 404}
    assert not WinLink.objects.exists()


def test_a_yes_twice_keeps_the_first(ours, theirs, zus, cast, browser_of):
    row = made(ours, theirs, author=cast.samira)
    for person in (zus, cast.mehmet):
        assert browser_of(person).post(accept(row)).status_code == 302
    row.refresh_from_db()
    assert row.accepted_by == zus


def test_what_the_other_team_keeps_to_itself_cannot_be_linked(ours, cast, browser_of):
    hidden = factories.win(cast.zuid, cast.mehmet, title="Alleen voor Zuid", happened_on=factories.days(-3))
    draft = factories.win(cast.noord, cast.joost, title="Concept", visibility="draft")
    foreign = factories.win(cast.their_team, cast.otto, title="Elders", visibility="trajectory")
    client = browser_of(cast.samira)

    page = client.get(new(ours)).content.decode()
    for win in (hidden, draft, foreign):
        assert str(win.pk) not in page
        if "<form" in page:
            data = {"earlier": str(win.pk), "kind": "follows", "why": WHY}
            response = client.post(new(ours), data)
            assert response.status_code == 422
            assert win.title not in words(response)
    assert not WinLink.objects.exists()


def test_an_end_one_may_not_read_is_never_shown(ours, theirs, cast, browser_of):
    """Narrowed to its team after it was linked."""
    row = made(ours, theirs, accepted_at=timezone.now())
    theirs.visibility = "team"
    theirs.save()

    for person, sees in ((cast.samira, False), (cast.ruben, False), (cast.marit, True), (cast.mehmet, True)):
        page = browser_of(person).get(ours.get_absolute_url())
        assert ("De tafel" in words(page)) == sees
        assert (theirs.get_absolute_url() in links(page)) == sees
        assert (WHY in words(page)) == sees
        assert "withdrawn story" not in words(page)
    assert browser_of(cast.samira).post(remove(row)).status_code == 403


@pytest.mark.parametrize("awaits", [True, False])
def test_a_withdrawn_end_is_an_empty_place(awaits, ours, theirs, cast, browser_of):
    made(ours, theirs, accepted_at=None if awaits else timezone.now())
    theirs.withdrawn_at = timezone.now()
    theirs.save()

    for person in (cast.samira, cast.joost, cast.mehmet, cast.marit, cast.ruben):
        page = browser_of(person).get(ours.get_absolute_url())
        text = words(page)
        assert ("withdrawn story" in text) == (not awaits)
        assert "De tafel" not in text
        assert WHY not in text
        assert theirs.get_absolute_url() not in links(page)


def test_another_team_is_asked_once_it_can_read_the_story(ours, theirs, cast, browser_of):
    """Else the question leads its members to a page without an answer."""
    ours.visibility = "team"
    ours.save()
    samira, mehmet = browser_of(cast.samira), browser_of(cast.mehmet)
    assert str(theirs.pk) not in samira.get(new(ours)).content.decode()
    data = {"earlier": str(theirs.pk), "kind": "follows", "why": WHY}
    assert samira.post(new(ours), data).status_code == 422

    made(ours, theirs, author=cast.samira)  # linked first, narrowed to the team since
    answer = f"{theirs.get_absolute_url()}#links"
    assert answer not in links(mehmet.get("/"))

    ours.visibility = "trajectory"
    ours.save()
    assert answer in links(mehmet.get("/"))
    assert "grew out of this story" in words(mehmet.get(theirs.get_absolute_url()))


def test_a_draft_that_goes_on_from_another_teams_story_stays_unseen(cast, theirs, zus, browser_of):
    """Somebody in two teams types on from a story of the one in the other, and does not share it yet."""
    factories.member(cast.mehmet, "professional", cast.noord)
    client = browser_of(cast.mehmet)
    page = client.get(f"{reverse('wins:new')}?follows={theirs.pk}")
    typed = {"story": "Nog even kijken.", "team": str(cast.noord.pk)}
    send(client, page, reverse("wins:new"), button=("action", "draft"), **typed)
    assert WinLink.objects.get().accepted_at is None

    assert not Notice.objects.exists()
    for person in (zus, cast.samira, cast.marit):
        page = browser_of(person).get(theirs.get_absolute_url())
        assert "Nog even kijken" not in words(page)
        assert "grew out of this story" not in words(page)
        assert WHY not in words(page)
    assert f"{theirs.get_absolute_url()}#links" not in links(browser_of(zus).get("/"))


def fill(win, cast):
    """5 readings, 50 comments, 10 links of every kind, and what else hangs on a story."""
    people = [factories.user(f"Lezer {n}") for n in range(4)]
    for person in people:
        LensReading.objects.create(win=win, reader=person, c1="yes", c2="no", show_name=False, remark="Ja.")
    LensReading.objects.create(win=win, reader=cast.joost, is_joint=True, c1="little", remark="Samen.")
    Verdict.objects.create(
        win=win, verdict="seedling", proposal="open", reason="Omdat.", answers=["yes"] * 5, author=cast.joost
    )
    for person, phrase in itertools.product(people, ("helps", "try", "more")):
        Recognition.objects.create(win=win, user=person, phrase=phrase)
    for number in range(50):
        Comment.objects.create(win=win, author=people[number % 4], text=f"Reactie {number}")
    for number in range(10):
        team, author = ((cast.noord, cast.joost), (cast.zuid, cast.mehmet))[number % 2]
        other = factories.win(team, author, title=f"Gevolg {number}", visibility="trajectory")
        made(other, win, accepted_at=timezone.now() if number % 4 else None)
        if number == 5:
            other.withdrawn_at = timezone.now()
            other.save()
    for number in range(4):
        barrier = Barrier.objects.create(trajectory=cast.trajectory, name=f"Barrière {number}", kind="rule")
        BarrierLink.objects.create(win=win, barrier=barrier, effect="met")
    win.partial_solutions.add(factories.partial_solution(cast.trajectory, "Welkom"))


@pytest.mark.parametrize("who", ["samira", "joost", "mehmet", "ruben", "marit"])
def test_the_page_of_a_story_asks_at_most_twelve_questions(who, ours, cast, browser_of):
    ours.step = factories.step(cast.noord)
    ours.learning_session = factories.learning_session(cast.trajectory, cast.noord)
    ours.save()
    fill(ours, cast)
    client = browser_of(getattr(cast, who))

    with CaptureQueriesContext(connection) as asked:
        page = client.get(ours.get_absolute_url())

    assert page.status_code == 200
    assert len(asked) <= 12, "\n".join(query["sql"] for query in asked)
    for text in ("Reactie 49", "Gevolg 9", "withdrawn story", "The answers have changed since", "Barrière 3"):
        assert text in words(page)


def test_linking_across_teams_twice_is_one_question(ours, theirs, cast, browser_of):
    client = browser_of(cast.samira)
    data = form_to(client.get(new(ours)), "").fields | {"earlier": str(theirs.pk), "why": WHY}
    assert [client.post(new(ours), data).status_code for _ in range(2)] == [302, 422]
    assert Notice.objects.filter(recipient=cast.mehmet).count() == 1
