"""The fixed cast. One trajectory "Thuis in Oeverhoek" with two teams, and a stranger's next door.

Samira and Joost are professionals of team Noord, Mehmet of team Zuid; Marit facilitates, Ruben coordinates,
Els administers the organisation and Pien reads its policy copies. Otto belongs to another organisation, where
he is everything at once: professional, facilitator and coordinator.
"""

from types import SimpleNamespace

import pytest
from django.test import Client

from tests import factories
from trajectories.roles import Role


@pytest.fixture
def cast(db):
    """Everybody and everything: organisation, trajectory, noord, zuid, the people, and what is Otto's."""
    organisation = factories.organisation("Gemeente Oeverstad")
    trajectory = factories.trajectory(organisation)
    noord, zuid = factories.team(trajectory, "Noord"), factories.team(trajectory, "Zuid")
    others = factories.organisation("Stichting Elders")
    elsewhere = factories.trajectory(others, name="Samen Elders", question="Hoe doen anderen het?")
    their_team = factories.team(elsewhere, "Overkant")
    roles = {
        "Samira Yilmaz": [(Role.PROFESSIONAL, noord)],
        "Joost Bakker": [(Role.PROFESSIONAL, noord)],
        "Mehmet Demir": [(Role.PROFESSIONAL, zuid)],
        "Marit de Vries": [(Role.FACILITATOR, trajectory)],
        "Ruben Smit": [(Role.COORDINATOR, trajectory)],
        "Els Mulder": [(Role.ADMIN, organisation)],
        "Pien Visser": [(Role.POLICY_READER, organisation)],
        "Otto Vreemd": [
            (Role.PROFESSIONAL, their_team),
            (Role.FACILITATOR, elsewhere),
            (Role.COORDINATOR, elsewhere),
        ],
    }
    people = {}
    for name, memberships in roles.items():
        first = name.split()[0].lower()
        people[first] = factories.user(name, email=f"{first}@example.org")
        for role, scope in memberships:
            factories.member(people[first], role, scope)
    return SimpleNamespace(
        organisation=organisation,
        trajectory=trajectory,
        noord=noord,
        zuid=zuid,
        others=others,
        elsewhere=elsewhere,
        their_team=their_team,
        **people,
    )


def _of_cast(name):
    @pytest.fixture(name=name)
    def one(cast):
        return getattr(cast, name)

    return one


organisation, trajectory, noord, zuid = map(_of_cast, ("organisation", "trajectory", "noord", "zuid"))
samira, joost, mehmet, marit = map(_of_cast, ("samira", "joost", "mehmet", "marit"))
ruben, els, pien, otto = map(_of_cast, ("ruben", "els", "pien", "otto"))


@pytest.fixture
def browser_of():
    """A function that gives somebody's signed-in ``django.test.Client``."""

    def make(person, **extra):
        client = Client(**extra)
        client.force_login(person)
        return client

    return make
