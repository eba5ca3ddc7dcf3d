"""The demo's sessions with all that happens there, and the steps of teams and people."""

import datetime as dt
from typing import Any

from sessions.models import AgendaItem, Attendance, BoardNote, LearningSession, SessionState, Step
from trajectories.programmes.shipped import SIX_SESSIONS, shipped
from wins.demo.data import (
    BECAME,
    PLANNED,
    PRESENCES,
    RSVPS,
    STEP_STATES,
    Calendar,
    data,
    demo_id,
)
from wins.demo.people import Cast, minutes


def session_days() -> dict[str, int]:
    """Day numbers by session; the one planned relative to today is not among them."""
    return {row["key"]: row["dag"] for row in data()["sessies"] if "dag" in row}


def load_sessions(cast: Cast) -> None:
    """All sessions with their teams and agendas, who came, and what they wrote."""
    sessions = {row["key"]: _session(row, cast) for row in data()["sessies"]}
    LearningSession.objects.bulk_create(sessions.values())
    teams = [cast.teams[key] for key in data()["standaard_sessie"]["teams"]]
    through = LearningSession.teams.through
    through.objects.bulk_create(
        through(learningsession=session, team=team) for session in sessions.values() for team in teams
    )
    _agendas()
    _attendance(sessions, cast)
    _board_notes(sessions, cast)


def _date(row: dict[str, Any], calendar: Calendar) -> dt.date:
    if "dag_na_vandaag" in row:
        return calendar.today + dt.timedelta(days=row["dag_na_vandaag"])
    return calendar.date(row["dag"])


def _session(row: dict[str, Any], cast: Cast) -> LearningSession:
    usual = data()["standaard_sessie"]
    offsets = row.get("herinneringen")
    return LearningSession(
        pk=demo_id("session", row["key"]),
        trajectory=cast.trajectory,
        title=row["titel"],
        purpose=row["doel"],
        starts_at=cast.calendar.start(_date(row, cast.calendar), row.get("begin", usual["begin"])),
        duration_minutes=row.get("minuten", usual["minuten"]),
        time_zone=usual["tijdzone"],
        video_url=usual["link"],
        preparation=row["voorbereiding"]["tekst"],
        preparation_minutes=row["voorbereiding"]["minuten"],
        state=SessionState.OPEN,
        reminder_offsets=None if offsets is None else [minutes(offset) for offset in offsets],
        # A day after everybody came in: nobody is a newcomer who still has to be invited.
        scheduled_at=cast.calendar.noted(PLANNED + 1, "11:00"),
        created_by=cast.facilitator,
        client_uuid=demo_id("session", row["key"]),
    )


def _item_id(session: str, title: str) -> Any:
    return demo_id("agenda", session, title)


#: How an agenda item goes, taken from the programme that comes with the app.
_FROM_PROGRAMME = (
    "instructions",
    "short_version",
    "reading",
    "grouping",
    "kept",
    "prompt",
    "is_anonymous",
    "is_ambition_round",
)


def _written_out() -> dict[tuple[str, str], dict[str, Any]]:
    """How items go, by the titles of session and item."""
    return {
        (session.title, item.title): {name: getattr(item, name) for name in _FROM_PROGRAMME}
        for session in shipped(SIX_SESSIONS, "nl").sessions
        for item in session.items
    }


def _agendas() -> None:
    written_out = _written_out()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            pk=_item_id(row["key"], title),
            learning_session_id=demo_id("session", row["key"]),
            position=position,
            title=title,
            minutes=length,
            **written_out.get((row["titel"], title), {}),
        )
        for row in data()["sessies"]
        for position, (title, length) in enumerate(row["agenda"], start=1)
    )


def _attendance(sessions: dict[str, LearningSession], cast: Cast) -> None:
    words = {(row["sessie"], row["persoon"]): row["woord"] for row in data()["uitchecken"]}
    rows = []
    for answers in data()["rsvp_en_aanwezigheid"]:
        session = sessions[answers["sessie"]]
        for person, rsvp in answers["rsvp"].items():
            rows.append(
                Attendance(
                    learning_session=session,
                    user=cast.users[person],
                    rsvp=RSVPS[rsvp],
                    rsvp_reason=answers["redenen"].get(person, ""),
                    rsvp_at=session.starts_at - dt.timedelta(days=5) if rsvp else None,
                    presence=PRESENCES[answers["aanwezig"][person]],
                    checkout_word=words.get((answers["sessie"], person), ""),
                    updated_at=min(session.ends_at, cast.calendar.now),
                )
            )
    Attendance.objects.bulk_create(rows)


