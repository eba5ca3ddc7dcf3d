"""/demo/: look as somebody, the mailbox of everybody, a summary now, everything afresh; or nothing at all."""

import pytest
from django.test import Client
from django.utils import timezone

from smallwins.accounts.models import User
from smallwins.notifications import services
from smallwins.notifications.models import Delivery
from tests import factories
from tests.wins.pages import form_to, read, words
from trajectories.models import Team, Trajectory
from wins import summaries
from wins.demo.load import load_demo
from wins.models import Win

DEMO = "/demo/"
POSTS = (DEMO + "look/", DEMO + "summary/", DEMO + "afresh/")


@pytest.fixture
def mounted(settings, smtp_sink):
    settings.ROOT_URLCONF = "tests.wins.demo_urls"
    settings.MAIL_DIR = smtp_sink.folder
    return smtp_sink


@pytest.fixture
def demo(db, mounted):
    return load_demo(today=factories.days(0), now=timezone.now())


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


def marit():
    return User.objects.get(email__startswith="marit@")


@pytest.mark.parametrize("address", [DEMO, *POSTS, DEMO + "mail/x/", DEMO + "mail/x/html/"])
def test_without_demo_mode_there_is_no_demo(address, db, samira, browser_of):
    for client in (Client(), browser_of(samira)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"user": samira.pk}).status_code == 404


@pytest.mark.parametrize("address", POSTS)
def test_get_does_nothing(address, demo, visitor):
    before = Win.objects.count(), Delivery.objects.count()

    assert visitor.get(address).status_code == 405
    assert "_auth_user_id" not in visitor.session
    assert (Win.objects.count(), Delivery.objects.count()) == before


@pytest.mark.parametrize("address", POSTS)
def test_other_sites_cannot_press_the_buttons(address, demo):
    assert Client(enforce_csrf_checks=True).post(address, {"user": marit().pk}).status_code == 403


def test_everybody_of_the_story_can_be_looked_as(demo, visitor):
    page = visitor.get(DEMO)
    buttons = [form.buttons[0][1] for form in read(page).forms if form.action == POSTS[0]]
    assert len(buttons) == len(set(buttons)) > 5
    for pk in buttons:
        client = Client()
        assert client.post(POSTS[0], {"user": pk}).url == "/"
        assert client.session["_auth_user_id"] == pk
        assert client.get("/", follow=True).status_code == 200


@pytest.mark.parametrize("user", ["", "x", "\x00", "d427ef96-34b1-4baa-911a-5755682191f4", "stranger"])
def test_nobody_else_can(user, demo, visitor):
    stranger = User.objects.create_user("stranger@example.org", name="Vreemde")

    answer = visitor.post(POSTS[0], {"user": stranger.pk if user == "stranger" else user})

    assert answer.status_code == 404
    assert "_auth_user_id" not in visitor.session


def test_page_without_data_says_so(db, mounted, visitor):
    page = words(visitor.get(DEMO))

    assert "The demo is not loaded yet." in page
    assert "No mail yet." in page
    assert visitor.post(POSTS[1]).status_code == 404


def test_summary_now_lands_in_the_mailbox(demo, mounted, visitor):
    assert visitor.post(POSTS[1]).url == DEMO
    delivery = Delivery.objects.get(kind=summaries.SUMMARY, occurrence__startswith="asked")
    assert (delivery.recipient, delivery.due_at <= timezone.now()) == (marit(), True)

    services.send_now(now=timezone.now())

    page = visitor.get(DEMO)
    mail = mounted.messages()[-1]
    assert mail["To"] == marit().email
    assert mail["Subject"] in words(page)
    assert f"To {marit().email}" in words(page)
    address = next(link for link in read(page).links if link.startswith(DEMO + "mail/"))
    one = visitor.get(address)
    assert marit().email in words(one)
    assert "Thuis in Oeverhoek" in words(one)  # the plain text
    inner = visitor.get(address + "html/")
    html = mail.get_body(("html",)).get_content()
    assert inner.content.decode().split() == html.split()


def test_mail_stands_in_a_frame_that_can_do_nothing(demo, mounted, visitor):
    visitor.post(POSTS[1])
    services.send_now(now=timezone.now())
    address = next(link for link in read(visitor.get(DEMO)).links if link.startswith(DEMO + "mail/"))

    frame = visitor.get(address).content.decode().split("<iframe")[1].split(">")[0]
    inner = visitor.get(address + "html/").headers

    assert 'sandbox="' in frame
    assert "allow-scripts" not in frame
    assert "allow-same-origin" not in frame
    policy = dict(part.strip().partition(" ")[::2] for part in inner["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert inner["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["..", "%2e%2e%2fbehaviour", "nope", "%00", "a" * 300, "x.eml", "behaviour"])
def test_only_mails_of_the_mailbox_are_shown(name, demo, mounted, visitor):
    (mounted.folder / "behaviour").write_text("accept")

    for ending in ("", "html/"):
        assert visitor.get(f"{DEMO}mail/{name}/{ending}").status_code == 404


def test_broken_mail_breaks_no_page(demo, mounted, visitor):
    bad = [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?utf-8?q?=ff=fe?=\n\n\xff",
        b"To: a\nSubject: \xe2\x80\xae\n\nx\n",
    ]
    bad.append(b"Content-Type: text/plain; charset=no-such\n\nx\n")
    for number, raw in enumerate(bad):
        (mounted.folder / f"bad-{number}.eml").write_bytes(raw)

    page = visitor.get(DEMO)

    assert page.status_code == 200
    for number in range(len(bad)):
        assert visitor.get(f"{DEMO}mail/bad-{number}/").status_code == 200
        assert visitor.get(f"{DEMO}mail/bad-{number}/html/").status_code in (200, 404)


def test_afresh_forgets_what_was_changed_and_plans_anew(demo, mounted, visitor):
    look = form_to(visitor.get(DEMO), POSTS[0])
    visitor.post(POSTS[0], {"user": look.buttons[0][1]})
    stories = set(Win.objects.values_list("pk", flat=True))
    Team.objects.update(direction="Veranderd")
    Win.objects.first().delete()
    Trajectory.objects.update(starts_on=factories.days(-200))
    assert visitor.get(DEMO).context["day"] == 200

    assert visitor.post(POSTS[2]).url == DEMO

    assert set(Win.objects.values_list("pk", flat=True)) == stories
    assert not Team.objects.filter(direction="Veranderd").exists()
    assert 90 <= visitor.get(DEMO).context["day"] <= 96
    assert Delivery.objects.filter(kind="session_reminder").exists()
    assert visitor.get("/", follow=True).status_code == 200


def test_afresh_leaves_other_trajectories_alone(demo, mounted, cast, visitor):
    win = Win.objects.create(
        team=cast.noord, author=cast.samira, story="Blijft.", happened_on=factories.days(0)
    )

    visitor.post(POSTS[2])

    assert Win.objects.filter(pk=win.pk).exists()
    assert User.objects.filter(pk=cast.samira.pk).exists()
