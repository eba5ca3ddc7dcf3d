"""Invitations: signed, single use, bound to an address, seven days, accepted by POST."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, State
from tests import factories
from trajectories.models import Invitation, InvitationState, Membership
from trajectories.roles import Role
from trajectories.services import people
from trajectories.services.people import token_for


@pytest.fixture
def invite(noord, marit):
    """A function that invites an address to team Noord."""

    def make(email="nieuw@example.org", *, scope=noord, role=Role.PROFESSIONAL, **fields):
        return people.invite_member(
            scope=scope, role=role, email=email, invited_by=marit, now=timezone.now(), **fields
        )

    return make


def path_of(invitation):
    return f"/invitations/{token_for(invitation)}/"


def link_in(mail):
    """The link, the same in text and HTML."""
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    (link,) = set(re.findall(r"http://\S+(/invitations/\S+/)", text))
    assert link in html
    return link


def join(invitation, client=None, name="Nora Nieuw"):
    return (client or Client()).post(path_of(invitation), {"name": name})


@pytest.mark.parametrize(("language", "word"), [("nl", "Deelnemen"), ("en", "Join")])
def test_the_mail_brings_somebody_new_in(invite, smtp_sink, client, noord, language, word):
    invite(language=language)
    notifications.send_now(now=timezone.now())
    (mail,) = smtp_sink.messages()
    assert (mail["Delivered-To"], mail["To"]) == ("nieuw@example.org", "nieuw@example.org")
    page = client.get(link_in(mail))
    assert f'<html lang="{language}"' in page.content.decode()
    assert not User.objects.filter(email="nieuw@example.org").exists()
    response = client.post(link_in(mail), {"name": "Nora Nieuw"})
    user = User.objects.get(email="nieuw@example.org")
    assert (response.url, user.name, user.language) == ("/", "Nora Nieuw", language)
    assert [(m.role, m.team) for m in user.memberships.all()] == [(Role.PROFESSIONAL, noord)]
    assert client.get(f"/teams/{noord.pk}/").status_code == 200
    assert word


def test_the_page_says_who_reads_what(invite, client):
    body = client.get(path_of(invite())).content.decode()
    assert body.count("<li>") >= 3
    assert "Marit" in body


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é", "x" * 3000])
def test_a_token_that_is_not_ours_is_refused(client, token):
    for method in (client.get, client.post):
        assert method(f"/invitations/{token}/").status_code == 410


def test_a_token_signed_for_something_else_is_refused(invite, client):
    made = invite()
    foreign = signing.dumps([str(made.pk), made.version], salt="unsubscribe")
    for token in (foreign, token_for(made)[:-1]):
        assert client.post(f"/invitations/{token}/", {"name": "N"}).status_code == 410
    assert Membership.objects.filter(user__email=made.email).count() == 0


def test_after_seven_days_it_is_worth_nothing(invite, client, time_machine):
    time_machine.move_to("2027-02-01T12:00Z", tick=False)
    made = invite()
    time_machine.move_to("2027-02-08T11:59:59Z", tick=False)
    assert client.get(path_of(made)).status_code == 200
    time_machine.move_to("2027-02-08T12:00:00Z", tick=False)
    assert client.get(path_of(made)).status_code == 410
    assert join(made).status_code == 410
    assert not User.objects.filter(email=made.email).exists()


def test_retracted_it_is_worth_nothing_and_is_not_mailed(invite, smtp_sink):
    made = invite()
    people.retract_invitation(invitation=made)
    assert join(made).status_code == 410
    assert notifications.send_now(now=timezone.now()) == 0
    assert [row.state for row in Delivery.objects.all()] == [State.CANCELLED]


def test_used_twice_it_works_once(invite):
    made = invite()
    assert join(made).status_code == 302
    second = Client()
    assert second.get(path_of(made)).status_code == 410
    assert join(made, second, name="Iemand anders").status_code == 410
    assert second.get("/settings/").status_code == 302
    assert Membership.objects.filter(user__email=made.email).count() == 1


def test_sent_again_the_earlier_link_is_dead(invite, smtp_sink, browser_of, marit, trajectory):
    first = invite()
    notifications.send_now(now=timezone.now())
    response = browser_of(marit).post(f"/trajectories/{trajectory.pk}/people/{first.pk}/resend/")
    assert response.status_code == 302
    notifications.send_now(now=timezone.now())
    old, new = (link_in(mail) for mail in smtp_sink.messages())
    assert [Client().get(link).status_code for link in (old, new)] == [410, 200]


def test_sent_again_before_the_first_went_out_mails_once(invite, smtp_sink):
    assert invite() == invite("NIEUW@example.org")
    notifications.send_now(now=timezone.now())
    assert len(smtp_sink.messages()) == 1
    assert Invitation.objects.count() == 1


def test_somebody_known_joins_without_a_name(invite, mehmet, noord):
    made = invite("Mehmet@example.org")
    page = Client().get(path_of(made)).content.decode()
    assert "Mehmet Demir" in page
    assert 'name="name"' not in page
    assert Client().post(path_of(made), {"name": "Hacker"}).status_code == 302
    mehmet.refresh_from_db()
    assert mehmet.name == "Mehmet Demir"
    assert mehmet.memberships.filter(team=noord).count() == 1


def test_in_somebody_elses_browser_it_is_the_invited_one_who_joins(invite, browser_of, otto, noord):
    made, browser = invite(), browser_of(otto)
    assert join(made, browser).status_code == 302
    assert Membership.objects.filter(user=otto, team=noord).count() == 0
    assert "Nora" in browser.get("/").content.decode()


def test_a_get_joins_nobody(invite, client):
    made = invite()
    client.get(path_of(made))
    client.head(path_of(made))
    made.refresh_from_db()
    assert (made.state, User.objects.filter(email=made.email).count()) == (InvitationState.PENDING, 0)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_wrong_name_answers_422_and_joins_nobody(invite, name):
    made = invite()
    response = join(made, name=name)
    assert response.status_code == 422
    assert "id_name_error" in response.content.decode()
    assert not User.objects.filter(email=made.email).exists()


def test_who_takes_part_already_is_not_invited(invite, samira):
    with pytest.raises(people.AlreadyMember):
        invite(samira.email.upper())
    assert Invitation.objects.count() == 0


def test_who_left_can_be_invited_again(invite, samira, noord):
    samira.memberships.update(ends_on=factories.days(-1))
    assert join(invite(samira.email)).status_code == 302
    assert Membership.objects.active(factories.days(0)).filter(user=samira, team=noord).count() == 1


def test_a_membership_that_came_meanwhile_does_no_harm(invite, samira, noord):
    samira.memberships.update(ends_on=factories.days(-1))
    made = invite(samira.email)
    factories.member(samira, Role.PROFESSIONAL, noord, starts_on=factories.days(0))
    assert join(made).status_code == 302
    assert Membership.objects.active(factories.days(0)).filter(user=samira, team=noord).count() == 1


def test_joining_late_at_night_counts_at_once_wherever_one_lives(invite, time_machine, noord):
    traveller = factories.user("Rosa Vos", email="rosa@example.org", time_zone="America/Paramaribo")
    time_machine.move_to(dt.datetime(2027, 2, 2, 1, 30, tzinfo=dt.UTC), tick=False)
    browser = Client()
    join(invite(traveller.email), browser)
    assert browser.get(f"/teams/{noord.pk}/").status_code == 200
