"""Inviting many at once: a preview per line, good lines go on, sent twice it counts once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from smallwins.notifications.models import Delivery
from tests import factories
from tests.wins.pages import form_to, read, send, speak_english, words
from trajectories.models import Invitation, Membership, Trajectory
from trajectories.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(cast, browser_of):
    """Marit's browser, in English."""
    speak_english()
    return browser_of(cast.marit)


def url(trajectory):
    return f"/trajectories/{trajectory.pk}/people/invite/"


def check(browser, trajectory, text, **typed):
    """Paste on the page of people and press "check the list"."""
    page = browser.get(f"/trajectories/{trajectory.pk}/people/")
    usual = {"addresses": text, "role": "professional", "team": trajectory.teams.first().pk}
    return send(browser, page, url(trajectory), **usual | typed)


def invite(browser, trajectory, text, **typed):
    """Go on from the preview."""
    preview = check(browser, trajectory, text, **typed)
    assert preview.status_code == 200, words(preview)
    answer = send(browser, preview, "", to=url(trajectory), button=("action", "invite"))
    assert answer.url == f"/trajectories/{trajectory.pk}/people/"
    return words(browser.get(answer.url))


def invited():
    rows = Invitation.objects.order_by("email")
    return [(row.email, row.name, row.role, str(row.scope), row.language) for row in rows]


def test_a_list_is_shown_first_and_stored_only_after_yes(marits, cast):
    preview = check(
        marits, cast.trajectory, "Nora Nieuw <Nora@example.org>; bo@example.org", team=cast.zuid.pk
    )
    assert (preview.status_code, Invitation.objects.count(), Delivery.objects.count()) == (200, 0, 0)
    assert "Invite 2 people" in words(preview)
    assert words(preview).count("Invited as professional, Zuid.") == 2
    for _ in range(2):
        send(marits, preview, "", to=url(cast.trajectory), button=("action", "invite"))
    assert invited() == [
        ("bo@example.org", "", "professional", "Zuid", "en"),
        ("nora@example.org", "Nora Nieuw", "professional", "Zuid", "en"),
    ]
    assert Delivery.objects.count() == 2
    assert set(Invitation.objects.values_list("version", "invited_by")) == {(1, cast.marit.pk)}


def test_sent_twice_it_says_that_everybody_is_invited(marits, cast):
    invite(marits, cast.trajectory, "bo@example.org")
    preview = check(marits, cast.trajectory, "bo@example.org")
    assert preview.status_code == 422
    assert "Nothing is sent." in words(preview)
    assert ("action", "invite") not in [button for form in read(preview).forms for button in form.buttons]


LINES = {
    "zonder adres": "There is no e-mail address in this line.",
    "a@": "This is not an e-mail address.",
    "a\x00@example.org": "There is a character in this address that no address can have.",
    "x" * 250 + "@example.org": "This address is too long.",
    "N" * 81 + " <n@example.org>": "Keep the name within 80 characters.",
    "a\x1b <n@example.org>": "Remove the invisible characters from this name.",
    "GOED@example.org": "This address stands in the list already, on line 1.",
    "samira@example.org": "Takes part already. Nothing is sent.",
    "wacht@example.org": "Was invited on",
}


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_wrong_line_says_why_and_stops_no_good_one(marits, cast, line):
    Invitation.objects.create(
        email="wacht@example.org", role=Role.PROFESSIONAL, team=cast.noord, invited_by=cast.marit
    )
    typed = f"goed@example.org\n{line}\nook@example.org"
    preview = check(marits, cast.trajectory, typed, team=cast.noord.pk)
    assert LINES[line] in words(preview)
    assert "Invite 2 people" in words(preview)
    assert line.replace("\x00", "\ufffd").replace("\x1b", "\ufffd") in form_to(
        preview, url(cast.trajectory)
    ).fields["addresses"][0].replace("\r\n", "\n")
    text = invite(marits, cast.trajectory, typed, team=cast.noord.pk)
    assert "2 people are invited." in text
    assert ("1 line was left out:" in text) == (
        "Nothing is sent" not in LINES[line] and "Was" not in LINES[line]
    )
    assert Invitation.objects.count() == 3


TABLE = """E-mail;Naam;Rol;Team;Taal
ans@example.org;Ans de Boer;begeleider;;en
bo@example.org;Bo;Coördinator;;
cor@example.org;Cor;;team zuid;Nederlands
dik@example.org;Dik;professional;Noord;
ed@example.org;Ed;directeur;;
fay@example.org;Fay;;West;
gus@example.org;Gus;;;frans
hans@example.org;Hans;facilitator;;
ida@example.org;"Ida;;;
"""


def test_a_table_says_role_team_and_language_per_line(marits, cast):
    preview = words(check(marits, cast.trajectory, TABLE, language="nl", team=cast.noord.pk))
    for told in (
        "The role “directeur” is unknown.",
        "The team “West” is unknown. The teams are:",
        "The language “frans” is unknown.",
        "A quotation mark is not closed",
        "Invite 5 people",
    ):
        assert told in preview
    text = invite(marits, cast.trajectory, TABLE, language="nl", team=cast.noord.pk)
    assert "4 lines were left out:" in text
    assert invited() == [
        ("ans@example.org", "Ans de Boer", "facilitator", "Thuis in Oeverhoek", "en"),
        ("bo@example.org", "Bo", "coordinator", "Thuis in Oeverhoek", "nl"),
        ("cor@example.org", "Cor", "professional", "Zuid", "nl"),
        ("dik@example.org", "Dik", "professional", "Noord", "nl"),
        ("hans@example.org", "Hans", "facilitator", "Thuis in Oeverhoek", "nl"),
    ]


