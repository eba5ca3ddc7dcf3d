"""What the team calls it: agreeing, differing with a sentence, and a question that opens again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.looking import answer, lens, page_of, prepared, together
from tests.wins.pages import form_to, read, send, words
from wins.models import LensReading, Verdict
from wins.services import lens as services

pytestmark = pytest.mark.usefixtures("english")
SMALL_WIN = dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6", "c7"), "yes")
REOPENED = "The answers have changed since. Look at it again together."


@pytest.fixture
def win(cast):
    made = factories.win(cast.noord, cast.samira, title="Koffie in de hal", visibility="trajectory")
    LensReading.objects.create(win=made, reader=cast.joost, is_joint=True, **SMALL_WIN)
    return made


def address_of(win):
    return reverse("wins:verdict", args=[win.pk])


def forms_of(client, win):
    """The forms for agreeing and for differing, those that are there."""
    found = [
        form for form in read(client.get(win.get_absolute_url())).forms if form.action == address_of(win)
    ]
    return [form for form in found if form.buttons], [form for form in found if not form.buttons]


def agree(client, win):
    ((form,), _differ) = forms_of(client, win)
    (button,) = form.buttons
    return client.post(address_of(win), form.fields | dict([button]))


def differ(client, win, verdict, reason):
    _agree, (form,) = forms_of(client, win)
    return client.post(address_of(win), form.fields | {"verdict": verdict, "reason": reason})


def rows():
    return list(Verdict.objects.order_by("pk").values_list("author__name", "verdict", "proposal", "reason"))


def test_a_member_agrees_with_one_button(win, joost, browser_of):
    assert agree(browser_of(joost), win).url == f"{win.get_absolute_url()}#verdict"

    assert rows() == [("Joost Bakker", "small_win", "small_win", "")]
    page = page_of(browser_of(joost), win)
    assert "What the team calls it small win Joost Bakker" in page
    assert "the lens suggested" not in page
    assert forms_of(browser_of(joost), win)[0] == []


def test_the_page_shows_rule_answers_and_reason(win, samira, browser_of):
    differ(browser_of(samira), win, "seedling", "Nog maar één portiek.")

    page = page_of(browser_of(samira), win)

    for shown in (
        "What the team calls it seedling Nog maar één portiek. Samira Yilmaz",
        "the lens suggested: small win",
        "This looks like a small win: small, tangible, truly different.",
        "Rule: somebody notices and something truly changed (questions 2 and 3: yes)",
        "Based on the team's joint reading. The team decides.",
        "Who notices, and by what? yes, because…",
    ):
        assert shown in page


@pytest.mark.parametrize(
    ("changed", "question"),
    [
        ({"c1": "no"}, "A seedling. Which piece of the question does it belong to?"),
        ({"c2": "little"}, "A seedling. Who notices already, and by what?"),
        ({"c3": "little"}, "A seedling. What do you do truly differently now?"),
        ({"c4": "no"}, "A seedling. What rubbed?"),
        ({"c5": "no"}, "A seedling. What changed in approach, and between people?"),
    ],
)
def test_what_a_seedling_misses_is_put_as_a_question(changed, question, win, samira, browser_of):
    LensReading.objects.update(**changed)
    assert question in page_of(browser_of(samira), win)


def test_a_quick_win_that_rubbed_asks_for_the_barrier(win, samira, browser_of):
    LensReading.objects.update(c3="no", c4="little")
    assert "is there a barrier to name?" in page_of(browser_of(samira), win)
    LensReading.objects.update(c4="no")
    assert "is there a barrier to name?" not in page_of(browser_of(samira), win)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_differing_needs_a_sentence(reason, win, samira, browser_of):
    response = differ(browser_of(samira), win, "seedling", reason)

    assert response.status_code == 422
    assert "Write down why you differ" in words(response)
    assert form_to(response, address_of(win)).fields["verdict"] == ["seedling"]
    assert rows() == []


def test_the_sentence_has_200_characters(win, samira, browser_of):
    over = differ(browser_of(samira), win, "seedling", "é" * 201)
    assert over.status_code == 422
    assert form_to(over, address_of(win)).fields["reason"] == ["é" * 201]

    assert differ(browser_of(samira), win, "seedling", "e\u0301" * 200).status_code == 302
    assert rows() == [("Samira Yilmaz", "seedling", "small_win", "é" * 200)]


@pytest.mark.parametrize("verdict", ["", "setback", "open", "hack", "small_win\x00"])
def test_only_the_four_names_are_taken(verdict, win, samira, browser_of):
    response = browser_of(samira).post(address_of(win), {"verdict": verdict, "reason": "Omdat."})
    assert (response.status_code, rows()) == (422, [])


@pytest.mark.parametrize(
    ("who", "status"),
    [("mehmet", 403), ("marit", 403), ("ruben", 403), ("els", 404), ("pien", 404), ("otto", 404)],
)
def test_only_members_decide(who, status, win, cast, browser_of):
    client = browser_of(getattr(cast, who))

    assert client.post(address_of(win), {"verdict": "small_win"}).status_code == status
    assert rows() == []
    if status == 403:
        assert forms_of(client, win) == ([], [])


@pytest.mark.parametrize("who", ["samira", "joost"])
def test_whoever_left_decides_no_more_also_as_its_author(who, win, cast, browser_of):
    person = getattr(cast, who)
    person.memberships.update(ends_on=factories.days(0))

    response = browser_of(person).post(address_of(win), {"verdict": "small_win"})

    assert response.status_code in (403, 404)
    assert rows() == []


def test_every_verdict_is_kept_and_the_last_stands(win, samira, joost, browser_of):
    agree(browser_of(joost), win)
    differ(browser_of(samira), win, "seedling", "Nog pril.")
    differ(browser_of(joost), win, "quick_win", "Toch niet diep.")

    assert rows() == [
        ("Joost Bakker", "small_win", "small_win", ""),
        ("Samira Yilmaz", "seedling", "small_win", "Nog pril."),
        ("Joost Bakker", "quick_win", "small_win", "Toch niet diep."),
    ]
    assert "What the team calls it quick win Toch niet diep." in page_of(browser_of(samira), win)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_changed_core_answer_opens_the_question_again(number, win, samira, joost, browser_of):
    agree(browser_of(samira), win)
    assert REOPENED not in page_of(browser_of(samira), win)

    answer(browser_of(joost), win, number, "unknown" if number == 3 else "little", joint=True)

    page = page_of(browser_of(samira), win)
    assert REOPENED in page
    assert "What the team calls it small win" in page
    answer(browser_of(joost), win, number, "yes", joint=True)
    assert REOPENED not in page_of(browser_of(samira), win)


@pytest.mark.parametrize("number", [6, 7])
def test_looking_forward_opens_nothing(number, win, samira, joost, browser_of):
    agree(browser_of(samira), win)
    answer(browser_of(joost), win, number, "no", joint=True)
    answer(browser_of(joost), win, 2, "yes", joint=True, evidence_C2="Andere woorden, zelfde antwoord.")
    assert REOPENED not in page_of(browser_of(samira), win)


def test_another_readers_answer_opens_nothing(win, samira, mehmet, browser_of):
    agree(browser_of(samira), win)
    answer(browser_of(mehmet), win, 1, "no")
    answer(browser_of(samira), win, 1, "no")
    assert REOPENED not in page_of(browser_of(samira), win)


def test_an_opened_question_is_answered_again(win, samira, browser_of):
    agree(browser_of(samira), win)
    LensReading.objects.update(c3="no")

    agree(browser_of(samira), win)

    assert [row[1:3] for row in rows()] == [("small_win", "small_win"), ("quick_win", "quick_win")]
    assert REOPENED not in page_of(browser_of(samira), win)


def test_the_joint_reading_feeds_the_proposal_before_the_authors(win, samira, joost, browser_of):
    LensReading.objects.all().delete()
    client = browser_of(joost)
    assert "The lens suggests" not in page_of(client, win)
    LensReading.objects.create(win=win, reader=joost, **SMALL_WIN)
    assert "Questions 1, 2, 3, 4 and 5 are open." in page_of(client, win)
    LensReading.objects.create(win=win, reader=samira, **SMALL_WIN | {"c3": "no"})
    assert "This looks like a quick win" in page_of(client, win)
    assert "Based on the author's reading." in page_of(client, win)
    LensReading.objects.create(win=win, reader=joost, is_joint=True, **SMALL_WIN | {"c2": "no"})
    assert "This was done. Who will notice?" in page_of(client, win)


def test_an_open_lens_is_not_agreed_with(win, samira, browser_of):
    LensReading.objects.update(c5="unknown")

    assert forms_of(browser_of(samira), win)[0] == []
    assert "Question 5 is open." in page_of(browser_of(samira), win)
    assert browser_of(samira).post(address_of(win), {"verdict": "small_win"}).status_code == 422
    assert differ(browser_of(samira), win, "small_win", "Wij zagen genoeg.").status_code == 302
    assert rows() == [("Samira Yilmaz", "small_win", "open", "Wij zagen genoeg.")]


def test_agreeing_with_what_was_seen_is_not_agreeing_with_what_came_since(win, samira, browser_of):
    client = browser_of(samira)
    ((form,), _differ) = forms_of(client, win)
    LensReading.objects.update(c3="no")

    response = client.post(address_of(win), form.fields | dict(form.buttons))

    assert response.status_code == 422
    assert "Write down why you differ" in words(response)
    assert rows() == []


@pytest.mark.django_db(transaction=True)
def test_two_members_at_once_keep_both(win, samira, joost, browser_of):
    one, other = browser_of(samira), browser_of(joost)
    answers = together(
        lambda: one.post(address_of(win), {"verdict": "small_win"}),
        lambda: other.post(address_of(win), {"verdict": "seedling", "reason": "Nog pril."}),
    )

    assert [response.status_code for response in answers] == [302, 302]
    assert sorted(rows()) == [
        ("Joost Bakker", "seedling", "small_win", "Nog pril."),
        ("Samira Yilmaz", "small_win", "small_win", ""),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_verdict(win, samira, browser_of):
    clicks = [browser_of(samira) for _ in range(2)]
    together(*(lambda c=c: c.post(address_of(win), {"verdict": "small_win"}) for c in clicks))
    assert len(rows()) == 1


def test_a_setback_gets_no_verdict(cast, browser_of):
    setback = factories.win(cast.noord, cast.samira, kind="setback")

    response = browser_of(cast.samira).post(address_of(setback), {"verdict": "small_win", "reason": "Toch."})

    assert response.url == setback.get_absolute_url()
    with pytest.raises(services.NoLens):
        services.decide(
            win=setback, verdict="seedling", reason="Toch.", author=cast.samira, now=timezone.now()
        )
    assert rows() == []


def test_a_reason_with_a_name_is_asked_about(win, samira, browser_of):
    client = browser_of(samira)

    question = differ(client, win, "seedling", "Mevrouw Van der Zwaan groet nog niet.")

    assert (question.status_code, rows()) == (200, [])
    form = form_to(question, address_of(win))
    (seen,) = [button for button in form.buttons if button[0] == "privacy_seen"]
    assert send(client, question, address_of(win), button=seen).status_code == 302
    assert rows() == [("Samira Yilmaz", "seedling", "small_win", "Mevrouw Van der Zwaan groet nog niet.")]


def test_the_joint_reading_after_the_authors_opens_what_was_decided_on_it(win, samira, joost, browser_of):
    LensReading.objects.all().delete()
    LensReading.objects.create(win=win, reader=samira, **SMALL_WIN)
    agree(browser_of(samira), win)

    page = browser_of(joost).get(lens(win, joint=True))
    same = {name.upper(): value for name, value in SMALL_WIN.items()}
    send(browser_of(joost), page, "", to=lens(win, joint=True), **same)
    assert REOPENED not in page_of(browser_of(samira), win)

    prepared(browser_of(joost), lens(win, joint=True), C4="no")()
    assert REOPENED in page_of(browser_of(samira), win)
