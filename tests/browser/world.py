"""What stands beside the demo: a team with the longest of everything, and people at the edges."""

import datetime as dt
import uuid

from django.test import Client
from django.utils import timezone

from sessions.models import AgendaItem, BoardNote, LearningSession, Material, Run, SessionState
from sessions.services.attendance import token_for as answer_token
from smallwins.accounts.models import User
from smallwins.notifications import links
from tests import factories
from tests.wins.exporting import ready_export
from trajectories.models import Invitation, Team, Trajectory
from trajectories.roles import Role
from trajectories.services.people import token_for
from wins.demo.data import demo_id, email_of, owners, people, trajectory_id
from wins.guests import token_for as guest_token
from wins.models import Export, ShownWin, Visibility
from wins.nudges import token_for as nudge_token
from wins.services import messages, policy

LONG_WORD = "Meervoudigeproblematiekafstemmingsoverlegcoördinatorenbijeen"
RTL = "שלום לכולם مرحبا بالجيران"
EMOJI = "👩🏽‍🔧🏳️‍🌈🇳🇱"
STEP = "We bellen nieuwe buren in hun eerste week op en vragen wat zij zelf graag willen"
TITLE = f"{LONG_WORD} en nog een titel {EMOJI}".ljust(80, "x")[:80]


def story(length: int = 600) -> str:
    """Ordinary words, the longest word, right-to-left words and emoji, ``length`` characters in all."""
    start = f"Vandaag {LONG_WORD} {RTL} {EMOJI}\n\n"
    return start + ("We deden het samen en anders dan vorige week. " * 20)[: length - len(start) - 1] + "."


def build() -> tuple[dict[str, str], dict[str, str]]:
    """Make it all; returns the session cookie of everybody by first name, and the ids pages need."""
    place = of_the_demo() | of_the_long_team()
    everybody = [User.objects.get(email=email_of(person["key"])) for person in people()]
    everybody += User.objects.filter(email__endswith="@proef.example")
    return {person.email.partition("@")[0]: cookie_of(person) for person in everybody}, place


def cookie_of(person: User) -> str:
    """Sign in; returns the value of the session cookie."""
    client = Client()
    client.force_login(person)
    return client.cookies["smallwins_session"].value


def of_the_demo() -> dict[str, str]:
    samira = User.objects.get(email=email_of("samira"))
    unsubscribe = links.unsubscribe_url(user_id=samira.pk, kind="session_reminder")
    ids = {
        "organisation": owners()[0],
        "trajectory": trajectory_id(),
        "noord": demo_id("team", "N"),
        "plein": demo_id("team", "P"),
        "win": demo_id("win", "W02"),
        "own_win": demo_id("win", "W01"),
        "setback": demo_id("win", "W09"),
        "membership": demo_id("membership", "joost"),
        "step": demo_id("step", "SN4"),
        "session": demo_id("session", "S5"),
        "held": demo_id("session", "S2"),
        "item": first_item("S5"),
        "held_item": first_item("S2"),
        "lately": demo_id("session", "S4"),
        "first": demo_id("session", "S1"),
        "question": demo_id("question", "L2"),
        "barrier": demo_id("barrier", "B4"),
        "export": an_export().pk,
        "published": demo_id("published", "W02"),
        "message": demo_id("message", "M2"),
        "answered": demo_id("message", "M1"),
        "comment": demo_id("comment", "W02", "tessa"),
        "unsubscribe": unsubscribe.rstrip("/").split("/")[-2],
        "answer": answer_token(
            learning_session=LearningSession.objects.get(pk=demo_id("session", "S5")), user=samira
        ),
        "nudge": nudge_token(
            learning_session=LearningSession.objects.get(pk=demo_id("session", "S4")), user=samira
        ),
    }
    return {name: str(value) for name, value in ids.items()}


def an_export() -> Export:
    """A file of stories that waits for Ruben."""
    ruben, of = User.objects.get(email=email_of("ruben")), Trajectory.objects.get(pk=trajectory_id())
    return ready_export(ruben, of, format="xlsx")


def first_item(session: str) -> object:
    """The id of the first item on the agenda of a session of the demo."""
    return LearningSession.objects.get(pk=demo_id("session", session)).agenda_items.all()[0].pk


def person(first: str, **fields: str) -> User:
    return factories.user(f"{first} Proef", email=f"{first.lower()}@proef.example", **fields)


