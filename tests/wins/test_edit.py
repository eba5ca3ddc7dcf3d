"""Adding and changing later (P2, P14): every field but the story optional; two tabs lose nothing."""

import uuid

import pytest
from django.urls import reverse

from tests import factories
from tests.wins.pages import form_to, read, send, words
from wins.models import ResultKind, Visibility, Win, WinKind

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def win(noord, samira):
    return factories.win(noord, samira, story="Eerste tekst.")


def edit_of(win):
    return reverse("wins:edit", args=[win.pk])


def test_skipping_everything_still_saves(win, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)

    response = send(client, client.get(edit), "", to=edit)

    assert (response.status_code, response.url) == (302, win.get_absolute_url())


def test_each_field_can_be_added_later(win, samira, noord, trajectory, browser_of):
    client, edit = browser_of(samira), edit_of(win)
    solution, step = factories.partial_solution(trajectory), factories.step(noord)
    session = factories.learning_session(trajectory, noord)
    added = {
        "title": "Koffie in de hal",
        "for_whom": ["bewoner", "buur"],
        "result_kind": ResultKind.COOPERATION,
        "friction": "De sleutel.",
        "next_step": "Weer doen.",
        "happened_on": factories.days(-3).isoformat(),
        "step": str(step.pk),
        "partial_solutions": [str(solution.pk)],
        "learning_session": str(session.pk),
        "show_name": "False",
    }

    for name, value in added.items():
        assert send(client, client.get(edit), "", to=edit, **{name: value}).status_code == 302

    fields = form_to(client.get(edit), "").fields
    assert {name: fields[name] for name in added} == {
        name: value if isinstance(value, list) else [str(value)] for name, value in added.items()
    }
    page = words(client.get(win.get_absolute_url()))
    for text in (
        "Koffie in de hal",
        "bewoner, buur",
        "cooperation",
        "De sleutel.",
        "Weer doen.",
        "Ontmoeting",
    ):
        assert text in page


def test_setback_is_edited_by_its_own_questions(samira, noord, browser_of):
    win = factories.win(noord, samira, kind=WinKind.SETBACK, why="Regen")
    client, edit = browser_of(samira), edit_of(win)
    fields = form_to(client.get(edit), "").fields
    assert fields["why"] == ["Regen"]
    assert not {"friction", "next_step", "result_kind"} & set(fields)

    send(client, client.get(edit), "", to=edit, differently="Eerst bellen")

    win.refresh_from_db()
    assert (win.kind, win.why, win.differently) == (WinKind.SETBACK, "Regen", "Eerst bellen")


def test_choices_come_from_the_own_team_and_trajectory(win, cast, samira, zuid, browser_of):
    client, edit = browser_of(samira), edit_of(win)
    foreign = {
        "step": factories.step(zuid).pk,
        "partial_solutions": factories.partial_solution(cast.elsewhere).pk,
        "learning_session": factories.learning_session(cast.trajectory, zuid).pk,
    }
    drafted = factories.learning_session(cast.trajectory, cast.noord, state="draft").pk

    for name, pk in [*foreign.items(), ("learning_session", drafted), ("step", uuid.uuid4()), ("step", "x")]:
        response = send(client, client.get(edit), "", to=edit, story="Blijft staan.", **{name: str(pk)})
        assert response.status_code == 422
        assert form_to(response, "").fields["story"] == ["Blijft staan."]
    win.refresh_from_db()
    assert (win.step, win.learning_session, win.partial_solutions.count()) == (None, None, 0)


def test_owner_and_reach_are_not_in_the_form(win, joost, zuid, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)

    send(
        client,
        client.get(edit),
        "",
        to=edit,
        author=str(joost.pk),
        team=str(zuid.pk),
        visibility="trajectory",
        kind="setback",
        withdrawn_at="2026-01-01",
    )

    changed = Win.objects.get(pk=win.pk)
    assert changed.version == 2
    for name in ("author", "team", "visibility", "kind", "withdrawn_at"):
        assert getattr(changed, name) == getattr(win, name)


def test_tomorrow_has_not_happened(win, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)

    response = send(client, client.get(edit), "", to=edit, happened_on=factories.days(1).isoformat())

    assert response.status_code == 422
    assert "Choose today or earlier" in words(response)


def test_two_tabs_answer_409_with_both_texts(win, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)
    first, second = client.get(edit), client.get(edit)
    assert send(client, first, "", to=edit, story="Van het eerste tabblad.").status_code == 302

    conflict = send(client, second, "", to=edit, story="Van het tweede tabblad.", title="Mijn titel")

    assert conflict.status_code == 409
    page = words(conflict)
    for text in ("Van het eerste tabblad.", "Van het tweede tabblad.", "Mijn titel"):
        assert text in page
    win.refresh_from_db()
    assert (win.story, win.title) == ("Van het eerste tabblad.", "")

    assert send(client, conflict, edit).status_code == 302
    win.refresh_from_db()
    assert (win.story, win.title, win.version) == ("Van het tweede tabblad.", "Mijn titel", 3)


def test_conflict_shows_only_what_differs(win, samira, trajectory, browser_of):
    win.partial_solutions.add(factories.partial_solution(trajectory))
    client, edit = browser_of(samira), edit_of(win)
    second = client.get(edit)
    send(client, client.get(edit), "", to=edit, story="Eén.\r\n\r\nEn twee.")

    conflict = send(client, second, "", to=edit, story="Eén.\r\n\r\nEn drie.")

    assert conflict.content.decode().count("Saved meanwhile") == 1


def test_theirs_stays_by_leaving(win, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)
    second = client.get(edit)
    send(client, client.get(edit), "", to=edit, story="Blijft.")
    conflict = send(client, second, "", to=edit, story="Niet.")

    assert edit in read(conflict).links
    assert form_to(client.get(edit), "").fields["story"] == ["Blijft."]


def test_409_keeps_asking_while_others_keep_saving(win, samira, browser_of):
    client, edit = browser_of(samira), edit_of(win)
    mine = client.get(edit)
    for number in range(3):
        send(client, client.get(edit), "", to=edit, story=f"Anders {number}.")
        mine = send(client, mine, edit if number else "", to=edit, story="Van mij.")
        assert mine.status_code == 409
        assert f"Anders {number}." in words(mine)
    assert send(client, mine, edit).status_code == 302


@pytest.mark.parametrize("action", ["edit", "share", "withdraw"])
@pytest.mark.parametrize("who", ["joost", "marit", "mehmet", "ruben", "els", "pien", "otto"])
def test_only_the_author_acts(who, action, cast, browser_of):
    win = factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY)
    client, address = browser_of(getattr(cast, who)), reverse(f"wins:{action}", args=[win.pk])
    before = Win.objects.values().get(pk=win.pk)

    answers = {client.get(address).status_code, client.post(address, {"story": "Gekaapt."}).status_code}

    assert answers == ({404} if who in ("els", "pien", "otto") else {403})
    assert Win.objects.values().get(pk=win.pk) == before
