"""The demo's people at their pages: every act fills in the form that the page shows and presses its button.

The values are what a browser sends, written here by hand and not taken from the loader of the demo.
"""

import datetime as dt
import re
import zoneinfo
from contextlib import contextmanager

import time_machine
from django.test import Client
from django.urls import reverse

from tests.wins.pages import form_to, read, send
from wins.models import Barrier, Win, WinLink

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
SEEN, CHANGE = "privacy_seen", "privacy_change"
ANSWER = {"S": "yes", "W": "little", "N": "no"}
CALLED = {
    "small_win": "small_win",
    "kiem": "seedling",
    "quick_win": "quick_win",
    "activiteit": "activity",
    "tegenslag": "setback",
    "nog_open": "open",
}
GREW = {"volgt_op": "follows", "verdiept": "deepens", "verbreedt": "broadens", "verspreidt": "spreads"}
BARRIER_KIND = {"regel": "rule", "routine": "routine", "gegevensdeling": "data_sharing", "geld": "money"}
STOOD = {"ervaren": "met", "omzeild": "bypassed", "geslecht": "removed", "doorgegeven": "escalated"}
DID = {"raakte": "met", "omzeilde": "bypassed", "slechtte": "broke"}
SAID = {"Dit helpt ons": "helps", "Wil ik ook proberen": "try", "Vertel meer": "more"}
LIVES = {"ja": "yes", "anders": "changed", "nee": "no"}


def fields_of(story):
    """The words of one story by form field, and those that are typed when it is captured."""
    if story["soort"] == "tegenslag":
        names = {"expected": "verwacht", "story": "gebeurd", "why": "waarom", "differently": "anders"}
        typed = {field: story[name] for field, name in names.items()}
        return typed, {"title": story["titel"], **typed}
    words = {"story": story["wat"], "friction": story["schuurde"], "next_step": story["vervolg"]}
    return {"story": words["story"]}, {"title": story["titel"], **words}


