"""Asked again: two weeks later its author, eight weeks later anybody of the team (P12)."""

import datetime as dt
import zoneinfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.counting import statements_of
from tests.wins.pages import form_to, links, send, words
from trajectories.models import Membership, Trajectory
from wins.models import AliveCheck, Comment, FollowUp, LensReading, WinKind, WinLink

pytestmark = pytest.mark.usefixtures("english")
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
DAY = dt.date(2027, 1, 12)
HOW_ON, ALIVE = "How did it go on?", "Is this still alive?"


@pytest.fixture
def since_2026(cast):
    """The cast takes part since January 2026, wherever the test moves the clock."""
    Membership.objects.update(starts_on=dt.date(2026, 1, 1))
    Trajectory.objects.update(starts_on=dt.date(2026, 1, 1))
    return cast


def at(days, hour=12, minute=0):
    """A moment on the Dutch clock, so many days after DAY."""
    return dt.datetime.combine(DAY + dt.timedelta(days=days), dt.time(hour, minute), tzinfo=AMSTERDAM)


def told(cast, **fields):
    with time_machine.travel(at(0), tick=False):
        return factories.win(cast.noord, cast.samira, title="Kanarie belt aan", **fields)


def home_of(person, moment):
    """What somebody reads at home at a moment, signed in then."""
    with time_machine.travel(moment, tick=False):
        client = Client()
        client.force_login(person)
        return client.get("/")


def asked(person, moment):
    """Which of the two questions stand at home."""
    page = words(home_of(person, moment))
    return [question for question in (HOW_ON, ALIVE) if question in page]


def answer(person, win, moment, **data):
    with time_machine.travel(moment, tick=False):
        client = Client()
        client.force_login(person)
        return client.post(reverse("wins:follow_up", args=[win.pk]), data)


def say_alive(person, win, moment, **data):
    with time_machine.travel(moment, tick=False):
        client = Client()
        client.force_login(person)
        return client.post(reverse("wins:alive", args=[win.pk]), data)


# Two weeks


@pytest.mark.parametrize(
    ("moment", "questions"),
    [
        (at(13, 23, 59), []),
        (at(14, 0, 0), [HOW_ON]),
        (at(14, 0, 1), [HOW_ON]),
        (at(20), [HOW_ON]),
        (at(55, 23, 59), [HOW_ON]),
        (at(56, 0, 0), [ALIVE]),
        (at(56, 0, 30), [ALIVE]),
        (at(300), [ALIVE]),
    ],
)
def test_the_author_is_asked_from_two_weeks_and_from_eight(moment, questions, since_2026):
    told(since_2026)
    assert asked(since_2026.samira, moment) == questions


@pytest.mark.parametrize(("moment", "questions"), [(at(14), []), (at(55), []), (at(56, 0, 30), [ALIVE])])
def test_a_team_mate_is_asked_only_whether_it_is_alive(moment, questions, since_2026):
    told(since_2026)
    assert asked(since_2026.joost, moment) == questions
    assert asked(since_2026.mehmet, moment) == []


@pytest.mark.parametrize("visibility", ["team", "trajectory"])
@pytest.mark.parametrize("moment", [at(14), at(56)])
def test_drafts_setbacks_and_withdrawn_stories_are_not_asked_about(visibility, moment, since_2026):
    told(since_2026, visibility="draft")
    told(since_2026, kind=WinKind.SETBACK, visibility=visibility)
    told(since_2026, visibility=visibility, withdrawn_at=at(1))
    for person in (since_2026.samira, since_2026.joost):
        assert asked(person, moment) == []


@pytest.mark.parametrize(
    "fields", [{"visibility": "draft"}, {"kind": WinKind.SETBACK}, {"withdrawn_at": at(1)}]
)
def test_an_answer_about_those_is_not_taken(fields, since_2026):
    win = told(since_2026, **fields)
    assert answer(since_2026.samira, win, at(14), answer="nothing_new").status_code == 404
    assert say_alive(since_2026.samira, win, at(60), answer="yes").status_code in (302, 404)
    assert not FollowUp.objects.exists()
    assert not AliveCheck.objects.exists()


