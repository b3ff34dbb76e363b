"""What is saved as a body: sanitised, and its paragraphs known by the same ids as before."""

import pytest

from articles.richtext import RichTextError, split_blocks
from articles.workflow import perform
from tests.desk_cast import draft, member, public

pytestmark = pytest.mark.django_db


def test_a_draft_is_sanitised_from_its_first_words():
    edition = draft(body="<p onclick='x()'>Words<script>alert(1)</script></p>")

    assert "onclick" not in edition.body
    assert "script" not in edition.body


def test_a_saved_body_keeps_the_ids_of_its_paragraphs():
    edition = draft(body="<p>Ministers met in Brussels on Wednesday.</p><p>They meet again in May.</p>")
    first, second = split_blocks(edition.body)

    edition = perform(
        edition,
        "save",
        member("wanda"),
        body="<p>New.</p><p>They meet again in May.</p><p>Ministers met in Brussels on Thursday.</p>",
    )

    new, kept, edited = split_blocks(edition.body)
    assert (kept.id, edited.id) == (second.id, first.id)
    assert new.id not in {first.id, second.id}


def test_saving_the_same_text_again_changes_nothing():
    edition = draft(body="<p>The first.</p><p>The second.</p>")

    again = perform(edition, "save", member("wanda"), body="<p>The first.</p><p>The second.</p>")

    assert (again.text_hash, again.revision) == (edition.text_hash, edition.revision)


def test_a_body_beyond_all_measure_is_refused():
    edition = draft()

    with pytest.raises(RichTextError):
        perform(edition, "save", member("wanda"), body="<p>" + "word " * 1_000_000 + "</p>")


def test_a_body_is_sanitised_by_update_too():
    edition = draft()

    type(edition).objects.filter(pk=edition.pk).update(body="<p onclick='x()'>Words</p>")

    edition.refresh_from_db()
    assert "onclick" not in edition.body


def test_withdrawing_does_not_write_the_text_anew(monkeypatch):
    """A later vocabulary may sanitise otherwise; what was released is never touched by that."""
    from articles import publication, richtext

    edition = public()
    monkeypatch.setattr(richtext.fields, "sanitise", lambda html: html + "<p>More.</p>")

    publication.withdraw(edition.article, member("pia"), outcome="gone", notices={"en": "Gone."}, reason="Wrong.")

    assert not type(edition).objects.public().exists()
