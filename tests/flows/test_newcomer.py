"""The story of the foundation: Marit plans, Samira logs, Ruben reads, and the mails arrive.

Pages are walked as a browser would, form by form; the mails go the whole way: ledger, Redis, a Celery worker
in a process of its own, SMTP.
"""

import datetime as dt
import time
import zoneinfo
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import LearningSession, SessionState
from smallwins.celery import app
from smallwins.notifications.models import Delivery, State
from tests import factories
from tests.wins.pages import form_to, read, send, speak_english, words
from wins import summaries
from wins.models import Visibility, Win

NEW = reverse("wins:new")
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")


def mails_to(person, sink, number):
    """That many mails to somebody, in the order they came."""
    deadline = time.monotonic() + 30
    while len(found := [mail for mail in sink.messages() if mail["To"] == person.email]) < number:
        assert time.monotonic() < deadline, f"{len(found)} of {number} mails to {person}"
        app.send_task("notifications.send_due", expires=10)
        time.sleep(0.2)
    return found


def parts(mail):
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


def schedule(client, trajectory, *, starts_at, **typed):
    """Fill in a new session, press "notify", and "plan" on the page that says who is mailed."""
    address = reverse("sessions:schedule", args=[trajectory.pk])
    when = {"starts_at_date": f"{starts_at:%Y-%m-%d}", "starts_at_time": f"{starts_at:%H:%M}"}
    page = client.get(address)
    typed = {"mode": "single"} | when | typed
    answer = send(client, page, "", to=address, button=("action", "notify"), **typed)
    assert answer.status_code == 302, words(answer)
    check = client.get(answer.url)
    return check, send(client, check, "", to=answer.url)


def look_at(client, address):
    """A page that must load."""
    page = client.get(address, follow=True)
    assert page.status_code == 200
    return page


def share_with_trajectory(client, win):
    """From the story's own page over "Share wider"."""
    share = reverse("wins:share", args=[win.pk])
    assert share in read(look_at(client, win.get_absolute_url())).links
    return send(client, client.get(share), "", to=share, visibility="trajectory")


@pytest.mark.timeout(120)
def test_a_trajectory_runs_from_schedule_to_summary(cast, browser_of, celery_worker, smtp_sink):
    speak_english()
    marit, samira, ruben = (browser_of(person) for person in (cast.marit, cast.samira, cast.ruben))

    # Marit plans a session in three days; nobody is mailed before she says so.
    starts_at = dt.datetime.combine(factories.days(3), dt.time(14), tzinfo=AMSTERDAM)
    check, planned = schedule(
        marit,
        cast.trajectory,
        starts_at=starts_at,
        title="Klein maken",
        video_url="https://video.example/klein",
        reminder_offsets=["120"],
        **{"agenda-0-title": "Inchecken", "agenda-0-minutes": "10"},
    )
    assert "Klein maken" in words(check)
    assert planned.status_code == 302
    session = LearningSession.objects.get()
    assert (session.state, session.starts_at, session.agenda_items.count()) == (
        SessionState.OPEN,
        starts_at,
        1,
    )
    assert "Klein maken" in words(look_at(marit, planned.url))
    assert smtp_sink.messages() == []

    # Samira finds it at home and in the list, and logs what went differently.
    home = look_at(samira, "/")
    assert "Klein maken" in words(home)
    saved = send(
        samira, home, NEW, button=("action", "share"), story="Drie buren kwamen koffie drinken in de hal."
    )
    win = Win.objects.get()
    assert win.visibility == Visibility.TEAM
    assert "Shared with Team Noord." in words(look_at(samira, saved.url))

    # Ruben coordinates: what stays in the team he does not see, what is shared wider he does.
    team = cast.noord.get_absolute_url()
    assert team in read(look_at(ruben, "/")).links
    assert "Drie buren" not in words(look_at(ruben, team))
    assert share_with_trajectory(samira, win).url == win.get_absolute_url()
    path = look_at(ruben, team)
    assert "Drie buren" in words(path)
    assert win.get_absolute_url() in read(path).links
    assert "Drie buren" in words(look_at(ruben, win.get_absolute_url()))
    assert "Drie buren" in words(look_at(ruben, reverse("wins:overview")))

    # Time passes: the hold of the invitation is over, and the reminder of two hours before is due.
    soon = timezone.now() + 2 * HOUR - 5 * MINUTE
    LearningSession.objects.update(scheduled_at=timezone.now() - HOUR, starts_at=soon)
    past = timezone.now() - MINUTE
    Delivery.objects.filter(kind="session_invitation").update(due_at=past, next_attempt_at=past)
    app.send_task("notifications.plan")
    app.send_task("notifications.plan")
    invitation, reminder = sorted(
        mails_to(cast.samira, smtp_sink, 2), key=lambda mail: str(mail["List-Id"] or "")
    )
    for mail in (invitation, reminder):
        assert "Klein maken" in mail["Subject"]
        for part in parts(mail):
            assert f"{soon.astimezone(AMSTERDAM):%H:%M} (Dutch time)" in part
            assert session.get_absolute_url() in part
    text = parts(reminder)[0].split()
    link = next(word for word in text if word.endswith(session.get_absolute_url()))
    assert "Klein maken" in words(look_at(samira, urlsplit(link).path))

    # Her summary lists the story by its day: it has no title, and nobody's words are mailed.
    summaries.send_now(user=cast.marit, now=timezone.now())
    (summary,) = mails_to(cast.marit, smtp_sink, 1)
    for part in parts(summary):
        assert "Thuis in Oeverhoek" in part
        assert "Noord: A story of" in part
        assert "Drie buren" not in part

    time.sleep(1)
    assert len(mails_to(cast.samira, smtp_sink, 2)) == 2
    assert set(Delivery.objects.filter(recipient=cast.samira).values_list("state", flat=True)) == {State.SENT}


def test_whoever_was_signed_out_keeps_the_story(cast):
    """P7: the sign-in is gone when the story is sent; after signing in it is sent once."""
    client = Client()
    client.force_login(cast.samira)
    page = client.get("/")
    client.session.flush()

    answer = send(client, page, NEW, button=("action", "share"), story="Getypt in de tram.")
    assert answer.status_code == 302
    assert Win.objects.count() == 0
    client.force_login(cast.samira)
    resume = client.get(unquote(answer.url.partition("next=")[2]))

    form = form_to(resume, NEW)
    assert form.fields["story"] == ["Getypt in de tram."]
    for _ in range(2):
        client.post(NEW, form.fields)
    assert [(win.story, win.author, win.visibility) for win in Win.objects.all()] == [
        ("Getypt in de tram.", cast.samira, Visibility.TEAM)
    ]


def test_a_setback_from_the_current_step_to_the_path_of_the_team(cast, browser_of):
    speak_english()
    factories.step(cast.noord, "Aanbellen bij nummer 12", order=1, state="trying")
    samira, joost = browser_of(cast.samira), browser_of(cast.joost)

    questions = send(
        samira, look_at(samira, "/"), NEW, button=("action", "setback"), story="Niemand deed open."
    )
    saved = send(
        samira, questions, NEW, button=("action", "share"), differently="Eerst een kaartje in de bus."
    )

    assert saved.status_code == 302
    path = words(look_at(joost, cast.noord.get_absolute_url()))
    assert "Aanbellen bij nummer 12" in path
    assert "Setback: Niemand deed open." in path
    page = look_at(joost, Win.objects.get().get_absolute_url())
    assert "Eerst een kaartje in de bus." in words(page)
    assert "The lens suggests" not in words(page)
