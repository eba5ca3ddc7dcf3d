"""Who sees which win where: the table of docs/trust.md, with texts that may appear in no foreign page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import StepState
from tests import factories
from tests.wins.pages import words
from trajectories.roles import Role
from wins.models import (
    Barrier,
    BarrierLink,
    BarrierStand,
    Comment,
    LensReading,
    LinkKind,
    Recognition,
    Verdict,
    Visibility,
    Win,
    WinLink,
)
from wins.selectors import team as team_selectors
from wins.selectors.readable import is_readable

pytestmark = pytest.mark.usefixtures("english")
STEPS = ("draft", "team", "trajectory", "withdrawn")
#: docs/trust.md, roles and visibility, as a table written by hand: what each may read of team Noord's wins.
READS = {
    "samira": {"draft", "team", "trajectory"},
    "joost": {"team", "trajectory"},
    "marit": {"team", "trajectory"},
    "mehmet": {"trajectory"},
    "ruben": {"trajectory"},
    "els": set(),
    "pien": set(),
    "otto": set(),
}
INSIDERS = {"samira", "joost", "marit", "mehmet", "ruben"}


def canary(step, *, field="verhaal"):
    return f"Kanarie {field} {step}"


@pytest.fixture
def wins(cast):
    """One story and one setback of Samira per step, each a latest one, answering a step, read, linked."""
    step = factories.step(cast.noord, "Stap van Noord", state=StepState.TAKEN)
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Geen sleutel", kind="rule")
    made = {}
    for reach in STEPS:
        for kind in ("win", "setback"):
            win = factories.win(
                cast.noord,
                cast.samira,
                kind=kind,
                title=f"{canary(reach)} {kind}",
                story=canary(reach, field="tekst"),
                friction=canary(reach, field="wrijving"),
                visibility="trajectory" if reach == "withdrawn" else reach,
                withdrawn_at=timezone.now() if reach == "withdrawn" else None,
                step=step,
            )
            BarrierLink.objects.create(win=win, barrier=barrier, effect="met")
            made[reach, kind] = win
    public = factories.win(cast.noord, cast.joost, title="Openbaar", visibility="trajectory")
    for (reach, _kind), win in made.items():
        WinLink.objects.create(
            later=public, earlier=win, why=canary(reach, field="waarom"), accepted_at=timezone.now()
        )
    made["public", "win"] = public
    return made


def pages(cast):
    ids = [cast.noord.pk, cast.zuid.pk]
    return [
        "/",
        reverse("wins:facilitate"),
        reverse("wins:overview"),
        reverse("wins:list"),
        cast.trajectory.get_absolute_url(),
        *(reverse("wins:team", args=[pk]) for pk in ids),
        *(reverse("wins:team_wins", args=[pk]) for pk in ids),
        *(f"{reverse('wins:team_wins', args=[pk])}?kind=setback" for pk in ids),
        reverse("sessions:list"),
        reverse("sessions:path", args=[cast.noord.pk]),
    ]


@pytest.mark.parametrize("who", READS)
def test_no_page_shows_what_its_reader_may_not_read(who, cast, wins, browser_of):
    client = browser_of(getattr(cast, who))
    addresses = pages(cast) + [win.get_absolute_url() for win in wins.values()]
    forbidden = set(STEPS) - READS[who]
    seen = ""
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 302, 403, 404), address
        body = response.content.decode()
        if address == reverse("wins:list") and who == "samira":
            body = body.replace(canary("withdrawn"), "")  # where its author brings it back
        for reach in forbidden:
            for field in ("verhaal", "tekst", "wrijving", "waarom"):
                assert canary(reach, field=field) not in body, (address, reach, field)
        seen += body
    for reach in READS[who]:
        assert canary(reach) in seen, "the canary was never where it could leak"


@pytest.mark.parametrize("kind", ["win", "setback"])
@pytest.mark.parametrize("reach", STEPS)
@pytest.mark.parametrize("who", READS)
def test_win_page_answers_by_the_table(who, reach, kind, cast, wins, browser_of):
    response = browser_of(getattr(cast, who)).get(wins[reach, kind].get_absolute_url())

    # An insider learns whom to ask, but never that a draft or a withdrawn story exists.
    refused = 403 if who in INSIDERS and reach == "team" else 404
    assert response.status_code == (200 if reach in READS[who] else refused)


@pytest.mark.parametrize("who", READS)
def test_every_way_to_ask_gives_the_rows_of_the_table(who, cast, wins):
    person, today = getattr(cast, who), factories.days(0)
    ours = {win.pk for (reach, _kind), win in wins.items() if reach in READS[who] | {"public"}}
    if who not in INSIDERS:
        ours = set()

    assert {win.pk for win in Win.objects.visible_to(person, today)} == ours
    assert {win.pk for win in wins.values() if is_readable(win, person, today=today)} == ours


def test_page_of_another_team_is_refused_with_who_can_help(cast, wins, browser_of):
    mehmet, otto = browser_of(cast.mehmet), browser_of(cast.otto)
    for name in ("team", "team_wins"):
        address = reverse(f"wins:{name}", args=[cast.noord.pk])
        assert mehmet.get(address).status_code == 403
        assert "Marit" in words(mehmet.get(address))
        assert otto.get(address).status_code == 404


def test_former_member_reads_no_more_of_the_team(cast, wins, browser_of):
    cast.joost.memberships.update(ends_on=factories.days(0))
    client = browser_of(cast.joost)

    assert client.get(reverse("wins:team", args=[cast.noord.pk])).status_code == 404
    for reach in STEPS:
        assert client.get(wins[reach, "win"].get_absolute_url()).status_code == 404


def test_other_team_reads_no_step_or_session_of_ours(cast, browser_of):
    step = factories.step(cast.noord, "Stap van Noord alleen")
    session = factories.learning_session(cast.trajectory, cast.noord, title="Sessie van Noord alleen")
    win = factories.win(cast.noord, cast.samira, step=step, learning_session=session, visibility="trajectory")
    seen = {who: words(browser_of(getattr(cast, who)).get(win.get_absolute_url())) for who in READS}

    for text in ("Stap van Noord alleen", "Sessie van Noord alleen"):
        assert {who for who, page in seen.items() if text in page} == {"samira", "joost", "marit", "ruben"}


def test_empty_node_is_shown_to_those_who_could_read_it(cast, browser_of):
    public = factories.win(cast.noord, cast.joost, visibility="trajectory")
    gone = factories.win(
        cast.noord, cast.samira, withdrawn_at=timezone.now()
    )  # was shared with the team only
    WinLink.objects.create(later=public, earlier=gone, why="Erop verder.")
    noord = cast.noord.get_absolute_url()

    for who in ("joost", "marit"):
        for address in (public.get_absolute_url(), noord):
            assert "withdrawn story" in words(browser_of(getattr(cast, who)).get(address)), (who, address)
    for who, addresses in {
        "ruben": [public.get_absolute_url(), noord],
        "mehmet": [public.get_absolute_url()],
    }.items():
        for address in addresses:
            assert "withdrawn story" not in words(browser_of(getattr(cast, who)).get(address)), (who, address)


def test_coordinator_counts_only_from_three_writers(cast, browser_of):
    noord, sentence = cast.noord.get_absolute_url(), "shared within the team only"
    client = browser_of(cast.ruben)
    for writer in (cast.samira, cast.joost):
        for _ in range(3):
            factories.win(cast.noord, writer)
            factories.win(cast.noord, writer, visibility=Visibility.DRAFT)
        assert sentence not in words(client.get(noord))

    factories.win(cast.noord, factories.user("Derde Schrijver"), visibility=Visibility.DRAFT)
    factories.win(cast.noord, factories.user("Vierde Schrijver"), visibility=Visibility.TRAJECTORY)
    assert sentence not in words(client.get(noord))
    factories.win(cast.noord, factories.user("Vijfde Schrijver"))

    assert f"7 stories are {sentence}" in words(client.get(noord))
    for who in (cast.joost, cast.marit):  # they read the stories themselves
        assert sentence not in words(browser_of(who).get(noord))


def test_profile_counts_only_what_its_reader_may_read(cast):
    for reach in ("draft", "team", "trajectory"):
        win = factories.win(cast.noord, cast.samira, visibility=reach)
        LensReading.objects.create(win=win, reader=cast.samira, c1="yes", c2="little", c3="no", c4="unknown")
    setback = factories.win(cast.noord, cast.samira, kind="setback", visibility="trajectory")
    LensReading.objects.create(win=setback, reader=cast.samira, c1="yes")

    def profile(person):
        figures = team_selectors.figures_of(cast.noord, person, today=factories.days(0))
        return [row.count for row in figures.profile]

    assert profile(cast.joost) == profile(cast.marit) == profile(cast.samira) == [2, 2, 0, 0, 0, 0, 0]
    assert profile(cast.ruben) == [1, 1, 0, 0, 0, 0, 0]


def test_setback_never_passes_the_lens(cast, browser_of):
    setback = factories.win(cast.noord, cast.samira, kind="setback", visibility="trajectory")
    LensReading.objects.create(win=setback, reader=cast.samira, **{f"c{n}": "yes" for n in range(1, 8)})

    for who in ("samira", "joost", "marit", "ruben"):
        page = words(browser_of(getattr(cast, who)).get(setback.get_absolute_url()))
        assert "The lens suggests" not in page
        assert "What the team calls it" not in page
        assert "Through the lens" not in page
    assert setback.display_title not in words(browser_of(cast.marit).get(reverse("wins:facilitate")))


@pytest.mark.parametrize("reach", ["team", "trajectory"])
def test_anonymous_author_is_named_to_the_own_team_alone(reach, cast, browser_of):
    cast.samira.name = "Kanarie Naam"
    cast.samira.save()
    win = factories.win(cast.noord, cast.samira, title="Anoniem", show_name=False, visibility=reach)
    LensReading.objects.create(win=win, reader=cast.samira, c1="yes")
    Comment.objects.create(win=win, author=cast.samira, text="Dank jullie.")
    Recognition.objects.create(win=win, user=cast.samira, phrase="helps")
    Verdict.objects.create(win=win, verdict="open", proposal="open", author=cast.samira)
    other = factories.win(cast.zuid, cast.mehmet, title="Van Mehmet", visibility="trajectory")
    link = {
        "kind": LinkKind.SPREADS,
        "why": "Ook gedaan.",
        "author": cast.samira,
        "accepted_at": timezone.now(),
    }
    WinLink.objects.create(later=other, earlier=win, **link)
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Geen sleutel", kind="rule")
    BarrierStand.objects.create(barrier=barrier, state="met", since=factories.days(-1), author=cast.samira)
    BarrierLink.objects.create(win=win, barrier=barrier, effect="met", author=cast.samira)
    addresses = [*pages(cast), win.get_absolute_url(), other.get_absolute_url()]

    outsiders = ["marit"] if reach == "team" else ["marit", "mehmet", "ruben"]
    for who in outsiders:
        client = browser_of(getattr(cast, who))
        assert "Someone from Team Noord" in words(client.get(win.get_absolute_url()))
        for address in addresses:
            assert "Kanarie Naam" not in client.get(address).content.decode(), (who, address)
    for who in ("samira", "joost"):
        assert (
            "Kanarie Naam"
            in words(browser_of(getattr(cast, who)).get(win.get_absolute_url())).split("Links")[0]
        )


def test_anonymous_reader_is_named_to_the_own_team_alone(cast, browser_of):
    win = factories.win(cast.noord, cast.samira, visibility="trajectory")
    LensReading.objects.create(win=win, reader=cast.mehmet, show_name=False, c1="yes")
    sana = factories.user("Sana Uit Zuid")
    factories.member(sana, Role.PROFESSIONAL, cast.zuid)

    for person in (cast.samira, cast.joost, cast.marit, cast.ruben):
        page = words(browser_of(person).get(win.get_absolute_url()))
        assert "Mehmet" not in page
        assert "Someone from Team Zuid" in page
    for person in (cast.mehmet, sana):
        assert "Mehmet Demir" in words(browser_of(person).get(win.get_absolute_url()))


def test_former_participants_are_called_so(cast, browser_of):
    win = factories.win(cast.noord, None, visibility="trajectory")
    LensReading.objects.create(win=win, reader=None, c1="yes")
    Comment.objects.create(win=win, author=None, text="Van vroeger.")
    Verdict.objects.create(win=win, verdict="open", proposal="open", author=None)

    page = words(browser_of(cast.ruben).get(win.get_absolute_url()))

    assert page.count("former participant") == 4
    assert "None" not in page


def test_a_win_is_its_authors_after_the_team_too(cast, browser_of):
    win = factories.win(cast.noord, cast.samira, title="Van mij")
    cast.samira.memberships.update(ends_on=factories.days(0))

    assert browser_of(cast.samira).get(win.get_absolute_url()).status_code == 200
    assert Win.objects.visible_to(cast.samira, factories.days(0)).get() == win
