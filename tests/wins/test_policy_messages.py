"""Messages to policy: the guest's link, answers that reach the teams, and what became of them."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from smallwins.notifications import services as notifications
from smallwins.notifications.models import Delivery, MailPreference, State
from tests import factories
from tests.wins import policies
from tests.wins.pages import words
from wins import guests, policy_mails
from wins.models import BarrierStand, PolicyMessage, PolicyResponse, ReplyCheck, Visibility
from wins.services import messages

pytestmark = pytest.mark.django_db
ADDRESS = "manager@gemeente.example"
FORM = {
    "addressee": "Programmamanager",
    "text": "Mogen wij vier uur per week?",
    "address": ADDRESS,
    "language": "nl",
}
ANSWER = {"kind": "finding_out", "text": "Ik neem het mee.", "answered_by": ""}


def token(row):
    return guests.token_for(PolicyMessage.objects.get(pk=row.pk))


def guest_page(row):
    return f"/policy/{token(row)}/"


def kinds():
    rows = Delivery.objects.values_list("kind", "recipient__name", "state")
    return sorted((kind, name or "", state) for kind, name, state in rows)


def test_it_is_sent_once_and_mailed_as_a_link(browser_of, cast, smtp_sink, client):
    barrier = policies.barrier(cast, cast.noord)
    form = FORM | {"barrier": barrier.pk, "client_uuid": uuid.uuid4()}
    rubens, address = browser_of(cast.ruben), f"/trajectories/{cast.trajectory.pk}/policy/new/"
    assert [rubens.post(address, form).status_code for _ in range(2)] == [302, 302]
    row = PolicyMessage.objects.get()
    assert (row.barrier, row.author, row.sent_on) == (barrier, cast.ruben, factories.days(0))
    assert BarrierStand.objects.order_by("pk").last().addressee == "Programmamanager"
    notifications.send_now(now=timezone.now())
    (mail,) = smtp_sink.messages()
    body = mail.get_body(("plain",)).get_content()
    assert (mail["To"], row.text in body) == (ADDRESS, False)
    assert mail["List-Unsubscribe"] is None
    link = re.search(r"https?://[^/\s]+(/policy/\S+/)", body)[1]
    assert FORM["text"] in words(client.get(link))


def test_looking_changes_nothing_and_a_post_answers_once(cast, client):
    row = policies.message(cast, address=ADDRESS)
    page = guest_page(row)
    for _ in range(3):
        assert client.get(page).status_code == 200
    assert client.head(page).status_code == 200
    assert PolicyResponse.objects.count() == 0
    form = ANSWER | {"client_uuid": uuid.uuid4()}
    assert [client.post(page, form).status_code for _ in range(2)] == [302, 302]
    response = PolicyResponse.objects.get()
    assert (response.kind, response.text, response.author) == ("finding_out", "Ik neem het mee.", None)
    assert "De teams lezen je antwoord." in words(client.get(f"{page}?done=1"))


def test_an_incomplete_answer_keeps_its_words(cast, client):
    row = policies.message(cast, address=ADDRESS)
    sent = client.post(guest_page(row), {"text": "Half af"})
    assert (sent.status_code, "Half af" in sent.content.decode()) == (422, True)
    assert PolicyResponse.objects.count() == 0


def test_a_link_ends_by_revoking_by_a_new_one_and_by_time(cast, client, browser_of, time_machine):
    row = policies.message(cast, address=ADDRESS)
    first = guest_page(row)
    browser_of(cast.ruben).post(f"/messages/{row.pk}/link/")
    second = guest_page(row)
    assert [client.get(page).status_code for page in (first, second)] == [410, 200]
    assert client.post(first, ANSWER).status_code == 410
    browser_of(cast.ruben).post(f"/messages/{row.pk}/revoke/")
    assert client.get(second).status_code == 410
    browser_of(cast.ruben).post(f"/messages/{row.pk}/link/")
    third = guest_page(row)
    assert client.get(third).status_code == 200
    time_machine.move_to(timezone.now() + messages.LINK_LIFETIME + dt.timedelta(minutes=1))
    assert client.get(third).status_code == 410
    assert client.get("/policy/nonsense/").status_code == 410


def test_a_revoked_link_is_not_mailed(cast, smtp_sink):
    row = policies.message(cast, address=ADDRESS)
    messages.revoke_link(message=row)
    notifications.send_now(now=timezone.now())
    assert (kinds(), smtp_sink.messages()) == ([("policy_message", "", State.CANCELLED)], [])


def test_a_guest_reads_one_message_and_published_texts_alone(cast, client):
    told = factories.win(
        cast.noord,
        cast.samira,
        visibility=Visibility.TRAJECTORY,
        story="Kanarieverhaal",
        title="Kanarietitel",
    )
    unpublished = factories.win(
        cast.noord, cast.joost, visibility=Visibility.TRAJECTORY, story="Tweede kanarie"
    )
    policies.published(cast, win=told, title="Voor beleid", text="Herschreven.")
    policies.asked(cast, win=unpublished)
    row = policies.message(cast, address=ADDRESS, wins=[told, unpublished])
    other = policies.message(cast, text="Kanarievraag van een ander")
    shown = words(client.get(guest_page(row)))
    assert ("Voor beleid" in shown, "Herschreven." in shown, row.text in shown) == (True, True, True)
    for secret in ("anarie", cast.samira.name, cast.joost.name, cast.ruben.name, cast.marit.name, other.text):
        assert secret not in shown


def test_how_long_nobody_answered_is_said(browser_of, cast):
    policies.message(cast, on=factories.days(-4))
    page = words(browser_of(cast.samira).get(f"/trajectories/{cast.trajectory.pk}/policy/"))
    assert "al 4 dagen geen antwoord" in page


def test_an_answer_reaches_the_teams_that_named_the_barrier(cast, smtp_sink):
    row = policies.message(cast, of=policies.barrier(cast, cast.noord))
    policies.answered(row, text="Kanarie-antwoord")
    people = {name for kind, name, _state in kinds() if kind == "policy_answer"}
    assert people == {one.name for one in (cast.samira, cast.joost, cast.marit, cast.ruben)}
    notifications.send_now(now=timezone.now())
    mails = [mail for mail in smtp_sink.messages() if mail["To"] == cast.samira.email]
    (mail,) = mails
    assert "Kanarie-antwoord" not in mail.as_string()
    assert f"/messages/{row.pk}/" in mail.get_body(("plain",)).get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_barrier_all_teams_hear_of_it(cast):
    policies.answered(policies.message(cast))
    assert cast.mehmet.name in {name for _kind, name, _state in kinds()}


def test_who_wants_no_answers_or_left_gets_none(cast, smtp_sink):
    row = policies.message(cast, of=policies.barrier(cast, cast.noord))
    MailPreference.objects.create(user=cast.samira, kind="policy_answer", enabled=False)
    policies.answered(row)
    cast.joost.memberships.update(ends_on=factories.days(0))
    notifications.send_now(now=timezone.now())
    assert {mail["To"] for mail in smtp_sink.messages()} == {cast.marit.email, cast.ruben.email}


def test_the_answer_stands_on_the_team_page_and_the_barrier_page(browser_of, cast):
    barrier = policies.barrier(cast, cast.noord)
    policies.answered(policies.message(cast, of=barrier), text="Wij regelen vier uur.", kind="doing")
    assert "Wij regelen vier uur." in words(browser_of(cast.samira).get(f"/teams/{cast.noord.pk}/"))
    assert "Wij regelen vier uur." in words(browser_of(cast.mehmet).get(f"/barriers/{barrier.pk}/"))
    assert "Wij regelen vier uur." not in words(browser_of(cast.mehmet).get(f"/teams/{cast.zuid.pk}/"))


def test_after_eight_weeks_who_brings_it_is_asked_once(cast, time_machine):
    row = policies.message(cast, on=factories.days(-70))
    response = policies.answered(row, on=factories.days(-55))
    policy_mails.plan_checks(timezone.now())
    assert [one for one in kinds() if one[0] == "reply_check"] == []
    time_machine.move_to(timezone.now() + dt.timedelta(days=1, hours=12))
    for _ in range(2):
        policy_mails.plan_checks(timezone.now())
    due = Delivery.objects.filter(kind="reply_check")
    assert {each.recipient for each in due} == {cast.marit, cast.ruben}
    assert {each.occurrence for each in due} == {str(response.pk)}


@pytest.mark.parametrize("what", ["checked", "answered anew"])
def test_a_check_that_is_no_longer_needed_is_not_mailed(cast, smtp_sink, what):
    row = policies.message(cast, on=factories.days(-70))
    response = policies.answered(row, on=factories.days(-57))
    policy_mails.plan_checks(timezone.now())
    if what == "checked":
        messages.check_reply(
            response=response, answer="yes", text="", author=cast.ruben, on=factories.days(0)
        )
    else:
        policies.answered(row, kind="doing")
    notifications.send_now(now=timezone.now() + dt.timedelta(hours=12))
    ends = set(Delivery.objects.filter(kind="reply_check").values_list("state", flat=True))
    assert ends == {State.CANCELLED}


def test_what_became_of_it_is_kept_and_shown(browser_of, cast):
    row = policies.message(cast)
    rubens = browser_of(cast.ruben)
    assert rubens.post(f"/messages/{row.pk}/check/", {"answer": "yes"}).status_code == 404
    policies.answered(row, kind="doing")
    rubens.post(f"/messages/{row.pk}/check/", {"answer": "partly", "text": "Twee uur, geen vier."})
    rubens.post(f"/messages/{row.pk}/check/", {"answer": "yes", "text": "Nu vier."})
    assert list(ReplyCheck.objects.values_list("answer", flat=True)) == ["partly", "yes"]
    shown = words(browser_of(cast.samira).get(f"/messages/{row.pk}/"))
    assert ("Twee uur, geen vier." in shown, "Nu vier." in shown) == (True, True)


def test_an_answer_by_another_way_is_noted_with_who_noted_it(browser_of, cast):
    row = policies.message(cast)
    assert browser_of(cast.samira).post(f"/messages/{row.pk}/answer/", ANSWER).status_code == 403
    assert browser_of(cast.marit).post(f"/messages/{row.pk}/answer/", ANSWER).status_code == 302
    response = PolicyResponse.objects.get()
    assert (response.author, response.answered_on) == (cast.marit, factories.days(0))


@pytest.mark.parametrize("act", ["link", "revoke", "answer", "check"])
def test_professionals_read_messages_and_change_none(browser_of, cast, act):
    row = policies.message(cast, address=ADDRESS)
    before = PolicyMessage.objects.values().get(pk=row.pk)
    assert browser_of(cast.samira).post(f"/messages/{row.pk}/{act}/", ANSWER).status_code == 403
    assert PolicyMessage.objects.values().get(pk=row.pk) == before
    assert (PolicyResponse.objects.count(), ReplyCheck.objects.count()) == (0, 0)


def test_bad_input_is_said_and_nothing_is_lost(browser_of, cast):
    address = f"/trajectories/{cast.trajectory.pk}/policy/new/"
    stranger = policies.barrier(cast, cast.noord, name="Eigen")
    type(stranger).objects.filter(pk=stranger.pk).update(trajectory=cast.elsewhere)
    sent = browser_of(cast.ruben).post(
        address, FORM | {"addressee": "", "address": "geen adres", "barrier": stranger.pk, "text": "x" * 1001}
    )
    assert (sent.status_code, sorted(sent.context["form"].errors)) == (
        422,
        ["address", "addressee", "barrier", "text"],
    )
    assert "x" * 1001 in sent.content.decode()
    assert PolicyMessage.objects.count() == 0
