"""The people, teams, steps, sessions and barriers of one synthetic trajectory."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

from sessions.models import LearningSession, SessionState, Step, StepState
from smallwins.accounts.models import User
from trajectories.models import Membership, PartialSolution, Team, Trajectory, Wording, WordingKind
from trajectories.roles import Role
from wins.demo import phrases
from wins.demo.data import Calendar
from wins.models import Barrier, BarrierNaming, BarrierStand

PEOPLE_PER_TEAM = 3
#: Days between sessions.
SESSION_EVERY = 14
_YEARS_WITHOUT_MAIL = 10


@dataclass
class House:
    """What the wins of a trajectory refer to. People and steps are by team."""

    trajectory: Trajectory
    facilitator: User
    solutions: list[PartialSolution]
    teams: list[Team]
    barriers: list[Barrier]
    people: dict[uuid.UUID, list[User]] = field(default_factory=dict)
    steps: dict[uuid.UUID, list[Step]] = field(default_factory=dict)


def new_id(dice: random.Random) -> uuid.UUID:
    """A random id that is the same on every run."""
    return uuid.UUID(int=dice.getrandbits(128), version=4)


def person(pk: uuid.UUID, name: str, calendar: Calendar) -> User:
    """Somebody who signs in but never gets mail."""
    user = User(
        pk=pk,
        email=f"{name}@schaalproef.example",
        name=name.replace("-", " ").capitalize(),
        mail_paused_until=calendar.today + dt.timedelta(days=365 * _YEARS_WITHOUT_MAIL),
    )
    user.set_unusable_password()
    return user


def build(trajectory: Trajectory, *, teams: int, calendar: Calendar, dice: random.Random) -> House:
    """Add everything but the wins."""
    house = House(
        trajectory=trajectory,
        facilitator=person(new_id(dice), f"facilitator-{trajectory.pk.hex[:12]}", calendar),
        solutions=[
            PartialSolution(pk=new_id(dice), trajectory=trajectory, name=name, order=order)
            for order, name in enumerate(phrases.SOLUTIONS, start=1)
        ],
        teams=[
            Team(
                pk=new_id(dice),
                trajectory=trajectory,
                name=f"Team {number:02}",
                direction=dice.choice(phrases.DIRECTIONS),
            )
            for number in range(1, teams + 1)
        ],
        barriers=[
            Barrier(pk=new_id(dice), trajectory=trajectory, name=name, kind=kind)
            for name, kind in phrases.BARRIERS
        ],
    )
    PartialSolution.objects.bulk_create(house.solutions)
    Team.objects.bulk_create(house.teams)
    _people(house, calendar, dice)
    sessions = _sessions(house, calendar, dice)
    _steps(house, sessions, calendar, dice)
    _barriers(house, calendar, dice)
    return house


def _people(house: House, calendar: Calendar, dice: random.Random) -> None:
    for team in house.teams:
        names = [f"{team.pk.hex[:12]}-{number}" for number in range(1, PEOPLE_PER_TEAM + 1)]
        house.people[team.pk] = [person(new_id(dice), name, calendar) for name in names]
    User.objects.bulk_create([house.facilitator, *(user for team in house.people.values() for user in team)])
    since = calendar.date(-7)
    memberships = [
        Membership(
            pk=new_id(dice), user=user, role=Role.PROFESSIONAL, team=team, function=function, starts_on=since
        )
        for team in house.teams
        for user, function in zip(house.people[team.pk], phrases.FUNCTIONS, strict=True)
    ]
    memberships.append(
        Membership(
            pk=new_id(dice),
            user=house.facilitator,
            role=Role.FACILITATOR,
            trajectory=house.trajectory,
            starts_on=since,
        )
    )
    Membership.objects.bulk_create(memberships)
    Wording.objects.create(
        trajectory=house.trajectory,
        kind=WordingKind.QUESTION,
        text="Hoe wordt dit een buurt waar iedereen zich thuis voelt?",
        author=house.facilitator,
        written_at=calendar.noted(-7, "10:00"),
    )


def _sessions(house: House, calendar: Calendar, dice: random.Random) -> list[LearningSession]:
    """Six sessions, the last one shortly before today."""
    sessions = [
        LearningSession(
            pk=new_id(dice),
            trajectory=house.trajectory,
            title=title,
            starts_at=calendar.start(calendar.date(number * SESSION_EVERY), "14:00"),
            state=SessionState.OPEN,
            scheduled_at=calendar.noted(-7, "11:00"),
            created_by=house.facilitator,
        )
        for number, title in enumerate(phrases.SESSIONS)
    ]
    LearningSession.objects.bulk_create(sessions)
    through = LearningSession.teams.through
    through.objects.bulk_create(
        through(learningsession=session, team=team) for session in sessions for team in house.teams
    )
    return sessions


def _steps(house: House, sessions: list[LearningSession], calendar: Calendar, dice: random.Random) -> None:
    """A step from every session; the last is being tried or comes next."""
    for team in house.teams:
        by = house.people[team.pk][0]
        house.steps[team.pk] = [
            Step(
                pk=new_id(dice),
                team=team,
                text=phrases.STEPS[number],
                order=number + 1,
                partial_solution=dice.choice(house.solutions),
                learning_session=session,
                state=StepState.TAKEN if session is not sessions[-1] else dice.choice(["next", "trying"]),
                state_set_at=calendar.noted((number + 1) * SESSION_EVERY, "16:00"),
                state_set_by=by,
                created_by=by,
            )
            for number, session in enumerate(sessions)
        ]
    Step.objects.bulk_create(step for steps in house.steps.values() for step in steps)


def _barriers(house: House, calendar: Calendar, dice: random.Random) -> None:
    Barrier.objects.bulk_create(house.barriers)
    days = [dice.randrange(80) for _ in house.barriers]
    BarrierStand.objects.bulk_create(
        BarrierStand(barrier=barrier, state=state, author=house.facilitator, since=calendar.date(day))
        for barrier, state, day in zip(house.barriers, phrases.STANDS, days, strict=True)
    )
    BarrierNaming.objects.bulk_create(
        BarrierNaming(barrier=barrier, team=team, named_on=calendar.date(day))
        for barrier, day in zip(house.barriers, days, strict=True)
        for team in dice.sample(house.teams, k=min(3, len(house.teams)))
    )
