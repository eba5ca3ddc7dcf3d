"""The page of a session: before, during and after, for who takes part and who facilitates."""

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import Material, Run, Step
from tests import factories
from tests.counting import statements_of

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def session_at(cast, start, *teams, **fields):
    """A session that starts so many minutes from now, with a link and one item."""
    fields = {"video_url": "https://meet.example.org/oever?x=1", "title": "Sessie drie"} | fields
    made = factories.learning_session(
        cast.trajectory, *(teams or (cast.noord,)), starts_at=timezone.now() + start * MINUTE, **fields
    )
    factories.agenda_item(made)
    return made


def body_of(browser, session):
    return browser.get(f"/sessions/{session.pk}/").content.decode()


def begin(session):
    item = session.agenda_items.first()
    now = timezone.now()
    return Run.objects.create(
        learning_session=session, current_item=item, item_started_at=now, started_at=now
    )


JOIN = "meet.example.org</a>"


@pytest.mark.parametrize(
    ("start", "joins"), [(16, False), (14, True), (-10, True), (-89, True), (-91, False)]
)
def test_joining_appears_fifteen_minutes_early_and_names_the_tool(browser_of, cast, start, joins):
    body = body_of(browser_of(cast.samira), session_at(cast, start))
    assert (JOIN in body) is joins


def test_without_a_link_there_is_nothing_to_join(browser_of, cast):
    assert "btn-primary" in body_of(browser_of(cast.samira), session_at(cast, 5))
    assert 'class="btn btn-primary" href' not in body_of(
        browser_of(cast.samira), session_at(cast, 5, video_url="")
    )


def test_times_are_the_readers_with_weekday_and_zone(browser_of, cast):
    session = session_at(cast, 0)
    session.starts_at = dt.datetime(2027, 6, 1, 12, 0, tzinfo=dt.UTC)
    session.save()
    body = body_of(browser_of(cast.samira), session)
    assert "Dinsdag 1 juni 2027 om 14:00 (Nederlandse tijd)" in body
    assert '<span class="agenda-time">14:00</span>' in body
    cast.samira.time_zone = "America/Paramaribo"
    cast.samira.save()
    assert '<span class="agenda-time">09:00</span>' in body_of(browser_of(cast.samira), session)


def test_items_follow_each_other_on_the_clock(browser_of, cast):
    session = session_at(cast, 0)
    factories.agenda_item(session, "Oogsten", position=2, minutes=85)
    session.starts_at = dt.datetime(2027, 6, 1, 12, 0, tzinfo=dt.UTC)
    session.save()
    body = body_of(browser_of(cast.samira), session)
    assert '<span class="agenda-time">14:10</span>' in body
    too_long = "5 minuten langer dan de sessie"
    assert (too_long in body, too_long in body_of(browser_of(cast.marit), session)) == (False, True)


def test_participants_read_what_is_theirs_and_the_facilitator_everything(browser_of, cast):
    session = session_at(cast, 600)
    session.agenda_items.update(
        reading="Lees-tekst",
        grouping="trios",
        instructions="Doe-tekst",
        short_version="Korte-tekst",
        next_time="Volgende-tekst",
    )
    samiras, marits = (body_of(browser_of(person), session) for person in (cast.samira, cast.marit))
    own = ("Doe-tekst", "Korte-tekst", "Volgende-tekst")
    assert [text in samiras for text in ("Lees-tekst", *own)] == [True, False, False, False]
    assert [text in marits for text in ("Lees-tekst", *own)] == [True] * 4
    assert "drie" in samiras
    assert "/edit/" not in samiras
    assert f"/sessions/{session.pk}/run/" in marits
    assert f"/sessions/{session.pk}/run/" not in samiras


def test_the_board_is_one_tap_away_while_the_session_runs(browser_of, cast):
    session = session_at(cast, -10)
    board = f'<a class="btn btn-primary" href="/sessions/{session.pk}/board/">'
    assert board not in body_of(browser_of(cast.samira), session)
    run = begin(session)
    assert board in body_of(browser_of(cast.samira), session)
    run.finished_at = timezone.now()
    run.save()
    body = body_of(browser_of(cast.samira), session)
    assert board not in body
    assert f'<a class="btn btn-primary" href="/sessions/{session.pk}/after/">' in body


