"""The weekly summary (F16): Monday 08:00 on the facilitator's clock, once, without anybody's words."""

import datetime as dt
import zoneinfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from smallwins.notifications import services
from smallwins.notifications.models import Delivery, State
from tests import factories
from trajectories.models import Membership, Trajectory
from trajectories.roles import Role
from wins import summaries
from wins.models import Barrier, BarrierNaming, BarrierStand, Comment, LensReading, Win

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
WEEK = dt.timedelta(days=7)
SECRET = "Kanarie in de tekst"


def at(*moment, zone=AMSTERDAM):
    return dt.datetime(*moment, tzinfo=zone)


def mails_of(person, sink):
    return [mail for mail in sink.messages() if mail["To"] == person.email]


def both_parts(mail):
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.fixture
def since_2026(cast):
    """The cast takes part since January 2026, wherever the test moves the clock."""
    Membership.objects.update(starts_on=dt.date(2026, 1, 1))
    Trajectory.objects.update(starts_on=dt.date(2026, 1, 1))
    return cast


#: UTC of five Mondays around each change of the clock in the Netherlands.
MONDAYS = [
    (dt.date(2027, 3, 22), 7),
    (dt.date(2027, 3, 29), 6),  # the clock was set on 28 March
    (dt.date(2027, 10, 25), 6),
    (dt.date(2027, 11, 1), 7),  # and back on 31 October
]


@pytest.mark.parametrize(("monday", "hour"), MONDAYS)
@pytest.mark.parametrize("before", [dt.timedelta(days=6), dt.timedelta(hours=31), dt.timedelta(minutes=1)])
def test_it_is_due_at_eight_on_the_facilitators_clock(monday, hour, before, since_2026):
    due = dt.datetime.combine(monday, dt.time(hour), tzinfo=dt.UTC)

    with time_machine.travel(due - before, tick=False):
        summaries.plan(timezone.now())

    row = Delivery.objects.get(recipient=since_2026.marit, occurrence=monday.isoformat())
    assert row.due_at == due
    assert row.due_at.astimezone(AMSTERDAM).strftime("%A %H:%M") == "Monday 08:00"


