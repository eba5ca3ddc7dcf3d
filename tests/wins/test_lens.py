"""Looking through the lens: a question on a screen or all on a page, one's own reading and the joint one."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.wins.looking import answer, lens, page_of
from tests.wins.pages import form_to, links, read, send, words
from wins.models import LensReading, Win
from wins.selectors.win import proposal_for
from wins.services import lens as services
from wins.verdict import CHARACTERISTICS, Kind, propose

pytestmark = pytest.mark.usefixtures("english")
ANSWERS = ("yes", "little", "no", "unknown")


@pytest.fixture
def win(cast):
    return factories.win(cast.noord, cast.samira, title="Koffie in de hal", visibility="trajectory")


def test_one_question_is_on_a_screen_and_its_answers_are_buttons(win, samira, browser_of):
    for number in range(1, 8):
        page = browser_of(samira).get(lens(win, number))
        form = form_to(page, "")
        assert form.buttons == [("press", value) for value in (*ANSWERS, "skip")]
        assert set(form.fields) == {"csrfmiddlewaretoken", "version", f"evidence_C{number}"}
        assert f"Question {number} of 7" in words(page)


def test_seven_questions_take_at_most_nine_taps(win, samira, browser_of):
    client = browser_of(samira)
    address = next(link for link in links(client.get(win.get_absolute_url())) if link.endswith("?question=1"))
    taps = 1
    while "question=" in address:
        page = client.get(address)
        address = send(client, page, "", to=address, button=("press", "yes")).url
        taps += 1

    assert taps <= 9
    assert address == f"{win.get_absolute_url()}#verdict"
    reading = LensReading.objects.get()
    assert reading.answers == dict.fromkeys(CHARACTERISTICS, "yes")
    assert (reading.is_joint, reading.reader) == (False, samira)


def test_all_on_one_page_keeps_the_same(win, samira, browser_of):
    client = browser_of(samira)
    typed = {c: ANSWERS[n % 4] for n, c in enumerate(CHARACTERISTICS)}

    send(
        client, client.get(lens(win)), "", to=lens(win), **typed, evidence_C2="Buren groeten.", remark="Mooi"
    )

    reading = LensReading.objects.get()
    assert reading.answers == {c: typed[c] for c in CHARACTERISTICS}
    assert (reading.evidence, reading.remark) == ({"C2": "Buren groeten."}, "Mooi")
    again = form_to(client.get(lens(win)), "")
    assert {c: again.fields[c] for c in CHARACTERISTICS} == {c: [typed[c]] for c in CHARACTERISTICS}
    assert again.fields["evidence_C2"] == ["Buren groeten."]


def test_skipping_leaves_a_question_as_it_was_and_back_shows_it(win, samira, browser_of):
    client = browser_of(samira)
    answer(client, win, 1, "little", evidence_C1="Een stukje.")
    to_third = answer(client, win, 2, "skip")

    third = client.get(to_third.url)
    assert LensReading.objects.get().c2 == ""
    assert lens(win, 2) in links(third)
    first = client.get(lens(win, 1))
    assert 'value="little" aria-pressed="true"' in first.content.decode()
    assert form_to(first, "").fields["evidence_C1"] == ["Een stukje."]

    answer(client, win, 1, "skip")

    reading = LensReading.objects.get()
    assert (reading.c1, reading.evidence) == ("little", {"C1": "Een stukje."})


def test_whoever_only_skips_has_read_nothing(win, samira, joost, browser_of):
    """Else an empty joint reading would take the place of the author's."""
    for number in range(1, 8):
        answer(browser_of(samira), win, number, "yes")
    for number in range(1, 8):
        answer(browser_of(joost), win, number, "skip", joint=True)

    assert LensReading.objects.get().reader == samira
    assert "This looks like a small win" in page_of(browser_of(joost), win)


@pytest.mark.parametrize("number", [0, 3])
def test_300_characters_of_evidence_are_kept_and_301_are_not(number, win, samira, browser_of):
    client, address = browser_of(samira), lens(win, number)
    button = {"button": ("press", "yes")} if number else {}

    over = send(client, client.get(address), "", to=address, evidence_C3="é" * 301, **button)

    assert over.status_code == 422
    assert "Shorten your text by 1 character" in words(over)
    assert form_to(over, "").fields["evidence_C3"] == ["é" * 301]
    assert not LensReading.objects.exists()

    fits = send(client, client.get(address), "", to=address, evidence_C3="e\u0301" * 300, **button)

    assert fits.status_code == 302
    assert LensReading.objects.get().evidence == {"C3": "é" * 300}


@pytest.mark.parametrize("pressed", ["hack", "YES", "yes\x00", "y" * 5000])
def test_an_answer_nobody_offered_is_refused_in_words(pressed, win, samira, browser_of):
    response = browser_of(samira).post(lens(win, 1), {"press": pressed, "version": "0"})

    assert response.status_code == 422
    assert not LensReading.objects.exists()


