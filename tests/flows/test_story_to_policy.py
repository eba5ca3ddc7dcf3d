"""The demo's story on the pages of progress alone; one whole loop to policy, from a choice to the answer."""

import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from smallwins.accounts.models import User
from smallwins.notifications import services as notifications
from tests import factories
from tests.wins.pages import send, words
from wins.demo.data import demo_id, email_of, trajectory_id
from wins.demo.load import load_demo
from wins.models import PublishedWin

pytestmark = pytest.mark.django_db
TRAJECTORY = trajectory_id()


@pytest.fixture
def look(db, browser_of):
    """A function: what somebody of the demo reads at an address."""
    load_demo(today=factories.days(0), now=timezone.now())

    def read(who, address):
        return words(browser_of(User.objects.get(email=email_of(who))).get(address))

    return read


def test_the_story_of_oeverhoek_can_be_read_on_these_pages(look):
    """The number that failed, the roster neighbours wrote, the rule that changed, the barrier, the answer."""
    graph = look("ruben", f"/trajectories/{TRAJECTORY}/graph/")
    for title in (
        "Eén 06-nummer op de portiekdeur",
        "Zaterdagnacht nam niemand op",
        "Buren schrijven mee aan het rooster",
        "Kennismaken is een vaste vraag",
    ):
        assert title in graph
    path = look("ruben", f"/teams/{demo_id('team', 'P')}/")
    assert path.count("Buren schrijven mee aan het rooster") > 1  # at its stone, and on the line of time
    assert "Zaterdagnacht nam niemand op" in path
    report = look("pien", f"/trajectories/{TRAJECTORY}/report/")
    for part in (
        "De nacht dat niemand opnam",
        "legden we onze fout op tafel bij de buren",
        "die regel herschreven: kennismaken is geen bezichtiging",
        "Geen uren voor werk buiten de beschikking",
        "Kunnen we een half jaar vier uur per week per team buurtgebonden inzetten?",
        "kom in sessie 6 terug met een ja, nee of hoe dan wel",
        "dagen geen antwoord",
    ):
        assert part in report
    barrier = look("mehmet", f"/barriers/{demo_id('barrier', 'B6')}/")
    assert "kom in sessie 6 terug" in barrier
    assert "kom in sessie 6 terug" in look("tessa", f"/teams/{demo_id('team', 'D')}/")
    assert "Geen uren voor werk buiten de beschikking" in look("ruben", f"/trajectories/{TRAJECTORY}/policy/")
    overview = look("ruben", "/overview/")
    assert overview.index("Niet weten wat je over een bewoner mag delen") < overview.index("Doen")


def test_one_loop_from_a_story_to_the_answer_on_the_team_page(look, browser_of, client, smtp_sink):
    def of(who):
        return browser_of(User.objects.get(email=email_of(who)))

    marit, ruben, win = of("marit"), of("ruben"), f"/wins/{demo_id('win', 'W08')}/"
    assert of("tessa").post(f"{win}choose/", {"reason": "Zo kan het overdag."}).status_code == 302
    page = ruben.get(f"{win}copy/")
    assert "Zo kan het overdag." in page.content.decode()
    copy_page = send(ruben, page, "").url
    copy = PublishedWin.objects.get(win=demo_id("win", "W08"))
    author = browser_of(copy.author)
    told = {
        "title": "Overdag zonder dossier",
        "text": "De bewoner zit erbij en kiest zelf.",
        "our_share": "Wij lieten het dossier thuis.",
        "unknowns": "Of het ook 's avonds kan.",
    }
    assert send(author, author.get(copy_page), f"{copy_page}write/", **told).status_code == 302
    yes = {"recognisable": "yes", "is_true": "yes", "is_honest": "yes"}
    assert send(marit, marit.get(copy_page), f"{copy_page}read/", **yes).status_code == 302
    assert send(author, author.get(copy_page), f"{copy_page}approve/").status_code == 302

    request = {
        "addressee": "Privacyofficer",
        "text": "Maken jullie met ons één kaart?",
        "address": "privacy@gemeente.example",
        "wins": [str(demo_id("win", "W08"))],
    }
    new = f"/trajectories/{TRAJECTORY}/policy/new/?barrier={demo_id('barrier', 'B4')}"
    assert send(ruben, ruben.get(new), "", to=new, **request).status_code == 302
    notifications.send_now(now=timezone.now())
    (mail,) = [one for one in smtp_sink.messages() if one["To"] == "privacy@gemeente.example"]
    link = re.search(r"(/policy/\S+/)", mail.get_body(("plain",)).get_content())[1]
    page = client.get(link)
    assert "De bewoner zit erbij en kiest zelf." in words(page)
    answer = {"kind": "doing", "text": "De kaart komt er in mei."}
    assert send(client, page, link, **answer).status_code == 302

    notifications.send_now(now=timezone.now())
    assert copy.author.email in {one["To"] for one in smtp_sink.messages()}
    assert "De kaart komt er in mei." in look("samira", f"/teams/{demo_id('team', 'N')}/")
    assert "Overdag zonder dossier" in look("pien", f"/trajectories/{TRAJECTORY}/report/")
    pdf = ruben.get(f"/trajectories/{TRAJECTORY}/report/report.pdf").content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "De kaart komt er in mei." in " ".join(text.split())
