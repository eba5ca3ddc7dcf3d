"""Rows for tests: plain functions without surprises. Each makes one row and what it cannot do without."""

import datetime as dt
import uuid

from django.utils import timezone

from sessions.models import AgendaItem, LearningSession, SessionState, Step
from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import (
    Membership,
    Organisation,
    PartialSolution,
    Programme,
    Team,
    Trajectory,
    Wording,
)
from trajectories.programmes.plan import ItemPlan, Plan, SessionPlan, as_data
from trajectories.roles import SCOPE_OF
from wins.models import Visibility, Win

#: Tests that travel to 2027 meet the same people in later years too.
SINCE = dt.date(2026, 8, 24)


def days(number):
    """The day ``number`` days from today, for readers in the Netherlands."""
    return house_day(timezone.now()) + dt.timedelta(days=number)


def long_ago():
    """At least ninety days ago."""
    return min(days(-90), SINCE)


def user(name, *, email=None, language="nl", time_zone="Europe/Amsterdam", **fields):
    email = email or f"{name.split()[0].lower()}-{uuid.uuid4().hex[:8]}@example.org"
    # Without the checks of ``create_user``: a cast of twelve for each test is most of its time.
    person = User(email=email, name=name, language=language, time_zone=time_zone, **fields)
    person.set_unusable_password()
    person.save()
    return person


def organisation(name="Gemeente Oeverstad"):
    return Organisation.objects.create(name=name)


def trajectory(owner, *, name="Thuis in Oeverhoek", question="Hoe blijft iedereen thuis?", **fields):
    made = Trajectory.objects.create(
        organisation=owner, name=name, starts_on=fields.pop("starts_on", long_ago()), **fields
    )
    Wording.objects.create(trajectory=made, kind="question", text=question)
    return made


def team(of, name="Noord", **fields):
    return Team.objects.create(trajectory=of, name=name, **fields)


def partial_solution(of, name="Ontmoeting", **fields):
    return PartialSolution.objects.create(trajectory=of, name=name, **fields)


def member(person, role, scope, *, starts_on=None, ends_on=None, **fields):
    """A membership; counts from ninety days ago unless told otherwise."""
    fields |= {SCOPE_OF[role].value: scope, "starts_on": starts_on or long_ago(), "ends_on": ends_on}
    return Membership.objects.create(user=person, role=role, **fields)


def learning_session(of, *teams, title="Leersessie", starts_at=None, state=SessionState.OPEN, **fields):
    """A session in ten days unless told otherwise, without mails; ``services.session`` makes those."""
    made = LearningSession.objects.create(
        trajectory=of,
        title=title,
        starts_at=starts_at or timezone.now() + dt.timedelta(days=10),
        state=state,
        **fields,
    )
    made.teams.set(teams)
    return made


def agenda_item(of, title="Inchecken", *, position=1, minutes=10):
    return AgendaItem.objects.create(learning_session=of, title=title, position=position, minutes=minutes)


def programme(of, name="Ons programma", *, next_time="Begin eerder.", **fields):
    """A saved programme of one session with one item, made from a trajectory."""
    item = ItemPlan(title="Welkom", minutes=10, next_time=next_time)
    plan = Plan(name=name, language="nl", sessions=(SessionPlan(title="Eén", day=0, items=(item,)),))
    return Programme.objects.create(
        organisation=of.organisation, name=name, plan=as_data(plan), made_from=of, **fields
    )


def step(of, text="Wekelijks koffie in de hal", *, order=1, **fields):
    return Step.objects.create(team=of, text=text, order=order, **fields)


def win(of, author, *, story="We belden samen aan.", visibility=Visibility.TEAM, **fields):
    """A win that happened today; shared with its team unless told otherwise."""
    shared_at = None if visibility == Visibility.DRAFT else timezone.now()
    return Win.objects.create(
        team=of,
        author=author,
        story=story,
        visibility=visibility,
        **{"happened_on": days(0), "shared_at": shared_at} | fields,
    )