@pytest.mark.parametrize(
    "zone", ["America/Paramaribo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]
)
def test_each_zone_has_its_own_monday(zone, since_2026):
    since_2026.marit.time_zone = zone
    since_2026.marit.save()
    now = at(2027, 3, 24, 12)

    summaries.plan(now)

    row = Delivery.objects.filter(recipient=since_2026.marit).latest("due_at")
    local = row.due_at.astimezone(zoneinfo.ZoneInfo(zone))
    assert local.strftime("%A %H:%M") == "Monday 08:00"
    assert now < row.due_at <= now + WEEK + dt.timedelta(days=1)
    assert row.occurrence == local.date().isoformat()


def test_planned_every_minute_over_two_clock_changes_each_week_once(since_2026):
    moment, end = at(2027, 3, 20, 9), at(2027, 11, 8, 7)
    while moment < end:
        services.plan(now=moment)
        services.plan(now=moment)
        moment += dt.timedelta(hours=77)

    rows = Delivery.objects.filter(recipient=since_2026.marit).order_by("due_at")
    local = [row.due_at.astimezone(AMSTERDAM) for row in rows]
    assert {(moment.weekday(), moment.hour, moment.minute) for moment in local} == {(0, 8, 0)}
    days = [moment.date() for moment in local]
    assert days == [days[0] + number * WEEK for number in range(len(days))]
    assert days[0] <= dt.date(2027, 3, 22) < dt.date(2027, 11, 8) <= days[-1]


def test_only_facilitators_of_open_trajectories_get_one(cast):
    def planned():
        Delivery.objects.all().delete()
        summaries.plan(timezone.now())
        return set(Delivery.objects.values_list("recipient__name", flat=True))

    assert planned() == {"Marit de Vries", "Otto Vreemd"}
    Trajectory.objects.filter(pk=cast.elsewhere.pk).update(closed_at=timezone.now())
    assert planned() == {"Marit de Vries"}
    cast.marit.memberships.update(ends_on=factories.days(0))
    assert planned() == set()


def test_planned_twice_sent_once(cast, smtp_sink):
    factories.win(cast.noord, cast.samira, title="Koffie in de hal")
    monday = summaries.monday_at_eight(timezone.now(), "Europe/Amsterdam", weeks=1)

    for _ in range(2):
        services.plan(now=monday)
        services.send_now(now=monday)

    (mail,) = mails_of(cast.marit, smtp_sink)
    assert (
        Delivery.objects.get(recipient=cast.marit, occurrence=monday.date().isoformat()).state == State.SENT
    )
    assert "Noord" in mail["Subject"]


def test_nothing_new_no_mail(cast, smtp_sink):
    for team, writer in ((cast.noord, cast.samira), (cast.zuid, cast.mehmet)):
        win = factories.win(team, writer, shared_at=timezone.now() - 10 * dt.timedelta(days=1))
        LensReading.objects.create(win=win, reader=writer, **{f"c{n}": "yes" for n in range(1, 6)})
    factories.win(cast.noord, cast.samira, visibility="draft")
    factories.win(cast.noord, cast.samira, withdrawn_at=timezone.now())

    delivery = summaries.send_now(user=cast.marit, now=timezone.now())
    services.send_now(now=timezone.now())

    delivery.refresh_from_db()
    assert (delivery.state, mails_of(cast.marit, smtp_sink)) == (State.SUPPRESSED, [])


def full_week(cast):
    """News, an open lens question, a barrier that comes back and a quiet team, with texts all over."""
    texts = dict.fromkeys(("story", "friction", "next_step", "expected", "why", "differently"), SECRET)
    win = factories.win(cast.noord, cast.samira, title="Koffie in de hal", **texts)
    factories.win(cast.noord, cast.samira, kind="setback", title="Niemand kwam", **texts)
    untitled = factories.win(cast.noord, cast.joost, happened_on=factories.days(-2), **texts)
    hidden = {"title": f"{SECRET} titel", **texts}
    factories.win(cast.noord, cast.samira, **hidden | {"visibility": "draft"})
    factories.win(cast.noord, cast.samira, **hidden | {"withdrawn_at": timezone.now()})
    factories.win(cast.their_team, cast.otto, **hidden | {"visibility": "trajectory"})
    Comment.objects.create(win=win, author=cast.joost, text=SECRET)
    LensReading.objects.create(win=win, reader=cast.joost, c1="yes", evidence={"C1": SECRET}, remark=SECRET)
    barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Sleutelbeleid", kind="rule")
    BarrierStand.objects.create(barrier=barrier, state="met", since=factories.days(-1))
    for team in (cast.noord, cast.zuid):
        BarrierNaming.objects.create(barrier=barrier, team=team, named_on=factories.days(-1))
    return untitled


def send_summary(cast, sink):
    summaries.send_now(user=cast.marit, now=timezone.now())
    services.send_now(now=timezone.now())
    return mails_of(cast.marit, sink)[-1]


@pytest.mark.parametrize(("language", "weekday"), [("en", "Monday"), ("nl", "maandag")])
def test_summary_holds_titles_and_nobodys_words(language, weekday, cast, smtp_sink):
    cast.marit.language = language
    cast.marit.save()
    untitled = full_week(cast)

    mail = send_summary(cast, smtp_sink)

    assert SECRET not in mail.as_string()
    with translation.override(language):
        day = translation.gettext("A story of %(day)s, Team %(team)s") % {
            "day": _day(untitled),
            "team": "Noord",
        }
        said = [
            translation.gettext("New:"),
            translation.gettext("Open lens questions:"),
            translation.gettext("Barriers that come back:"),
        ]
    for part in both_parts(mail):
        for text in (
            "Koffie in de hal",
            "Niemand kwam",
            "Sleutelbeleid",
            "Zuid",
            "Thuis in Oeverhoek",
            day,
            *said,
        ):
            assert text in part
        assert weekday in part  # when the next one comes
        assert reverse("wins:facilitate") in part
        assert SECRET not in part
        assert "Elders" not in part


def _day(win):
    from smallwins.templatetags.when import day

    return day(win.happened_on)


def test_switched_off_is_off(cast, smtp_sink):
    full_week(cast)
    services.set_preference(user=cast.marit, kind=summaries.SUMMARY, enabled=False)

    summaries.send_now(user=cast.marit, now=timezone.now())
    services.send_now(now=timezone.now())

    assert mails_of(cast.marit, smtp_sink) == []


def test_title_is_plain_text_in_html_and_cannot_break_the_subject(cast, smtp_sink):
    cast.noord.name = "Noord <b>&\u202e"
    cast.noord.save()
    factories.win(cast.noord, cast.samira, title="<script>alert(1)</script> & zo \u202eom")

    mail = send_summary(cast, smtp_sink)

    text, html = both_parts(mail)
    assert "<script>alert(1)</script> & zo" in text
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; zo" in html
    assert "\n" not in mail["Subject"]


def test_one_mail_for_two_trajectories_in_their_order(cast, smtp_sink):
    second = factories.trajectory(cast.organisation, name="Aan tafel")
    factories.member(cast.marit, Role.FACILITATOR, second)
    factories.win(factories.team(second, "West"), factories.user("Wil West"), title="Soep")
    factories.win(cast.noord, cast.samira, title="Koffie")

    text = both_parts(send_summary(cast, smtp_sink))[0]

    places = [text.index(word) for word in ("Aan tafel", "Soep", "Thuis in Oeverhoek", "Koffie")]
    assert places == sorted(places)
    assert Win.objects.count() == 2


def test_it_suggests_one_thing_for_the_agenda_what_asks_most_for_a_conversation(cast):
    now = timezone.now()

    def suggestion():
        (section,) = summaries.sections_for(cast.marit, now=timezone.now())
        return section.suggestion

    with translation.override("en"):
        factories.win(cast.noord, cast.samira, title=SECRET)
        assert suggestion() == "a story of Team Noord, through the lens"
        factories.win(cast.zuid, cast.mehmet, title=SECRET, kind="setback")
        assert suggestion() == "the setback of Team Zuid: what do we learn?"
        barrier = Barrier.objects.create(trajectory=cast.trajectory, name="Geen uren", kind="money")
        BarrierStand.objects.create(barrier=barrier, state="met", since=factories.days(-3))
        for team in (cast.noord, cast.zuid):
            BarrierNaming.objects.create(barrier=barrier, team=team, named_on=factories.days(-3))
        assert suggestion() == "the barrier “Geen uren”: who can decide about it?"
    assert summaries.send_now(user=cast.marit, now=now)


def test_a_section_of_news_alone_suggests_nothing(cast):
    section = summaries.Section(cast.trajectory, [], [], [], [], None)
    assert (section.suggestion, section.is_empty) == ("", True)
