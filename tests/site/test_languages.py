"""Pages speak the language of their address, and lead to the same page in others."""

import pytest
from django.test import Client

from articles.models import Topic, TopicName
from tests import desk_cast as cast
from tests.factories import make_person
from tests.site.scene import WINTER, page, with_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("fr-CH, en;q=0.5", "fr"),
        ("de, ar;q=0.7, en;q=0.3", "ar"),
        ("en;q=0.1, fr;q=0.9", "fr"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        ("x;;q=, 12,,", "en"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_likes_best(client: Client, accepted, language) -> None:
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/")
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(language: str, direction: str) -> None:
    html = page(f"/{language}/")
    assert (html.get("lang"), html.get("dir")) == (language, direction)


@pytest.mark.parametrize(
    ("written", "standard"), [("EN", "en"), ("Fr", "fr"), ("PT-br", "pt-BR"), ("ZH-hant", "zh-Hant")]
)
def test_another_way_to_write_a_language_leads_to_the_standard_one(client: Client, written: str, standard: str) -> None:
    response = client.get(f"/{written}/news/a%3Fb-%C3%A9/?before=2020-01-01")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/{standard}/news/a%3Fb-%C3%A9/?before=2020-01-01"


@pytest.mark.parametrize(
    "path", ["/et/", "/et/news/", "/et/feed.rss", "/et/sitemap-pages.xml", "/xx/", "/en-XX/", "/zzz/"]
)
def test_a_language_without_any_text_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_text_in_a_language_that_the_newsroom_does_not_work_in_has_its_pages() -> None:
    cast.imported("Tere", language="et", public_from=WINTER, slug="tere")
    for path in ("/et/", "/et/news/", "/et/news/tere/"):
        assert page(path).get("lang") == "et"


def test_labels_in_another_language_than_the_text_say_so() -> None:
    cast.imported("שלום", language="he", public_from=WINTER, slug="shalom")
    html = page("/he/news/shalom/")
    assert (html.get("lang"), html.get("dir")) == ("he", "rtl")
    (skip,) = html.xpath("//a[@class='skip']")
    assert (skip.get("lang"), skip.get("dir")) == ("en", "ltr")
    assert html.xpath("//h1")[0].get("lang") is None


def test_the_switcher_lists_the_versions_that_are_public() -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="hello")
    with_language(edition, "fr", "Bonjour", slug="bonjour")
    cast.scheduled(cast.translation(edition, language="ar", title="مرحبا"))
    html = page("/en/news/hello/")
    assert [link.get("href") for link in html.xpath("//nav[@class='languages']//a")] == ["/fr/news/bonjour/"]
    alternates = {link.get("hreflang"): link.get("href") for link in html.xpath("//link[@hreflang]")}
    base = "http://localhost:8000"
    assert alternates == {
        "en": f"{base}/en/news/hello/",
        "fr": f"{base}/fr/news/bonjour/",
        "x-default": f"{base}/en/news/hello/",
    }


def test_a_name_in_another_language_says_so() -> None:
    edition = cast.imported("Bonjour", language="fr", public_from=WINTER, slug="bonjour")
    edition.article.people.add(make_person("Anne Ek"))
    topic = Topic.objects.create(slug="ice")
    TopicName.objects.create(topic=topic, language="ar", name="جليد")
    edition.article.topics.add(topic)
    html = page("/fr/news/bonjour/")
    marked = {span.text: (span.get("lang"), span.get("dir")) for span in html.xpath("//main//span[@lang]")}
    assert marked == {"Anne Ek": ("en", "ltr"), "جليد": ("ar", "rtl")}
