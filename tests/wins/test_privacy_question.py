"""Could someone recognise a resident? Asked on every form that others read, before they do (P13)."""

import hashlib
import logging
import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from smallwins.privacycheck import Kind
from tests import factories
from tests.wins.pages import read, send, words
from tests.wins.places import NAMES, build, places
from trajectories.privacy import CHANGE, SEEN
from wins.models import LensReading, Verdict, Visibility, Win

pytestmark = pytest.mark.usefixtures("english")
PHONE, BSN = "06-12345678", "999990019"
ASKED = "Could someone recognise a resident from this?"
#: What each kind of pattern looks like in a sentence: (sentence, what is marked).
PATTERNS = {
    Kind.BSN: ("Het nummer op de brief was 999990019, zei hij.", "999990019"),
    Kind.IBAN: ("De kas staat op NL78TEST0999999999 en niemand wist dat.", "NL78TEST0999999999"),
    Kind.PHONE: ("Bel haar op 06-12345678 als je er bent.", "06-12345678"),
    Kind.EMAIL: ("Ik stuurde het naar bewoner12@voorbeeld.nl.", "bewoner12@voorbeeld.nl"),
    Kind.POSTCODE: ("Ze woont op 1234 AB 12, drie hoog.", "1234 AB 12"),
    Kind.BIRTH_DATE: ("Hij is geboren op 3-4-1961 en woont hier.", "3-4-1961"),
    Kind.TITLED_NAME: ("Wij gingen bij mevrouw Van Dungen langs.", "mevrouw Van Dungen"),
    Kind.STREET: ("Hij woont in de Dennenstraat 12 op de begane grond.", "Dennenstraat 12"),
    Kind.FIRST_NAME: ("Daarna ging Fatima naar beneden.", "Fatima"),
    Kind.DIAGNOSIS: ("Hij heeft schizofrenie en dat weten de buren.", "schizofrenie"),
}


@pytest.fixture
def house(cast):
    return build(cast)