def _board_notes(sessions: dict[str, LearningSession], cast: Cast) -> None:
    """A note is written two minutes into its agenda item; an anonymous one has no author at all."""
    kind_of_id = {"barriere": "barrier", "leervraag": "question", "stap": "step"}
    notes = []
    for row in data()["oogst"]:
        became = row["werd"]
        notes.append(
            BoardNote(
                pk=demo_id("note", row["key"]),
                learning_session=sessions[row["sessie"]],
                agenda_item_id=_item_id(row["sessie"], row["agendapunt"]),
                author=cast.users[row["door"]] if row["door"] else None,
                text=row["tekst"],
                became=BECAME[became["soort"]] if became else "",
                became_id=demo_id(kind_of_id[became["soort"]], became["key"]) if became else None,
                written_at=sessions[row["sessie"]].starts_at
                + dt.timedelta(minutes=_minutes_before(row["sessie"], row["agendapunt"]) + 2),
            )
        )
    BoardNote.objects.bulk_create(notes)


def _minutes_before(session: str, title: str) -> int:
    agenda = next(row["agenda"] for row in data()["sessies"] if row["key"] == session)
    titles = [item[0] for item in agenda]
    return sum(item[1] for item in agenda[: titles.index(title)])


def load_steps(cast: Cast) -> None:
    """The stones of each team's path, then everybody's own intentions, which belong to them."""
    Step.objects.bulk_create([*_team_steps(cast), *_intentions(cast)])


def _team_steps(cast: Cast) -> list[Step]:
    """Whoever told the last story of a step also put it where it stands; else the team's first person."""
    stories = {row["stap"]: row for row in data()["wins"] if "stap" in row}
    order: dict[str, int] = {}
    steps = []
    for row in data()["stappen"]:
        story = stories.get(row["key"])
        by = cast.users[story["auteur"]] if story else cast.members(row["team"])[0]
        order[row["team"]] = order.get(row["team"], 0) + 1
        steps.append(
            Step(
                pk=demo_id("step", row["key"]),
                team=cast.teams[row["team"]],
                text=row["tekst"],
                order=order[row["team"]],
                partial_solution=cast.solutions[row["deel"]],
                learning_session_id=demo_id("session", row["sessie"]),
                state=STEP_STATES[row["stand"]],
                state_reason=row.get("waarom", ""),
                state_set_at=cast.calendar.noted(_day_set(row, story), "16:45"),
                state_set_by=by,
                created_by=by,
                client_uuid=demo_id("step", row["key"]),
            )
        )
    return steps


def _day_set(step: dict[str, Any], story: dict[str, Any] | None) -> int:
    """A step is let go in the session after its last story, otherwise set where it stands at once."""
    if story is None:
        return session_days()[step["sessie"]]
    if "waarom" in step:
        return min(day for day in session_days().values() if day > story["dag"])
    return story["dag"]


def _intentions(cast: Cast) -> list[Step]:
    team_of = {person["key"]: person["team"] for person in data()["personen"] if "team" in person}
    steps = []
    for order, row in enumerate(data()["voornemens"], start=1):
        key = demo_id("intention", row["sessie"], row["persoon"])
        person = cast.users[row["persoon"]]
        steps.append(
            Step(
                pk=key,
                team=cast.teams[team_of[row["persoon"]]],
                person=person,
                belongs_to_id=demo_id("step", row["stap"]) if row["stap"] else None,
                text=row["tekst"],
                order=order,
                learning_session_id=demo_id("session", row["sessie"]),
                state_set_at=cast.calendar.noted(session_days()[row["sessie"]], "15:25"),
                state_set_by=person,
                created_by=person,
                client_uuid=key,
            )
        )
    return steps