def test_nothing_new_rests_until_the_eighth_week(since_2026):
    win = told(since_2026)
    assert answer(since_2026.samira, win, at(14), answer="nothing_new").url == "/"
    for days, questions in ((14, []), (21, []), (22, []), (55, []), (56, [ALIVE])):
        assert asked(since_2026.samira, at(days)) == questions


def test_not_now_is_asked_once_more_a_week_later_and_then_rests(since_2026):
    win = told(since_2026)
    answer(since_2026.samira, win, at(15, 9, 30), answer="not_now")
    assert asked(since_2026.samira, at(15, 9, 31)) == []
    assert asked(since_2026.samira, at(22, 9, 29)) == []
    assert asked(since_2026.samira, at(22, 9, 31)) == [HOW_ON]

    answer(since_2026.samira, win, at(23), answer="not_now")
    for days in (23, 30, 31, 40, 55):
        assert asked(since_2026.samira, at(days)) == []
    assert asked(since_2026.samira, at(56)) == [ALIVE]


def test_not_now_pressed_twice_counts_once(since_2026):
    win = told(since_2026)
    for minute in (0, 0, 5):
        answer(since_2026.samira, win, at(15, 9, minute), answer="not_now")
    assert asked(since_2026.samira, at(23)) == [HOW_ON]


def test_not_now_does_not_take_back_what_was_said(since_2026):
    win = told(since_2026)
    answer(since_2026.samira, win, at(15), answer="nothing_new")
    answer(since_2026.samira, win, at(16), answer="not_now")
    assert FollowUp.objects.get().answer == "nothing_new"
    assert asked(since_2026.samira, at(30)) == []


def test_a_new_story_answers_it_and_makes_the_link(since_2026):
    win = told(since_2026)
    page = home_of(since_2026.samira, at(16))
    go_on = f"{reverse('wins:new')}?follows={win.pk}"
    assert go_on in links(page)

    with time_machine.travel(at(16), tick=False):
        client = Client()
        client.force_login(since_2026.samira)
        page = client.get(go_on)
        new = reverse("wins:new")
        sent = send(client, page, new, button=("action", "share"), story="Nu belt de hele gang aan.")
    assert sent.status_code == 302
    link = WinLink.objects.get()
    assert (link.earlier, link.kind, link.later.story) == (win, "follows", "Nu belt de hele gang aan.")
    assert FollowUp.objects.get().answer == "continued"
    assert asked(since_2026.samira, at(17)) == []


@pytest.mark.parametrize("said", ["", "continued", "maybe", "not_now\x00"])
def test_there_is_no_other_answer(said, since_2026):
    win = told(since_2026)
    assert answer(since_2026.samira, win, at(14), answer=said).status_code == 404
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("who", ["joost", "marit", "mehmet", "ruben", "otto"])
def test_only_its_author_says_how_it_went_on(who, since_2026):
    win = told(since_2026)
    assert answer(getattr(since_2026, who), win, at(14), answer="not_now").status_code in (403, 404)
    assert not FollowUp.objects.exists()


def test_two_questions_at_most_the_oldest_first(since_2026):
    for number in range(5):
        told(since_2026, story=f"Verhaal {number}", happened_on=DAY - dt.timedelta(days=number))
    page = words(home_of(since_2026.samira, at(14)))
    assert page.count(HOW_ON) == 2


def test_who_cannot_write_any_more_is_not_asked(since_2026):
    told(since_2026)
    Trajectory.objects.update(closed_at=at(10))
    for moment in (at(14), at(56)):
        assert asked(since_2026.samira, moment) == []


# Eight weeks


def test_any_member_answers_and_then_nobody_is_asked(since_2026):
    win = told(since_2026)
    assert reverse("wins:alive", args=[win.pk]) in links(home_of(since_2026.joost, at(56)))

    sent = say_alive(since_2026.joost, win, at(57), answer="changed", text="Nu doet de huismeester het.")

    assert sent.url == win.get_absolute_url()
    for person in (since_2026.samira, since_2026.joost):
        assert asked(person, at(57)) == []


