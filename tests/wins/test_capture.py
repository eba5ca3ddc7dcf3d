"""Quick capture (P1, P1b, P3): one field, two buttons; nothing typed is lost, nothing goes to strangers."""

import uuid

import pytest
from django.urls import reverse

from sessions.models import StepState
from tests import factories
from tests.wins.pages import form_to, send, words
from trajectories.roles import Role
from wins.models import Visibility, Win, WinKind

pytestmark = pytest.mark.usefixtures("english")
NEW = reverse("wins:new")
SHARE, DRAFT = ("action", "share"), ("action", "draft")
TO_SETBACK, TO_STORY = ("action", "setback"), ("action", "win")


def test_home_shares_with_the_team_in_one_form(samira, noord, browser_of):
    client = browser_of(samira)

    response = send(client, client.get("/"), NEW, button=SHARE, story="We belden samen aan.")

    win = Win.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("wins:saved", args=[win.pk])
    assert (win.story, win.team, win.author) == ("We belden samen aan.", noord, samira)
    assert (win.visibility, win.kind, win.happened_on) == (Visibility.TEAM, WinKind.WIN, factories.days(0))
    assert win.shared_at is not None
    page = words(client.get(response.url))
    assert "Shared with Team Noord." in page
    assert "Your team (2 people) and Marit (facilitator) read this." in page


def test_home_says_who_will_read_it_before_it_is_shared(samira, browser_of):
    page = words(browser_of(samira).get("/"))

    assert "Share with Team Noord" in page
    assert "Your team (2 people) and Marit (facilitator) read this." in page


def test_draft_is_kept_for_its_author_alone(samira, joost, marit, browser_of):
    client = browser_of(samira)

    response = send(client, client.get("/"), NEW, button=DRAFT, story="Nog even voor mij.")

    win = Win.objects.get()
    assert (win.visibility, win.shared_at) == (Visibility.DRAFT, None)
    assert "Only you see it." in words(client.get(response.url))
    assert "Nog even voor mij." in words(client.get("/"))
    for other in (joost, marit):
        assert browser_of(other).get(win.get_absolute_url()).status_code == 404


def test_only_the_text_is_required(samira, browser_of):
    client = browser_of(samira)

    response = send(client, client.get(NEW), NEW, button=SHARE, story="   ")

    assert response.status_code == 422
    assert "Write down what went differently" in words(response)
    assert Win.objects.count() == 0
    assert client.post(NEW, {"story": "Alleen tekst.", "action": "share"}).status_code == 422
    assert send(client, response, NEW, button=SHARE, story="Nu wel.").status_code == 302


def test_enter_and_an_unknown_button_never_share(samira, noord, browser_of):
    browser_of(samira).post(NEW, {"story": "Zonder knop.", "team": noord.pk})

    assert Win.objects.get().visibility == Visibility.DRAFT


def test_two_teams_become_radios_and_the_chosen_one_counts(samira, zuid, noord, browser_of):
    factories.member(samira, Role.PROFESSIONAL, zuid)
    client = browser_of(samira)
    for address in ("/", NEW):
        page = client.get(address)
        assert page.content.decode().count('type="radio"') == 2
        assert {str(noord.pk), str(zuid.pk)} >= set(form_to(page, NEW).fields["team"])
        assert "Noord: Your team (2 people)" in words(page)
        assert "Zuid: Your team (2 people)" in words(page)

    send(client, client.get("/"), NEW, button=SHARE, story="In Zuid.", team=str(zuid.pk))

    assert Win.objects.get().team == zuid


def test_story_from_home_answers_the_current_step(samira, noord, browser_of):
    factories.step(noord, "Straks", order=1)
    trying = factories.step(noord, "Koffie in de hal", order=2, state=StepState.TRYING)
    client = browser_of(samira)
    page = client.get("/")
    assert "Your team's step: Koffie in de hal" in words(page)

    send(client, page, NEW, button=SHARE, story="Drie buren kwamen.")

    assert Win.objects.get().step == trying


def test_setback_answers_the_step_too(samira, noord, browser_of):
    step = factories.step(noord)
    client = browser_of(samira)
    page = send(client, client.get("/"), NEW, button=TO_SETBACK, story="Niemand kwam.")

    send(client, page, NEW, button=SHARE)

    assert Win.objects.get(kind=WinKind.SETBACK).step == step


def test_not_yet_answers_the_step_in_one_tap_and_it_rests(samira, joost, noord, browser_of):
    step = factories.step(noord)
    client = browser_of(samira)
    not_yet = reverse("sessions:step_not_yet", args=[step.pk])

    assert send(client, client.get("/"), not_yet).status_code == 302

    assert "You said “not yet”." in words(client.get("/"))
    assert "You said “not yet”." not in words(browser_of(joost).get("/"))


