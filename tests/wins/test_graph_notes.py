"""People's own notes on what propels stories: written by a human being, read by the whole trajectory."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.pages import form_to, links, send, words
from trajectories.models import Trajectory
from wins.models import Mechanism, MechanismNote, Win
from wins.services.mechanisms import note_mechanism

pytestmark = pytest.mark.usefixtures("english")
SEEN = "Elke stap reageert op de vorige."


def graph(cast):
    return reverse("wins:graph", args=[cast.trajectory.pk])


def notes(cast):
    return reverse("wins:mechanism_note", args=[cast.trajectory.pk])


@pytest.fixture
def told(cast):
    return [
        factories.win(cast.noord, cast.samira, title=title, visibility="trajectory")
        for title in ("Eén telefoon", "Samen opnemen")
    ]


def write(client, cast, **typed):
    return send(client, client.get(graph(cast)), notes(cast), **typed)


@pytest.mark.parametrize("who", ["samira", "mehmet", "marit", "ruben"])
def test_everybody_in_the_trajectory_writes_a_note_with_stories(cast, told, browser_of, who):
    person = getattr(cast, who)

    answer = write(
        browser_of(person), cast, mechanism="coupling", text=SEEN, wins=[str(win.pk) for win in told]
    )

    assert (answer.status_code, answer.url) == (302, graph(cast))
    note = MechanismNote.objects.get()
    assert (note.mechanism, note.text, note.author) == (Mechanism.COUPLING, SEEN, person)
    assert (note.trajectory, note.noted_on, set(note.wins.all())) == (
        cast.trajectory,
        factories.days(0),
        set(told),
    )
    page = words(browser_of(cast.joost).get(graph(cast)))
    said = page[page.index("What we think propels these stories") :]
    for part in ("Coupling", SEEN, person.name, "In: ", "Eén telefoon", "Samen opnemen"):
        assert part in said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 601),
        ("text", "nul\x00"),
        ("mechanism", ""),
        ("mechanism", "magic"),
        ("wins", []),
        ("wins", ["x"]),
        ("wins", ["d427ef96-34b1-4baa-911a-5755682191f4"]),
    ],
)
def test_a_wrong_note_answers_422_and_keeps_the_words(cast, told, browser_of, field, value):
    typed = {"mechanism": "coupling", "text": SEEN, "wins": [str(told[0].pk)]} | {field: value}

    answer = browser_of(cast.samira).post(notes(cast), typed)

    assert answer.status_code == 422
    assert field == "text" or form_to(answer, notes(cast)).fields["text"] == [SEEN]
    assert answer.content.decode().count("<title>Error:") == 1
    assert not MechanismNote.objects.exists()


def test_only_stories_that_everybody_reads_can_be_chosen(cast, told, browser_of):
    hidden = [
        factories.win(cast.noord, cast.samira, title=f"Niet {visibility}", visibility=visibility)
        for visibility in ("team", "draft")
    ]
    hidden.append(factories.win(cast.their_team, cast.otto, title="Elders", visibility="trajectory"))
    hidden.append(
        factories.win(
            cast.noord, cast.samira, title="Weg", visibility="trajectory", withdrawn_at=timezone.now()
        )
    )
    client = browser_of(cast.samira)

    for win in hidden:
        answer = client.post(notes(cast), {"mechanism": "coupling", "text": SEEN, "wins": [str(win.pk)]})
        assert answer.status_code == 422, win
    assert not MechanismNote.objects.exists()


def test_a_note_sent_twice_is_kept_once(cast, told, browser_of):
    client = browser_of(cast.marit)
    for _ in range(2):
        assert write(client, cast, mechanism="coupling", text=SEEN, wins=[str(told[0].pk)]).status_code == 302
    assert MechanismNote.objects.count() == 1
    write(client, cast, mechanism="coupling", text=SEEN, wins=[str(told[1].pk)])
    assert MechanismNote.objects.count() == 2


def test_the_privacy_question_comes_before_others_read_it(cast, told, browser_of):
    client = browser_of(cast.marit)
    typed = {"mechanism": "coupling", "text": "Bel 06-12345678.", "wins": [str(win.pk) for win in told]}

    asked = write(client, cast, **typed)

    assert asked.status_code == 200
    assert not MechanismNote.objects.exists()
    kept = send(client, asked, notes(cast), button=_seen(asked, cast))
    assert (kept.status_code, kept.url) == (302, graph(cast))
    assert MechanismNote.objects.get().wins.count() == 2
    blocked = write(client, cast, mechanism="coupling", text="Nummer 111222333.", wins=[str(told[0].pk)])
    assert blocked.status_code == 422
    assert MechanismNote.objects.count() == 1


def _seen(page, cast):
    return next(button for button in form_to(page, notes(cast)).buttons if button[0] == "privacy_seen")


def test_a_closed_trajectory_takes_no_note(cast, told, browser_of):
    Trajectory.objects.filter(pk=cast.trajectory.pk).update(closed_at=timezone.now())
    client = browser_of(cast.marit)
    assert "Write down what you see" not in words(client.get(graph(cast)))
    typed = {"mechanism": "coupling", "text": SEEN, "wins": [str(told[0].pk)]}
    assert client.post(notes(cast), typed).status_code == 403


def test_a_note_names_only_readable_stories_and_goes_with_the_last_of_them(cast, told, browser_of):
    note_mechanism(
        trajectory=cast.trajectory,
        mechanism="coupling",
        text=SEEN,
        wins=told,
        author=cast.marit,
        on=factories.days(0),
    )
    first, second = told
    Win.objects.filter(pk=first.pk).update(visibility="team")

    page = browser_of(cast.mehmet).get(graph(cast))
    assert SEEN in words(page)
    assert (first.get_absolute_url() in links(page), second.get_absolute_url() in links(page)) == (
        False,
        True,
    )

    Win.objects.filter(pk=second.pk).update(withdrawn_at=timezone.now())
    assert SEEN not in words(browser_of(cast.mehmet).get(graph(cast)))
    assert SEEN in words(browser_of(cast.joost).get(graph(cast)))
