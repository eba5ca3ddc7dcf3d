"""A new facilitator: from signing in to six planned sessions, three teams and fifteen invitations.

Every page that comes up counts, whether it was asked for or is what a form led to; at most twelve.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from sessions.models import LearningSession
from tests import factories
from tests.accounts.mails import code_in
from tests.wins.pages import read, words
from trajectories.models import Invitation, Trajectory
from trajectories.roles import Role

pytestmark = pytest.mark.django_db

MOST = 12


class Walker:
    """A browser that counts the pages it shows and remembers where it is."""

    def __init__(self):
        self.client, self.pages, self.page = Client(), [], None

    def _shown(self, response):
        while response.status_code == 302:
            response = self.client.get(response.url)
        assert response.status_code == 200, words(response)
        self.page = response
        self.pages.append(response.request["PATH_INFO"])
        return self

    def go(self, address):
        return self._shown(self.client.get(address))

    def follow(self, address):
        """A link that stands on the page."""
        assert address in read(self.page).links
        return self.go(address)

    def press(self, action="", *, button=None, **typed):
        """The form of this page that goes to ``action``, with its button."""
        here = self.page.request["PATH_INFO"]
        forms = [form for form in read(self.page).forms if form.action in (action, action or here)]
        form = next(form for form in forms if form.method == "post")
        data = form.fields | typed
        if button:
            assert button in form.buttons
            data[button[0]] = button[1]
        return self._shown(self.client.post(action or here, data))


@pytest.fixture
def fatima():
    """She was made facilitator of a trajectory of her organisation yesterday, and never signed in."""
    organisation = factories.organisation("Buurtteam Oeverhoek")
    person = factories.user("Fatima Bos", email="fatima@example.org", language="en")
    other = factories.trajectory(organisation, name="Een ander traject")
    factories.member(person, Role.FACILITATOR, other, starts_on=factories.days(-1), works_for=organisation)
    return person


def test_twelve_pages_are_enough(fatima, smtp_sink):
    walk = Walker()
    walk.go(reverse("account_login"))
    walk.press(login=fatima.email)
    walk.press(code=code_in(smtp_sink.messages()[-1]))

    walk.follow(reverse("trajectories:new"))
    walk.press(
        name="Thuis in Oeverhoek",
        question="Hoe blijft iedereen thuis?",
        teams="Noord\r\nPortiek & Plein\r\nDoen",
    )
    trajectory = Trajectory.objects.get(name="Thuis in Oeverhoek")
    assert walk.page.request["PATH_INFO"] == trajectory.get_absolute_url()

    walk.follow(reverse("sessions:schedule", args=[trajectory.pk]) + "?programme=six_sessions")
    monday = factories.days(30) - dt.timedelta(days=factories.days(30).weekday())
    walk.press(
        button=("action", "notify"),
        starts_at_date=(monday + dt.timedelta(days=1)).isoformat(),
        starts_at_time="14:00",
        video_url="https://video.example/oeverhoek",
        teams=[str(team.pk) for team in trajectory.teams.all()],
    )
    walk.press(sessions=[str(session.pk) for session in trajectory.learning_sessions.all()])
    assert walk.page.request["PATH_INFO"] == trajectory.get_absolute_url()

    walk.follow(reverse("sessions:people", args=[trajectory.pk]))
    table = ["e-mail;naam;team"]
    table += [
        f"persoon{number}@example.org;Persoon {number};{team}"
        for number, team in enumerate(["Noord", "Portiek & Plein", "Doen"] * 5)
    ]
    walk.press(reverse("sessions:invite", args=[trajectory.pk]), addresses="\r\n".join(table))
    assert "Invite 15 people" in words(walk.page)
    walk.press(button=("action", "invite"))
    assert "15 people are invited." in words(walk.page)

    assert len(walk.pages) <= MOST, walk.pages
    sessions = LearningSession.objects.filter(trajectory=trajectory)
    assert set(sessions.values_list("state", flat=True)) == {"open"}
    assert (sessions.count(), trajectory.teams.count()) == (6, 3)
    assert {len(session.teams.all()) for session in sessions} == {3}
    assert {sum(item.minutes for item in session.agenda_items.all()) for session in sessions} == {90}
    invitations = Invitation.objects.filter(team__trajectory=trajectory)
    assert invitations.count() == 15
    assert {invitations.filter(team=team).count() for team in trajectory.teams.all()} == {5}
