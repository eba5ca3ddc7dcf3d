"""A programme becomes drafts in one go: one page and its confirmation."""

import uuid

import pytest

from sessions.models import LearningSession
from smallwins.notifications.models import Delivery
from tests import factories
from tests.wins.pages import form_to, send, words
from trajectories.models import Programme
from trajectories.programmes.plan import as_data
from trajectories.programmes.shipped import SIX_SESSIONS, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def marits(browser_of, marit):
    return browser_of(marit)


def url_of(cast):
    return f"/trajectories/{cast.trajectory.pk}/schedule/"


def form(cast, **typed):
    fields = {
        "mode": "programme",
        "programme": SIX_SESSIONS,
        "starts_at_date": "2027-06-01",
        "starts_at_time": "14:00",
        "time_zone": "Europe/Amsterdam",
        "video_url": "https://meet.example.org/x",
        "teams": [str(cast.noord.pk)],
        "client_uuid": str(uuid.uuid4()),
    }
    return fields | typed


def test_six_sessions_take_one_page_and_its_confirmation(marits, cast):
    loads = []

    def load(page):
        loads.append(page.request["PATH_INFO"])
        return page

    page = load(marits.get(url_of(cast)))
    first = factories.days(30).isoformat()
    kept = send(marits, page, "", to=url_of(cast), starts_at_date=first, button=("action", "notify"))
    check = load(marits.get(kept.url))
    assert LearningSession.objects.filter(state="draft").count() == 6
    send(marits, check, "", to=kept.url)
    assert LearningSession.objects.filter(state="open").count() == 6
    assert loads == [url_of(cast), f"{url_of(cast)}check/"]
    assert Delivery.objects.filter(kind="session_invitation").count() == 6 * 3


def test_the_sessions_are_those_of_the_programme_on_its_days(marits, cast):
    marits.post(url_of(cast), form(cast, starts_at_time="09:30"))
    plan = shipped(SIX_SESSIONS, "nl")
    made = list(LearningSession.objects.order_by("starts_at"))
    assert [one.title for one in made] == [one.title for one in plan.sessions]
    assert [(one.starts_at.date() - made[0].starts_at.date()).days for one in made] == [
        one.day for one in plan.sessions
    ]
    assert {one.agenda_items.count() for one in made} == {len(one.items) for one in plan.sessions}
    assert {f"{one.video_url} {one.time_zone}" for one in made} == {
        "https://meet.example.org/x Europe/Amsterdam"
    }
    assert f"{made[0].starts_at:%Y-%m-%d %H:%M}" == "2027-06-01 07:30"


def test_posting_again_makes_nothing_new(marits, cast):
    typed = form(cast)
    for _ in range(2):
        assert marits.post(url_of(cast), typed).url == f"{url_of(cast)}check/"
    assert LearningSession.objects.count() == 6


def test_what_a_single_session_asks_is_never_judged(marits, cast):
    junk = {"title": "x" * 999, "duration_minutes": "veel", "repeat_count": "x", "reminder_offsets": ["1"]}
    junk |= {"agenda-TOTAL_FORMS": "1", "agenda-INITIAL_FORMS": "0", "agenda-0-title": "half"}
    assert marits.post(url_of(cast), form(cast, **junk)).status_code == 302
    assert LearningSession.objects.count() == 6


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("programme", ""),
        ("programme", "seven_sessions"),
        ("programme", "9b0c8f2e-5d51-4d8a-9a43-1f3c0a5f7d11"),
        ("starts_at_date", "2020-01-01"),
        ("starts_at_date", ""),
        ("video_url", "http://x.example"),
        ("teams", []),
    ],
)
def test_wrong_input_answers_422_at_its_field_and_makes_nothing(marits, cast, field, value):
    answer = marits.post(url_of(cast), form(cast, **{field: value}))
    assert (answer.status_code, LearningSession.objects.count()) == (422, 0)
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_clock_that_skips_or_doubles_on_one_of_its_days_is_asked_about(marits, cast):
    """The second session of the shipped programme is three weeks after the first."""
    skipped = marits.post(url_of(cast), form(cast, starts_at_date="2027-03-07", starts_at_time="02:30"))
    assert "zondag 28 maart 2027" in skipped.content.decode()
    typed = form(cast, starts_at_date="2027-10-10", starts_at_time="02:30")
    asked = marits.post(url_of(cast), typed)
    assert "zondag 31 oktober 2027" in asked.content.decode()
    assert LearningSession.objects.count() == 0
    marits.post(url_of(cast), typed | {"starts_at_fold": "1"})
    second = LearningSession.objects.order_by("starts_at")[1]
    assert second.starts_at.isoformat() == "2027-10-31T01:30:00+00:00"


def test_a_saved_programme_is_offered_within_its_organisation_alone(marits, browser_of, cast):
    plan = as_data(shipped(SIX_SESSIONS, "nl"))
    saved = Programme.objects.create(organisation=cast.organisation, name="Onze ronde", plan=plan)
    page = marits.get(f"{url_of(cast)}?programme={saved.pk}").content.decode()
    assert "Onze ronde" in page
    assert f'value="{saved.pk}" class="form-check-input"' in page or f'value="{saved.pk}"' in page
    theirs = f"/trajectories/{cast.elsewhere.pk}/schedule/"
    otto = browser_of(cast.otto)
    assert "Onze ronde" not in otto.get(theirs).content.decode()
    typed = form(cast, programme=str(saved.pk), teams=[str(cast.their_team.pk)])
    assert otto.post(theirs, typed).status_code == 422
    marits.post(url_of(cast), form(cast, programme=str(saved.pk)))
    assert LearningSession.objects.count() == 6


def test_the_programme_of_the_address_is_chosen_beforehand(marits, cast):
    factories.learning_session(cast.trajectory, cast.noord)
    plain, asked = marits.get(url_of(cast)), marits.get(f"{url_of(cast)}?programme={SIX_SESSIONS}")
    assert [read_mode(plain), read_mode(asked)] == [["single"], ["programme"]]
    assert marits.get(f"{url_of(cast)}?programme=%00").status_code == 200


def read_mode(page):
    return form_to(page, "").fields["mode"]


def test_a_closed_trajectory_is_not_planned_in(marits, cast):
    draft = factories.learning_session(cast.trajectory, cast.noord, state="draft")
    cast.trajectory.closed_at = draft.scheduled_at
    cast.trajectory.save()
    check, edit = f"{url_of(cast)}check/", f"/sessions/{draft.pk}/edit/"
    answers = [marits.get(one) for one in (url_of(cast), check, edit)]
    answers += [
        marits.post(url_of(cast), form(cast)),
        marits.post(check, {"sessions": [str(draft.pk)]}),
        marits.post(edit, {"title": "Toch"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert "afgesloten" in words(answers[0]) or "closed" in words(answers[0])
    draft.refresh_from_db()
    assert (draft.state, LearningSession.objects.count()) == ("draft", 1)