def kept():
    """Every text in the tables of stories, sessions and trajectories."""
    found = set()

    def gather(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            for one in value:
                gather(one)
        elif isinstance(value, str):
            found.add(value)

    for label in ("wins", "learning_sessions", "trajectories"):
        for model in apps.get_app_config(label).get_models():
            gather(list(model.objects.values()))
    return found


def rows():
    return {
        model: model.objects.count()
        for label in ("wins", "learning_sessions", "trajectories")
        for model in apps.get_app_config(label).get_models()
    }


def type_in(client, where, field, text):
    """Open the page, type and send."""
    page = client.get(where.page)
    data = where.typed | {field: text}
    action = where.action if any(form.action == where.action for form in read(page).forms) else ""
    return send(client, page, action, to=where.action, button=where.button, **data)


def press(client, page, where, name):
    """One of the two buttons under the question."""
    (form,) = [form for form in read(page).forms if form.action == where.action]
    (button,) = [button for button in form.buttons if button[0] == name]
    return send(client, page, where.action, button=button)


def typed_on(page):
    return [value for form in read(page).forms for values in form.fields.values() for value in values]


def test_every_place_is_named(house):
    assert list(places(house)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_asked_then_changed_or_shared_exactly_as_it_is(name, house, samira, browser_of, caplog):
    caplog.set_level(logging.DEBUG)
    where, field = places(house)[name]
    client, text = browser_of(samira), f"Bel haar <b>é</b> op {PHONE} & zo."
    before = rows()

    page = type_in(client, where, field, text)

    assert page.status_code == 200
    assert ASKED in words(page)
    assert f"<mark>{PHONE}</mark>" in page.content.decode()
    assert "<b>é</b>" not in page.content.decode()
    assert rows() == before
    assert text not in kept()

    changing = press(client, page, where, CHANGE)
    assert changing.status_code == 200
    assert ASKED not in words(changing)
    assert text in typed_on(changing)
    others = {str(value) for name, value in where.typed.items() if name != field}
    assert others <= {*typed_on(changing), ""}
    assert rows() == before

    done = press(client, page, where, SEEN)
    assert done.status_code == 302
    assert text in kept()
    assert PHONE not in caplog.text


@pytest.mark.parametrize("name", NAMES)
def test_a_bsn_is_never_kept_whatever_is_sent_along(name, house, samira, browser_of, caplog):
    caplog.set_level(logging.DEBUG)
    where, field = places(house)[name]
    client, before = browser_of(samira), rows()
    asked = type_in(client, where, field, f"Bel {PHONE}.")
    seen = next(b for form in read(asked).forms for b in form.buttons if b[0] == SEEN)

    page = type_in(client, where, field, f"Nummer {BSN}, bel {PHONE}.")

    assert page.status_code == 422
    assert f"<mark>{BSN}</mark>" in page.content.decode()
    assert "A citizen service number is never shared." in words(page)
    (form,) = [form for form in read(page).forms if form.action == where.action]
    assert [button[0] for button in form.buttons] == [CHANGE]
    own_hash = hashlib.sha256(f"Nummer {BSN}, bel {PHONE}.".encode()).hexdigest()
    for value in (seen[1], own_hash, "1", ""):
        forged = client.post(where.action, form.fields | {SEEN: value})
        assert forged.status_code == 422
    assert rows() == before
    assert not any(BSN in text for text in kept())
    assert press(client, page, where, CHANGE).status_code == 200
    assert "Unprocessable" in caplog.text
    assert BSN not in caplog.text


@pytest.mark.parametrize("name", NAMES)
def test_other_words_are_asked_about_again(name, house, samira, browser_of):
    where, field = places(house)[name]
    client = browser_of(samira)
    page = type_in(client, where, field, f"Bel {PHONE}.")
    (form,) = [form for form in read(page).forms if form.action == where.action]
    (seen,) = [button for button in form.buttons if button[0] == SEEN]

    again = client.post(where.action, form.fields | {SEEN: seen[1], field: "Bel 06-87654321."})

    assert again.status_code == 200
    assert "<mark>06-87654321</mark>" in again.content.decode()
    assert "Bel 06-87654321." not in kept()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_found_nothing_asked(name, house, samira, browser_of):
    where, field = places(house)[name]
    text = "Met Samira Yilmaz, Joost en Marit de Vries van Noord, Gemeente Oeverstad."

    done = type_in(browser_of(samira), where, field, text)

    assert done.status_code == 302, words(done)
    assert text in kept()


@pytest.mark.parametrize("kind", PATTERNS)
def test_each_pattern_is_marked_and_named(kind, house, samira, browser_of):
    text, found = PATTERNS[kind]
    where, field = places(house)["comment"]

    page = type_in(browser_of(samira), where, field, text)

    assert page.status_code == (422 if kind == Kind.BSN else 200)
    assert f"<mark>{found}</mark>" in page.content.decode()
    assert f"Marked: {kind.label}" in words(page)
    assert text in page.content.decode().replace("<mark>", "").replace("</mark>", "")
    assert text not in kept()


def test_all_patterns_at_once_each_in_its_own_field(house, samira, browser_of):
    client = browser_of(samira)
    where, _field = places(house)["edit story"]
    texts = [PATTERNS[kind] for kind in (Kind.PHONE, Kind.FIRST_NAME, Kind.STREET, Kind.DIAGNOSIS)]
    fields = dict(zip(("title", "story", "friction", "next_step"), texts, strict=True))

    page = send(client, client.get(where.page), "", **{name: text for name, (text, _) in fields.items()})

    assert [mark in page.content.decode() for _text, mark in texts] == [True] * 4
    assert press(client, page, where, SEEN).status_code == 302
    house.win.refresh_from_db()
    assert [getattr(house.win, name) for name in fields] == [text for text, _mark in texts]
    assert house.win.for_whom == ["bewoner", "buur"]


def test_the_answer_pressed_on_a_phone_survives_the_question(house, samira, browser_of):
    client = browser_of(samira)
    where, field = places(house)["evidence on a phone"]
    typed = {field: f"Bel {PHONE}", "press": "little"}
    page = send(client, client.get(where.page), "", to=where.action, **typed)
    assert press(client, page, where, SEEN).status_code == 302
    reading = LensReading.objects.get()
    assert (reading.c3, reading.evidence) == ("little", {"C3": f"Bel {PHONE}"})


def test_former_members_may_be_named(house, cast, browser_of):
    cast.joost.memberships.update(ends_on=factories.days(-1))
    where, field = places(house)["comment"]
    assert type_in(browser_of(cast.samira), where, field, "Joost Bakker begon ermee.").status_code == 302


def test_people_of_another_trajectory_may_not(house, cast, browser_of):
    where, field = places(house)["comment"]
    factories.member(factories.user("Fatima Elders"), "professional", cast.their_team)
    assert ASKED in words(type_in(browser_of(cast.samira), where, field, "Fatima begon ermee."))


# Drafts


@pytest.mark.parametrize("kind", PATTERNS)
def test_a_draft_is_only_marked(kind, noord, samira, browser_of):
    client, (text, found) = browser_of(samira), PATTERNS[kind]
    data = {"story": text, "team": noord.pk, "client_uuid": uuid.uuid4(), "action": "draft"}

    saved = client.post(reverse("wins:new"), data, follow=True)

    win = Win.objects.get()
    assert (win.visibility, win.story) == ("draft", text)
    assert f"<mark>{found}</mark>" in saved.content.decode()
    edit = reverse("wins:edit", args=[win.pk])
    assert send(client, client.get(edit), "", to=edit, title="Nog een klad").status_code == 302


def test_sharing_a_draft_asks(noord, samira, browser_of):
    win = factories.win(noord, samira, story=f"Bel haar op {PHONE}.", visibility=Visibility.DRAFT)
    client, share = browser_of(samira), reverse("wins:share", args=[win.pk])
    where = SimpleNamespace(action=share)

    page = send(client, client.get(share), "", to=share, visibility="team", show_name="False")
    assert f"<mark>{PHONE}</mark>" in page.content.decode()
    win.refresh_from_db()
    assert win.is_draft
    assert press(client, page, where, CHANGE).url == reverse("wins:edit", args=[win.pk])
    assert press(client, page, where, SEEN).status_code == 302
    win.refresh_from_db()
    assert (win.visibility, win.show_name) == ("team", False)


@pytest.mark.parametrize("visibility", ["draft", "team"])
def test_a_bsn_is_not_shared_wider_either(visibility, noord, samira, browser_of):
    win = factories.win(noord, samira, why=f"Nummer {BSN}.", visibility=visibility)
    client, share = browser_of(samira), reverse("wins:share", args=[win.pk])

    page = send(client, client.get(share), "", to=share, visibility="trajectory", show_name="True")

    assert page.status_code == 422
    assert f"<mark>{BSN}</mark>" in page.content.decode()
    fields = {"visibility": "trajectory", "show_name": "True", SEEN: "1"}
    assert client.post(share, fields).status_code == 422
    win.refresh_from_db()
    assert win.visibility == visibility


def test_the_verdict_that_agrees_has_nothing_to_ask_about(house, samira, browser_of):
    LensReading.objects.create(win=house.win, reader=samira, c1="yes", c2="no", c3="yes", c4="yes", c5="yes")
    client, address = browser_of(samira), reverse("wins:verdict", args=[house.win.pk])
    page = client.get(house.win.get_absolute_url())
    assert send(client, page, address, verdict="activity", reason="").status_code == 302
    assert Verdict.objects.get().verdict == "activity"
