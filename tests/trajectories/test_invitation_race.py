"""Single use, also when two browsers post at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from smallwins.accounts.models import User
from tests import factories
from trajectories.models import Membership
from trajectories.roles import Role
from trajectories.services import people
from trajectories.services.people import token_for

RACERS = 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_of_simultaneous_posts_one_joins(known):
    trajectory = factories.trajectory(factories.organisation())
    team = factories.team(trajectory)
    if known:
        factories.user("Nora Nieuw", email="nora@example.org")
    invitation = people.invite_member(
        scope=team,
        role=Role.PROFESSIONAL,
        email="nora@example.org",
        invited_by=factories.user("Marit de Vries"),
        now=timezone.now(),
    )
    start = Barrier(RACERS)

    def post(_number):
        try:
            start.wait(timeout=10)
            client = Client(raise_request_exception=False)
            return client.post(f"/invitations/{token_for(invitation)}/", {"name": "Nora"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        statuses = sorted(pool.map(post, range(RACERS)))
    assert statuses == [302] + [410] * (RACERS - 1)
    assert User.objects.filter(email="nora@example.org").count() == 1
    assert Membership.objects.filter(user__email="nora@example.org").count() == 1