@pytest.mark.parametrize("number", ["0", "8", "-1", "1.0", "x", "٣"])
def test_a_question_that_is_not_there_shows_them_all(number, win, samira, browser_of):
    page = browser_of(samira).get(f"{lens(win)}?question={number}")
    assert page.status_code == 200
    assert {"evidence_C1", "evidence_C7"} <= set(form_to(page, "").fields)


def test_a_setback_never_passes_the_lens(cast, browser_of):
    win = factories.win(cast.noord, cast.samira, kind="setback")
    client = browser_of(cast.samira)

    for joint in (False, True):
        for send_it in (client.get, lambda to: client.post(to, {"press": "yes", "version": "0"})):
            assert send_it(lens(win, 1, joint=joint)).url == win.get_absolute_url()
        with pytest.raises(services.NoLens):
            services.save_reading(
                win=win,
                reader=cast.samira,
                is_joint=joint,
                answers={"C1": "yes"},
                evidence={},
                version=0,
                now=timezone.now(),
            )
    assert not LensReading.objects.exists()
    page = client.get(win.get_absolute_url())
    assert "lens" not in words(page).lower()
    assert not [form for form in read(page).forms if "verdict" in form.action]


def test_a_draft_has_no_lens(cast, browser_of):
    draft = factories.win(cast.noord, cast.samira, visibility="draft")
    client = browser_of(cast.samira)

    for joint in (False, True):
        assert client.get(lens(draft, joint=joint)).status_code == 404
        assert client.post(lens(draft, 1, joint=joint), {"press": "yes"}).status_code == 404
    assert not [link for link in links(client.get(draft.get_absolute_url())) if "lens" in link]


def test_a_name_in_evidence_is_asked_about_and_the_answer_survives(win, samira, browser_of):
    client, address = browser_of(samira), lens(win, 2)

    question = answer(client, win, 2, "yes", evidence_C2="Mevrouw Van der Zwaan groet nu.")

    assert question.status_code == 200
    assert not LensReading.objects.exists()
    (seen,) = [button for button in form_to(question, address).buttons if button[0] == "privacy_seen"]
    send(client, question, address, button=seen)
    reading = LensReading.objects.get()
    assert (reading.c2, reading.evidence) == ("yes", {"C2": "Mevrouw Van der Zwaan groet nu."})


posts = st.lists(
    st.tuples(
        st.sampled_from(("samira", "joost", "mehmet")),
        st.booleans(),
        st.integers(0, 7),
        st.sampled_from((*ANSWERS, "", "skip", "maybe", "\ud800", "yes\x00")),
        st.sampled_from(("", "Wat we zagen.", "a" * 300, "a" * 301, "\x00", "مرحبا")),
        st.sampled_from(("seen", "", "0", "1", "-1", "9" * 30, "x")),
    ),
    min_size=1,
    max_size=8,
)


def test_any_sequence_of_answers_is_kept_or_refused_and_never_breaks(cast, win, browser_of):
    clients = {who: browser_of(getattr(cast, who)) for who in ("samira", "joost", "mehmet")}

    def post(who, joint, number, value, line, version):
        address, mine = lens(win, number, joint=joint), LensReading.objects.filter(win=win, is_joint=joint)
        rows = mine if joint else mine.filter(reader=getattr(cast, who))
        seen = rows.values_list("version", flat=True).first() or 0
        field = "press" if number else "C2"
        c = f"C{number or 2}"
        data = {field: value.encode(errors="replace").decode(), f"evidence_{c}": line}
        data |= {"version": seen if version == "seen" else version, "show_name": "True"}
        before = dict(rows.values_list("pk", "version"))
        response = clients[who].post(address, data)
        assert response.status_code in (200, 302, 403, 409, 422), response.status_code
        if response.status_code == 302 and value in ANSWERS:
            assert rows.get().answers[c] == value
        elif response.status_code != 302:
            assert dict(rows.values_list("pk", "version")) == before

    @given(posts)
    @settings(max_examples=60, deadline=None)
    def any_sequence(sequence):
        with transaction.atomic():
            for one in sequence:
                post(*one)
            pages_hold()
            transaction.set_rollback(True)

    def pages_hold():
        readings = list(Win.objects.get(pk=win.pk).readings.all())
        proposal = proposal_for(win, readings)
        for reading in readings:
            without = {c: "" if a == "unknown" else a for c, a in reading.answers.items()}
            assert propose(reading.answers) == propose(without)
            if "unknown" in [reading.answers[c] for c in CHARACTERISTICS[:5]]:
                assert propose(reading.answers).kind == Kind.OPEN
        page = page_of(clients["joost"], win)
        assert ("Rule: while one of the first five questions is open" in page) == (
            bool(readings) and proposal.kind == Kind.OPEN
        )

    any_sequence()
