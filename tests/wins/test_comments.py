"""Comments in one's own words: editable by their author, deletable with a placeholder (P12)."""

import unicodedata
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.wins.pages import form_to, links, send, words
from wins.models import Comment, Notice, Recognition, Visibility

pytestmark = pytest.mark.usefixtures("english")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% debug %}",
    "Tegendraads \u202e gelezen",
    "=HYPERLINK(1)",
    "😀" * 600,
    "e\u0301" * 600,
]


@pytest.fixture
def story(cast):
    """Samira's story, read by the whole trajectory."""
    return factories.win(cast.noord, cast.samira, title="Aangebeld", visibility=Visibility.TRAJECTORY)


def act(name, win):
    return reverse(f"wins:{name}", args=[win.pk])


def comment_on(client, win, text, **typed):
    return send(client, client.get(win.get_absolute_url()), act("comment_new", win), text=text, **typed)


def test_add_edit_and_delete_with_a_placeholder(cast, story, browser_of):
    client, reader = browser_of(cast.mehmet), browser_of(cast.joost)
    assert comment_on(client, story, "Bij ons ook.").url == f"{story.get_absolute_url()}#responses"
    comment = Comment.objects.get()
    assert "Bij ons ook." in words(reader.get(story.get_absolute_url()))
    assert act("comment_edit", comment) in links(client.get(story.get_absolute_url()))
    assert act("comment_edit", comment) not in links(reader.get(story.get_absolute_url()))

    page = client.get(act("comment_edit", comment))
    assert form_to(page, "").fields["text"] == ["Bij ons ook."]
    send(client, page, "", text="Bij ons juist niet.")
    shown = words(reader.get(story.get_absolute_url()))
    assert "Bij ons juist niet." in shown
    assert "Bij ons ook." not in shown

    page = client.get(act("comment_delete", comment))
    assert "Bij ons juist niet." in words(page)
    assert Comment.objects.get().deleted_at is None
    send(client, page, "")
    shown = words(reader.get(story.get_absolute_url()))
    assert "This response was deleted." in shown
    assert "Bij ons juist niet." not in shown
    assert Comment.objects.get().text == ""
    assert client.get(act("comment_edit", comment)).status_code == 404
    assert client.post(act("comment_delete", comment)).status_code == 404


def test_sent_twice_is_stored_and_told_once(cast, story, browser_of):
    client = browser_of(cast.mehmet)
    page = client.get(story.get_absolute_url())

    for _ in range(3):
        assert send(client, page, act("comment_new", story), text="Eén keer.").status_code == 302

    assert Comment.objects.get().text == "Eén keer."
    assert Notice.objects.count() == 1


def test_other_words_under_a_used_key_are_not_lost(cast, story, browser_of):
    """Somebody goes back in the browser and types on in the form that was sent."""
    client = browser_of(cast.mehmet)
    page = client.get(story.get_absolute_url())

    for text in ("Eerst dit.", "En dan dat.", "Eerst dit.", "En dan dat."):
        send(client, page, act("comment_new", story), text=text)

    assert sorted(Comment.objects.values_list("text", flat=True)) == ["Eerst dit.", "En dan dat."]


def test_a_key_is_its_authors_and_its_storys_own(cast, story, browser_of):
    other, key = factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY), uuid.uuid4()
    for person, win in ((cast.mehmet, story), (cast.joost, story), (cast.mehmet, other)):
        browser_of(person).post(act("comment_new", win), {"text": "Zelfde sleutel.", "client_uuid": key})

    assert set(Comment.objects.values_list("author__name", "win")) == {
        ("Mehmet Demir", story.pk),
        ("Joost Bakker", story.pk),
        ("Mehmet Demir", other.pk),
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [("a" * 600, 302), ("a" * 601, 422), ("", 422), (" \n\t ", 422), ("nul\x00", 422)],
)
def test_from_one_to_six_hundred_characters(text, status, cast, story, browser_of):
    client = browser_of(cast.mehmet)

    answer = client.post(act("comment_new", story), {"text": text, "client_uuid": uuid.uuid4()})

    assert answer.status_code == status
    assert Comment.objects.exists() == (status == 302)
    if len(text) == 601:
        assert form_to(answer, "").fields["text"] == [text]
        assert "Shorten your text by 1 character" in words(answer)


