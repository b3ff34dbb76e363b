"""What machines read of a text: schema.org, Open Graph; and what readers take along: citation, licence, sharing."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles.models import Change, Place, PlaceName
from tests import desk_cast as cast
from tests.factories import make_organisation, make_person
from tests.site.scene import WINTER, page, with_language
from tests.site.test_article import change

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


def told(path: str) -> dict[str, Any]:
    (script,) = page(path).xpath("//script[@type='application/ld+json']")
    value: dict[str, Any] = json.loads(script.text)
    return value


def numbered(edition, number: str = "PR/CP (2017) 041") -> None:
    edition.article.official_number = number
    edition.article.place = Place.objects.create(slug="brussels")
    PlaceName.objects.create(place=edition.article.place, language="en", name="Brussels")
    PlaceName.objects.create(place=edition.article.place, language="fr", name="Bruxelles")
    edition.article.save()


def test_number_and_dateline_stand_on_the_page_in_its_language() -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    numbered(edition)
    with_language(edition, "fr", "Bonjour", slug="bonjour")
    html = page("/en/news/hello/")
    assert html.xpath("//*[@class='official-number']")[0].text == "PR/CP (2017) 041"
    assert html.xpath("//*[@class='dateline']")[0].text_content().strip() == "Brussels, 15 January 2020"
    assert page("/fr/news/bonjour/").xpath("//*[@class='dateline']")[0].text_content().strip().startswith("Bruxelles")


def test_a_text_is_described_as_news_with_its_dates_and_its_newsroom(settings) -> None:
    settings.NEWSROOM_NAME, settings.NEWSROOM_LICENCE_URL = "The Office", "https://example.org/licence"
    edition = cast.imported("Hello", public_from=WINTER, slug="hello", standfirst="In short")
    numbered(edition)
    edition.article.organisations.add(make_organisation("The Council"))
    news = told("/en/news/hello/")
    assert (news["@type"], news["headline"], news["description"]) == ("NewsArticle", "Hello", "In short")
    assert (news["mainEntityOfPage"], news["inLanguage"]) == (f"{SITE}/en/news/hello/", "en")
    assert news["datePublished"] == news["dateModified"] == "2020-01-15T10:30:00+01:00"
    assert news["publisher"] == {"@type": "Organization", "name": "The Office", "url": f"{SITE}/en/"}
    assert news["author"] == [{"@type": "Organization", "name": "The Council"}]
    assert (news["identifier"], news["contentLocation"]["name"]) == ("PR/CP (2017) 041", "Brussels")
    assert news["license"] == "https://example.org/licence"


def test_a_correction_is_told_as_one_and_an_update_is_not() -> None:
    edition = change(cast.public(cast.draft("Title")), note="A figure.", body="<p>Two.</p>")
    change(edition, Change.UPDATE, note="More.", body="<p>Three.</p>")
    (correction,) = told("/en/news/title/")["correction"]
    assert (correction["@type"], correction["text"]) == ("CorrectionComment", "A figure.")


def test_a_translation_names_the_text_that_it_was_made_from() -> None:
    source = cast.imported("Hello", public_from=WINTER, slug="hello")
    cast.imported(
        "Bonjour", language="fr", public_from=WINTER, article=source.article, slug="bonjour", translates=source
    )
    news = told("/fr/news/bonjour/")
    assert news["translationOfWork"] == {"@type": "NewsArticle", "@id": f"{SITE}/en/news/hello/", "inLanguage": "en"}
    assert news["isBasedOn"] == f"{SITE}/en/news/hello/"
    assert [work["inLanguage"] for work in told("/en/news/hello/")["workTranslation"]] == ["fr"]


def test_a_person_is_also_known_by_the_short_form() -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    person = make_person("Anne Ek")
    person.names.update(short_name="Ms Ek")
    edition.article.people.add(person)
    assert told("/en/news/hello/")["mentions"] == [{"@type": "Person", "name": "Anne Ek", "alternateName": "Ms Ek"}]


def test_a_title_cannot_end_the_script(client: Client) -> None:
    title = "</script><script>alert(1)</script><!-- & \u2028"
    cast.imported(title, public_from=WINTER, slug="hello")
    assert told("/en/news/hello/")["headline"] == title
    assert b"<script>alert" not in client.get("/en/news/hello/").content


def test_the_citation_says_what_where_and_when() -> None:
    numbered(cast.imported("Hello", public_from=WINTER, slug="مرحبا"))
    (citation,) = page("/en/news/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7/").xpath("//*[@id='citation']")
    assert citation.text_content() == (
        f"“Hello”, press release PR/CP (2017) 041, Newsroom, 15 January 2020, {SITE}/en/news/مرحبا/"
    )


def test_a_text_is_sent_on_without_a_third_party() -> None:
    cast.imported("Tea & cakes", public_from=WINTER, slug="tea")
    html = page("/en/news/tea/")
    (mail,) = (a.get("href") for a in html.xpath("//main//a[starts-with(@href, 'mailto:?')]"))
    assert parse_qs(urlsplit(mail).query) == {
        "subject": ["Tea & cakes"],
        "body": [f"Tea & cakes\r\n\r\n{SITE}/en/news/tea/"],
    }
    fetched = {node.get("src") or node.get("href") for node in html.xpath("//script[@src] | //link[@rel='stylesheet']")}
    assert all(re.match(r"/[^/]", address) for address in fetched)
    assert [item.get("hidden") for item in html.xpath("//li[button]")] == ["", "", ""]


def test_the_licence_stands_below_the_text_where_there_is_one(settings) -> None:
    cast.imported("Hello", public_from=WINTER, slug="hello")
    assert not page("/en/news/hello/").xpath("//*[@class='licence']")
    settings.NEWSROOM_LICENCE, settings.NEWSROOM_LICENCE_URL = "CC BY 4.0", "https://example.org/by/"
    (licence,) = page("/en/news/hello/").xpath("//*[@class='licence']/a")
    assert (licence.text, licence.get("rel")) == ("CC BY 4.0", "license")
    assert licence.get("href") == "https://example.org/by/"


def test_networks_are_told_title_language_and_dates() -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="hello", standfirst="In short")
    with_language(edition, "fr", "Bonjour")
    said = [(m.get("property"), m.get("content")) for m in page("/en/news/hello/").xpath("//meta[@property]")]
    assert ("og:description", "In short") in said
    assert ("og:locale", "en") in said
    assert ("og:locale:alternate", "fr") in said
    assert ("article:published_time", "2020-01-15T09:30:00+00:00") in said
