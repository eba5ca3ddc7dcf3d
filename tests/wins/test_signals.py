"""Three honest signals: what was seen and never why, apart from what people think."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests import factories
from tests.wins.pages import words
from wins.models import AliveAnswer, AliveCheck, Barrier, BarrierNaming, BarrierStand, LinkKind, Win, WinLink
from wins.selectors import signals
from wins.selectors.graph import graph_of

#: What a signal never says: that one thing came of another (docs/method.md §4).
CAUSE = re.compile(
    r"\b(because|caus\w*|thanks to|due to|leads? to|led to|results? in|so that"
    r"|door|omdat|doordat|dankzij|leidt tot|veroorzaakt?|zodat|wegens)\b",
    re.IGNORECASE,
)
TODAY = factories.days(0)


def plain(found):
    """The sentences without the marks that keep people's words apart."""
    return [signal.text.translate({0x2068: None, 0x2069: None}) for signal in found]


def barrier(cast, name, *namings, state="met"):
    """``namings``: (team, session or None, days ago)."""
    made = Barrier.objects.create(trajectory=cast.trajectory, name=name, kind="rule")
    BarrierStand.objects.create(barrier=made, state=state, since=factories.days(-30))
    for team, session, ago in namings:
        BarrierNaming.objects.create(
            barrier=made, team=team, learning_session=session, named_on=factories.days(-ago)
        )
    return made


def alive(win, answer, *, ago):
    AliveCheck.objects.create(win=win, answer=answer, answered_on=factories.days(-ago))


def story(team, author, title, *, ago=0, visibility="trajectory"):
    return factories.win(team, author, title=title, happened_on=factories.days(-ago), visibility=visibility)


def seen_alive(cast, person):
    return plain(signals.still_alive(cast.trajectory, person, today=TODAY))


def seen_spread(cast, person):
    found = graph_of(cast.trajectory, person, today=TODAY)
    return plain(signals.spread(edge for thread in found.threads for edge in thread.edges))


def test_a_barrier_recurs_when_two_teams_or_two_sessions_named_it(cast):
    one, two = (factories.learning_session(cast.trajectory, cast.noord, title=t) for t in ("Eén", "Twee"))
    barrier(cast, "Geen tijd", (cast.noord, None, 3), (cast.zuid, None, 2))
    barrier(cast, "Geen sleutel", (cast.noord, one, 3), (cast.noord, two, 2))
    barrier(cast, "Eén keer", (cast.noord, one, 3))
    barrier(cast, "Twee dagen", (cast.noord, None, 3), (cast.noord, None, 2))
    barrier(cast, "Al weg", (cast.noord, None, 3), (cast.zuid, None, 2), state="removed")

    with translation.override("en"):
        found = signals.recurring(cast.trajectory)

    assert plain(found) == [
        "Seen: “Geen sleutel” was named in 2 sessions.",
        "Seen: 2 teams named “Geen tijd”.",
    ]
    assert all(signal.is_candidate for signal in found)


@pytest.mark.parametrize(
    ("happened", "answers", "weeks"),
    [
        (56, [("yes", 0)], 8),
        (55, [("yes", 0)], None),
        (90, [("yes", 40)], None),
        (90, [("yes", 20), ("no", 10)], None),
        (90, [("yes", 20), ("changed", 20)], None),
        (90, [("no", 20), ("yes", 10)], 11),
        (90, [("yes", 30), ("yes", 1)], 12),
        (90, [], None),
    ],
)
def test_a_story_still_lives_when_the_last_answer_after_eight_weeks_is_yes(cast, happened, answers, weeks):
    win = story(cast.noord, cast.samira, "Eén telefoon", ago=happened)
    for answer, ago in answers:
        assert answer in AliveAnswer.values
        alive(win, answer, ago=ago)

    with translation.override("en"):
        found = seen_alive(cast, cast.ruben)

    assert found == ([f"Seen: “Eén telefoon” still lives, {weeks} weeks later."] if weeks else [])


