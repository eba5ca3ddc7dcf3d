"""The policy report (C8): only what was published, on two pages, tagged; texts are data."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests import factories
from tests.wins import policies
from tests.wins.pages import words
from trajectories.models import Wording
from wins import pdf
from wins.models import PublishedWin, Visibility
from wins.selectors import report as selectors
from wins.services import policy

pytestmark = pytest.mark.django_db


def page_of(cast, query=""):
    return f"/trajectories/{cast.trajectory.pk}/report/{query}"


def pdf_of(browser, cast, query=""):
    answer = browser.get(f"/trajectories/{cast.trajectory.pk}/report/report.pdf{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def report(cast, **changed):
    days = {"since": factories.days(-90), "until": factories.days(0), "on": factories.days(0)}
    return selectors.report_of(cast.trajectory, **days | changed)


def test_it_holds_question_stories_setback_messages_and_answers(browser_of, cast):
    told = policies.published(cast, title="De koffie", reason="Hier begon het.")
    policies.published(cast, title="De nacht", is_setback=True)
    policies.answered(
        policies.message(cast, of=policies.barrier(cast, cast.noord)), text="Wij zoeken het uit."
    )
    policies.message(cast, text="En de sleutels?", on=factories.days(-3))
    for shown in (
        words(browser_of(cast.pien).get(page_of(cast))),
        text_of(pdf_of(browser_of(cast.pien), cast)),
    ):
        for expected in (
            "Hoe blijft iedereen thuis?",
            "De koffie",
            "Hier begon het.",
            told.our_share,
            told.unknowns,
            "De nacht",
            "Mogen wij vier uur per week?",
            "Programmamanager",
            "Wij zoeken het uit.",
            "En de sleutels?",
            "al 3 dagen geen antwoord",
            "Noord, Zuid",
        ):
            assert expected in shown


CANARIES = ("kanarie-concept", "kanarie-team", "kanarie-traject", "kanarie-gevraagd", "kanarie-terug")


def test_nothing_unpublished_and_no_name_is_in_it(browser_of, cast):
    factories.win(cast.noord, cast.samira, story="kanarie-concept", visibility=Visibility.DRAFT)
    factories.win(cast.noord, cast.samira, story="kanarie-team")
    shared = factories.win(cast.noord, cast.joost, story="kanarie-traject", visibility=Visibility.TRAJECTORY)
    PublishedWin.objects.filter(pk=policies.asked(cast, win=shared).pk).update(text="kanarie-gevraagd")
    policy.take_back(copy=policies.published(cast, title="kanarie-terug"), on=factories.days(0))
    policies.published(cast, title="De koffie")
    policies.answered(policies.message(cast, wins=[shared]))
    for reader in (cast.pien, cast.ruben, cast.marit):
        shown = browser_of(reader).get(page_of(cast)).content.decode().partition("<main")[2]
        for text in (shown, text_of(pdf_of(browser_of(reader), cast))):
            assert "De koffie" in text
            for canary in CANARIES:
                assert canary not in text
            for person in (cast.samira, cast.joost, cast.mehmet, cast.marit, cast.ruben):
                assert person.name not in text


def test_it_reads_no_story_whatever_happens(browser_of, cast):
    policies.published(cast)
    policies.answered(policies.message(cast, wins=[factories.win(cast.noord, cast.samira)]))
    piens = browser_of(cast.pien)
    for address in (page_of(cast), page_of(cast) + "report.pdf"):
        with CaptureQueriesContext(connection) as asked:
            assert piens.get(address).status_code == 200
        assert [
            query["sql"] for query in asked if "wins_win" in query["sql"].replace("wins_winlink", "")
        ] == []
        assert len(asked) <= 12


def test_period_and_choice_are_in_the_address(browser_of, cast):
    old = policies.published(cast, title="De oude", on=factories.days(-40))
    new = policies.published(cast, title="De nieuwe", on=factories.days(-2))
    rubens = browser_of(cast.ruben)
    late = f"?since={factories.days(-10)}&until={factories.days(0)}"
    assert [one in words(rubens.get(page_of(cast, late))) for one in ("De oude", "De nieuwe")][1]
    assert [one.title for one in report(cast, since=factories.days(-10)).stories] == ["De nieuwe"]
    assert [one.title for one in report(cast, wanted={old.pk}).stories] == ["De oude"]
    assert [one.title for one in report(cast).stories] == ["De oude", "De nieuwe"]
    chosen = text_of(pdf_of(rubens, cast, f"?copy={new.pk}"))
    assert ("De nieuwe" in chosen, "De oude" in chosen) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "?since=x",
        "?until=9999-99-99",
        "?copy=%00",
        "?copy=1",
        "?since=2027-01-01&until=2026-01-01",
        "?since=0001-01-01",
    ],
)
def test_bad_filters_are_said(browser_of, cast, query):
    for address in (page_of(cast, query), f"{page_of(cast)}report.pdf{query}"):
        answer = browser_of(cast.ruben).get(address)
        assert (answer.status_code, "error-summary" in answer.content.decode()) == (422, True)


def test_the_version_rises_with_everything_policy_sees(cast):
    seen = [report(cast).version]
    copy = policies.published(cast)
    seen.append(report(cast).version)
    row = policies.message(cast)
    seen.append(report(cast).version)
    policies.answered(row)
    seen.append(report(cast).version)
    policy.take_back(copy=copy, on=factories.days(0))
    seen.append(report(cast).version)
    assert seen == [0, 1, 2, 3, 4]


def test_at_most_five_stories_and_one_setback(cast):
    for number in range(7):
        policies.published(cast, title=f"Verhaal {number}", on=factories.days(number - 10))
    for number in range(2):
        policies.published(cast, title=f"Nacht {number}", on=factories.days(number - 5), is_setback=True)
    made = report(cast)
    assert [one.title for one in made.stories] == [f"Verhaal {number}" for number in range(2, 7)]
    assert made.setback.title == "Nacht 1"


def test_the_pdf_is_tagged_titled_and_in_its_language(browser_of, cast):
    policies.published(cast)
    reader = pdf_of(browser_of(cast.ruben), cast)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/StructTreeRoot"]["/K"] is not None
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Rapport: Thuis in Oeverhoek"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)  # A4 in points
    cast.ruben.language = "en"
    cast.ruben.save()
    assert pdf_of(browser_of(cast.ruben), cast).trailer["/Root"]["/Lang"] == "en"


def test_peoples_texts_are_data_never_markup(browser_of, cast):
    hostile = (
        '#panic("x") *vet* _cursief_ $x^2$ @verwijzing <label> \\u{1F600} // weg '
        '`code` [haak] "aanhaling" = kop'
    )
    policies.published(cast, title=hostile[:80], text=hostile)
    shown = text_of(pdf_of(browser_of(cast.ruben), cast))
    assert hostile in shown


def test_the_longest_texts_there_can_be_fit_on_two_pages(cast):
    long = "Onbegrijpelijkheden "
    Wording.objects.update(text=(long * 60)[:1000])
    Wording.objects.create(trajectory=cast.trajectory, kind="ambition", text=(long * 60)[:1000])
    for number in range(6):
        policies.published(
            cast,
            title=(long * 5)[:80],
            text=(long * 40)[:600],
            reason=(long * 11)[:200],
            our_share=(long * 11)[:200],
            unknowns=(long * 11)[:200],
            confirmed_by_role=(long * 5)[:80],
            confirmed_on=factories.days(-1),
            confirmed_answer="yes",
            is_setback=number == 5,
        )
    for number in range(5):
        row = policies.message(
            cast,
            text=(long * 60)[:1000],
            of=policies.barrier(cast, cast.noord, name=f"{number}{(long * 5)[:70]}"),
        )
        type(row).objects.filter(pk=row.pk).update(addressee=(long * 11)[:200])
        policies.answered(row, text=(long * 60)[:1000])
    reader = PdfReader(io.BytesIO(pdf.report_pdf(report(cast))))
    assert len(reader.pages) == 2


def test_an_ordinary_report_is_set_in_a_size_one_can_read(cast):
    for number in range(3):
        policies.published(cast, title=f"Verhaal {number}", text="Eerst koffie, dan pas verhuizen. " * 10)
    policies.answered(policies.message(cast))
    sizes = []

    def visit(text, *args):
        sizes.append(args[3])

    PdfReader(io.BytesIO(pdf.report_pdf(report(cast)))).pages[0].extract_text(visitor_text=visit)
    assert max(sizes) >= 10


def test_nobody_elses_report_can_be_had(browser_of, cast):
    policies.published(cast)
    statuses = {
        name: browser_of(getattr(cast, name)).get(page_of(cast)).status_code
        for name in ("samira", "mehmet", "marit", "ruben", "els", "pien", "otto")
    }
    assert statuses == dict.fromkeys(("samira", "mehmet", "marit", "ruben", "els", "pien"), 200) | {
        "otto": 404
    }


def test_policy_readers_find_their_reports_at_home(browser_of, cast):
    piens = browser_of(cast.pien)
    assert piens.get("/").url == "/reports/"
    assert cast.trajectory.name in words(piens.get("/reports/"))
    assert cast.elsewhere.name not in words(piens.get("/reports/"))


def test_an_empty_period_says_so(browser_of, cast):
    assert "nog niets gepubliceerd" in words(browser_of(cast.ruben).get(page_of(cast)))
    assert "nog niets gepubliceerd" in text_of(pdf_of(browser_of(cast.ruben), cast))