def test_step_of_another_team_is_refused_or_dropped(samira, noord, zuid, browser_of):
    foreign = factories.step(zuid, "Van Zuid")
    client = browser_of(samira)

    response = client.post(
        NEW, {"story": "Een verhaal.", "team": noord.pk, "step": foreign.pk, "action": "share"}
    )
    assert response.status_code == 422
    assert Win.objects.count() == 0
    assert "Een verhaal." in response.content.decode()

    factories.member(samira, Role.PROFESSIONAL, zuid)
    client.post(NEW, {"story": "Een verhaal.", "team": noord.pk, "step": foreign.pk, "action": "share"})
    assert Win.objects.get().step is None


def test_team_of_others_is_refused_and_the_text_stays(cast, samira, zuid, browser_of):
    client = browser_of(samira)
    ids = [zuid.pk, cast.their_team.pk, uuid.uuid4()]
    for team in [*ids, "geen-id", "\x00"]:
        response = client.post(NEW, {"story": "Blijft staan.", "team": team, "action": "share"})
        assert response.status_code == 422
        assert "Choose one of your own teams" in words(response)
        assert "Blijft staan." in response.content.decode()
    assert Win.objects.count() == 0


@pytest.mark.parametrize("who", ["marit", "ruben", "els", "pien"])
def test_only_professionals_write(who, cast, browser_of):
    client = browser_of(getattr(cast, who))

    response = client.post(NEW, {"story": "Niet van mij.", "team": cast.noord.pk, "action": "share"})

    assert response.status_code in (403, 422)
    assert Win.objects.count() == 0


def test_closed_trajectory_takes_no_new_stories(samira, noord, trajectory, browser_of):
    trajectory.closed_at = trajectory.created_at
    trajectory.save()

    response = browser_of(samira).post(NEW, {"story": "Te laat.", "team": noord.pk, "action": "share"})

    assert response.status_code == 422
    assert Win.objects.count() == 0


def test_switch_to_setback_keeps_what_was_typed_and_back(samira, browser_of):
    client = browser_of(samira)
    home = client.get("/")
    typed = "Regel een\nen een tweede, met <b> & “tekens”."

    setback = send(client, home, NEW, button=TO_SETBACK, story=typed)
    assert setback.status_code == 200
    assert Win.objects.count() == 0
    kept, before = form_to(setback, NEW).fields, form_to(home, NEW).fields
    assert kept["story"] == [typed]
    assert (kept["client_uuid"], kept["kind"]) == (before["client_uuid"], ["setback"])

    story = send(
        client, setback, NEW, button=TO_STORY, expected="Tien mensen", why="Regen", differently="Bellen"
    )
    assert form_to(story, NEW).fields["story"] == [typed]
    again = send(client, story, NEW, button=TO_SETBACK)
    back = form_to(again, NEW).fields
    assert [back[name] for name in ("story", "expected", "why", "differently")] == [
        [typed],
        ["Tien mensen"],
        ["Regen"],
        ["Bellen"],
    ]


def test_setback_keeps_its_four_answers(samira, browser_of):
    client = browser_of(samira)
    page = client.get(f"{NEW}?kind=setback")
    answers = {
        "expected": "Tien buren",
        "story": "Er kwam er één",
        "why": "Regen",
        "differently": "Eerst bellen",
    }

    response = send(client, page, NEW, button=SHARE, **answers)

    win = Win.objects.get()
    assert {name: getattr(win, name) for name in answers} == answers
    assert (win.kind, win.visibility) == (WinKind.SETBACK, Visibility.TEAM)
    shown = words(client.get(win.get_absolute_url()))
    assert all(text in shown for text in answers.values())
    assert client.get(response.url).status_code == 200


def test_setback_asks_only_what_happened(samira, browser_of):
    client = browser_of(samira)
    page = client.get(f"{NEW}?kind=setback")

    refused = send(client, page, NEW, button=SHARE, expected="Tien buren")
    assert refused.status_code == 422
    assert "Write down what happened" in words(refused)
    assert form_to(refused, NEW).fields["expected"] == ["Tien buren"]
    assert send(client, refused, NEW, button=SHARE, story="Niemand kwam.").status_code == 302


def test_saved_page_is_the_authors_alone(samira, joost, noord, browser_of):
    win = factories.win(noord, samira)

    assert browser_of(joost).get(reverse("wins:saved", args=[win.pk])).status_code == 403
