"""The demo's organisations, people, trajectories and teams."""

from dataclasses import dataclass, field

from smallwins.accounts.models import User
from trajectories.models import (
    Membership,
    Organisation,
    PartialSolution,
    Team,
    Trajectory,
    Wording,
    WordingKind,
)
from trajectories.roles import SCOPE_OF, Scope
from wins.demo.data import PLANNED, ROLES, ZONE, Calendar, data, demo_id, email_of, people, trajectory_id

#: Minutes in a day and an hour, as reminders are written: ``7d``, ``2u``.
_MINUTES = {"d": 24 * 60, "u": 60}


@dataclass
class Cast:
    """What later rows refer to, by the keys of the data."""

    calendar: Calendar
    trajectory: Trajectory
    users: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    solutions: dict[str, PartialSolution] = field(default_factory=dict)

    def members(self, team: str) -> list[User]:
        return [self.users[p["key"]] for p in data()["personen"] if p.get("team") == team]

    @property
    def facilitator(self) -> User:
        return self._with_role("begeleider")

    @property
    def coordinator(self) -> User:
        return self._with_role("coordinator")

    def _with_role(self, role: str) -> User:
        return next(self.users[person["key"]] for person in data()["personen"] if person["rol"] == role)


def minutes(offset: str) -> int:
    """``7d`` and ``2u`` in minutes."""
    return int(offset[:-1]) * _MINUTES[offset[-1]]


def load_people(calendar: Calendar) -> Cast:
    """Organisations, people, both trajectories with their teams, and everybody's role."""
    _organisations()
    cast = Cast(calendar=calendar, trajectory=_trajectories(calendar), users=_users(calendar))
    _wordings(cast)
    cast.solutions = _partial_solutions(cast)
    cast.teams = _teams(cast)
    _memberships(cast)
    return cast


def _organisations() -> None:
    names = [*data()["organisaties"], data()["elders"]["organisatie"]]
    Organisation.objects.bulk_create(
        [Organisation(pk=demo_id("organisation", name), name=name) for name in names],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name"],
    )


def _users(calendar: Calendar) -> dict[str, User]:
    """Everybody by key. Who is there already keeps id and sign-in; the settings begin anew."""
    emails = [email_of(person["key"]) for person in people()]
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    users = {}
    for person in people():
        email = email_of(person["key"])
        user = User(
            pk=known[email].pk if email in known else demo_id("person", person["key"]),
            email=email,
            name=person["naam"],
            time_zone=ZONE,
            date_joined=calendar.noted(PLANNED, "10:00"),
        )
        user.set_unusable_password()
        users[person["key"]] = user
    User.objects.bulk_create(
        users.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "language", "time_zone", "theme", "mail_paused_until", "is_active"],
    )
    return users


def _trajectories(calendar: Calendar) -> Trajectory:
    ours, elsewhere = data()["traject"], data()["elders"]
    planned = calendar.noted(PLANNED, "10:00")
    trajectory = Trajectory(
        pk=trajectory_id(),
        organisation_id=demo_id("organisation", data()["organisaties"][0]),
        name=ours["naam"],
        neighbourhood=ours["buurt"],
        starts_on=calendar.date(0),
        for_whom_roles=ours["voor_wie_rollen"],
        reminder_offsets=[minutes(offset) for offset in data()["standaard_sessie"]["herinneringen"]],
        retention_months=ours["bewaartermijn_maanden_na_afsluiting"],
        client_uuid=trajectory_id(),
        created_at=planned,
    )
    elsewhere_id = demo_id("trajectory", elsewhere["traject"])
    foreign = Trajectory(
        pk=elsewhere_id,
        organisation_id=demo_id("organisation", elsewhere["organisatie"]),
        name=elsewhere["traject"],
        starts_on=calendar.date(0),
        client_uuid=elsewhere_id,
        created_at=planned,
    )
    Trajectory.objects.bulk_create([trajectory, foreign])
    return trajectory


def _wordings(cast: Cast) -> None:
    """The question from the start; the ambition as worded in the first session."""
    written = [
        (WordingKind.QUESTION, data()["traject"]["vraagstuk"], cast.calendar.noted(PLANNED, "10:00")),
        (WordingKind.AMBITION, data()["traject"]["ambitie"], cast.calendar.noted(0, "14:50")),
    ]
    Wording.objects.bulk_create(
        Wording(trajectory=cast.trajectory, kind=kind, text=text, author=cast.facilitator, written_at=moment)
        for kind, text, moment in written
    )


def _partial_solutions(cast: Cast) -> dict[str, PartialSolution]:
    solutions = {
        row["key"]: PartialSolution(
            pk=demo_id("solution", row["key"]),
            trajectory=cast.trajectory,
            name=row["naam"],
            question=row["vraag"],
            order=order,
        )
        for order, row in enumerate(data()["deeloplossingen"], start=1)
    }
    PartialSolution.objects.bulk_create(solutions.values())
    return solutions


def _teams(cast: Cast) -> dict[str, Team]:
    elsewhere = data()["elders"]
    teams = {
        row["key"]: Team(
            pk=demo_id("team", row["key"]),
            trajectory=cast.trajectory,
            name=row["naam"],
            direction=row["richting"],
        )
        for row in data()["teams"]
    }
    teams[elsewhere["team"]] = Team(
        pk=demo_id("team", elsewhere["team"]),
        trajectory_id=demo_id("trajectory", elsewhere["traject"]),
        name=elsewhere["team"],
    )
    Team.objects.bulk_create(teams.values())
    return teams


def _memberships(cast: Cast) -> None:
    memberships = [
        Membership(
            pk=demo_id("membership", person["key"]),
            user=cast.users[person["key"]],
            role=ROLES[person["rol"]],
            works_for_id=demo_id("organisation", person["organisatie"]),
            function=person.get("functie", ""),
            starts_on=cast.calendar.date(PLANNED),
            **_scope_of(person, cast),
        )
        for person in people()
    ]
    # Roles in an organisation outlive its trajectories.
    Membership.objects.bulk_create(memberships, ignore_conflicts=True)


def _scope_of(person: dict[str, str], cast: Cast) -> dict[str, object]:
    """The one scope the person's role belongs to; organisation roles belong to the owner."""
    scope = SCOPE_OF[ROLES[person["rol"]]]
    if scope == Scope.TEAM:
        return {"team": cast.teams[person["team"]]}
    if scope == Scope.TRAJECTORY:
        return {"trajectory": cast.trajectory}
    return {"organisation_id": cast.trajectory.organisation_id}
