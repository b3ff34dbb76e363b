"""Images, sitemaps and what robots are told."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from lxml import etree
from PIL import Image as Picture

from articles import publication
from articles.models import Image, Outcome
from tests import desk_cast as cast
from tests.site.scene import WINTER, page, with_language

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def image(settings, tmp_path) -> Image:
    settings.MEDIA_ROOT = tmp_path
    file = BytesIO()
    Picture.new("RGB", (6, 4)).save(file, "PNG")
    return Image.objects.create(file=ContentFile(file.getvalue(), "a.png"), credit="Per Ask")


def shown(image: Image):
    edition = cast.public(cast.draft("Hello"))
    edition.article.lead_image = image
    edition.article.save()
    return edition


def test_the_image_of_a_public_text_is_served(client: Client, image: Image) -> None:
    shown(image)
    (picture,) = page("/en/news/hello/").xpath("//figure//img")
    assert (picture.get("width"), picture.get("height"), picture.get("alt")) == ("6", "4", "")
    response = client.get(picture.get("src"))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    again = client.get(picture.get("src"), headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_an_image_goes_with_the_text(client: Client, image: Image) -> None:
    edition = shown(image)
    path = f"/files/{image.file.name}"
    etag = client.get(path).headers["ETag"]
    publication.withdraw(
        edition.article, cast.member("pia"), outcome=Outcome.NOTICE, notices={"en": "Gone."}, reason="A hoax."
    )
    assert client.get(path, headers={"if-none-match": etag}).status_code == 404


def test_an_image_of_no_public_text_is_answered_like_none(client: Client, image: Image) -> None:
    hidden, nothing = client.get(f"/files/{image.file.name}"), client.get("/files/images/none.png")
    assert hidden.status_code == nothing.status_code == 404
    assert (hidden.headers, hidden.content) == (nothing.headers, nothing.content)


@pytest.mark.parametrize("name", ["../settings.py", "images/..%2f..%2fmanage.py", "images/", "%00.png", "a.svg"])
def test_nothing_else_is_served_as_a_file(client: Client, name: str) -> None:
    assert client.get(f"/files/{name}").status_code == 404


def read(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content)


def test_the_sitemap_leads_to_every_text_with_its_versions(client: Client) -> None:
    edition = cast.imported("Hello", public_from=WINTER, slug="héllo")
    with_language(edition, "fr", "Bonjour", slug="bonjour")
    cast.scheduled()
    places = [place.text for place in read(client, "/sitemap.xml").iter(f"{SITEMAP}loc")]
    assert "http://localhost:8000/en/sitemap-2020-1.xml" in places
    found = read(client, "/en/sitemap-2020-1.xml")
    assert [place.text for place in found.iter(f"{SITEMAP}loc")] == ["http://localhost:8000/en/news/h%C3%A9llo/"]
    assert {link.get("hreflang"): link.get("href") for link in found.iter(f"{XHTML}link")} == {
        "en": "http://localhost:8000/en/news/h%C3%A9llo/",
        "fr": "http://localhost:8000/fr/news/bonjour/",
    }
    for place in places:
        assert client.get(place.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.parametrize("path", ["2020-2", "2020-13", "0-1", "2020-0", "99999999999999999999-1", "9999-12"])
def test_a_month_without_texts_has_no_sitemap(client: Client, path: str) -> None:
    cast.imported("Hello", public_from=WINTER)
    assert client.get(f"/en/sitemap-{path}.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_kept_from_the_desk(client: Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /desk/" in lines
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines
