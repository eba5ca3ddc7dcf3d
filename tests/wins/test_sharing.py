"""Wider, narrower, withdrawn and back (P14): each the author's deliberate act."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import StepState
from tests import factories
from tests.wins.pages import form_to, send, words
from wins import summaries
from wins.models import Barrier, BarrierLink, LinkKind, Visibility, Win, WinLink
from wins.selectors import team as team_selectors

pytestmark = pytest.mark.usefixtures("english")
SECRET = "Kanarie zingt in de hal"
LIST = reverse("wins:list")


def act(name, win):
    return reverse(f"wins:{name}", args=[win.pk])


def linked(later, earlier, **fields):
    return WinLink.objects.create(later=later, earlier=earlier, why="Erop verder.", **fields)


@pytest.mark.parametrize("reach", [Visibility.TEAM, Visibility.TRAJECTORY])
def test_draft_is_shared_one_step_or_two(reach, noord, samira, browser_of):
    win = factories.win(noord, samira, visibility=Visibility.DRAFT)
    client, share = browser_of(samira), act("share", win)

    response = send(client, client.get(share), "", to=share, visibility=reach, show_name="False")

    assert response.url == win.get_absolute_url()
    win.refresh_from_db()
    assert (win.visibility, win.show_name) == (reach, False)
    assert timezone.now() - win.shared_at < dt.timedelta(minutes=1)


def test_share_page_proposes_the_smallest_step(noord, samira, browser_of):
    draft = factories.win(noord, samira, visibility=Visibility.DRAFT)
    shared = factories.win(noord, samira)
    client = browser_of(samira)

    assert form_to(client.get(act("share", draft)), "").fields["visibility"] == ["team"]
    assert form_to(client.get(act("share", shared)), "").fields["visibility"] == ["trajectory"]


@pytest.mark.parametrize("reach", ["draft", "policy", "everybody", "", "\x00"])
def test_share_takes_no_other_step(reach, noord, samira, browser_of):
    win = factories.win(noord, samira)

    response = browser_of(samira).post(act("share", win), {"visibility": reach, "show_name": "True"})

    assert response.status_code == 422
    win.refresh_from_db()
    assert win.visibility == Visibility.TEAM


def test_get_never_shares_or_withdraws(noord, samira, browser_of):
    win = factories.win(noord, samira, visibility=Visibility.TRAJECTORY)
    client = browser_of(samira)
    before = Win.objects.values().get(pk=win.pk)

    statuses = {
        name: client.get(act(name, win)).status_code for name in ("share", "narrow", "withdraw", "restore")
    }

    assert statuses == {"share": 302, "narrow": 405, "withdraw": 200, "restore": 405}
    assert Win.objects.values().get(pk=win.pk) == before


def test_narrow_takes_it_back_to_the_team(noord, samira, mehmet, joost, browser_of):
    win = factories.win(noord, samira, title=SECRET, visibility=Visibility.TRAJECTORY)
    assert browser_of(mehmet).get(win.get_absolute_url()).status_code == 200
    client = browser_of(samira)

    send(client, client.get(win.get_absolute_url()), act("narrow", win))

    assert browser_of(mehmet).get(win.get_absolute_url()).status_code == 403
    assert SECRET not in browser_of(mehmet).get(win.get_absolute_url()).content.decode()
    assert SECRET in browser_of(joost).get(win.get_absolute_url()).content.decode()


def test_narrow_leaves_what_was_never_wide(noord, samira, browser_of):
    client = browser_of(samira)
    for reach in (Visibility.DRAFT, Visibility.TEAM):
        win = factories.win(noord, samira, visibility=reach)
        client.post(act("narrow", win))
        win.refresh_from_db()
        assert (win.visibility, win.version) == (reach, 1)


def test_withdrawn_is_absent_everywhere_and_empty_at_its_links(cast, browser_of):
    step = factories.step(cast.noord, "Bellen", state=StepState.TAKEN)
    win = factories.win(
        cast.noord, cast.samira, title=SECRET, story=SECRET, step=step, visibility="trajectory"
    )
    other = factories.win(cast.noord, cast.joost, title="Van Joost", visibility="trajectory")
    far = factories.win(cast.zuid, cast.mehmet, title="Van Mehmet", visibility="trajectory")
    linked(other, win, kind=LinkKind.DEEPENS)
    linked(far, win, accepted_at=timezone.now())
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Sleutelbeleid", kind="rule")
    BarrierLink.objects.create(win=win, barrier=barrier, effect="met")
    noord = cast.noord.get_absolute_url()
    pages = {
        cast.samira: ["/", noord],
        cast.joost: [noord, other.get_absolute_url()],
        cast.mehmet: [far.get_absolute_url(), cast.zuid.get_absolute_url()],
        cast.marit: [reverse("wins:facilitate"), noord, other.get_absolute_url()],
        cast.ruben: [reverse("wins:overview"), noord, other.get_absolute_url()],
    }
    lists = [reverse("wins:team_wins", args=[cast.noord.pk]), f"{noord}wins/?barrier={barrier.pk}"]

    def seen():
        """(person, page) where the title stands."""
        found = set()
        for person, addresses in pages.items():
            client = browser_of(person)
            for address in addresses + ([] if person == cast.mehmet else lists):
                response = client.get(address)
                assert response.status_code == 200
                if SECRET in response.content.decode():
                    found.add((person.first_name, address))
        return found

    before = seen()
    assert len(before) >= 13
    samira = browser_of(cast.samira)
    send(samira, samira.get(act("withdraw", win)), "", to=act("withdraw", win))

    assert seen() == set()
    for person in (cast.samira, cast.joost, cast.mehmet, cast.marit, cast.ruben):
        assert browser_of(person).get(win.get_absolute_url()).status_code == 404
    for person, address in ((cast.joost, other), (cast.mehmet, far), (cast.ruben, other)):
        page = words(browser_of(person).get(address.get_absolute_url()))
        assert "withdrawn story" in page
        assert "Erop verder." not in page
    assert "withdrawn story" in words(browser_of(cast.joost).get(noord))
    assert "Sleutelbeleid" not in words(browser_of(cast.ruben).get(noord))
    new = [win for section in summaries.sections_for(cast.marit, now=timezone.now()) for win in section.new]
    assert {one.title for one in new} == {"Van Joost", "Van Mehmet"}

    assert SECRET in words(samira.get(LIST))  # only where its author brings it back
    assert send(samira, samira.get(LIST), act("restore", win)).url == win.get_absolute_url()
    assert seen() == before


def test_withdrawn_win_is_not_in_the_coordinators_count(cast):
    wins = [factories.win(cast.noord, factories.user(f"Schrijver {n}")) for n in range(4)]
    assert team_selectors.hidden_count(cast.noord) == 4
    for win, count in zip(wins[:2], (3, None), strict=True):
        Win.objects.filter(pk=win.pk).update(withdrawn_at=timezone.now())
        assert team_selectors.hidden_count(cast.noord) == count


@pytest.mark.parametrize(("days", "comes_back"), [(0, True), (29.9, True), (30.1, False), (400, False)])
def test_undo_for_thirty_days(days, comes_back, noord, samira, browser_of):
    withdrawn_at = timezone.now() - dt.timedelta(days=days)
    win = factories.win(noord, samira, title=SECRET, withdrawn_at=withdrawn_at)
    client = browser_of(samira)
    assert (SECRET in words(client.get(LIST))) == comes_back

    response = client.post(act("restore", win), follow=True)

    win.refresh_from_db()
    assert (win.withdrawn_at is None) == comes_back
    says = "Your story is back." if comes_back else "The 30 days are over"
    assert says in words(response)


def test_second_click_on_bring_back_finds_it_back(noord, samira, browser_of):
    win = factories.win(noord, samira, withdrawn_at=timezone.now())
    client = browser_of(samira)

    for _ in range(2):
        response = client.post(act("restore", win), follow=True)
        assert "The 30 days are over" not in words(response)
        assert response.request["PATH_INFO"] == win.get_absolute_url()


def test_withdrawn_win_stays_away_from_readers_whatever_its_author_does(noord, samira, joost, browser_of):
    win = factories.win(noord, samira, visibility="trajectory", withdrawn_at=timezone.now())
    client = browser_of(samira)

    for name in ("share", "narrow", "withdraw"):
        data = {"visibility": "trajectory", "show_name": "True"}
        assert client.post(act(name, win), data).url == LIST
    win.refresh_from_db()
    assert (win.visibility, win.version) == (Visibility.TRAJECTORY, 1)
    edit = act("edit", win)  # an editing page that was still open: the words are kept
    assert send(client, client.get(edit), "", to=edit, story="Nog getypt.").url == LIST
    win.refresh_from_db()
    assert win.story == "Nog getypt."
    assert browser_of(joost).get(win.get_absolute_url()).status_code == 404


def test_narrowing_a_draft_promises_nothing(noord, samira, browser_of):
    win = factories.win(noord, samira, visibility=Visibility.DRAFT)

    response = browser_of(samira).post(act("narrow", win), follow=True)

    assert "Only your team and the facilitator read it now." not in words(response)


def test_others_cannot_bring_back(noord, samira, joost, marit, browser_of):
    win = factories.win(noord, samira, withdrawn_at=timezone.now())

    for person in (joost, marit):
        assert browser_of(person).post(act("restore", win)).status_code == 404
    win.refresh_from_db()
    assert win.is_withdrawn
