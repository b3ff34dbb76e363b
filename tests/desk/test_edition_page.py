"""The page of one edition: what is written there, what is shown, and which buttons it has."""

import re

import pytest
from django.urls import reverse

from articles.models import Edition, Event
from articles.workflow import ACTIONS, perform
from tests.desk.screens import at_desk, do, save, sentences, text_url
from tests.desk_cast import (
    approved,
    correction,
    draft,
    member,
    public,
    released_in_emergency,
    scheduled,
    submitted,
    translation,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def refused_buttons(html: str) -> dict[str, str]:
    """Action → the reason that its button names by aria-describedby."""
    described = re.findall(r'aria-disabled="true" aria-describedby="why-(\w+)"', html)
    return {name: re.search(rf'id="why-{name}"><li>(.*?)</li>', html)[1] for name in described}


def test_a_save_over_a_newer_save_is_refused_and_shows_both_texts():
    edition = draft("First title")
    perform(edition, "save", member("max"), title="Title of Max", revision=edition.revision)

    answer = save(at_desk("wanda"), edition, title="Title of Wanda", standfirst="Typed by Wanda")

    html = sentences(answer)
    assert answer.status_code == 409
    assert "Title of Max" in html
    assert 'value="Title of Wanda"' in html
    assert "Typed by Wanda" in html
    edition.refresh_from_db()
    assert edition.title == "Title of Max"


def test_after_a_conflict_the_merged_text_can_be_saved():
    edition = draft()
    perform(edition, "save", member("max"), title="Title of Max", revision=edition.revision)
    answer = save(at_desk("wanda"), edition, title="Title of Wanda")

    revision = re.search(r'name="revision" value="(\d+)"', sentences(answer))[1]
    save(at_desk("wanda"), edition, title="Merged", revision=revision)

    edition.refresh_from_db()
    assert edition.title == "Merged"


def test_a_save_that_came_too_late_is_refused_with_the_typed_text():
    edition = draft()
    submitted(edition)

    answer = save(at_desk("wanda"), edition, title="Typed too late")

    assert answer.status_code == 409
    assert "Typed too late" in sentences(answer)


def test_an_invalid_form_keeps_what_was_typed():
    other = draft("Taken")
    perform(other, "submit", member("max"))
    other.refresh_from_db()

    answer = save(at_desk("wanda"), draft(), title="My title", slug=other.slug)

    assert answer.status_code == 422
    assert 'value="My title"' in sentences(answer)
    assert "Another article has this address" in sentences(answer)


@pytest.mark.parametrize("name", ["otto", "tariq", "ada", "pia", "emma"])
def test_whoever_may_not_save_reads_the_text_and_posts_in_vain(name):
    edition = draft("The title")
    client = at_desk(name)

    assert "edition_form" not in sentences(client.get(text_url(edition)))
    assert save(client, edition, title="Changed").status_code == 409
    edition.refresh_from_db()
    assert edition.title == "The title"


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "save"])
def test_an_auditor_presses_every_button_in_vain(action):
    edition = submitted()
    before = Event.objects.count()

    do(at_desk("otto"), edition, action, reason="Because.")

    assert Event.objects.count() == before


def test_a_translator_works_on_their_language_alone():
    german = translation(draft(), language="de", title="Ein Titel")

    answer = save(at_desk("tariq"), german, title="Geändert")

    assert answer.status_code == 409
    assert "edition_form" not in sentences(at_desk("tariq").get(text_url(german)))


def test_refused_buttons_say_why_in_text_that_they_point_to():
    html = sentences(at_desk("wanda").get(text_url(submitted())))

    reasons = refused_buttons(html)
    assert "You have no right to do this. It is for approvers" in reasons["approve"]
    assert "an edition that stands at: draft" in reasons["submit"]
    assert "publishers" in reasons["release"]


def test_the_writer_is_told_that_someone_else_has_to_approve():
    edition = draft()
    perform(edition, "save", member("max"), title="By Max")
    submitted(edition)

    reasons = refused_buttons(sentences(at_desk("max").get(text_url(edition))))

    assert reasons["approve"] == "You wrote or changed this text. Someone else has to approve it."


def test_each_offered_button_says_what_happens():
    html = sentences(at_desk("ada").get(text_url(submitted())))

    assert "Nothing is approved before you sign there." in html


def test_approving_binds_the_text_that_was_read():
    edition = submitted()
    page = sentences(at_desk("ada").get(reverse("admin:articles_edition_approve", args=[edition.pk])))
    read = re.search(r'name="text_hash" value="(\w+)"', page)[1]
    perform(edition, "return", member("max"), reason="A typo.")
    perform(edition, "save", member("wanda"), title="Another text")
    perform(edition, "submit", member("wanda"))

    url = reverse("admin:articles_edition_do", args=[edition.pk, "approve"])
    answer = at_desk("ada").post(url, {"text_hash": read}, follow=True)

    assert "Read it again before you approve it" in sentences(answer)
    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_approving_without_saying_what_was_read_is_refused():
    edition = submitted()

    at_desk("ada").post(reverse("admin:articles_edition_do", args=[edition.pk, "approve"]))

    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_returning_without_a_reason_is_refused_in_words():
    edition = submitted()

    answer = do(at_desk("ada"), edition, "return", reason=" ")

    assert "Give a reason." in sentences(answer)


