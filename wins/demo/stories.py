"""The demo's wins and its setback, how they were read, valued, linked and answered."""

from typing import Any

from smallwins.accounts.models import User
from wins.demo.data import (
    ANSWERS,
    BARRIER_EFFECTS,
    BARRIER_KINDS,
    BARRIER_STATES,
    LINK_KINDS,
    PHRASES,
    VERDICTS,
    WIN_KINDS,
    answers_of,
    data,
    demo_id,
)
from wins.demo.gatherings import session_days
from wins.demo.people import Cast
from wins.models import (
    Barrier,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    Comment,
    LensReading,
    Recognition,
    Verdict,
    Visibility,
    Win,
    WinKind,
    WinLink,
)
from wins.verdict import CORE


def story(key: str) -> dict[str, Any]:
    """One win as written in the data."""
    return next(row for row in data()["wins"] if row["key"] == key)


def author_of(key: str, cast: Cast) -> User:
    return cast.users[story(key)["auteur"]]


def load_stories(cast: Cast) -> None:
    """Everything people told, and what others said about it."""
    _wins(cast)
    _readings(cast)
    _verdicts(cast)
    _links(cast)
    _barriers(cast)
    _responses(cast)


def _wins(cast: Cast) -> None:
    rows = data()["wins"]
    Win.objects.bulk_create(
        [
            *(_win(row, cast) for row in rows),
            *(_draft(row, cast) for row in data()["concepten"]),
            _foreign(cast),
        ]
    )
    through = Win.partial_solutions.through
    through.objects.bulk_create(
        through(win_id=demo_id("win", row["key"]), partialsolution=cast.solutions[solution])
        for row in rows
        for solution in row["deel"]
    )


def _win(row: dict[str, Any], cast: Cast) -> Win:
    """A story, told at the end of its day and shared at once."""
    key, told = demo_id("win", row["key"]), cast.calendar.noted(row["dag"], "16:30")
    in_team = row["key"] in data()["zichtbaarheid"]["team"]
    return Win(
        pk=key,
        kind=WIN_KINDS[row["soort"]],
        team=cast.teams[row["team"]],
        author=cast.users[row["auteur"]],
        visibility=Visibility.TEAM if in_team else Visibility.TRAJECTORY,
        title=row["titel"],
        story=row["wat"] if "wat" in row else row["gebeurd"],
        for_whom=row["voor_wie"],
        friction=row.get("schuurde", ""),
        next_step=row.get("vervolg", ""),
        expected=row.get("verwacht", ""),
        why=row.get("waarom", ""),
        differently=row.get("anders", ""),
        happened_on=cast.calendar.date(row["dag"]),
        step_id=demo_id("step", row["stap"]) if "stap" in row else None,
        client_uuid=key,
        created_at=told,
        updated_at=told,
        shared_at=told,
    )


def _draft(row: dict[str, Any], cast: Cast) -> Win:
    key, told = demo_id("draft", row["auteur"], row["dag"]), cast.calendar.noted(row["dag"], "12:40")
    return Win(
        pk=key,
        team=cast.teams[row["team"]],
        author=cast.users[row["auteur"]],
        visibility=Visibility.DRAFT,
        story=row["tekst"],
        happened_on=cast.calendar.date(row["dag"]),
        client_uuid=key,
        created_at=told,
        updated_at=told,
    )


def _foreign(cast: Cast) -> Win:
    """The outsider's win, in a trajectory of its own."""
    elsewhere = data()["elders"]
    row, key = elsewhere["win"], demo_id("win", elsewhere["traject"])
    told = cast.calendar.noted(row["dag"], "16:30")
    return Win(
        pk=key,
        team=cast.teams[elsewhere["team"]],
        author=cast.users[elsewhere["persoon"]["key"]],
        visibility=Visibility.TRAJECTORY,
        title=row["titel"],
        story=row["wat"],
        happened_on=cast.calendar.date(row["dag"]),
        client_uuid=key,
        created_at=told,
        updated_at=told,
        shared_at=told,
    )


def _readings(cast: Cast) -> None:
    """The team's joint reading a day after the story, and readings of single persons a day later."""
    joint = [
        LensReading(
            pk=demo_id("joint", row["key"]),
            win_id=demo_id("win", row["key"]),
            reader=cast.users[row["auteur"]],
            is_joint=True,
            evidence=row.get("bewijs", {}),
            **_reading(row["bril"], row["dag"] + 1, "09:30", cast),
        )
        for row in data()["wins"]
        if any(ANSWERS[letter] for letter in row["bril"])
    ]
    single = [
        LensReading(
            pk=demo_id("reading", row["win"], row["lezer"]),
            win_id=demo_id("win", row["win"]),
            reader=cast.users[row["lezer"]],
            remark=row["opmerking"],
            **_reading(row["bril"], story(row["win"])["dag"] + 2, "09:30", cast),
        )
        for row in data()["brillezingen"]
    ]
    LensReading.objects.bulk_create([*joint, *single])