@pytest.mark.parametrize("key", ["", "no-uuid", "\x00"])
def test_without_a_proper_key_nothing_breaks(key, cast, story, browser_of):
    client = browser_of(cast.mehmet)
    answer = client.post(act("comment_new", story), {"text": "Zonder sleutel.", "client_uuid": key})
    assert answer.status_code == (302 if key == "" else 422)
    if key:
        assert form_to(answer, "").fields["text"] == ["Zonder sleutel."]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_text(text, cast, story, browser_of):
    client = browser_of(cast.mehmet)
    assert comment_on(client, story, text).status_code == 302
    comment = Comment.objects.get()
    kept = unicodedata.normalize("NFC", text)
    assert comment.text == kept

    response = client.get(story.get_absolute_url())
    assert kept in words(response)
    assert "<script>alert" not in response.content.decode()
    assert "<img src=x" not in response.content.decode()
    assert form_to(client.get(act("comment_edit", comment)), "").fields["text"] == [kept]


def test_nobody_changes_or_deletes_anothers_words(cast, story, browser_of):
    comment = Comment.objects.create(win=story, author=cast.mehmet, text="Van Mehmet.")
    for who in ("samira", "joost", "marit", "ruben", "els", "otto"):
        client = browser_of(getattr(cast, who))
        for name in ("comment_edit", "comment_delete"):
            assert client.get(act(name, comment)).status_code == 404
            assert client.post(act(name, comment), {"text": "Gekaapt", "version": 1}).status_code == 404
    comment.refresh_from_db()
    assert (comment.text, comment.deleted_at) == ("Van Mehmet.", None)


def test_two_tabs_meet_both_texts(cast, story, browser_of):
    comment = Comment.objects.create(win=story, author=cast.mehmet, text="Oud.")
    client = browser_of(cast.mehmet)
    first, second = (client.get(act("comment_edit", comment)) for _ in range(2))
    send(client, first, "", text="Van het ene tabblad.")

    page = send(client, second, "", text="Van het andere tabblad.")

    assert page.status_code == 409
    assert "Van het ene tabblad." in words(page)
    assert "Van het andere tabblad." in words(page)
    comment.refresh_from_db()
    assert comment.text == "Van het ene tabblad."
    assert send(client, page, act("comment_edit", comment)).status_code == 302
    comment.refresh_from_db()
    assert (comment.text, comment.version) == ("Van het andere tabblad.", 3)


def test_a_changed_response_that_was_deleted_meanwhile_stays_deleted(cast, story, browser_of):
    comment = Comment.objects.create(win=story, author=cast.mehmet, text="Oud.")
    client = browser_of(cast.mehmet)
    page = client.get(act("comment_edit", comment))
    client.post(act("comment_delete", comment))

    assert send(client, page, "", text="Toch nog.").status_code == 404
    comment.refresh_from_db()
    assert comment.text == ""


def test_gone_with_a_withdrawn_or_narrowed_story(cast, story, browser_of):
    comment = Comment.objects.create(win=story, author=cast.mehmet, text="Kanarie")
    client = browser_of(cast.mehmet)
    for fields, status in (({"visibility": "team"}, 403), ({"withdrawn_at": timezone.now()}, 404)):
        type(story).objects.filter(pk=story.pk).update(**fields)
        for response in (
            client.get(story.get_absolute_url()),
            client.get(act("comment_edit", comment)),
            client.post(act("comment_edit", comment), {"text": "Nog", "version": 1}),
            client.get(act("comment_delete", comment)),
            client.post(act("comment_new", story), {"text": "Nog een", "client_uuid": uuid.uuid4()}),
            client.post(act("recognise", story), {"phrase": "helps"}),
        ):
            assert response.status_code == status
            assert "Kanarie" not in response.content.decode()
    assert Comment.objects.get().text == "Kanarie"
    assert not Recognition.objects.exists()


def test_a_person_who_left_for_good_is_a_former_participant(cast, story, browser_of):
    Comment.objects.create(win=story, author=None, text="Van wie er niet meer is.")
    page = words(browser_of(cast.joost).get(story.get_absolute_url()))
    assert "former participant" in page
    assert "Van wie er niet meer is." in page


def test_signed_out_on_sending_keeps_the_words_of_a_comment(cast, story, browser_of, client):
    page = browser_of(cast.mehmet).get(story.get_absolute_url())
    text = "Net getypt & nog niet verstuurd,\r\nmet een tweede regel."

    away = send(client, page, act("comment_new", story), text=text)
    assert "/accounts/login/" in away.url
    assert not Comment.objects.exists()
    client.force_login(cast.mehmet)
    page = client.get(reverse("accounts:resume"))
    assert send(client, page, act("comment_new", story)).status_code == 302

    assert Comment.objects.get().text == text.replace("\r\n", "\n")
    send(client, page, act("comment_new", story))
    assert Comment.objects.count() == 1
    assert "Net getypt" not in words(client.get(reverse("accounts:resume")))
