"""Who joins after the sessions were planned gets them in the calendar: each session once, nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions import newcomers
from sessions.models import LearningSession
from sessions.services.session import INVITATION, cancel_session, open_session
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery
from tests import factories
from trajectories.roles import Role
from trajectories.services import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def west(cast):
    """A new team nobody is in, with two planned sessions."""
    team = factories.team(cast.trajectory, "West")
    cast.drafts = [
        factories.learning_session(cast.trajectory, team, cast.noord, title=title, state="draft")
        for title in ("Klein maken", "Leren zien")
    ]
    for session in cast.drafts:
        assert open_session(learning_session=session, now=timezone.now()) == 2
    return team


def join(team, email="nora@example.org"):
    made = people.invite_member(
        scope=team, role=Role.PROFESSIONAL, email=email, invited_by=None, now=timezone.now()
    )
    return people.accept_invitation(
        token=people.token_for(made), name="Nora Nieuw", language="nl", now=timezone.now()
    )


def invited(person):
    rows = Delivery.objects.filter(kind=INVITATION, recipient=person)
    return sorted(LearningSession.objects.get(pk=row.subject_id).title for row in rows)


def test_who_joins_later_is_invited_to_each_session_once(west, smtp_sink):
    nora = join(west)
    now = timezone.now()
    assert [newcomers.plan(now) for _ in range(3)] == [2, 0, 0]
    assert invited(nora) == ["Klein maken", "Leren zien"]
    notifications.send_now(now=now + dt.timedelta(minutes=6))
    mails = [mail for mail in smtp_sink.messages() if mail["To"] == nora.email and "ics" in str(mail)]
    assert len(mails) == 2


def test_whoever_was_told_is_not_told_again(west, cast):
    join(west)
    newcomers.plan(timezone.now())
    assert invited(cast.samira) == ["Klein maken", "Leren zien"]
    assert Delivery.objects.filter(kind=INVITATION).count() == 6


def test_who_took_part_all_along_hears_nothing_new(cast):
    factories.learning_session(cast.trajectory, cast.noord)
    assert newcomers.plan(timezone.now()) == 0


@pytest.mark.parametrize("what", ["past", "cancelled", "draft", "closed", "left", "inactive", "facilitator"])
def test_nobody_is_invited_to_what_is_no_longer_theirs(west, cast, what):
    nora = join(west)
    now = timezone.now()
    if what == "past":
        LearningSession.objects.update(starts_at=now)
    elif what == "cancelled":
        for session in cast.drafts:
            cancel_session(learning_session=session, reason="Ziek", now=now)
    elif what == "draft":
        LearningSession.objects.update(state="draft")
    elif what == "closed":
        cast.trajectory.closed_at = now
        cast.trajectory.save()
    elif what == "left":
        nora.memberships.update(ends_on=factories.days(0))
    elif what == "inactive":
        type(nora).objects.filter(pk=nora.pk).update(is_active=False)
    else:
        nora.memberships.all().delete()
        factories.member(nora, Role.FACILITATOR, cast.trajectory, starts_on=factories.days(0))
    assert newcomers.plan(now) == 0


def test_thirty_newcomers_take_as_many_statements_as_three(west):
    def statements(number):
        for each in range(number):
            person = factories.user(f"Persoon {each}")
            factories.member(person, Role.PROFESSIONAL, west, starts_on=factories.days(0))
        with CaptureQueriesContext(connection) as queries:
            assert newcomers.plan(timezone.now()) == 2 * number
        return len(queries)

    assert statements(3) == statements(27)