def _reading(lens: str, day: int, clock: str, cast: Cast) -> dict[str, Any]:
    moment = cast.calendar.noted(day, clock)
    answers = {characteristic.lower(): answer for characteristic, answer in answers_of(lens).items()}
    return answers | {"created_at": moment, "updated_at": moment}


def _verdicts(cast: Cast) -> None:
    """What the team called each story. A setback never passes the lens (docs/method.md §3, rule 0)."""
    Verdict.objects.bulk_create(
        Verdict(
            win_id=demo_id("win", row["key"]),
            verdict=VERDICTS[row["bevestigd"]],
            proposal=VERDICTS[row["voorstel"]],
            reason=row.get("reden_afwijking", ""),
            answers=[ANSWERS[letter] for letter in row["bril"][: len(CORE)]],
            author=cast.users[row["auteur"]],
            created_at=cast.calendar.noted(row["dag"] + 1, "09:40"),
        )
        for row in data()["wins"]
        if row["bevestigd"] and WIN_KINDS[row["soort"]] != WinKind.SETBACK
    )


def _links(cast: Cast) -> None:
    """The author of the later win links; what was adapted on spreading stands with that link."""
    links = []
    for row in data()["links"]:
        later, earlier = story(row["van"]), story(row["naar"])
        agreed = row.get("akkoord", False)
        links.append(
            WinLink(
                pk=demo_id("link", row["van"], row["naar"]),
                later_id=demo_id("win", row["van"]),
                earlier_id=demo_id("win", row["naar"]),
                kind=LINK_KINDS[row["soort"]],
                why=row["waarom"],
                adapted=later.get("aangepast", "") if row["soort"] == "verspreidt" else "",
                author=cast.users[later["auteur"]],
                created_at=cast.calendar.noted(later["dag"], "16:50"),
                accepted_at=cast.calendar.noted(later["dag"] + 1, "09:10") if agreed else None,
                accepted_by=cast.users[earlier["auteur"]] if agreed else None,
            )
        )
    WinLink.objects.bulk_create(links)


def _barriers(cast: Cast) -> None:
    rows = data()["barrieres"]
    Barrier.objects.bulk_create(
        Barrier(
            pk=demo_id("barrier", row["key"]),
            trajectory=cast.trajectory,
            name=row["naam"],
            kind=BARRIER_KINDS[row["soort"]],
        )
        for row in rows
    )
    BarrierStand.objects.bulk_create(
        BarrierStand(
            barrier_id=demo_id("barrier", row["key"]),
            state=BARRIER_STATES[stand["stand"]],
            addressee=stand.get("aan", ""),
            author=_who_noted(row["key"], stand["dag"], cast),
            since=cast.calendar.date(stand["dag"]),
            created_at=cast.calendar.noted(stand["dag"], "16:40"),
        )
        for row in rows
        for stand in row["geschiedenis"]
    )
    sessions = {day: key for key, day in session_days().items()}
    BarrierNaming.objects.bulk_create(
        BarrierNaming(
            barrier_id=demo_id("barrier", row["key"]),
            team=cast.teams[naming["team"]],
            named_on=cast.calendar.date(naming["dag"]),
            learning_session_id=demo_id("session", sessions[naming["dag"]])
            if naming["dag"] in sessions
            else None,
        )
        for row in rows
        for naming in row["genoemd_door"]
    )
    BarrierLink.objects.bulk_create(
        BarrierLink(
            win_id=demo_id("win", row["win"]),
            barrier_id=demo_id("barrier", row["barriere"]),
            effect=BARRIER_EFFECTS[row["effect"]],
            author=author_of(row["win"], cast),
            created_at=cast.calendar.noted(story(row["win"])["dag"], "16:40"),
        )
        for row in data()["barriere_links"]
    )


def _who_noted(barrier: str, day: int, cast: Cast) -> User:
    """The author of that day's win about this barrier; otherwise the facilitator."""
    about = (row["win"] for row in data()["barriere_links"] if row["barriere"] == barrier)
    wins = [key for key in about if story(key)["dag"] == day]
    return author_of(wins[0], cast) if wins else cast.facilitator


def _responses(cast: Cast) -> None:
    Recognition.objects.bulk_create(
        Recognition(
            win_id=demo_id("win", row["win"]),
            user=cast.users[row["door"]],
            phrase=PHRASES[row["zin"]],
            created_at=cast.calendar.noted(row["dag"], "12:15"),
        )
        for row in data()["reacties"]["herkenningen"]
    )
    Comment.objects.bulk_create(
        Comment(
            pk=demo_id("comment", row["win"], row["door"]),
            win_id=demo_id("win", row["win"]),
            author=cast.users[row["door"]],
            text=row["tekst"],
            created_at=cast.calendar.noted(row["dag"], "12:30"),
            client_uuid=demo_id("comment", row["win"], row["door"]),
        )
        for row in data()["reacties"]["opmerkingen"]
    )