def test_the_history_is_kept_and_read_with_date_author_and_line(since_2026):
    win = told(since_2026, visibility="trajectory")
    say_alive(since_2026.joost, win, at(57), answer="yes", text="")
    say_alive(since_2026.samira, win, at(70), answer="changed", text="Nu doet de huismeester het.")
    say_alive(since_2026.joost, win, at(90), answer="no", text="De huismeester is weg.")

    with time_machine.travel(at(91), tick=False):
        for who in (since_2026.samira, since_2026.mehmet, since_2026.marit, since_2026.ruben):
            client = Client()
            client.force_login(who)
            page = words(client.get(win.get_absolute_url()))
            history = page.split(ALIVE)[1]
            order = ["Yes", "10 March", "Joost Bakker", "Changed", "Nu doet de huismeester het.", "23 March"]
            order += ["Samira Yilmaz", "No", "De huismeester is weg.", "12 April", "Joost Bakker"]
            places, start = [], 0
            for words_of_it in order:
                start = history.index(words_of_it, start)
                places.append(start)
            assert places == sorted(places)
            assert (reverse("wins:alive", args=[win.pk]) in links(client.get(win.get_absolute_url()))) == (
                who == since_2026.samira
            )


def test_the_history_keeps_the_authors_choice_of_name(since_2026):
    win = told(since_2026, visibility="trajectory", show_name=False)
    say_alive(since_2026.samira, win, at(57), answer="yes", text="")
    with time_machine.travel(at(58), tick=False):
        client = Client()
        client.force_login(since_2026.mehmet)
        page = words(client.get(win.get_absolute_url()))
    assert ALIVE in page
    assert "Samira" not in page


def test_the_history_keeps_the_page_within_twelve_statements(since_2026, browser_of):
    cast = since_2026
    win = factories.win(cast.noord, cast.samira, visibility="trajectory")
    LensReading.objects.create(win=win, reader=cast.samira, c1="yes")
    for number in range(50):
        Comment.objects.create(win=win, author=cast.joost, text=f"Reactie {number}")
        AliveCheck.objects.create(win=win, author=cast.joost, answer="yes", answered_on=DAY)
    for person in (cast.samira, cast.joost, cast.mehmet, cast.marit, cast.ruben):
        assert statements_of(browser_of(person), win.get_absolute_url()) <= 12


def test_without_an_answer_the_page_says_nothing_of_it(since_2026):
    win = told(since_2026)
    with time_machine.travel(at(60), tick=False):
        client = Client()
        client.force_login(since_2026.joost)
        assert ALIVE not in words(client.get(win.get_absolute_url()))


def test_sent_twice_it_stands_there_once(since_2026):
    win = told(since_2026)
    for _ in range(2):
        say_alive(since_2026.joost, win, at(57), answer="yes", text="Elke week.")
    say_alive(since_2026.joost, win, at(57), answer="changed", text="Elke week.")
    assert list(AliveCheck.objects.values_list("answer", flat=True)) == ["yes", "changed"]


@pytest.mark.parametrize(
    "typed", [{"answer": ""}, {"answer": "perhaps"}, {"text": "x" * 201}, {"text": "nul\x00"}]
)
def test_a_wrong_answer_keeps_what_was_typed(typed, since_2026):
    win = told(since_2026)
    page = say_alive(since_2026.joost, win, at(57), **{"answer": "no", "text": "Gestopt."} | typed)
    assert page.status_code == 422
    if "text" not in typed:
        assert form_to(page, "").fields["text"] == ["Gestopt."]
    assert not AliveCheck.objects.exists()


@pytest.mark.parametrize("who", ["marit", "mehmet", "ruben", "els", "otto"])
def test_others_do_not_answer_for_the_team(who, since_2026):
    win = told(since_2026, visibility="trajectory")
    assert say_alive(getattr(since_2026, who), win, at(57), answer="yes").status_code in (403, 404)
    assert not AliveCheck.objects.exists()
