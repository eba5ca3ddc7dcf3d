"""The rows that came out of the pages, against ``demo-data.yaml``, field by field."""

from tests.flows.demo_pages import ANSWER, CALLED, DID, GREW, LIVES, SAID, STOOD
from wins.models import (
    AliveCheck,
    Barrier,
    BarrierLink,
    Comment,
    LensReading,
    Recognition,
    Verdict,
    Win,
    WinLink,
)
from wins.selectors.win import proposal_for

BACK = {
    name: {value: key for key, value in table.items()}
    for name, table in (
        ("answer", ANSWER),
        ("called", CALLED),
        ("grew", GREW),
        ("stood", STOOD),
        ("did", DID),
        ("said", SAID),
        ("lives", LIVES),
    )
}


def as_told(hood, known, win):
    """One row as the data would write it."""
    start = hood.date(0)
    person = {user.pk: key for key, user in hood.cast.users.items()}
    team = {team.pk: key for key, team in hood.cast.teams.items()}
    solution = {one.pk: key for key, one in hood.cast.solutions.items()}
    step = {row["tekst"]: row["key"] for row in known["stappen"]}
    told = {
        "team": team[win.team_id],
        "auteur": person[win.author_id],
        "dag": (win.happened_on - start).days,
        "soort": "tegenslag" if win.is_setback else "win",
        "titel": win.title,
        "voor_wie": win.for_whom,
        "deel": {solution[one.pk] for one in win.partial_solutions.all()},
    }
    if win.step:
        told["stap"] = step[win.step.text]
    if win.is_setback:
        assert (win.friction, win.next_step) == ("", "")
        told |= {"verwacht": win.expected, "gebeurd": win.story, "waarom": win.why, "anders": win.differently}
    else:
        assert (win.expected, win.why, win.differently) == ("", "", "")
        told |= {"wat": win.story, "schuurde": win.friction, "vervolg": win.next_step}
    return told | _as_valued(win)


def _as_valued(win):
    readings = list(win.readings.all())
    joint = next((reading for reading in readings if reading.is_joint), None)
    verdict = win.verdicts.first()
    valued = {
        "bril": letters(joint) if joint else "???????",
        "voorstel": BACK["called"][proposal_for(win, readings).kind],
        "bevestigd": BACK["called"][verdict.verdict] if verdict else None,
    }
    if win.is_setback:
        valued["bevestigd"] = "tegenslag"
        assert not readings
        assert verdict is None
    if joint and joint.evidence:
        valued["bewijs"] = joint.evidence
    if verdict:
        assert BACK["called"][verdict.proposal] == valued["voorstel"]
        if verdict.reason:
            valued["reden_afwijking"] = verdict.reason
    adapted = {link.adapted for link in win.links_back.all()} - {""}
    if adapted:
        (valued["aangepast"],) = adapted
    return valued


def letters(reading):
    return "".join(BACK["answer"].get(answer, "?") for answer in reading.answers.values())


def key_of(hood):
    return {str(pk): key for key, pk in hood.wins.items()}


def ordered(rows):
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def stories_are_as_told(hood, known):
    expected = {}
    for row in known["wins"]:
        told = {name: value for name, value in row.items() if name != "key"}
        expected[row["key"]] = told | {"deel": set(row["deel"]), "wat": row.get("wat", "").strip()}
        if row["soort"] == "tegenslag":
            del expected[row["key"]]["wat"]
    assert {key: as_told(hood, known, hood.win(key)) for key in hood.wins} == expected

    kept_in_team = {key for key in hood.wins if hood.win(key).visibility == "team"}
    assert kept_in_team == set(known["zichtbaarheid"]["team"])
    assert {hood.win(key).visibility for key in hood.wins} == {"team", "trajectory"}
    (draft,) = Win.objects.filter(visibility="draft")
    (concept,) = known["concepten"]
    assert (draft.story, draft.author, draft.team, draft.happened_on) == (
        concept["tekst"],
        hood.cast.users[concept["auteur"]],
        hood.cast.teams[concept["team"]],
        hood.date(concept["dag"]),
    )
    assert Win.objects.count() == 17