def test_an_approved_text_is_reopened_before_it_is_edited():
    edition = approved()
    client = at_desk("wanda")
    assert "edition_form" not in sentences(client.get(text_url(edition)))

    do(client, edition, "reopen")

    assert "edition_form" in sentences(client.get(text_url(edition)))


def test_a_translation_shows_its_source_and_can_be_confirmed_when_stale():
    source = draft("Source title", body="<p>Words of the source.</p>")
    french = translation(source)
    perform(source, "save", member("wanda"), body="<p>New words of the source.</p>")
    client = at_desk("tariq")

    html = sentences(client.get(text_url(french)))
    assert "New words of the source." in html
    assert "Confirm that the translation follows its source" in html

    do(client, french, "confirm_source")
    assert not Edition.objects.get(pk=french.pk).is_stale()


def test_text_and_fields_carry_language_and_direction():
    arabic = translation(draft(), language="ar", title="عنوان")

    html = sentences(at_desk("translator-ar").get(text_url(arabic)))

    title = re.search(r'<input[^>]*name="title"[^>]*>', html)[0]
    body = re.search(r'<textarea[^>]*name="body"[^>]*>', html)[0]
    assert 'lang="ar"' in title
    assert 'dir="rtl"' in title
    assert 'dir="rtl"' in body


def test_what_is_typed_is_never_html():
    edition = draft("<script>alert(1)</script>", standfirst="<img src=x onerror=alert(1)>")

    for url in (text_url(edition), reverse("admin:articles_article_changelist")):
        html = sentences(at_desk("otto").get(url))
        assert "<script>alert(1)" not in html
        assert "<img src=x" not in html


def test_what_is_emergency_is_cleared_by_a_second_person_from_the_queue():
    edition = released_in_emergency()
    queue = reverse("admin:articles_edition_queue")
    assert edition.title in sentences(at_desk("ada").get(queue))

    do(at_desk("emma"), edition, "clear")
    assert edition.title in sentences(at_desk("ada").get(queue))
    do(at_desk("ada"), edition, "clear")

    assert edition.title not in sentences(at_desk("ada").get(queue))


@pytest.mark.parametrize("change", ["correction", "update", "minor"])
def test_correcting_opens_a_copy_that_only_the_desk_sees(change):
    first = public()

    answer = at_desk("wanda").post(
        reverse("admin:articles_edition_correct", args=[first.pk]), {"change": change, "public_note": "What changed."}
    )

    second = Edition.objects.get(article=first.article, number=2)
    assert answer.url == text_url(second)
    assert (second.change, second.public_note, second.standing()) == (change, "What changed.", "draft")
    assert first.is_public()


def test_a_correction_shows_its_note_and_kind_to_be_written():
    second = correction(public())

    html = sentences(at_desk("wanda").get(text_url(second)))

    assert 'name="public_note"' in html
    assert "A figure was wrong." in html


@pytest.mark.parametrize("make", [draft, submitted, approved, scheduled, public, withdrawn, released_in_emergency])
def test_the_page_takes_the_same_few_queries_in_every_standing(make, django_assert_max_num_queries):
    edition = make()
    client = at_desk("max")
    client.get(text_url(edition))

    with django_assert_max_num_queries(15):
        client.get(text_url(edition))


def test_history_says_who_did_what_and_why_and_leads_to_the_text():
    edition = submitted(draft("As it stood"))
    perform(edition, "return", member("ada"), reason="Not yet.")

    client = at_desk("otto")
    html = sentences(client.get(reverse("admin:articles_edition_history", args=[edition.pk])))
    assert "returned it to the writer" in html
    assert "Not yet." in html

    event = Event.objects.filter(text__isnull=False).first()
    then = sentences(client.get(reverse("admin:articles_event_change", args=[event.pk])))
    assert "As it stood" in then


def test_a_returned_draft_says_why_before_anything_else():
    edition = perform(submitted(), "return", member("ada"), reason="Which Thursday?")

    page = at_desk("wanda").get(text_url(edition)).content.decode()

    assert page.index("Which Thursday?") < page.index("edition_form")


def test_the_reason_goes_once_the_text_is_submitted_again():
    edition = perform(submitted(), "return", member("ada"), reason="Which Thursday?")
    submitted(edition)

    assert "returned-heading" not in at_desk("wanda").get(text_url(edition)).content.decode()
