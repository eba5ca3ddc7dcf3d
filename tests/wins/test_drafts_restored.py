"""A draft that was not sent opens in the form it was typed in, and goes when that is sent (P4)."""

import datetime as dt
import html
import json
import re
import uuid

import pytest

from tests import factories
from tests.wins.pages import form_to, send, words
from tests.wins.test_drafts import NEW, kept, typed, url
from trajectories.roles import Role
from wins.models import Visibility, Win

pytestmark = pytest.mark.usefixtures("english")
SHARE, DRAFT = ("action", "share"), ("action", "draft")


@pytest.mark.parametrize("address", ["/", NEW])
def test_form_opens_with_the_draft_and_sends_it_once(address, samira, noord, browser_of):
    typed(samira, noord, story="Ouder", ago=dt.timedelta(hours=1))
    key, client = typed(samira, noord, story="Regel een\n\n <b>& twee "), browser_of(samira)
    page = client.get(address)
    form = form_to(page, NEW).fields
    assert "Draft restored Clear the draft" in words(page)
    assert (form["story"], form["client_uuid"]) == (["Regel een\n\n <b>& twee "], [str(key)])

    send(client, page, NEW, button=SHARE)

    assert list(Win.objects.values_list("story", "client_uuid")) == [("Regel een\n\n <b>& twee", key)]
    assert [fields for *_, fields in kept()] == [{"story": "Ouder"}]
    assert form_to(client.get(address), NEW).fields["story"] == ["Ouder"]


def test_keeping_as_draft_forgets_it_too(samira, noord, browser_of):
    typed(samira, noord, story="Bijna")
    client = browser_of(samira)

    send(client, client.get("/"), NEW, button=DRAFT)

    assert Win.objects.get().visibility == Visibility.DRAFT
    assert kept() == []
    page = client.get("/")
    assert form_to(page, NEW).fields["story"] == [""]
    assert not form_to(page, url(form_to(page, NEW).fields["client_uuid"][0])).fields.get("story")
    assert 'id="draft-restored" hidden' in page.content.decode()


def test_refused_form_keeps_the_draft(samira, noord, browser_of):
    typed(samira, noord, story="x" * 640)
    client = browser_of(samira)

    answer = send(client, client.get("/"), NEW, button=SHARE)

    assert answer.status_code == 422
    assert form_to(answer, NEW).fields["story"] == ["x" * 640]
    assert len(kept()) == 1


def test_browser_hears_how_old_each_draft_is(samira, noord, browser_of):
    """Its own clock may be wrong, and its owner's zone is not the server's."""
    typed(samira, noord, story="Ouder", ago=dt.timedelta(hours=1))
    typed(samira, noord, kind="setback", story="“Nieuwer” & zo")

    attribute = re.search(r'data-drafts="([^"]*)"', browser_of(samira).get("/").content.decode())[1]
    drafts = json.loads(html.unescape(attribute))

    assert [draft["fields"]["story"] for draft in drafts] == ["“Nieuwer” & zo", "Ouder"]
    assert [round(draft["age"] / 60) for draft in drafts] == [0, 60]


@pytest.mark.parametrize("address", ["/", NEW, f"{NEW}?kind=setback"])
def test_button_clears_it_without_script(address, samira, noord, browser_of):
    kind = "setback" if "setback" in address else "win"
    key, client = typed(samira, noord, kind=kind, story="Weg ermee"), browser_of(samira)

    answer = send(client, client.get(address), url(key))

    assert (answer.status_code, answer.url) == (302, address.partition("?")[0])
    assert kept() == []
    page = client.get(address)
    assert "The draft is cleared." in words(page)
    assert form_to(page, NEW).fields["story"] == [""]


def test_button_leads_nowhere_else(samira, browser_of):
    for back in ("https://elders.example/", "//elders.example", "javascript:1", "", "\x00"):
        assert browser_of(samira).post(url(uuid.uuid4()), {"next": back}).url == "/"


def test_each_kind_has_its_own_draft(samira, noord, browser_of):
    client = browser_of(samira)
    typed(samira, noord, kind="win", story="Een verhaal")
    typed(samira, noord, kind="setback", story="Een tegenslag", why="Regen")

    home, new, story, setback = (
        client.get(page) for page in ("/", NEW, f"{NEW}?kind=win", f"{NEW}?kind=setback")
    )

    assert form_to(home, NEW).fields["story"] == form_to(story, NEW).fields["story"] == ["Een verhaal"]
    for page in (setback, new):  # without a kind: what was typed last
        fields = form_to(page, NEW).fields
        assert (fields["kind"], fields["story"], fields["why"]) == (["setback"], ["Een tegenslag"], ["Regen"])
    assert "You did not finish a setback." in words(home)
    assert "You did not finish a setback." not in words(new)


def test_switching_kind_takes_what_is_typed_and_else_opens_that_draft(samira, noord, browser_of):
    client = browser_of(samira)
    typed(samira, noord, kind="setback", story="Een tegenslag")
    home = client.get("/")

    switched = send(client, home, NEW, button=("action", "setback"), story="Net getypt")
    empty = send(client, home, NEW, button=("action", "setback"))

    assert form_to(switched, NEW).fields["story"] == ["Net getypt"]
    assert form_to(empty, NEW).fields["story"] == ["Een tegenslag"]


def test_answers_to_the_other_kind_travel_along(samira, noord, browser_of):
    typed(samira, noord, kind="win", story="Toch gelukt", why="Regen")
    client = browser_of(samira)
    for address in ("/", NEW):
        page = client.get(address)
        again = send(client, page, NEW, button=("action", "setback"))
        assert form_to(again, NEW).fields["why"] == ["Regen"]


def test_draft_of_one_team_opens_with_that_team(samira, noord, zuid, browser_of):
    factories.member(samira, Role.PROFESSIONAL, zuid)
    typed(samira, noord, story="Voor Noord", ago=dt.timedelta(minutes=5))
    typed(samira, zuid, story="Voor Zuid")

    fields = form_to(browser_of(samira).get("/"), NEW).fields

    assert (fields["team"], fields["story"]) == ([str(zuid.pk)], ["Voor Zuid"])


def test_draft_of_a_team_that_was_left_is_not_opened(samira, noord, zuid, browser_of):
    membership = factories.member(samira, Role.PROFESSIONAL, zuid)
    typed(samira, zuid, story="Voor Zuid")
    membership.ends_on = factories.days(0)
    membership.save()

    page = browser_of(samira).get("/")

    assert "Voor Zuid" not in page.content.decode()


def test_draft_of_sixty_days_ago_is_not_opened(samira, noord, browser_of):
    typed(samira, noord, story="Oud", ago=dt.timedelta(days=60, minutes=1))
    assert "Oud" not in form_to(browser_of(samira).get("/"), NEW).fields["story"]

    typed(samira, noord, story="Net niet", ago=dt.timedelta(days=59, hours=23))
    assert form_to(browser_of(samira).get("/"), NEW).fields["story"] == ["Net niet"]
