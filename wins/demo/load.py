"""Loading the demo trajectory, once or afresh, and what its pages say about it."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from sessions.models import LearningSession
from smallwins.accounts.models import User
from smallwins.notifications.models import Delivery, MailPreference
from trajectories.models import Invitation, Membership, Trajectory
from trajectories.roles import Role
from wins.demo import data
from wins.demo.gatherings import load_sessions, load_steps
from wins.demo.people import load_people
from wins.demo.policy import load_learning, load_policy
from wins.demo.stories import load_stories

#: Number of the advisory lock that keeps two loaders apart.
_LOCK = 7_205_759


@dataclass(frozen=True)
class Persona:
    """Somebody to look as; ``place`` is the name of what the role belongs to."""

    user: User
    role: Role
    place: str


@transaction.atomic
def load_demo(*, today: dt.date, now: dt.datetime) -> Trajectory:
    """Load everything, unless it is there: then nothing changes, whatever people did with it since."""
    _one_at_a_time()
    loaded = Trajectory.objects.filter(pk=data.trajectory_id()).first()
    if loaded is not None:
        return loaded
    cast = load_people(data.Calendar(today=today, now=now))
    load_sessions(cast)
    load_steps(cast)
    load_stories(cast)
    load_learning(cast)
    load_policy(cast)
    return cast.trajectory


@transaction.atomic
def remove_demo() -> None:
    """Take away the trajectories of the demo's organisations, and what belongs to its people.

    The people and organisations themselves stay: whoever looks as one of them stays signed in.
    """
    _one_at_a_time()
    trajectories = Trajectory.objects.filter(organisation__in=data.owners())
    people = User.objects.filter(email__in=[data.email_of(person["key"]) for person in data.people()])
    sessions = LearningSession.objects.filter(trajectory__in=trajectories)
    invitations = Invitation.objects.filter(
        Q(organisation__in=data.owners())
        | Q(trajectory__in=trajectories)
        | Q(team__trajectory__in=trajectories)
    )
    Delivery.objects.filter(
        Q(recipient__in=people)
        | Q(subject_id__in=sessions.values("pk"))
        | Q(subject_id__in=invitations.values("pk"))
    ).delete()
    MailPreference.objects.filter(user__in=people).delete()
    Membership.objects.filter(user__in=people).delete()
    invitations.delete()
    trajectories.delete()


@transaction.atomic
def reload_demo(*, today: dt.date, now: dt.datetime) -> Trajectory:
    """Begin again with today's dates."""
    remove_demo()
    return load_demo(today=today, now=now)


def demo_day(today: dt.date) -> int | None:
    """The day number of the loaded demo, 90–96 when fresh; None when it is not loaded."""
    start = Trajectory.objects.filter(pk=data.trajectory_id()).values_list("starts_on", flat=True).first()
    return None if start is None else (today - start).days


def personas() -> list[Persona]:
    """Everybody in the order of the data, the outsider last; empty when the demo is not loaded."""
    emails = [data.email_of(person["key"]) for person in data.people()]
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    return [
        Persona(user=users[email], role=data.ROLES[person["rol"]], place=person["place"])
        for email, person in zip(emails, data.people(), strict=True)
        if email in users
    ]


def _one_at_a_time() -> None:
    """Wait for another loader; its lock ends with its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