def test_one_address_may_get_two_roles_and_a_member_a_second_one(marits, cast):
    table = "email;rol\nsamira@example.org;professional\nsamira@example.org;begeleider"
    preview = words(check(marits, cast.trajectory, table, team=cast.noord.pk))
    assert "Takes part already." in preview
    assert "Invite 1 person" in preview


def test_an_expired_invitation_is_sent_again_once(browser_of, cast, time_machine):
    speak_english()
    time_machine.move_to("2027-02-01T12:00Z", tick=False)
    browser, people = browser_of(cast.marit), f"/trajectories/{cast.trajectory.pk}/people/"
    invite(browser, cast.trajectory, "bo@example.org", team=cast.noord.pk)
    time_machine.move_to("2027-02-09T12:00Z", tick=False)
    assert "invited on Monday 1 February, expired on Monday 8 February" in words(browser.get(people))
    preview = check(browser, cast.trajectory, "bo@example.org", team=cast.noord.pk)
    assert "The earlier invitation has expired" in words(preview)
    for _ in range(2):
        send(browser, preview, "", to=url(cast.trajectory), button=("action", "invite"))
    assert [row.version for row in Invitation.objects.all()] == [2]
    assert "valid until Tuesday 16 February" in words(browser.get(people))


def test_a_professional_needs_a_team(marits, cast):
    preview = check(marits, cast.trajectory, "a@example.org", team="")
    assert preview.status_code == 422
    assert "A professional needs a team." in words(preview)


def test_two_hundred_lines_are_invited_and_more_are_refused_in_words(marits, cast):
    lines = [f"persoon{number}@example.org" for number in range(201)]
    preview = check(marits, cast.trajectory, "\n".join(lines))
    assert preview.status_code == 422
    assert "These are 201 addresses. Paste at most 200 at a time." in words(preview)
    assert lines[200] in words(preview)
    assert "200 people are invited." in invite(marits, cast.trajectory, "\n".join(lines[:200]))
    assert (Invitation.objects.count(), Delivery.objects.count()) == (200, 200)


WRONG = [
    ({"addresses": ""}, "addresses"),
    ({"addresses": " ;, \n"}, "addresses"),
    ({"addresses": "x" * 60_001}, "addresses"),
    ({"role": "admin"}, "role"),
    ({"role": ""}, "role"),
    ({"team": "x"}, "team"),
    ({"language": "fr"}, "language"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_form_answers_422_at_its_field(marits, cast, typed, field):
    posted = {"addresses": "a@example.org", "role": "professional", "team": cast.noord.pk, "language": "nl"}
    response = marits.post(url(cast.trajectory), posted | typed | {"action": "invite"})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert Invitation.objects.count() == 0


def test_nobody_is_invited_into_another_trajectorys_team(marits, cast):
    posted = {"addresses": "a@example.org", "role": "professional", "language": "nl", "action": "invite"}
    assert marits.post(url(cast.trajectory), posted | {"team": cast.their_team.pk}).status_code == 422
    table = "email;team\na@example.org;Overkant"
    assert "is unknown" in words(check(marits, cast.trajectory, table))
    assert Invitation.objects.count() == 0


def test_into_a_closed_trajectory_nobody_is_invited(marits, cast):
    made = Invitation.objects.create(email="w@example.org", role=Role.PROFESSIONAL, team=cast.noord)
    cast.trajectory.closed_at = timezone.now()
    cast.trajectory.save()
    page = marits.get(f"/trajectories/{cast.trajectory.pk}/people/")
    assert url(cast.trajectory) not in [form.action for form in read(page).forms]
    posted = {"addresses": "a@example.org", "role": "facilitator", "language": "nl", "action": "invite"}
    assert marits.post(url(cast.trajectory), posted).status_code == 403
    assert marits.post(f"/trajectories/{cast.trajectory.pk}/people/{made.pk}/resend/").status_code == 403
    assert Invitation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_list_at_once_everybody_gets_one_mail():
    trajectory = factories.trajectory(factories.organisation())
    team = factories.team(trajectory)
    marit = factories.user("Marit de Vries")
    factories.member(marit, Role.FACILITATOR, trajectory)
    posted = {"role": "professional", "team": team.pk, "language": "nl", "action": "invite"}
    posted["addresses"] = "\n".join(f"persoon{number}@example.org" for number in range(10))
    racers = 4
    start = Barrier(racers)

    def post(_number):
        try:
            client = Client()
            client.force_login(marit)
            start.wait(timeout=10)
            return client.post(url(Trajectory.objects.get()), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(racers) as pool:
        assert set(pool.map(post, range(racers))) == {302}
    assert set(Invitation.objects.values_list("version", flat=True)) == {1}
    assert (Invitation.objects.count(), Delivery.objects.count()) == (10, 10)
    assert Membership.objects.count() == 1
