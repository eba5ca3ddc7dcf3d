"""A policy copy (C7): asked for, written anew, read by a third person, published by its author alone."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from tests.wins import policies
from tests.wins.pages import words
from trajectories.models import Membership
from trajectories.roles import Role
from wins.models import CopyState, Notice, PublishedWin, Selection, Visibility
from wins.services import policy
from wins.services import win as wins

pytestmark = pytest.mark.django_db
ASK = {"reason": "Hier zie je het begin."}


@pytest.fixture
def story(cast):
    return factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY, title="Koffie eerst")


def fresh(copy):
    return PublishedWin.objects.get(pk=copy.pk)


def write(browser, copy, **changed):
    return browser.post(
        f"/copies/{copy.pk}/write/", policies.TEXTS | {"version": fresh(copy).version} | changed
    )


def read(browser, copy, **changed):
    return browser.post(f"/copies/{copy.pk}/read/", policies.YES | {"version": fresh(copy).version} | changed)


def approve(browser, copy):
    return browser.post(f"/copies/{copy.pk}/approve/", {"version": fresh(copy).version})


def test_the_whole_way_from_a_choice_to_the_report(browser_of, cast, story):
    samiras, rubens, marits = (browser_of(one) for one in (cast.samira, cast.ruben, cast.marit))
    assert browser_of(cast.mehmet).post(f"/wins/{story.pk}/choose/", ASK).status_code == 302
    assert "Hier zie je het begin." in words(rubens.get(f"/trajectories/{cast.trajectory.pk}/policy/"))

    assert rubens.post(f"/wins/{story.pk}/copy/", ASK).status_code == 302
    copy = PublishedWin.objects.get(win=story)
    assert (copy.state, copy.second_reader, copy.selection) == (
        CopyState.ASKED,
        cast.marit,
        Selection.objects.get(),
    )
    assert write(samiras, copy).status_code == 302
    assert fresh(copy).state == CopyState.WRITTEN
    assert read(marits, copy).status_code == 302
    assert fresh(copy).state == CopyState.READ
    report = f"/trajectories/{cast.trajectory.pk}/report/"
    assert policies.TEXTS["text"] not in words(rubens.get(report))
    assert approve(samiras, copy).status_code == 302
    assert (fresh(copy).state, fresh(copy).approved_on) == (CopyState.PUBLISHED, factories.days(0))
    assert policies.TEXTS["text"] in words(browser_of(cast.pien).get(report))
    told = list(Notice.objects.order_by("created_at").values_list("recipient__name", "kind"))
    assert told == [
        (cast.samira.name, "copy_asked"),
        (cast.marit.name, "copy_read"),
        (cast.samira.name, "copy_ready"),
    ]


def test_changed_words_are_read_anew(browser_of, cast):
    copy = policies.asked(cast)
    samiras, marits = browser_of(cast.samira), browser_of(cast.marit)
    write(samiras, copy)
    read(marits, copy)
    write(samiras, copy, text="Andere woorden.")
    assert (fresh(copy).state, fresh(copy).recognisable) == (CopyState.WRITTEN, None)
    approve(samiras, copy)
    assert fresh(copy).state == CopyState.WRITTEN


def test_words_that_changed_while_the_reader_read_are_not_read(browser_of, cast):
    copy = policies.asked(cast)
    write(browser_of(cast.samira), copy)
    seen = fresh(copy).version
    write(browser_of(cast.samira), copy, text="Andere woorden.")
    assert read(browser_of(cast.marit), copy, version=seen).status_code == 302
    assert fresh(copy).state == CopyState.WRITTEN


def test_a_not_yet_sends_it_back_with_a_remark(browser_of, cast):
    copy = policies.asked(cast)
    write(browser_of(cast.samira), copy)
    silent = read(browser_of(cast.marit), copy, is_honest="no")
    assert (silent.status_code, "remark" in silent.context["reading"].errors) == (422, True)
    read(browser_of(cast.marit), copy, is_honest="no", remark="De regel ontbreekt.")
    assert fresh(copy).state == CopyState.SENT_BACK
    approve(browser_of(cast.samira), copy)
    assert fresh(copy).state == CopyState.SENT_BACK
    assert "De regel ontbreekt." in words(browser_of(cast.samira).get(f"/copies/{copy.pk}/"))


@pytest.mark.parametrize("act", ["write", "approve", "decline", "take-back"])
def test_only_its_author_acts_as_author(browser_of, cast, act):
    copy = policies.asked(cast)
    before = fresh(copy).version
    for person in (cast.ruben, cast.marit):
        assert browser_of(person).post(f"/copies/{copy.pk}/{act}/", {"version": before}).status_code == 403
    assert fresh(copy).version == before


def test_only_the_second_reader_reads(browser_of, cast):
    copy = policies.asked(cast)
    write(browser_of(cast.samira), copy)
    assert read(browser_of(cast.samira), copy).status_code == 403
    assert read(browser_of(cast.ruben), copy).status_code == 403


def test_neither_author_nor_who_asked_can_be_the_reader(browser_of, cast):
    copy = policies.asked(cast)
    rubens = browser_of(cast.ruben)
    for person in (cast.samira, cast.ruben, cast.otto):
        answer = rubens.post(f"/copies/{copy.pk}/reader/", {"reader": person.pk})
        assert answer.status_code == 422
    assert rubens.post(f"/copies/{copy.pk}/reader/", {"reader": cast.mehmet.pk}).status_code == 302
    assert fresh(copy).second_reader == cast.mehmet
    for person in (cast.samira, cast.ruben):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublishedWin.objects.filter(pk=copy.pk).update(second_reader=person)


def test_another_reader_begins_anew(browser_of, cast):
    copy = policies.asked(cast)
    write(browser_of(cast.samira), copy)
    read(browser_of(cast.marit), copy)
    browser_of(cast.ruben).post(f"/copies/{copy.pk}/reader/", {"reader": cast.mehmet.pk})
    assert fresh(copy).state == CopyState.WRITTEN


def test_nothing_unread_can_be_published_past_the_service(cast):
    copy = policies.asked(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedWin.objects.filter(pk=copy.pk).update(
            approved_on=factories.days(0), title="Kop", text="Tekst"
        )


def test_when_the_facilitator_asks_somebody_else_reads(cast):
    assert policies.asked(cast, by=cast.marit).second_reader is None
    other = factories.user("Anna Anders")
    factories.member(other, Role.FACILITATOR, cast.trajectory)
    again = factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY)
    assert policies.asked(cast, by=cast.marit, win=again).second_reader == other


def test_asked_twice_it_is_one_copy_and_after_a_no_it_can_be_asked_anew(browser_of, cast, story):
    copy = policies.asked(cast, win=story)
    assert policies.asked(cast, win=story, reason="Nog eens") == copy
    assert fresh(copy).reason == "Hier begon het."
    browser_of(cast.samira).post(f"/copies/{copy.pk}/decline/")
    assert fresh(copy).state == CopyState.DECLINED
    assert policies.asked(cast, win=story, reason="Nog eens") == copy
    assert (fresh(copy).state, fresh(copy).reason) == (CopyState.ASKED, "Nog eens")


def test_authors_propose_their_own_and_other_professionals_do_not(browser_of, cast, story):
    assert browser_of(cast.joost).post(f"/wins/{story.pk}/copy/", ASK).status_code == 403
    assert browser_of(cast.samira).post(f"/wins/{story.pk}/copy/", ASK).status_code == 302
    copy = PublishedWin.objects.get(win=story)
    assert (copy.asked_by, copy.second_reader) == (cast.samira, cast.marit)
    assert Notice.objects.count() == 0


def test_taken_back_it_leaves_every_report(browser_of, cast):
    copy = policies.published(cast, title="Kanarietitel")
    report = f"/trajectories/{cast.trajectory.pk}/report/"
    assert "Kanarietitel" in words(browser_of(cast.pien).get(report))
    browser_of(cast.samira).post(f"/copies/{copy.pk}/take-back/")
    assert "Kanarietitel" not in words(browser_of(cast.pien).get(report))
    assert browser_of(cast.pien).get(f"/copies/{copy.pk}/").status_code == 404


def test_it_goes_with_its_story_and_returns_with_it(cast):
    copy = policies.published(cast)
    wins.withdraw_win(win=copy.win, now=timezone.now())
    assert fresh(copy).state == CopyState.WITHDRAWN
    wins.restore_win(win=copy.win, now=timezone.now())
    assert fresh(copy).state == CopyState.PUBLISHED
    policy.take_back(copy=copy, on=factories.days(0))
    wins.withdraw_win(win=copy.win, now=timezone.now())
    wins.restore_win(win=copy.win, now=timezone.now())
    assert fresh(copy).state == CopyState.WITHDRAWN


def test_a_copy_under_way_is_for_who_works_on_it(browser_of, cast):
    copy = policies.asked(cast)
    url = f"/copies/{copy.pk}/"
    seen = {
        name: browser_of(getattr(cast, name)).get(url).status_code
        for name in ("samira", "marit", "ruben", "joost", "mehmet", "els", "pien", "otto")
    }
    assert seen == {
        **dict.fromkeys(("samira", "marit", "ruben"), 200),
        **dict.fromkeys(("joost", "mehmet"), 403),
        **dict.fromkeys(("els", "pien", "otto"), 404),
    }


def test_two_tabs_of_the_author_meet_with_both_texts(browser_of, cast):
    copy = policies.asked(cast)
    samiras = browser_of(cast.samira)
    seen = fresh(copy).version
    write(samiras, copy, text="De eerste tekst.")
    second = write(samiras, copy, version=seen, text="De tweede tekst.")
    assert second.status_code == 409
    assert "De eerste tekst." in words(second)
    assert "De tweede tekst." in words(second)


def test_names_are_asked_about_before_policy_reads_them(browser_of, cast):
    """Readers elsewhere know nobody, so the names of members are marked, too."""
    copy = policies.asked(cast)
    asked = write(browser_of(cast.samira), copy, text="Joost Bakker belde aan op 06-12345678.")
    assert (asked.status_code, "06-12345678" in words(asked)) == (200, True)
    assert fresh(copy).state == CopyState.ASKED


def test_a_story_below_the_trajectory_is_not_chosen(browser_of, cast):
    kept = factories.win(cast.noord, cast.samira)
    assert browser_of(cast.joost).post(f"/wins/{kept.pk}/choose/", ASK).status_code == 403


def test_a_choice_is_once_per_person_and_can_be_taken_back(browser_of, cast, story):
    mehmets = browser_of(cast.mehmet)
    mehmets.post(f"/wins/{story.pk}/choose/", ASK)
    mehmets.post(f"/wins/{story.pk}/choose/", {"reason": "Toch hierom."})
    assert list(Selection.objects.values_list("reason", flat=True)) == ["Toch hierom."]
    mehmets.post(f"/wins/{story.pk}/unchoose/")
    assert Selection.objects.count() == 0


def test_who_left_still_takes_their_words_back(browser_of, cast):
    copy = policies.published(cast)
    Membership.objects.filter(user=cast.samira).update(ends_on=factories.days(0))
    factories.member(cast.samira, Role.PROFESSIONAL, cast.zuid)
    assert browser_of(cast.samira).post(f"/copies/{copy.pk}/take-back/").status_code == 302
    assert fresh(copy).state == CopyState.WITHDRAWN


def test_incomplete_confirmation_is_asked_about(browser_of, cast):
    copy = policies.asked(cast)
    sent = write(browser_of(cast.samira), copy, confirmed_on="")
    assert (sent.status_code, list(sent.context["write"].errors)) == (422, ["confirmed_by_role"])