def test_who_takes_part_checks_in_on_the_page_once(browser_of, cast):
    session = session_at(cast, 10)
    url = f"/sessions/{session.pk}/check-in/"
    samiras = browser_of(cast.samira)
    assert url in body_of(samiras, session)
    samiras.post(url)
    assert url not in body_of(samiras, session)
    assert url not in body_of(browser_of(cast.marit), session)


def test_a_run_nobody_finished_does_not_last_for_ever(browser_of, cast):
    long_ago = session_at(cast, -60 * 24)
    begin(long_ago)
    assert f"/sessions/{long_ago.pk}/after/" in body_of(browser_of(cast.samira), long_ago)


def test_afterwards_the_record_is_there_for_everybody_in_the_session(browser_of, cast):
    session = session_at(cast, -600, cast.noord, cast.zuid)
    session.agenda_items.update(notes="Wat er gezegd is", outcome="Wat eruit kwam")
    later = session_at(cast, 600, cast.noord, title="Sessie vier")
    session_at(cast, 300, cast.noord, title="Afgezegd", state="cancelled", cancel_reason="Ziek")
    factories.step(cast.noord, "Thee in de hal", learning_session=session)
    factories.step(cast.zuid, "Soep op straat", learning_session=session)
    factories.step(cast.noord, "Uit een andere sessie", learning_session=later)
    factories.step(cast.noord, "Van mij alleen", learning_session=session, person=cast.joost)
    bodies = {p.email.split("@")[0]: body_of(browser_of(p), session) for p in (cast.samira, cast.mehmet)}
    for body in bodies.values():
        assert "Wat er gezegd is" in body
        assert "Wat eruit kwam" in body
        assert "Uit een andere sessie" not in body
        assert "Van mij alleen" not in body
    assert ["Thee in de hal" in body for body in bodies.values()] == [True, False]
    assert ["Soep op straat" in body for body in bodies.values()] == [False, True]
    assert "Sessie vier" in bodies["samira"]
    assert "Afgezegd" not in bodies["samira"]
    assert "Sessie vier" not in bodies["mehmet"]


def test_links_stand_where_they_belong(browser_of, cast):
    session, other = session_at(cast, 600), session_at(cast, 900)
    item = session.agenda_items.get()
    link = {"trajectory": cast.trajectory, "url": "https://www.example.org/a"}
    Material.objects.create(title="Van het traject", **link)
    Material.objects.create(title="Van de sessie", learning_session=session, **link)
    Material.objects.create(title="Van het onderdeel", learning_session=session, agenda_item=item, **link)
    Material.objects.create(title="Van een andere sessie", learning_session=other, **link)
    body = body_of(browser_of(cast.samira), session)
    titles = ("Van het onderdeel", "Van het traject", "Van de sessie", "Van een andere sessie")
    places = [body.find(title) for title in titles]
    assert places == [*sorted(places[:3]), -1]


def test_the_page_takes_as_many_queries_for_thirty_of_everything_as_for_three(browser_of, cast):
    session = session_at(cast, -10)
    run = begin(session)

    def fill(count):
        for number in range(Step.objects.count(), count):
            item = factories.agenda_item(session, position=number + 2)
            after = session_at(cast, 600 + number)
            factories.agenda_item(after, position=2)
            after.agenda_items.filter(position=2).update(moved_from=item)
            factories.step(cast.noord, learning_session=session)
            link = {"trajectory": cast.trajectory, "title": "Een", "url": "https://example.org/"}
            Material.objects.create(learning_session=session, agenda_item=item, **link)
            person = factories.user(f"Iemand {number}")
            factories.member(person, "professional", cast.noord)

    def counts():
        url = f"/sessions/{session.pk}/"
        return [statements_of(browser_of(person), url) for person in (cast.samira, cast.marit)]

    fill(3)
    running = counts()
    run.delete()
    few = counts()
    fill(30)
    assert counts() == few
    begin(session)
    assert counts() == running
    assert max(few + running) <= 12, (few, running)