class Neighbourhood:
    """Everybody's pages on a day of the demo; ``asked``: the privacy questions, with their marks."""

    def __init__(self, cast, known):
        self.cast, self.known = cast, known
        self.wins, self.asked = {}, []

    @contextmanager
    def on(self, day, clock):
        """It is this day of the trajectory, at this time in the neighbourhood."""
        moment = dt.datetime.combine(
            self.cast.calendar.date(day), dt.time.fromisoformat(clock), tzinfo=AMSTERDAM
        )
        with time_machine.travel(moment):
            yield

    def client(self, person):
        client = Client()
        client.force_login(self.cast.users[person])
        return client

    def win(self, key):
        return Win.objects.get(pk=self.wins[key])

    def date(self, day):
        return self.cast.calendar.date(day)

    def at(self, client, address):
        page = client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        return page

    def press(self, client, page, action, *, what, to=None, **typed):
        """Send a form; when asked about privacy, share the words as they are. It must lead on."""
        answer = send(client, page, action, to=to, **typed)
        if answer.status_code == 200:
            form = form_to(answer, to or action)
            marked = re.findall(r"<mark>(.*?)</mark>", answer.content.decode())
            self.asked.append((what, marked))
            (seen,) = [button for button in form.buttons if button[0] == SEEN]
            assert [button[0] for button in form.buttons] == [CHANGE, SEEN]
            answer = send(client, answer, form.action, button=seen)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    # Telling -----------------------------------------------------------------------------------------

    def tell(self, story):
        """Capture at home, add the rest, and share as far as the data say."""
        client = self.client(story["auteur"])
        typed, words = fields_of(story)
        page = self.at(client, "/")
        if story["soort"] == "tegenslag":
            page = send(client, page, reverse("wins:new"), button=("action", "setback"))
        answer = self.press(
            client,
            page,
            reverse("wins:new"),
            what=(story["key"], "capture"),
            button=("action", "share"),
            **typed,
        )
        self.wins[story["key"]] = re.fullmatch(r"/wins/([0-9a-f-]{36})/saved/", answer.url)[1]
        self._add(client, story, words)
        if story["key"] not in self.known["zichtbaarheid"]["team"]:
            share = reverse("wins:share", args=[self.wins[story["key"]]])
            what = (story["key"], "share")
            self.press(client, self.at(client, share), "", to=share, what=what, visibility="trajectory")

    def _add(self, client, story, words):
        saved = self.at(client, reverse("wins:saved", args=[self.wins[story["key"]]]))
        edit = reverse("wins:edit", args=[self.wins[story["key"]]])
        assert edit in read(saved).links
        steps = {row["key"]: row["tekst"] for row in self.known["stappen"]}
        step = self.cast.teams[story["team"]].steps.filter(text=steps.get(story.get("stap"))).first()
        self.press(
            client,
            self.at(client, edit),
            "",
            to=edit,
            what=(story["key"], "edit"),
            **words,
            for_whom=story["voor_wie"],
            partial_solutions=[str(self.cast.solutions[key].pk) for key in story["deel"]],
            step=str(step.pk) if step else "",
            happened_on=self.date(story["dag"]).isoformat(),
        )

    def keep_draft(self, row):
        client = self.client(row["auteur"])
        page = self.at(client, "/")
        send(client, page, reverse("wins:new"), button=("action", "draft"), story=row["tekst"])

    # The lens ----------------------------------------------------------------------------------------

    def read_on_one_page(self, key, person, letters, *, joint=False, evidence=(), remark=""):
        client = self.client(person)
        address = reverse("wins:lens", args=[self.wins[key]]) + ("?as=joint" if joint else "")
        page = self.at(client, address)
        typed = {f"C{n}": ANSWER[letter] for n, letter in enumerate(letters, start=1) if letter in ANSWER}
        typed |= {f"evidence_{c}": line for c, line in dict(evidence).items()} | {"remark": remark}
        self.press(client, page, "", to=address, what=(key, f"lens of {person}"), **typed)

    def read_on_a_phone(self, key, person, letters, *, evidence=()):
        """The joint reading, a question on each screen; an unanswered one is skipped."""
        client = self.client(person)
        address = reverse("wins:lens", args=[self.wins[key]]) + "?as=joint&question=1"
        for number, letter in enumerate(letters, start=1):
            line = dict(evidence).get(f"C{number}", "")
            answer = self.press(
                client,
                self.at(client, address),
                "",
                to=address,
                what=(key, f"question {number}"),
                button=("press", ANSWER.get(letter, "skip")),
                **{f"evidence_C{number}": line},
            )
            address = answer.url
        assert address == f"{self.win(key).get_absolute_url()}#verdict"

    def decide(self, story):
        """Agree with the button, or differ with the sentence."""
        key = story["key"]
        client, verdict = self.client(story["auteur"]), reverse("wins:verdict", args=[self.wins[key]])
        page = self.at(client, self.win(key).get_absolute_url())
        if story["bevestigd"] == story["voorstel"]:
            button = ("verdict", CALLED[story["voorstel"]])
            self.press(client, page, verdict, what=(key, "verdict"), button=button)
            return
        first, second = [form for form in read(page).forms if form.action == verdict]
        assert first.buttons == [("verdict", CALLED[story["voorstel"]])]
        typed = {"verdict": CALLED[story["bevestigd"]], "reason": story["reden_afwijking"]}
        assert client.post(verdict, second.fields | typed).status_code == 302

    # Links -------------------------------------------------------------------------------------------

    def link(self, row, later):
        address = reverse("wins:link_new", args=[self.wins[row["van"]]])
        client = self.client(later["auteur"])
        adapted = later.get("aangepast", "") if row["soort"] == "verspreidt" else ""
        self.press(
            client,
            self.at(client, address),
            "",
            to=address,
            what=(row["van"], "link"),
            earlier=self.wins[row["naar"]],
            kind=GREW[row["soort"]],
            why=row["waarom"],
            adapted=adapted,
        )

    def say_yes(self, row, person):
        """From home to the earlier story, and there the button."""
        client, earlier = self.client(person), self.win(row["naar"])
        assert f"{earlier.get_absolute_url()}#links" in read(self.at(client, "/")).links
        link = WinLink.objects.get(later=self.wins[row["van"]], earlier=earlier)
        assert link.accepted_at is None
        page = self.at(client, earlier.get_absolute_url())
        accept = reverse("wins:link_accept", args=[link.pk])
        self.press(client, page, accept, what=(row["van"], "yes"))

    # Barriers ----------------------------------------------------------------------------------------

    def meet_barrier(self, key, barrier, *, effect, state):
        address = reverse("wins:barrier_link", args=[self.wins[key]])
        client = self.client(next(w["auteur"] for w in self.known["wins"] if w["key"] == key))
        is_new = not Barrier.objects.filter(name=barrier["naam"]).exists()
        self.press(
            client,
            self.at(client, address),
            "",
            to=address,
            what=(key, "barrier"),
            name=barrier["naam"],
            kind=BARRIER_KIND[barrier["soort"]] if is_new else "",
            effect=DID[effect],
            state=STOOD.get(state, ""),
        )

    def name_barrier(self, barrier, team, person, *, in_session):
        """Without a story: on the list of barriers when it is new, else on the barrier's page."""
        client = self.client(person)
        session = str(in_session.pk) if in_session else ""
        typed = {"team": str(self.cast.teams[team].pk), "learning_session": session}
        known = Barrier.objects.filter(name=barrier["naam"]).first()
        what = (barrier["key"], "naming")
        if known:
            address = reverse("wins:barrier_name", args=[known.pk])
            self.press(client, self.at(client, known.get_absolute_url()), address, what=what, **typed)
            return
        address = reverse("wins:barriers", args=[self.cast.trajectory.pk])
        typed |= {"name": barrier["naam"], "kind": BARRIER_KIND[barrier["soort"]]}
        self.press(client, self.at(client, address), "", to=address, what=what, **typed)

    def set_state(self, barrier, stand, person):
        client, known = self.client(person), Barrier.objects.get(name=barrier["naam"])
        address = reverse("wins:barrier_state", args=[known.pk])
        page = self.at(client, known.get_absolute_url())
        typed = {"state": STOOD[stand["stand"]], "addressee": stand.get("aan", "")}
        self.press(client, page, address, what=(barrier["key"], "state"), **typed)

    # Responses ---------------------------------------------------------------------------------------

    def recognise(self, row):
        client, address = self.client(row["door"]), reverse("wins:recognise", args=[self.wins[row["win"]]])
        page = self.at(client, self.win(row["win"]).get_absolute_url())
        self.press(client, page, address, what=(row["win"], "recognise"), button=("phrase", SAID[row["zin"]]))

    def comment(self, row):
        client, address = self.client(row["door"]), reverse("wins:comment_new", args=[self.wins[row["win"]]])
        page = self.at(client, self.win(row["win"]).get_absolute_url())
        self.press(client, page, address, what=(row["win"], "comment"), text=row["tekst"])

    def still_alive(self, row, person):
        client, address = self.client(person), reverse("wins:alive", args=[self.wins[row["win"]]])
        typed = {"answer": LIVES[row["antwoord"]], "text": row["tekst"]}
        self.press(client, self.at(client, address), "", to=address, what=(row["win"], "alive"), **typed)