def readings_and_verdicts_are_as_told(hood, known):
    person = {user.pk: key for key, user in hood.cast.users.items()}
    own = [
        {"win": key_of(hood)[str(r.win_id)], "lezer": person[r.reader_id], "bril": letters(r)[:5]}
        | {"opmerking": r.remark}
        for r in LensReading.objects.filter(is_joint=False)
    ]
    assert ordered(own) == ordered(known["brillezingen"])
    assert LensReading.objects.count() == 15 + 2
    assert Verdict.objects.count() == 14
    assert [(key_of(hood)[str(v.win_id)], v.verdict) for v in Verdict.objects.exclude(reason="")] == [
        ("W14", "seedling")
    ]


def links_are_as_told(hood, known):
    found = []
    for link in WinLink.objects.select_related("later__team", "earlier__team"):
        keys = key_of(hood)
        row = {"van": keys[str(link.later_id)], "naar": keys[str(link.earlier_id)]}
        row |= {"soort": BACK["grew"][link.kind], "waarom": link.why}
        crosses = link.later.team_id != link.earlier.team_id
        found.append(row | ({"akkoord": link.accepted_at is not None} if crosses else {}))
        assert link.author == link.later.author
    assert ordered(found) == ordered(known["links"])
    agreed = WinLink.objects.get(later=hood.wins["W11"])
    assert agreed.accepted_by != agreed.earlier.author
    assert agreed.accepted_by == hood.cast.users["tessa"]


def barriers_are_as_told(hood, known):
    start, keys = hood.date(0), {row["naam"]: row["key"] for row in known["barrieres"]}
    team = {team.pk: key for key, team in hood.cast.teams.items()}
    sessions = {row["titel"]: row.get("dag") for row in known["sessies"]}
    kinds = {"rule": "regel", "routine": "routine", "data_sharing": "gegevensdeling", "money": "geld"}
    found = []
    for barrier in Barrier.objects.all():
        stands = [
            {"dag": (stand.since - start).days, "stand": BACK["stood"][stand.state]}
            | ({"aan": stand.addressee} if stand.addressee else {})
            for stand in barrier.stands.all()
        ]
        namings = [
            {"team": team[naming.team_id], "dag": (naming.named_on - start).days}
            for naming in barrier.namings.all()
        ]
        for naming in barrier.namings.exclude(learning_session=None):
            assert sessions[naming.learning_session.title] == (naming.named_on - start).days
        found.append(
            {"key": keys[barrier.name], "naam": barrier.name, "soort": kinds[barrier.kind]}
            | {"geschiedenis": stands, "genoemd_door": namings}
        )
    assert sorted(found, key=lambda row: row["key"]) == known["barrieres"]
    effects = [
        {
            "win": key_of(hood)[str(link.win_id)],
            "barriere": keys[link.barrier.name],
            "effect": BACK["did"][link.effect],
        }
        for link in BarrierLink.objects.select_related("barrier")
    ]
    assert ordered(effects) == ordered(known["barriere_links"])


def responses_are_as_told(hood, known):
    start, keys = hood.date(0), key_of(hood)
    person = {user.pk: key for key, user in hood.cast.users.items()}

    def day(moment):
        return (moment.date() - start).days

    recognised = [
        {"win": keys[str(r.win_id)], "door": person[r.user_id], "dag": day(r.created_at)}
        | {"zin": BACK["said"][r.phrase]}
        for r in Recognition.objects.all()
    ]
    assert ordered(recognised) == ordered(known["reacties"]["herkenningen"])
    comments = [
        {"win": keys[str(c.win_id)], "door": person[c.author_id], "dag": day(c.created_at), "tekst": c.text}
        for c in Comment.objects.all()
    ]
    assert ordered(comments) == ordered(known["reacties"]["opmerkingen"])
    alive = [
        {"win": keys[str(a.win_id)], "dag": (a.answered_on - start).days}
        | {"antwoord": BACK["lives"][a.answer], "tekst": a.text}
        for a in AliveCheck.objects.all()
    ]
    assert ordered(alive) == ordered(known["leeft_dit_nog"])
