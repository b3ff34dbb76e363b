"""The public history of a text: what was public since it was last withdrawn, and what each update changed."""

import pytest
from django.test import Client

from articles.models import Change
from articles.workflow import perform
from tests import desk_cast as cast
from tests.site.scene import page, with_language
from tests.site.test_article import change, withdraw

pytestmark = pytest.mark.django_db

UPDATES = "/en/news/title/updates/"


def changes(html) -> list[str]:
    return [head.text for head in html.xpath("//ol//p[@class='note-head']/strong")]


def test_every_public_edition_is_listed_the_newest_first_with_its_note() -> None:
    edition = change(cast.public(cast.draft("Title")), note="A figure.", body="<p>Two.</p>")
    change(edition, Change.MINOR, body="<p>Three.</p>")
    html = page(UPDATES)
    assert changes(html) == ["Minor change", "Correction", "First release"]
    assert [p.text for p in html.xpath("//*[@class='note-text']/p")] == ["A figure."]
    assert [a.get("href") for a in html.xpath("//ol//a")] == [f"{UPDATES}3/", f"{UPDATES}2/"]


def test_the_page_leads_to_its_updates_once_there_are_any() -> None:
    edition = cast.public(cast.draft("Title"))
    assert not page("/en/news/title/").xpath(f"//a[@href='{UPDATES}']")
    change(edition, Change.MINOR, body="<p>Two.</p>")
    assert page("/en/news/title/").xpath(f"//a[@href='{UPDATES}']")


def test_what_is_to_come_is_in_no_history(client: Client) -> None:
    edition = cast.public(cast.draft("Title"))
    cast.scheduled(perform(cast.correction(edition), "save", cast.member("max"), title="To come"))
    assert changes(page(UPDATES)) == ["First release"]
    assert client.get(f"{UPDATES}2/").status_code == 404


def test_an_update_shows_what_was_added_and_removed_and_says_it_aloud() -> None:
    edition = cast.public(cast.draft("Title", body="<p>Six ships came.</p><p>Nothing else.</p>"))
    change(edition, note="A figure.", body="<p>Seven ships came.</p><p>Nothing else.</p>")
    html = page(f"{UPDATES}2/")
    assert [node.text for node in html.xpath("//main//section//del")] == ["Six"]
    assert [node.text for node in html.xpath("//main//section//ins")] == ["Seven"]
    (changed,) = html.xpath("//p[contains(@class, 'is-changed')]")
    assert changed.text_content().strip() == "[Removed: Six end of removal][Added: Seven end of addition] ships came."
    assert [head.text for head in html.xpath("//section/h2")] == ["Text"]


def test_long_stretches_without_a_change_are_folded() -> None:
    same = "".join(f"<p>Paragraph {number}.</p>" for number in range(5))
    edition = cast.public(cast.draft("Title", body=f"<p>Six.</p>{same}"))
    change(edition, note="A figure.", body=f"<p>Seven.</p>{same}")
    (summary,) = page(f"{UPDATES}2/").xpath("//details/summary")
    assert summary.text == "5 unchanged paragraphs"


def test_markup_in_a_text_is_shown_as_text() -> None:
    edition = cast.public(cast.draft("Title"))
    change(edition, note="<b>x</b>", title="<script>alert(1)</script>")
    html = page(f"{UPDATES}2/")
    assert not html.xpath("//main//script")
    assert "<script>alert(1)</script>" in html.xpath("//main//section")[0].text_content()


@pytest.mark.parametrize("version", [0, 1, 3, 99999999999999999999])
def test_there_is_no_update_beyond_the_last_nor_before_the_second(client: Client, version: int) -> None:
    change(cast.public(cast.draft("Title")), Change.MINOR, body="<p>Two.</p>")
    assert client.get(f"{UPDATES}{version}/").status_code == 404
    assert client.get(f"{UPDATES}2/").status_code == 200


@pytest.mark.parametrize("path", ["updates/", "updates/2/", "release.pdf"])
def test_of_a_withdrawn_text_nothing_is_left_but_the_notice(client: Client, path: str) -> None:
    withdraw(change(cast.public(cast.draft("Title")), Change.MINOR, body="<p>Two.</p>"))
    gone, never = client.get(f"/en/news/title/{path}"), client.get(f"/en/news/nothing/{path}")
    assert (gone.status_code, gone.content) == (404, never.content)
    assert client.get("/en/news/title/").status_code == 200


def test_what_was_public_before_a_withdrawal_is_not_in_the_history(client: Client) -> None:
    edition = change(cast.public(cast.draft("Title")), note="First note.", body="<p>Two.</p>")
    withdraw(edition)
    again = cast.drafting.open_edition(edition.article, "en", cast.member("wanda"), slug="title")
    text = {"title": "Anew", "body": "<p>Anew.</p>", "change": Change.UPDATE, "public_note": "Back again."}
    cast.public(perform(again, "save", cast.member("wanda"), **text))
    assert changes(page(UPDATES)) == ["Update"]
    assert client.get(f"{UPDATES}2/").status_code == 404


def test_an_old_address_leads_to_the_present_history(client: Client) -> None:
    change(cast.public(cast.draft("Title")), note="Moved.", slug="new")
    for path in ("updates/", "updates/2/"):
        response = client.get(f"/en/news/title/{path}")
        assert (response.status_code, response.headers["Location"]) == (301, "/en/news/new/updates/")


def test_each_language_has_a_history_of_its_own() -> None:
    edition = cast.public(cast.draft("Title"))
    with_language(edition, "fr", "Titre", slug="titre")
    change(edition, Change.MINOR, body="<p>Two.</p>")
    assert changes(page("/fr/news/titre/updates/")) == ["Première publication"]
    html = page(UPDATES)
    assert [link.get("href") for link in html.xpath("//link[@rel='alternate'][@hreflang='fr']")] == [
        "http://localhost:8000/fr/news/titre/updates/"
    ]