def test_it_lives_only_for_who_may_read_it(cast):
    for title, visibility in (("Van Noord", "team"), ("Klad", "draft")):
        alive(story(cast.noord, cast.samira, title, ago=90, visibility=visibility), "yes", ago=1)
    withdrawn = story(cast.noord, cast.samira, "Weg", ago=90)
    alive(withdrawn, "yes", ago=1)
    Win.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())

    assert [len(seen_alive(cast, person)) for person in (cast.samira, cast.mehmet, cast.otto)] == [1, 0, 0]


def test_a_story_spread_when_another_team_said_yes_and_both_ends_can_be_read(cast):
    table = story(cast.noord, cast.samira, "De tafel", ago=9)
    pairs = {
        "aangepast": (cast.zuid, {"adapted": "Met muziek."}),
        "gekopieerd": (cast.zuid, {}),
        "wacht": (cast.zuid, {"accepted_at": None}),
        "eigen team": (cast.noord, {}),
        "gevolgd": (cast.zuid, {"kind": LinkKind.FOLLOWS}),
    }
    for title, (team, fields) in pairs.items():
        author = cast.mehmet if team == cast.zuid else cast.samira
        row = {"kind": LinkKind.SPREADS, "why": "Ook.", "accepted_at": timezone.now()} | fields
        WinLink.objects.create(later=story(team, author, title), earlier=table, **row)

    with translation.override("en"):
        found = seen_spread(cast, cast.ruben)

    assert found == [
        "Seen: “De tafel” of Team Noord, adapted at Team Zuid: “aangepast”.",
        "Seen: “De tafel” of Team Noord, copied at Team Zuid: “gekopieerd”.",
    ]
    Win.objects.filter(title="aangepast").update(visibility="team")
    assert len(seen_spread(cast, cast.ruben)) == 1
    assert len(seen_spread(cast, cast.mehmet)) == 2
    Win.objects.filter(title="gekopieerd").update(withdrawn_at=timezone.now())
    assert seen_spread(cast, cast.ruben) == []


def everything(cast):
    """One of each signal."""
    session = [factories.learning_session(cast.trajectory, cast.noord, title=t) for t in ("Eén", "Twee")]
    barrier(cast, "B", (cast.noord, None, 3), (cast.zuid, None, 2))
    barrier(cast, "C", *((cast.noord, one, ago) for ago, one in enumerate(session)))
    table = story(cast.noord, cast.samira, "T", ago=90)
    alive(table, "yes", ago=1)
    for title, adapted in (("U", "Met muziek."), ("V", "")):
        WinLink.objects.create(
            later=story(cast.zuid, cast.mehmet, title),
            earlier=table,
            kind=LinkKind.SPREADS,
            why="Ook.",
            adapted=adapted,
            accepted_at=timezone.now(),
        )
    return [*signals.recurring(cast.trajectory)], seen_alive(cast, cast.ruben), seen_spread(cast, cast.ruben)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_signal_claims_a_cause(cast, language):
    with translation.override(language):
        recurring, lives, spreads = everything(cast)
    said = plain(recurring) + lives + spreads
    assert len(said) == 5
    assert [text for text in said if CAUSE.search(text)] == []


@pytest.mark.parametrize(
    "text", ["It came because of it", "Dat kwam dóór hen, door het team", "Dit leidt tot"]
)
def test_the_word_list_finds_a_cause(text):
    assert CAUSE.search(text)


def test_signals_stand_on_the_page_apart_from_what_people_think(english, browser_of):
    cast = english
    everything(cast)
    page = words(browser_of(cast.ruben).get(reverse("wins:graph", args=[cast.trajectory.pk])))
    seen = page[page.index("What was seen") : page.index("What we think propels these stories")]
    assert seen.count("Seen:") == page.count("Seen:") == 5
    assert seen.count("candidate for policy") == 2