def of_the_long_team() -> dict[str, str]:
    """Wies writes, Gerda facilitates, Ellen reads English; Karel's team is closed, Noor has none."""
    organisation = factories.organisation("Stichting Proef")
    trajectory = factories.trajectory(organisation, name=TITLE)
    team = factories.team(trajectory, "Portiek & Plein", direction=(LONG_WORD + " ") * 2)
    wies, gerda = person("Wies"), person("Gerda")
    person("Noor")
    factories.member(wies, Role.PROFESSIONAL, team)
    factories.member(person("Ellen", language="en"), Role.PROFESSIONAL, team)
    factories.member(gerda, Role.FACILITATOR, trajectory)
    closed = factories.trajectory(organisation, name="Afgesloten", closed_at=timezone.now())
    factories.member(person("Karel"), Role.PROFESSIONAL, factories.team(closed, "Toen"))
    trying = factories.step(team, STEP, state="trying")
    factories.step(team, TITLE, order=2, kind="friction", barrier_name=TITLE)
    win = factories.win(team, wies, title=TITLE, story=story(), step=trying, friction=story(), next_step=RTL)
    draft = factories.win(team, wies, story=story(), visibility=Visibility.DRAFT)
    held = factories.learning_session(trajectory, team, title=TITLE, purpose=story())
    item = AgendaItem.objects.create(
        learning_session=held,
        title=TITLE,
        position=1,
        minutes=10,
        reading=TITLE,
        instructions=story(),
        notes=story(),
        outcome=RTL,
    )
    link = {"title": TITLE, "url": f"https://www.example.org/{LONG_WORD}", "trajectory": trajectory}
    material = Material.objects.create(learning_session=held, agenda_item=item, **link)
    planned = factories.learning_session(trajectory, team, title="Concept", state=SessionState.DRAFT)
    dropped = factories.learning_session(
        trajectory, team, title="Vervallen", state=SessionState.CANCELLED, cancel_reason=story(200)
    )
    running = of_the_room(trajectory, team)
    noted = of_the_board(running, wies)
    invitation = Invitation.objects.create(
        email="nieuw@proef.example",
        role=Role.PROFESSIONAL,
        team=team,
        invited_by=gerda,
        expires_at=timezone.now() + dt.timedelta(days=7),
    )
    programme = factories.programme(trajectory, TITLE, next_time=story(300), created_by=gerda)
    ids = {
        "long_trajectory": trajectory.pk,
        "programme": programme.pk,
        "long_team": team.pk,
        "long_win": win.pk,
        "draft": draft.pk,
        "long_session": held.pk,
        "long_item": item.pk,
        "material": material.pk,
        "planned": planned.pk,
        "dropped": dropped.pk,
        "running": running.pk,
        "note": noted.pk,
        "ambition_item": running.agenda_items.get(is_ambition_round=True).pk,
        "invitation": token_for(invitation),
    } | of_policy(trajectory, team, wies, gerda)
    return {name: str(value) for name, value in ids.items()}


def of_policy(trajectory: Trajectory, team: Team, wies: User, gerda: User) -> dict[str, object]:
    """A copy Wies is asked to write, one that Gerda reads, and a message with a guest's link."""
    now, today = timezone.now(), factories.days(0)
    told = [
        factories.win(team, wies, title=TITLE, story=story(), visibility=Visibility.TRAJECTORY) for _ in "ab"
    ]
    policy.choose(win=told[0], by=gerda, reason=story(200), on=today)
    asked = policy.ask_for_copy(win=told[0], reason=story(200), asked_by=gerda, now=now, on=today)
    written = policy.ask_for_copy(win=told[1], reason=story(200), asked_by=wies, now=now, on=today)
    written.title, written.text, written.our_share, written.unknowns = TITLE, story(), story(200), RTL
    policy.write(copy=written, version=written.version, now=now, on=today)
    message = messages.send_message(
        trajectory=trajectory,
        barrier=None,
        wins=told,
        addressee=f"{LONG_WORD} {RTL}",
        text=story(1000),
        address="gast@proef.example",
        language="nl",
        author=gerda,
        client_uuid=uuid.uuid4(),
        now=now,
        on=today,
    )
    message.refresh_from_db()
    return {"asked_copy": asked.pk, "written_copy": written.pk, "guest": guest_token(message)}


def of_the_room(trajectory: Trajectory, team: Team) -> LearningSession:
    """A session that began; the longest of everything in its second part, which is over time."""
    now = timezone.now()
    session = factories.learning_session(trajectory, team, title="Bezig", starts_at=now)
    for position, title in enumerate(("Inchecken", TITLE, "Afronden"), start=1):
        factories.agenda_item(session, title, position=position)
    item = session.agenda_items.get(position=2)
    item.instructions, item.short_version, item.next_time = story(300), story(200), story(200)
    item.reading, item.prompt = f"{LONG_WORD} {RTL}", TITLE
    item.save()
    began = now - dt.timedelta(minutes=16)
    Run.objects.create(learning_session=session, current_item=item, item_started_at=began, started_at=began)
    return session


def of_the_board(session: LearningSession, author: User) -> BoardNote:
    """Notes that were shown, of the longest, in two themes; a question without names; the ambition round."""
    AgendaItem.objects.filter(learning_session=session, position=2).update(revealed_at=timezone.now())
    shown = session.agenda_items.get(position=2)
    columns = {"position": 4, "is_anonymous": True}, {"position": 5, "is_ambition_round": True}
    unnamed, _ambition = (
        AgendaItem.objects.create(learning_session=session, title=TITLE, minutes=5, prompt=TITLE, **fields)
        for fields in columns
    )
    notes = [
        BoardNote.objects.create(
            learning_session=session, agenda_item=item, author=by, text=text, theme=theme
        )
        for item, by, text, theme in (
            (shown, author, story(), TITLE),
            (shown, author, RTL, ""),
            (unnamed, None, "Stil gezegd.", ""),
        )
    ]
    team = session.teams.get()
    win = factories.win(team, author, title=TITLE, story=story())
    ShownWin.objects.create(learning_session=session, win=win, shown_at=timezone.now())
    return notes[0]
